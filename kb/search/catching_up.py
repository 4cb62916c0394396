"""Indexing what an older version of the programme read and released before there was an index."""

from sqlalchemy import Connection, exists, select

from kb.kinds import OBSERVATION
from kb.models import Address, Reading, Release, Snapshot
from kb.search.indexing import WORDED, add_entries, add_series, pairs_of
from kb.search.showing import follow
from kb.search.tables import entries, series

addresses, readings, snapshots = Address.__table__, Reading.__table__, Snapshot.__table__  # type: ignore[attr-defined]
releases = Release.__table__  # type: ignore[attr-defined]


def catch_up(connection: Connection) -> None:
    """Index the readings that have nothing in the index, then go through the releases that hold them, oldest first.

    A migration that changes what is stored empties the tables of the index: this fills them again.
    """
    indexed = exists(select(1).where(entries.c.address_id == addresses.c.id))
    told = exists(select(1).where(series.c.reading_id == readings.c.id))
    waiting = (
        select(readings.c.id, addresses.c.id, addresses.c.source_key, readings.c.counts)
        .join(snapshots, snapshots.c.id == readings.c.snapshot_id)
        .join(addresses, addresses.c.id == snapshots.c.address_id)
        .where(~indexed, ~told)
        .order_by(readings.c.id)
    )
    for reading_id, address_id, source_key, counts in connection.execute(waiting).all():
        if counts.get(OBSERVATION.name):
            add_series(connection, reading_id, pairs_of(connection, reading_id))
        if WORDED & counts.keys():
            add_entries(connection, reading_id, address_id, source_key)
    for number in connection.scalars(select(releases.c.number).order_by(releases.c.number)).all():
        follow(connection, number)
