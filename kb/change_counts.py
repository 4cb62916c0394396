"""Counting, once, what a release changed of each country × family."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, func, insert, select

from kb.differences import changes
from kb.models import ReleaseChange
from kb.readings import addresses, observations
from kb.releases import in_release
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_countries, load_families

release_changes = ReleaseChange.__table__  # type: ignore[attr-defined]
Counts = dict[tuple[str, str], Counter[str]]


def count_changes(connection: Connection, number: int, parent: int | None) -> None:
    """Write the counts of release `number` against its parent; without a parent every row is an added one."""
    touched: Counts = defaultdict(Counter)
    for source, area, code, kind, amount in (
        _first(connection, number) if parent is None else _since(connection, number, parent)
    ):
        for family in _families_of(source, code):
            touched[area, family][kind] += amount
    rows = [
        {"release_number": number, "area": area, "family": family, "added": counts["added"], "changed": counts["changed"],
         "gone": counts["gone"], "presentation_only": counts["presentation_only"]}
        for (area, family), counts in touched.items()
    ]  # fmt: skip
    if rows:
        connection.execute(insert(release_changes), rows)


def _first(connection: Connection, number: int) -> Iterable[tuple[str, str, str, str, int]]:
    statement = (
        select(addresses.c.source_key, observations.c.area, observations.c.indicator, func.count())
        .join(addresses, addresses.c.id == observations.c.address_id)
        .where(observations.c.area_type == "COUNTRY", in_release(number))
        .group_by(addresses.c.source_key, observations.c.area, observations.c.indicator)
    )
    countries = load_countries()
    for source, area, code, rows in connection.execute(statement):
        if area in countries:
            yield source, area, code, "added", rows


def _since(connection: Connection, number: int, parent: int) -> Iterable[tuple[str, str, str, str, int]]:
    countries = load_countries()
    for change in changes(connection, parent, number):
        if change.key[1] == "COUNTRY" and change.area in countries:
            yield change.source, change.area, change.indicator, change.kind, 1
            if change.presentation_only:
                yield change.source, change.area, change.indicator, "presentation_only", 1


def _families_of(source: str, code: str) -> tuple[str, ...]:
    """The families whose fiche shows this series; a series of the whole health system shows in every one."""
    indicator = load_indicators(source).get(code)
    if indicator is None or indicator.use == "non retenu":
        return ()
    return tuple(indicator.families) if indicator.families is not None else tuple(load_families())
