"""Two addresses of a source that serve the same bytes are one document seen twice: the one that was met first speaks.

The other keeps its snapshot and its sightings; its rows are closed as long as both serve the same, and come back when it is
alone again. Nothing is hashed, searched or counted twice.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Select, and_, func, select, update

from kb.kinds import DOCUMENT, KINDS, Kind
from kb.readings import addresses, readings, snapshots
from kb.releases import holdings, in_release

BY_DOCUMENT = tuple(kind for kind in KINDS.values() if kind.by_document)


def silent_addresses(connection: Connection, release: int) -> set[int]:
    """The addresses of a release whose documents another address of their source already brings, byte for byte."""
    held = _answers_with_documents(release).subquery()
    shared = (
        select(held.c.source_key, held.c.sha256)
        .group_by(held.c.source_key, held.c.sha256)
        .having(func.count() > 1)
        .subquery()
    )
    # an order that a rebuild finds again: numbers of addresses are those of one base
    statement = (
        select(held.c.source_key, held.c.sha256, held.c.address_id)
        .join(shared, and_(shared.c.source_key == held.c.source_key, shared.c.sha256 == held.c.sha256))
        .order_by(held.c.source_key, held.c.sha256, held.c.first_release, held.c.url)
    )
    silent, speaking = set(), set()
    for source_key, sha256, address in connection.execute(statement):
        if (source_key, sha256) in speaking:
            silent.add(int(address))
        speaking.add((source_key, sha256))
    return silent


def awake(before: Collection[int], now: Collection[int], changed: Collection[int]) -> set[int]:
    """The addresses that were silent, are no longer, and still serve what they did: their rows come back."""
    return set(before) - set(now) - set(changed)


def close_rows(connection: Connection, release: int, silent: Collection[int]) -> None:
    """Close the open rows of silent addresses. One that this release opened has an empty interval: no release shows it."""
    for kind in BY_DOCUMENT if silent else ():
        table = kind.table
        still_open = and_(table.c.first_release.is_not(None), table.c.last_release.is_(None))
        ours = table.c.address_id.in_(silent)
        connection.execute(update(table).where(ours, still_open).values(last_release=release - 1))


def rows_of(kind: Kind, found: Collection[int]) -> Select[tuple[int]]:
    """The rows that the answers held now at these addresses bring."""
    return (
        select(kind.member)
        .join(holdings, holdings.c.reading_id == kind.members.c.reading_id)
        .where(holdings.c.address_id.in_(found), holdings.c.last_release.is_(None))
    )


def _answers_with_documents(release: int) -> Select[tuple[str, str, int, int, str]]:
    brings = (
        select(DOCUMENT.members.c.reading_id).where(DOCUMENT.members.c.reading_id == holdings.c.reading_id).exists()
    )
    return (
        select(
            addresses.c.source_key, snapshots.c.sha256, holdings.c.address_id, holdings.c.first_release, addresses.c.url
        )
        .join(addresses, addresses.c.id == holdings.c.address_id)
        .join(readings, readings.c.id == holdings.c.reading_id)
        .join(snapshots, snapshots.c.id == readings.c.snapshot_id)
        .where(in_release(release, holdings), addresses.c.origin == "crawl", brings)
    )
