"""What changed between two releases among the signals of reports: added, changed, gone, and by whom.

Two rows are the same signal when report, country, type, page and characters are the same; what it says is everything else.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, and_, or_, select

from kb.differences import KINDS, read_otherwise
from kb.kinds import SIGNAL, Row
from kb.readings import addresses
from kb.releases import in_release

_SHOWN = (
    "polarity",
    "rule",
    "component",
    "families",
    "products",
    "place",
    "level",
    "population",
    "period_start",
    "period_end",
)
_c = SIGNAL.table.c


@dataclass(frozen=True)
class SignalChange:
    """One signal of a difference; `by` is « publisher » for other bytes, « reader » for the same bytes read otherwise."""

    kind: str
    by: str
    id: str
    source: str
    key: Row
    before: Row | None
    after: Row | None

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON: where it stands and what it is said to be. The quotation is in each release."""
        told = {"change": self.kind, "by": self.by, "source": self.source, "id": self.id}
        told |= dict(zip(SIGNAL.identity, self.key, strict=True))
        return told | {"before": _plain(self.before), "after": _plain(self.after)}


def _plain(facts: Row | None) -> dict[str, Any] | None:
    if facts is None:
        return None
    stated = dict(zip(SIGNAL.facts, facts, strict=True))
    return {name: _value(name, stated[name]) for name in _SHOWN}


def _value(name: str, value: Any) -> Any:
    if name in {"families", "products"}:
        return json.loads(value)
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class SignalDifference:
    """Counts and rows."""

    counts: Counter[str]
    rows: list[SignalChange]

    def as_dict(self) -> dict[str, Any]:
        """The key `signals` of `recoupe release diff`."""
        return {**{name: self.counts[name] for name in KINDS}, "rows": [row.as_dict() for row in self.rows]}


def signal_difference(
    engine: Engine, old: int, new: int, *, area: str | None = None, families: Collection[str] | None = None
) -> SignalDifference:
    """The difference in signals from release `old` to release `new`, in the order of their ids."""
    with engine.connect() as connection:
        found = [
            change
            for change in _changes(connection, old, new, area)
            if families is None or _speaks_of(change, families)
        ]
    return SignalDifference(Counter(change.kind for change in found), found)


def _speaks_of(change: SignalChange, families: Collection[str]) -> bool:
    """One of the families, before or after; a signal that names none speaks of them all."""
    at = SIGNAL.facts.index("families")
    held = [facts[at] for facts in (change.before, change.after) if facts]
    return any(told == "[]" or any(f'"{family}"' in told for family in families) for told in held)


def _changes(connection: Connection, old: int, new: int, area: str | None) -> Iterator[SignalChange]:
    was, now_is = in_release(old, SIGNAL.table), in_release(new, SIGNAL.table)
    columns = [_c[name] for name in (*SIGNAL.identity, *SIGNAL.facts)]
    statement = (
        select(_c.line_id, addresses.c.source_key, _c.address_id, now_is, *columns)
        .join(addresses, addresses.c.id == _c.address_id)
        .where(_c.first_release.is_not(None), or_(and_(was, ~now_is), and_(now_is, ~was)))
        .order_by(_c.line_id)
    )
    if area is not None:
        statement = statement.where(_c.area == area)
    ours = read_otherwise(connection, old, new)
    by_line: dict[str, list[Row]] = {}
    for row in connection.execute(statement):
        by_line.setdefault(row[0], []).append(tuple(row))
    for line, rows in by_line.items():
        yield from _change(line, rows, ours)


def _change(line: str, rows: list[Row], ours: set[int]) -> Iterator[SignalChange]:
    width = 4 + len(SIGNAL.identity)
    before = next((row for row in rows if not row[3]), None)
    after = next((row for row in rows if row[3]), None)
    told, was, now_is = (after or before or ())[:width], before and before[width:], after and after[width:]
    if was != now_is:
        kind = "changed" if was and now_is else "added" if now_is else "gone"
        by = "reader" if told[2] in ours else "publisher"
        yield SignalChange(kind, by, line, told[1], told[4:], was, now_is)
