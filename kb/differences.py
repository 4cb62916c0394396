"""What changed between two releases: added, changed, gone; and, apart, what only changed its appearance.

Two rows speak of the same thing when indicator, area, period as stated, dimensions and survey are the same (design R2).
What they say is value, number, bounds and comment. Repeated keys are a multiset: equal statements cancel out first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, case, func, or_, select

from kb.identity import line_id
from kb.kinds import OBSERVATION
from kb.readings import addresses, observations, readings
from kb.releases import holdings, in_release

SAID = ("value_as_published", "value", "low", "high", "comments")
KINDS = ("added", "changed", "gone")


@dataclass(frozen=True)
class Statement:
    """What a row said."""

    value_as_published: str | None
    value: float | None
    low: float | None
    high: float | None
    comments: str | None

    def reads_as(self, other: "Statement") -> bool:
        """Same number and bounds, written otherwise. Without a number the words are the value: « No » is never « Yes »."""
        if (self.value, self.low, self.high) != (other.value, other.low, other.high):
            return False
        return self.value is not None or _words(self) == _words(other)


def _words(said: Statement) -> str:
    return " ".join((said.value_as_published or "").split()).casefold()


@dataclass(frozen=True)
class Change:
    """One row of a difference. `before` is None for an added row, `after` for one that is gone."""

    kind: str
    source: str
    key: tuple[str | None, ...]
    before: Statement | None
    after: Statement | None
    by: str
    """« publisher »: other bytes; « reader »: the same bytes, read by another version of ours."""

    @property
    def presentation_only(self) -> bool:
        """Rewritten, not revised."""
        return bool(self.before and self.after and self.before.reads_as(self.after))

    @property
    def indicator(self) -> str:
        """The code of the series."""
        return str(self.key[0])

    @property
    def area(self) -> str:
        """The code of the area."""
        return str(self.key[2])

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        named = dict(zip(OBSERVATION.identity, self.key, strict=True))
        return {
            "change": self.kind,
            "presentation_only": self.presentation_only,
            "by": self.by,
            "source": self.source,
            "id": line_id(self.source, *self.key, 0),
            **named,
            "before": vars(self.before) if self.before else None,
            "after": vars(self.after) if self.after else None,
        }


def changes(
    connection: Connection, old: int, new: int, *, area: str | None = None, indicators: Iterable[str] | None = None
) -> Iterator[Change]:
    """Every difference from release `old` to release `new`, in the order of the keys; streamed."""
    readers_only = read_otherwise(connection, old, new)
    statement = _net(old, new)
    if area is not None:
        statement = statement.where(observations.c.area == area, observations.c.area_type == "COUNTRY")
    if indicators is not None:
        statement = statement.where(observations.c.indicator.in_(list(indicators)))
    rows = connection.execute(statement.execution_options(yield_per=5_000))
    width = len(OBSERVATION.identity)
    for (source, address, *key), group in groupby(rows, key=lambda row: tuple(row[: width + 2])):
        by = "reader" if address in readers_only else "publisher"
        yield from _paired(source, tuple(key), [(Statement(*row[width + 2 : -1]), row[-1]) for row in group], by)


def _net(old: int, new: int) -> Select[Any]:
    """Statements that one release holds more often than the other, with how many times more the new one does."""
    was, now_is = in_release(old), in_release(new)
    net = func.sum(case((now_is, 1), else_=0)) - func.sum(case((was, 1), else_=0))
    key = [observations.c[name] for name in OBSERVATION.identity]
    said = [observations.c[name] for name in SAID]
    return (
        select(addresses.c.source_key, observations.c.address_id, *key, *said, net.label("net"))
        .join(addresses, addresses.c.id == observations.c.address_id)
        .where(observations.c.first_release.is_not(None), or_(and_(was, ~now_is), and_(now_is, ~was)))
        .group_by(addresses.c.source_key, observations.c.address_id, *key, *said)
        .having(net != 0)
        .order_by(addresses.c.source_key, observations.c.address_id, *key)
    )


def read_otherwise(connection: Connection, old: int, new: int) -> set[int]:
    """Addresses whose bytes are the same in both releases: what changed there was changed by our reader."""
    before, after, one, two = holdings.alias(), holdings.alias(), readings.alias(), readings.alias()
    statement = (
        select(before.c.address_id)
        .join(after, and_(after.c.address_id == before.c.address_id, in_release(new, after)))
        .join(one, one.c.id == before.c.reading_id)
        .join(two, two.c.id == after.c.reading_id)
        .where(in_release(old, before), one.c.snapshot_id == two.c.snapshot_id, one.c.id != two.c.id)
    )
    return set(connection.scalars(statement))


def _paired(source: str, key: tuple[Any, ...], net: list[tuple[Statement, int]], by: str) -> Iterator[Change]:
    """Pair what went with what came; a pair that reads the same is taken first, so that the rest is truly revised."""
    gone = [said for said, count in net for _ in range(-count)]
    came = [said for said, count in net for _ in range(count)]
    for before in list(gone):
        twin = next((after for after in came if before.reads_as(after)), None)
        if twin is not None:
            gone.remove(before)
            came.remove(twin)
            yield Change("changed", source, key, before, twin, by)
    for before, after in zip(gone, came, strict=False):
        yield Change("changed", source, key, before, after, by)
    paired = min(len(gone), len(came))
    for before in gone[paired:]:
        yield Change("gone", source, key, before, None, by)
    for after in came[paired:]:
        yield Change("added", source, key, None, after, by)


@dataclass
class Difference:
    """Counts and rows of a difference."""

    counts: Counter[str]
    by_indicator: dict[str, Counter[str]]
    rows: list[Change]

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `recoupe release diff` (design §6)."""
        return {
            **{name: self.counts[name] for name in (*KINDS, "presentation_only")},
            "by_indicator": {
                code: {name: counts[name] for name in (*KINDS, "presentation_only")}
                for code, counts in sorted(self.by_indicator.items())
            },
            "rows": [row.as_dict() for row in self.rows],
        }


def difference(
    engine: Engine, old: int, new: int, *, area: str | None = None, indicators: Iterable[str] | None = None
) -> Difference:
    """The whole difference between two releases."""
    found = Difference(Counter(), {}, [])
    with engine.connect() as connection:
        for change in changes(connection, old, new, area=area, indicators=indicators):
            for counter in (found.counts, found.by_indicator.setdefault(change.indicator, Counter())):
                counter[change.kind] += 1
                counter["presentation_only"] += change.presentation_only
            found.rows.append(change)
    return found
