"""The countries that a release holds figures of, by indicator: read once for each, since a release never changes."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache

from sqlalchemy import Connection, Engine, bindparam, func, select

from kb.readings import addresses
from kb.releases import RELEASE, ReleaseInfo, holdings, in_release
from kb.search.entries import alphabetical
from kb.search.tables import series
from kb.vocabulary.loader import load_area_codes

Pairs = tuple[tuple[int, str], ...]
"""(Day of the newest figure as a number, country), the newest day first, then in the order of the codes."""

s = series.c
_READ = (
    select(holdings.c.reading_id)
    .join(addresses, addresses.c.id == holdings.c.address_id)
    .where(addresses.c.source_key.in_(bindparam("sources", expanding=True)), in_release(RELEASE, holdings))
)
_STATEMENT = (
    select(s.indicator, s.area, func.max(s.day))
    .where(s.indicator.in_(bindparam("codes", expanding=True)), s.reading_id.in_(_READ))
    .group_by(s.indicator, s.area)
)


def held_series(connection: Connection, release: ReleaseInfo, wanted: Mapping[str, str]) -> Mapping[str, Pairs]:
    """The countries of each indicator wanted (code → its source); those not read yet are read together."""
    kept = _kept(connection.engine, release.number, release.sha256, release.created_at)
    missing = {code: source for code, source in wanted.items() if code not in kept}
    if missing:
        kept.update(_fetched(connection, release.number, missing))
    return kept


# a session reads one base, or two that it compares; every indicator of a base is some 6 MB
@lru_cache(maxsize=4)
def _kept(engine: Engine, number: int, sha256: str, at: datetime) -> dict[str, Pairs]:
    """What was read of one release so far. A figure that is withdrawn keeps its place, and says that it was."""
    return {}


def _fetched(connection: Connection, release: int, wanted: Mapping[str, str]) -> dict[str, Pairs]:
    asked = {"release": release, "codes": sorted(wanted), "sources": sorted(set(wanted.values()))}
    not_countries, found = load_area_codes(), defaultdict[str, list[tuple[int, str]]](list)
    for code, area, day in connection.execute(_STATEMENT, asked):
        if area not in not_countries:
            found[code].append((day, area))
    return {code: tuple(sorted(found[code], key=lambda pair: (-pair[0], place(pair[1])))) for code in wanted}


@cache
def place(area: str) -> int:
    """The place of a country among the figures of one indicator and one day."""
    return alphabetical(area)
