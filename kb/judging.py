"""What a run brought, counted in the base, and how the last runs of each source ended."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, func, select

from kb.clock import now
from kb.expectations import Outcome
from kb.kinds import KINDS, OBSERVATION
from kb.readings import readings, sightings
from kb.releases import runs
from kb.sources.definition import SourceDefinition


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


def last_runs(engine: Engine) -> dict[str, dict[str, Any]]:
    """The last run of each source, with plain values."""
    newest = select(func.max(runs.c.id)).group_by(runs.c.source_key)
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
    """The sources whose last complete live run is older than their cadence, or that have none."""
    statement = (
        select(runs.c.source_key, func.max(runs.c.started_at))
        .where(runs.c.outcome == Outcome.COMPLETE.value, runs.c.replay.is_(False))
        .group_by(runs.c.source_key)
    )
    with engine.connect() as connection:
        last = dict(connection.execute(statement).all())
    moment = now()
    return [d for d in candidates if d.key not in last or moment - last[d.key] >= timedelta(days=d.cadence_days)]
