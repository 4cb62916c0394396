"""Where the bytes behind a cited line were fetched, and where this archive keeps them. Read-only."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from kb.readings import addresses, snapshots


@dataclass(frozen=True)
class Capture:
    """An answer as it was archived: the address it was fetched at, and its place in the archive."""

    url: str
    sha256: str
    file: str | None
    """The WARC file; None for a starter figure, whose bytes did not come with it."""
    offset: int | None


def captures_of(engine: Engine, sha256s: Iterable[str]) -> dict[str, Capture]:
    """The first capture of each hash; one that the archive holds, where there is one."""
    columns = (
        func.coalesce(snapshots.c.fetched_from, addresses.c.url), snapshots.c.sha256, snapshots.c.warc_file, snapshots.c.warc_offset,
    )  # fmt: skip
    statement = (
        select(*columns)
        .join(addresses, addresses.c.id == snapshots.c.address_id)
        .where(snapshots.c.sha256.in_(sorted(set(sha256s))))
        .order_by(snapshots.c.warc_file.is_(None), snapshots.c.id)
    )
    found: dict[str, Capture] = {}
    with engine.connect() as connection:
        for row in connection.execute(statement):
            found.setdefault(row[1], Capture(*row))
    return found
