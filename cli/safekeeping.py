"""rebuild: making the base again from the archive."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cli.output import say, tell
from extraction.items import UnreadablePayload
from extraction.readers import reader_of
from extraction.run import read_snapshot
from kb.engine import engine_for
from kb.readings import Row, Unread
from kb.rebuild import rebuild as rebuild_base


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(rebuild)


def rebuild(
    archive: Annotated[str, typer.Option(metavar="DIR", help="the archive: a folder or an fsspec address")],
    database: Annotated[str, typer.Option(metavar="URL", help="an empty database")],
) -> None:
    """Make the same base from the archive alone: same releases, same hashes."""
    url = database if "://" in database else f"sqlite:///{Path(database)}"
    engine = engine_for(url)

    def reread(snapshot: Unread, extractor: str) -> list[Row] | None:
        reader = reader_of(snapshot.source_key)
        if reader.extractor != extractor:
            return None
        try:
            return [msgspec.structs.astuple(item) for item in read_snapshot(archive, snapshot, reader)]
        except UnreadablePayload:
            return []

    report = rebuild_base(archive, engine, reread)
    say(
        f"Rebuilt {report.runs} runs, {report.snapshots} sightings, {report.readings} readings, {report.releases} releases "
        f"in {engine.url.render_as_string(hide_password=True)}; every release has the hash that the archive recorded."
    )
    for url in report.disagreements or []:
        tell(f"recoupe: today's reader of the same version draws something else from {url}. See extraction/readers.")
    raise typer.Exit(1 if report.disagreements else 0)
