"""Writing what a reader drew from a snapshot: set-based, in one transaction, an unchanged row written never twice."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, and_, func, insert, literal, select

from kb.clock import now
from kb.engine import writing
from kb.identity import line_id
from kb.models import Address, Observation, Reading, ReadingObservation, Sighting, Snapshot, Withdrawal

observations: Table = Observation.__table__  # type: ignore[attr-defined]
readings: Table = Reading.__table__  # type: ignore[attr-defined]
members: Table = ReadingObservation.__table__  # type: ignore[attr-defined]
snapshots: Table = Snapshot.__table__  # type: ignore[attr-defined]
addresses: Table = Address.__table__  # type: ignore[attr-defined]
sightings: Table = Sighting.__table__  # type: ignore[attr-defined]
withdrawals: Table = Withdrawal.__table__  # type: ignore[attr-defined]

IDENTITY = (
    "indicator", "area_type", "area", "period_as_stated",
    "dim1_type", "dim1", "dim2_type", "dim2", "dim3_type", "dim3", "data_source",
)  # fmt: skip
FACTS = (
    "period_start", "period_end", "value_as_published", "value", "low", "high", "comments", "published_on", "reported",
)  # fmt: skip
WRITTEN = ("id", "original_id", "line_id", "address_id", "rank", *IDENTITY, *FACTS)
Row = tuple[Any, ...]
# Its own metadata: a temporary table of a connection is no part of the base.
stage_observation = observations.to_metadata(MetaData(), name="stage_observation")


@dataclass(frozen=True)
class Unread:
    """A snapshot that this extractor version has not read to the end."""

    snapshot_id: int
    address_id: int
    source_key: str
    url: str
    sha256: str
    warc_file: str
    warc_offset: int
    warc_record_id: str
    replay_note: str | None


@dataclass(frozen=True)
class ReadCount:
    """What one reading added: rows in the answer, and those among them that the base did not hold."""

    rows: int
    new: int


def unread(engine: Engine, source_key: str, extractor: str) -> list[Unread]:
    """The archived snapshots of a source that this extractor has still to read, in the order of their arrival."""
    done = select(readings.c.snapshot_id).where(readings.c.extractor == extractor)
    gone = select(withdrawals.c.snapshot_id)
    statement = (
        select(
            snapshots.c.id, addresses.c.id, addresses.c.source_key, addresses.c.url, snapshots.c.sha256,
            snapshots.c.warc_file, snapshots.c.warc_offset, snapshots.c.warc_record_id, snapshots.c.replay_note,
        )
        .join(addresses, addresses.c.id == snapshots.c.address_id)
        .where(addresses.c.source_key == source_key, snapshots.c.warc_file.is_not(None), snapshots.c.id.not_in(done))
        .where(snapshots.c.id.not_in(gone))
        .order_by(snapshots.c.id)
    )  # fmt: skip
    with engine.connect() as connection:
        return [Unread(*row) for row in connection.execute(statement)]


def add_reading(
    engine: Engine, snapshot: Unread, extractor: str, items: Iterable[Row], areas: Iterable[str]
) -> ReadCount:
    """Keep a whole reading: rows the base does not hold are added, the others are listed as met again.

    `items` are tuples in the order IDENTITY + FACTS. Equal keys inside one answer are all kept, ranked by their content,
    since publishers do not keep their rows in order.
    """
    keyed = rank_rows(items)
    with writing(engine) as connection:
        reading_id = _open_reading(connection, snapshot.snapshot_id, extractor, len(keyed), areas)
        new = write_rows(connection, snapshot.source_key, snapshot.address_id, reading_id, keyed)
    return ReadCount(len(keyed), new)


def write_rows(
    connection: Connection, source_key: str, address_id: int, reading_id: int, keyed: Sequence[tuple[int, Row]]
) -> int:
    """Write the rows of one reading inside the caller's transaction; returns how many were new."""
    first_id = 1 + (connection.scalar(select(func.max(observations.c.id))) or 0)
    rows = [
        (number, number, line_id(source_key, *item[:11], rank), address_id, rank, *item)
        for number, (rank, item) in enumerate(keyed, first_id)
    ]
    known = connection.scalar(select(observations.c.id).where(observations.c.address_id == address_id).limit(1))
    if known is None:
        _bulk_insert(connection, "observation", rows)
        _list(connection, reading_id, observations, observations.c.id >= first_id)
        return len(rows)
    return _merge(connection, reading_id, rows)


def _open_reading(connection: Connection, snapshot_id: int, extractor: str, rows: int, areas: Iterable[str]) -> int:
    statement = insert(readings).values(
        snapshot_id=snapshot_id, extractor=extractor, read_at=now(), rows=rows, areas=sorted(areas), findings=[]
    )
    return int(connection.execute(statement).inserted_primary_key[0])  # type: ignore[index]


def rank_rows(items: Iterable[Row]) -> list[tuple[int, Row]]:
    """Number equal keys by their content, since publishers do not keep their rows in order."""
    groups: dict[Row, list[Row]] = defaultdict(list)
    for item in items:
        groups[item[:11]].append(item)
    ranked: list[tuple[int, Row]] = []
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=repr)
        ranked.extend(enumerate(group))
    return ranked


def _bulk_insert(connection: Connection, table: str, rows: list[Row]) -> None:
    """Tuples straight to the driver: ten times the speed of anything that builds an object per row."""
    if rows:
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        marks = ", ".join([mark] * len(WRITTEN))
        connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(WRITTEN)}) VALUES ({marks})", rows)  # noqa: S608


def _list(connection: Connection, reading_id: int, source: Any, condition: Any) -> None:
    chosen = select(literal(reading_id), source.c.id).where(condition)
    connection.execute(insert(members).from_select(["reading_id", "observation_id"], chosen))


def _merge(connection: Connection, reading_id: int, rows: list[Row]) -> int:
    """Compare with what earlier readings of this address left, in SQL, and add only what is new."""
    stage = _stage(connection)
    _bulk_insert(connection, stage.name, rows)
    same = and_(
        observations.c.address_id == stage.c.address_id,
        observations.c.line_id == stage.c.line_id,
        observations.c.id == observations.c.original_id,
        *(observations.c[name].is_not_distinct_from(stage.c[name]) for name in FACTS),
    )
    unknown = ~select(observations.c.id).where(same).exists()
    columns = [stage.c[name] for name in WRITTEN]
    connection.execute(insert(observations).from_select(list(WRITTEN), select(*columns).where(unknown)))
    # counted, since not every driver tells how many rows an INSERT … SELECT wrote
    new = connection.scalar(select(func.count()).where(observations.c.id >= rows[0][0])) if rows else 0
    met = select(literal(reading_id), observations.c.id).select_from(stage.join(observations, same))
    connection.execute(insert(members).from_select(["reading_id", "observation_id"], met))
    connection.exec_driver_sql(f"DELETE FROM {stage.name}")  # noqa: S608  (a temporary table, emptied for the next answer)
    return int(new or 0)


def _stage(connection: Connection) -> Table:
    connection.exec_driver_sql(
        "CREATE TEMPORARY TABLE IF NOT EXISTS stage_observation AS SELECT * FROM observation WHERE 1 = 0"
    )
    return stage_observation
