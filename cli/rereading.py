"""reread: every archived answer with the present readers, by several processes or a Dask cluster."""

from contextlib import AbstractContextManager, nullcontext
from typing import Annotated

import typer

from cli.crawling import bars, brought
from cli.output import say, tell
from extraction.readers import has_reader, reader_of
from extraction.rereading import by_dask, by_processes
from extraction.run import ReadAll, ReadReport, read_pending
from kb.engine import default_engine, require_base
from kb.settings import settings
from kb.sources.definition import all_sources, source


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(reread)


def reread(
    source_key: Annotated[str | None, typer.Option("--source", help="one source only")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="processes of this machine; 1 by default")
    ] = None,
    dask: Annotated[str | None, typer.Option(metavar="ADDRESS", help="a Dask scheduler, as tcp://host:8786")] = None,
) -> None:
    """Read again, with a newer extractor, every archived answer; `release create` then takes what it found.

    The order and the rows that are kept do not depend on who reads. Stopped, it goes on where it was when run again.
    """
    if workers is not None and dask is not None:
        raise typer.BadParameter("--workers and --dask say who reads: give one of them")
    engine = require_base(default_engine())
    chosen = [source(source_key)] if source_key else list(all_sources().values())
    keys = [one.key for one in chosen if one.status == "active" and has_reader(one.key)]
    unreadable = 0
    with _readers(workers or 1, dask) as reading, bars() as progress:
        for key in keys:
            task = progress.add_task(key, total=None)

            def show(done: int, total: int, task: int = task) -> None:
                progress.update(task, completed=done, total=total)  # type: ignore[arg-type]

            report = read_pending(engine, settings().archive_url, key, show, reading)
            progress.update(task, total=report.snapshots_read or 1, completed=report.snapshots_read or 1)
            _tell(key, report)
            unreadable += len(report.unreadable)
    raise typer.Exit(1 if unreadable else 0)


def _readers(workers: int, dask: str | None) -> AbstractContextManager[ReadAll | None]:
    if dask:
        return by_dask(dask)
    return by_processes(workers) if workers > 1 else nullcontext()


def _tell(key: str, report: ReadReport) -> None:
    if report.snapshots_read:
        extractor = reader_of(key).extractor
        say(f"{key}: {report.snapshots_read} snapshots read again by {extractor}, {brought(report.new)}")
    for finding in report.unreadable.values():
        tell(f"recoupe: {finding.detail}")
