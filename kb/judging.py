"""What a run brought, counted in the base, and how the last runs of each source ended."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, func, select

from kb.clock import now
from kb.expectations import Outcome, was_cut_off
from kb.kinds import KINDS, OBSERVATION
from kb.readings import readings, sightings
from kb.releases import runs
from kb.sources.definition import SourceDefinition

# A timer that fires each hour must not knock each hour at a door that was shut.
WAIT_AFTER_TROUBLE = timedelta(hours=20)  # less than a day, so that a daily timer does not skip one


def counts_of_run(engine: Engine, run_id: int) -> dict[str, int]:
    """Measures of the answers that a run met, whether they were new or seen again: answers, indicators, rows, countries."""
    statement = (
        select(readings.c.counts, readings.c.areas)
        .join(sightings, sightings.c.snapshot_id == readings.c.snapshot_id)
        .where(sightings.c.run_id == run_id)
    )
    with engine.connect() as connection:
        met = connection.execute(statement).all()
    countries: set[str] = set()
    rows: Counter[str] = Counter()
    for counts, areas in met:
        countries.update(areas)
        rows.update(counts)
    return {
        "answers": len(met),
        "indicators": sum(1 for counts, _ in met if counts.get("observation")),
        "countries": len(countries),
        **{f"{name}s": rows[name] for name in KINDS if rows[name] or name == OBSERVATION.name},
    }


def last_runs(engine: Engine, *, complete: bool = False) -> dict[str, dict[str, Any]]:
    """The last run of each source, or the last complete one, with plain values."""
    newest = select(func.max(runs.c.id)).group_by(runs.c.source_key)
    if complete:
        newest = newest.where(runs.c.outcome == Outcome.COMPLETE.value)
    with engine.connect() as connection:
        rows = connection.execute(select(runs).where(runs.c.id.in_(newest))).mappings().all()
    return {
        row["source_key"]: {
            "id": row["id"],
            "started_at": row["started_at"].isoformat(),
            "finished_at": row["finished_at"].isoformat() if row["finished_at"] else None,
            "outcome": row["outcome"],
            "reason": row["reason"],
            "replay": row["replay"],
            "counts": row["counts"],
            "findings": row["findings"],
        }
        for row in rows
    }


def due_sources(engine: Engine, candidates: Sequence[SourceDefinition]) -> list[SourceDefinition]:
    """The sources to crawl now."""
    moment, due = now(), next_due(engine, candidates)
    return [definition for definition in candidates if (due[definition.key] or moment) <= moment]


def next_due(engine: Engine, candidates: Iterable[SourceDefinition]) -> dict[str, datetime | None]:
    """When each source is due; None for one that was never tried: it is due now.

    Due are those whose last complete live run is as old as their cadence, or that have none; one whose last attempt came
    to an end without being complete waits a day, whatever wakes the crawl more often; one that was cut off does not wait.
    """
    complete = _last_started(engine, runs.c.outcome == Outcome.COMPLETE.value)
    judged = _last_started(engine, runs.c.outcome.is_not(None), *_not_cut_off(engine))

    def due(definition: SourceDefinition) -> datetime | None:
        last, attempt = complete.get(definition.key), judged.get(definition.key)
        waits = [
            *([last + timedelta(days=definition.cadence_days)] if last else []),
            *([attempt + WAIT_AFTER_TROUBLE] if attempt else []),
        ]
        return max(waits, default=None)

    return {definition.key: due(definition) for definition in candidates}


def _last_started(engine: Engine, *conditions: ColumnElement[bool]) -> dict[str, datetime]:
    statement = (
        select(runs.c.source_key, func.max(runs.c.started_at))
        .where(runs.c.replay.is_(False), *conditions)
        .group_by(runs.c.source_key)
    )
    with engine.connect() as connection:
        return dict(connection.execute(statement).all())


def _not_cut_off(engine: Engine) -> list[ColumnElement[bool]]:
    """Findings are JSON, which the two engines search each in its way: the few runs of the last day are looked at here."""
    statement = select(runs.c.id, runs.c.findings).where(runs.c.started_at >= now() - WAIT_AFTER_TROUBLE)
    with engine.connect() as connection:
        cut_off = [row.id for row in connection.execute(statement) if was_cut_off(row.findings)]
    return [runs.c.id.not_in(cut_off)]
