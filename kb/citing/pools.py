"""The lines of a release that a code counts among: those of one country, or the passages and reports. Read-only.

A release is frozen, its line ids are the same on every engine and after a rebuild: so is the place of a line in its pool.
"""

from functools import lru_cache

from sqlalchemy import Engine, select

from kb.citing.positions import positions
from kb.kinds import DOCUMENT, LISTING, OBSERVATION, PASSAGE, SIGNAL
from kb.lines import Line
from kb.releases import ReleaseInfo, in_release

_BY_AREA = (OBSERVATION, LISTING, SIGNAL)
_OF_REPORTS = (DOCUMENT, PASSAGE)
REPORTS = ""


def pool_of(line: Line) -> str | None:
    """The pool a line is counted in: an area, REPORTS, or None for what is named by its whole id."""
    if line.kind in {kind.name for kind in _OF_REPORTS}:
        return REPORTS
    return line.area if line.area in positions("areas") else None


@lru_cache(maxsize=8)  # a release never changes; one annexe asks the same pools to write its code and to print it
def pool(engine: Engine, number: int, sha256: str, name: str) -> tuple[str, ...]:
    """The ids of a pool, sorted. `sha256` keeps apart two bases that follow each other in one process."""
    found: set[str] = set()
    with engine.connect() as connection:
        for kind in _BY_AREA if name else _OF_REPORTS:
            statement = select(kind.table.c.line_id).where(in_release(number, kind.table))
            if name:
                statement = statement.where(kind.table.c.area == name)
            found.update(connection.scalars(statement))
    return tuple(sorted(found))


def pool_in(engine: Engine, release: ReleaseInfo, name: str) -> tuple[str, ...]:
    """The ids of a pool of a release, sorted."""
    return pool(engine, release.number, release.sha256, name)
