"""What earlier runs met at an address: so that a crawl asks again only for what may have changed, or was never had."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, func, select

from kb.archive import Place
from kb.expectations import Outcome, was_cut_off
from kb.readings import addresses, sightings, snapshots, withdrawals
from kb.releases import runs
from kb.store import RunRef


@dataclass(frozen=True)
class KnownAnswer:
    """Bytes of an address that the archive holds, and when they were last seen there."""

    sha256: str
    place: Place
    seen_at: datetime


def last_complete_answer(engine: Engine, source_key: str, url: str) -> KnownAnswer | None:
    """The answer that the last complete live run met at an address; None where there is none, or it was withdrawn.

    Only a complete run vouches for its bytes: those of another may be half a document, and « not modified » since.
    """
    statement = (
        _known()
        .where(addresses.c.url == url, runs.c.source_key == source_key, runs.c.outcome == Outcome.COMPLETE.value)
        .order_by(sightings.c.seen_at.desc(), snapshots.c.id.desc())
        .limit(1)
    )
    with engine.connect() as connection:
        row = connection.execute(statement).first()
    return _answer(row) if row else None


def answers_of_interrupted_runs(engine: Engine, run: RunRef, since: datetime) -> dict[str, KnownAnswer]:
    """What the runs of the source that were cut off just before this one had met since this moment: address → answer.

    The runs go back to the last one that came to its end: whatever it met is the matter of another attempt.
    """
    statement = (
        select(runs.c.id, runs.c.outcome, runs.c.findings)
        .where(runs.c.source_key == run.source_key, runs.c.replay.is_(False), runs.c.id < run.id)
        .order_by(runs.c.id.desc())
    )
    cut_off: list[int] = []
    with engine.connect() as connection:
        for row in connection.execute(statement):
            if row.outcome is not None and not was_cut_off(row.findings):
                break
            cut_off.append(row.id)
        met = _known().where(sightings.c.run_id.in_(cut_off), sightings.c.seen_at >= since)
        rows = connection.execute(met.order_by(sightings.c.seen_at, snapshots.c.id)).all() if cut_off else []
    return {row.url: _answer(row) for row in rows}


def seen_by_complete_runs(engine: Engine, source_key: str) -> dict[str, datetime]:
    """Address → the last moment a complete live run met it."""
    statement = (
        select(addresses.c.url, func.max(sightings.c.seen_at))
        .join(snapshots, snapshots.c.address_id == addresses.c.id)
        .join(sightings, sightings.c.snapshot_id == snapshots.c.id)
        .join(runs, runs.c.id == sightings.c.run_id)
        .where(addresses.c.source_key == source_key, addresses.c.origin == "crawl")
        .where(runs.c.outcome == Outcome.COMPLETE.value, runs.c.replay.is_(False))
        .group_by(addresses.c.url)
    )
    with engine.connect() as connection:
        return dict(connection.execute(statement).all())


def known_addresses(engine: Engine, source_key: str) -> set[str]:
    """Every address of which the archive holds an answer, whatever became of its run."""
    statement = (
        select(addresses.c.url)
        .join(snapshots, snapshots.c.address_id == addresses.c.id)
        .where(addresses.c.source_key == source_key, addresses.c.origin == "crawl", snapshots.c.replay_kind.is_(None))
    )
    with engine.connect() as connection:
        return set(connection.scalars(statement))


def last_complete_start(engine: Engine, source_key: str) -> datetime | None:
    """When the last complete live run began: whatever the publisher changed since then is to be asked for."""
    statement = select(func.max(runs.c.started_at)).where(
        runs.c.source_key == source_key, runs.c.outcome == Outcome.COMPLETE.value, runs.c.replay.is_(False)
    )
    with engine.connect() as connection:
        began: datetime | None = connection.scalar(statement)
    return began


def counted_since(engine: Engine, source_key: str, measure: str, since: datetime) -> int:
    """What the live runs of a source that began since this moment counted of a measure, all together."""
    statement = select(runs.c.counts).where(
        runs.c.source_key == source_key, runs.c.started_at >= since, runs.c.replay.is_(False)
    )
    with engine.connect() as connection:
        return sum(int(counts.get(measure, 0)) for counts in connection.scalars(statement))


def withdrawn_addresses(engine: Engine, source_key: str) -> set[str]:
    """Addresses of documents that were withdrawn (design §2.8): they are not fetched again."""
    statement = (
        select(addresses.c.url)
        .join(snapshots, snapshots.c.address_id == addresses.c.id)
        .join(withdrawals, withdrawals.c.snapshot_id == snapshots.c.id)
        .where(addresses.c.source_key == source_key)
    )
    with engine.connect() as connection:
        return set(connection.scalars(statement))


def _known() -> Select[Any]:
    s = snapshots.c
    return (
        select(addresses.c.url, s.sha256, s.warc_file, s.warc_offset, s.warc_record_id, sightings.c.seen_at)
        .join(snapshots, s.address_id == addresses.c.id)
        .join(sightings, sightings.c.snapshot_id == s.id)
        .join(runs, runs.c.id == sightings.c.run_id)
        .where(
            addresses.c.origin == "crawl", s.replay_kind.is_(None), s.warc_file.is_not(None), runs.c.replay.is_(False)
        )
        .where(s.id.not_in(select(withdrawals.c.snapshot_id)))
    )


def _answer(row: Any) -> KnownAnswer:
    return KnownAnswer(row.sha256, Place(row.warc_file, row.warc_offset, row.warc_record_id), row.seen_at)
