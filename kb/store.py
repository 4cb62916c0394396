"""Writing what a crawl brings: runs, snapshots, sightings. Known bytes are seen again; there is no third verb."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, Engine, insert, or_, select, update

from kb.archive import Place
from kb.clock import now
from kb.engine import writing
from kb.expectations import Finding, Outcome
from kb.models import Address, Run, Sighting, Snapshot

addresses, runs, sightings, snapshots = Address.__table__, Run.__table__, Sighting.__table__, Snapshot.__table__  # type: ignore[attr-defined]


class Arrival(StrEnum):
    """What became of the bytes that a run met."""

    NEW = "new"
    SEEN_AGAIN = "seen_again"


@dataclass(frozen=True)
class RunRef:
    """A run that is open for writing."""

    id: int
    uid: str
    source_key: str
    started_at: datetime
    replay: bool


class SnapshotItem(BaseModel):
    """The door of the snapshot table: a table class does not validate, this does."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    url: str = Field(pattern=r"^https?://\S+$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)
    media_type: str | None
    seen_at: datetime
    captured_on: str | None = None
    replay_kind: str | None = None
    replay_note: str | None = None
    fetched_from: str | None = Field(default=None, pattern=r"^https?://\S+$")
    told: dict[str, Any] | None = None
    retrieved_at: datetime | None = None
    """When these bytes were first retrieved; the moment of the sighting unless a rebuild says otherwise."""


def start_run(engine: Engine, source_key: str, *, replay: bool) -> RunRef:
    """Open a run. It has no outcome until `close_run`; a crash leaves it so."""
    started = now()
    uid = f"{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    with writing(engine) as connection:
        statement = insert(runs).values(
            uid=uid, source_key=source_key, started_at=started, replay=replay, counts={}, findings=[]
        )
        run_id = connection.execute(statement).inserted_primary_key[0]  # type: ignore[index]
    return RunRef(run_id, uid, source_key, started, replay)


def place_of(engine: Engine, source_key: str, url: str, sha256: str) -> Place | None:
    """Where these bytes of this address already lie in the archive, or None when they are new."""
    statement = (
        select(snapshots.c.warc_file, snapshots.c.warc_offset, snapshots.c.warc_record_id)
        .join(addresses, addresses.c.id == snapshots.c.address_id)
        .where(addresses.c.source_key == source_key, addresses.c.origin == "crawl")
        .where(or_(addresses.c.url == url, snapshots.c.fetched_from == url), snapshots.c.sha256 == sha256)
    )
    with engine.connect() as connection:
        row = connection.execute(statement).first()
    return Place(*row) if row else None


def add_snapshot(engine: Engine, run: RunRef, item: SnapshotItem, place: Place) -> Arrival:
    """Add new bytes, or a sighting of known ones. `place` is used for new bytes only."""
    with writing(engine) as connection:
        return insert_snapshot_and_sighting(connection, run, item, place)


def insert_snapshot_and_sighting(connection: Connection, run: RunRef, item: SnapshotItem, place: Place) -> Arrival:
    """The same, inside the caller's transaction."""
    address_id = address_of(connection, run.source_key, item.url)
    known = connection.scalar(
        select(snapshots.c.id).where(snapshots.c.address_id == address_id, snapshots.c.sha256 == item.sha256)
    )
    snapshot_id = known or _insert_snapshot(connection, address_id, item, place)
    if known:
        _keep_at(connection, known, place)
    met = select(sightings.c.run_id).where(sightings.c.run_id == run.id, sightings.c.snapshot_id == snapshot_id)
    if connection.scalar(met) is None:
        connection.execute(insert(sightings).values(run_id=run.id, snapshot_id=snapshot_id, seen_at=item.seen_at))
    return Arrival.SEEN_AGAIN if known else Arrival.NEW


def _keep_at(connection: Connection, snapshot_id: int, place: Place) -> None:
    """Known bytes lie where they were, unless that place was lost and they were archived anew."""
    at = {"warc_file": place.file, "warc_offset": place.offset, "warc_record_id": place.record_id}
    moved = snapshots.c.warc_record_id.is_distinct_from(place.record_id)
    connection.execute(update(snapshots).where(snapshots.c.id == snapshot_id, moved).values(at))


def _insert_snapshot(connection: Connection, address_id: int, item: SnapshotItem, place: Place) -> int:
    statement = insert(snapshots).values(
        address_id=address_id,
        sha256=item.sha256,
        size=item.size,
        media_type=item.media_type,
        # Under replay the day of capture is known at best to the day, and said by captured_on alone.
        retrieved_at=None if item.replay_kind else item.retrieved_at or item.seen_at,
        captured_on=item.captured_on,
        replay_kind=item.replay_kind,
        replay_note=item.replay_note,
        fetched_from=item.fetched_from,
        told=item.told,
        warc_file=place.file,
        warc_offset=place.offset,
        warc_record_id=place.record_id,
    )
    return int(connection.execute(statement).inserted_primary_key[0])  # type: ignore[index]


def address_of(connection: Connection, source_key: str, url: str, origin: str = "crawl") -> int:
    """The number of an address, given one when it is new."""
    found = connection.scalar(
        select(addresses.c.id).where(
            addresses.c.source_key == source_key, addresses.c.url == url, addresses.c.origin == origin
        )
    )
    if found is not None:
        return int(found)
    statement = insert(addresses).values(source_key=source_key, url=url, origin=origin)
    return int(connection.execute(statement).inserted_primary_key[0])  # type: ignore[index]


def answers_of(engine: Engine, run: RunRef) -> list[dict[str, Any]]:
    """The snapshots a run met, with their places: what the archive must say of the run to make the base again."""
    s = snapshots.c
    statement = (
        select(
            addresses.c.url, s.sha256, s.size, s.media_type, s.retrieved_at, s.captured_on, s.replay_kind, s.replay_note,
            s.fetched_from, s.told, s.warc_file, s.warc_offset, s.warc_record_id, sightings.c.seen_at,
        )
        .join(sightings, sightings.c.snapshot_id == s.id)
        .join(addresses, addresses.c.id == s.address_id)
        .where(sightings.c.run_id == run.id)
        .order_by(s.id)
    )  # fmt: skip
    with engine.connect() as connection:
        rows = connection.execute(statement).mappings().all()
    return [{key: _plain(key, value) for key, value in row.items()} for row in rows]


def _plain(key: str, value: Any) -> Any:
    if key == "told":
        return value is not None  # its words stand beside the bytes, where a withdrawal takes both
    return value.isoformat() if isinstance(value, datetime) else value


def snapshots_met(engine: Engine, run: RunRef) -> set[int]:
    """The snapshots that a run met, new or known."""
    with engine.connect() as connection:
        return set(connection.scalars(select(sightings.c.snapshot_id).where(sightings.c.run_id == run.id)))


def close_run(
    engine: Engine,
    run: RunRef,
    outcome: Outcome,
    reason: str | None,
    counts: Mapping[str, Any],
    findings: Iterable[Finding],
) -> None:
    """Write the judgement of a run, once."""
    facts = {
        "finished_at": now(),
        "outcome": outcome.value,
        "reason": reason,
        "counts": dict(counts),
        "findings": [finding.as_dict() for finding in findings],
    }
    with writing(engine) as connection:
        connection.execute(update(runs).where(runs.c.id == run.id, runs.c.outcome.is_(None)).values(facts))
