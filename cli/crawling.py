"""crawl, read: fetching, reading, judging."""

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine

from cli.output import Format, say, show_json, tell
from cli.run_summary import RunSummary, append_to_run_log
from crawlers.base_spiders.kb_spider import FetchReport
from crawlers.replay import ReplayIndex
from crawlers.runner import FetchOrder, fetch, log_to, spider_of
from extraction.readers import has_reader, reader_of
from extraction.run import ReadReport, read_pending
from kb.archive import RunArchive
from kb.clock import now
from kb.engine import default_engine, require_base
from kb.errors import ArchiveError, KbError
from kb.expectations import Finding, Outcome, compare, measure_label
from kb.judging import counts_of_run, due_sources
from kb.settings import DEFAULT_CONTACT, settings
from kb.sources.definition import SourceDefinition, all_sources, source
from kb.store import Arrival, RunRef, answers_of, close_run, snapshots_met, start_run
from kb.vocabulary.indicators_loader import load_indicators


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(crawl)
    app.command()(read)


def crawl(
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="sources to crawl")] = None,
    due: Annotated[bool, typer.Option("--due", help="the sources whose cadence has passed")] = False,
    everything: Annotated[bool, typer.Option("--all", help="every active source that is not retired")] = False,
    replay: Annotated[
        list[Path] | None, typer.Option(help="index of recorded answers; the first that holds an address answers")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="ask for at most N series")] = None,
    output: Annotated[Format, typer.Option("--format")] = Format.TEXT,
) -> None:
    """Fetch and archive, read the new snapshots, judge the run."""
    engine = require_base(default_engine())
    chosen = _chosen(engine, keys or [], due, everything)
    index = ReplayIndex(replay) if replay else None
    if chosen and index is None and settings().contact == DEFAULT_CONTACT:
        tell("recoupe: RECOUPE_CONTACT is not set: publishers cannot tell who reads them, nor write to you.")
    summaries = crawl_sources(engine, chosen, index, limit) if chosen else []
    if output is Format.JSON:
        show_json({"runs": [summary.as_dict() for summary in summaries]})
    for summary in summaries if output is Format.TEXT else []:
        say(summary.as_text())
    if not chosen:
        tell("recoupe: no source is due.")
    raise typer.Exit(0 if all(summary.well_ended for summary in summaries) else 1)


def _chosen(engine: Engine, keys: list[str], due: bool, everything: bool) -> list[SourceDefinition]:
    if sum((bool(keys), due, everything)) != 1:
        raise KbError(f"Name the sources to crawl, or give --due or --all. Known sources: {', '.join(all_sources())}.")
    if keys:
        return [source(key) for key in dict.fromkeys(keys)]
    kept_up = [definition for definition in all_sources().values() if definition.is_kept_up]
    return due_sources(engine, kept_up) if due else kept_up


