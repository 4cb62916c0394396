"""How the runs of each source had ended at a moment: what a release may say of a source that it holds nothing of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from kb.releases import runs


@dataclass(frozen=True)
class EndedRun:
    """A run that was judged."""

    id: int
    started_at: datetime
    outcome: str
    reason: str | None
    replay: bool


def ended_by(connection: Connection, moment: datetime) -> Mapping[str, EndedRun]:
    """Source → its last run judged by a moment. What ends later changes nothing of it: a release stays as it was."""
    newest = (
        select(func.max(runs.c.id))
        .where(runs.c.outcome.is_not(None), runs.c.finished_at <= moment)
        .group_by(runs.c.source_key)
    )
    statement = select(
        runs.c.source_key, runs.c.id, runs.c.started_at, runs.c.outcome, runs.c.reason, runs.c.replay
    ).where(runs.c.id.in_(newest))
    return {source: EndedRun(*told) for source, *told in connection.execute(statement)}