def crawl_sources(
    engine: Engine, chosen: list[SourceDefinition], index: ReplayIndex | None, limit: int | None
) -> list[RunSummary]:
    """One run per source, from the first request to its judgement."""
    for definition in chosen:
        spider_of(definition)  # before any run is opened
    log_to(settings().log_dir / "crawl.log")
    orders = [_open(engine, definition, index, limit) for definition in chosen]
    with bars() as progress:
        tasks: dict[str, Any] = {}

        def show(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(name, total=total)
            progress.update(tasks[name], completed=done, total=total)

        reports = fetch(orders, engine, index, lambda name, done, total: show(f"{name} · fetch", done, total))
        return [
            _finish(
                engine,
                order,
                reports[order.run.source_key],
                lambda d, t, n=order.run.source_key: show(f"{n} · read", d, t),
            )
            for order in orders
        ]


def _open(engine: Engine, definition: SourceDefinition, index: ReplayIndex | None, limit: int | None) -> FetchOrder:
    run = start_run(engine, definition.key, replay=index is not None)
    try:
        archive = RunArchive(settings().archive_url, definition.key, run.uid, run.started_at)
    except ArchiveError as error:
        close_run(engine, run, Outcome.FAILED, str(error), {}, [])
        raise
    codes = tuple(load_indicators(definition.indicators)) if definition.indicators else ()
    return FetchOrder(definition, run, archive, codes, limit)


def _finish(engine: Engine, order: FetchOrder, fetched: FetchReport, progress: Any) -> RunSummary:
    definition, run = order.definition, order.run
    read_report = (
        read_pending(engine, settings().archive_url, definition.key, progress)
        if has_reader(definition.key) or definition.listing is None  # a table that nobody reads is a failure, said so
        else ReadReport()  # what it brought waits in the archive for a reader
    )
    counts = counts_of_run(engine, run.id) | fetched.counts
    outcome, reason, findings = judge(definition, run, fetched, read_report, counts, snapshots_met(engine, run))
    try:
        try:
            order.archive.note("run", _account(engine, run, outcome, reason, counts, findings), run.started_at)
        finally:
            order.archive.close()
    except ArchiveError as error:
        # without its account the archive could not make this run again: no release may take it
        outcome, reason = Outcome.FAILED, reason if fetched.trouble else str(error)
    close_run(engine, run, outcome, reason, counts, findings)
    summary = RunSummary(
        source=definition.key,
        outcome=outcome,
        reason=reason,
        requests=fetched.requests,
        snapshots_new=fetched.arrivals[Arrival.NEW],
        snapshots_seen=fetched.arrivals[Arrival.SEEN_AGAIN],
        observations_new=read_report.new["observation"],
        documents_new=read_report.new["document"],
        listings_new=read_report.new["listing"],
        signals_new=read_report.new["signal"],
        findings=findings,
    )
    append_to_run_log(settings().log_dir, run, now().isoformat(), summary)
    return summary


def _account(
    engine: Engine, run: RunRef, outcome: Outcome, reason: str | None, counts: dict[str, int], findings: list[Finding]
) -> dict[str, Any]:
    """What the archive keeps of a run, so that it can stand alone."""
    return {
        "number": run.id,
        "uid": run.uid,
        "source": run.source_key,
        "started_at": run.started_at.isoformat(),
        "finished_at": now().isoformat(),
        "replay": run.replay,
        "outcome": outcome.value,
        "reason": reason,
        "counts": counts,
        "findings": [finding.as_dict() for finding in findings],
        "answers": answers_of(engine, run),
    }


def judge(
    definition: SourceDefinition,
    run: RunRef,
    fetched: FetchReport,
    read_report: ReadReport,
    counts: dict[str, int],
    met: set[int],
) -> tuple[Outcome, str | None, list[Finding]]:
    """The outcome of a run, its reason in one sentence, and every finding: the first trouble decides."""
    outside = compare(counts, definition.expected(replay=run.replay))
    # an answer of an earlier run that no reader can read yet is the matter of `recoupe read`, not of this run
    unreadable = [finding for snapshot, finding in read_report.unreadable.items() if snapshot in met]
    findings = [*fetched.findings, *unreadable, *read_report.findings, *outside]
    if fetched.trouble:
        return *fetched.trouble, findings
    if unreadable:
        return Outcome.FAILED, unreadable[0].detail, findings
    if outside:
        told = " ; ".join(f"{measure_label(finding.where)} : {finding.detail}" for finding in outside)
        return Outcome.BELOW_EXPECTATION, f"{told}. Le dernier relevé complet reste servi.", findings
    return Outcome.COMPLETE, None, findings


def bars() -> Progress:
    """Progress on a terminal, nothing elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())


def read(source_key: Annotated[str | None, typer.Option("--source", help="one source only")] = None) -> None:
    """Finish an interrupted reading: read every archived answer that the reader has not read yet."""
    engine = require_base(default_engine())
    chosen = [source(source_key)] if source_key else list(all_sources().values())
    unreadable = 0
    for definition in chosen:
        if definition.status != "active" or not has_reader(definition.key):
            continue
        report = read_pending(engine, settings().archive_url, definition.key)
        extractor = reader_of(definition.key).extractor
        say(f"{definition.key}: {report.snapshots_read} snapshots read by {extractor}, {brought(report.new)}")
        for finding in report.unreadable.values():
            tell(f"recoupe: {finding.detail}")
        unreadable += len(report.unreadable)
    raise typer.Exit(1 if unreadable else 0)


def brought(new: Counter[str]) -> str:
    """« 12 new observations, 3 new listings »."""
    return ", ".join(f"{count} new {name}s" for name, count in new.items() if count) or "nothing new"
