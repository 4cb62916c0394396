"""Two sources on one type of signal: one tells the problem, the other tells it absent. Both are shown, neither is weighed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kb.lines import Line, months_between
from kb.vocabulary.signals_loader import load_signal_types
from scoring.timeline import begins, ends, order, source_name

NEAR_MONTHS = 12  # further apart, the second may speak of another time; the gap is shown, whatever it is
_OPPOSED = {"present": "negated", "negated": "present"}


@dataclass(frozen=True)
class Side:
    """What is told one way, oldest first."""

    polarity: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Facing:
    """Statements that oppose one another, directly or through a third; the side of the oldest one comes first."""

    type: str
    label: str
    sides: tuple[Side, Side]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Both sides, by date."""
        return tuple(sorted((line for side in self.sides for line in side.lines), key=order))

    @property
    def same_scope(self) -> bool:
        """They name the same products and the same place; else one may hold beside the other."""
        return len({(frozenset(line.products), line.place) for line in self.lines}) == 1


def facing(lines: Iterable[Line]) -> list[Facing]:
    """The groups of opposed statements, by type in the order of the vocabulary, then by date."""
    by_type: dict[str, list[Line]] = {}
    for line in sorted(lines, key=order):
        if line.polarity in _OPPOSED:
            by_type.setdefault(line.type or "", []).append(line)
    return [
        _facing(key, one.label, group)
        for key, one in load_signal_types().items()
        for group in _groups(by_type.get(key, []))
    ]


def _facing(key: str, label: str, group: Sequence[Line]) -> Facing:
    first = group[0].polarity or ""
    one, other = (
        Side(polarity, tuple(line for line in group if line.polarity == polarity))
        for polarity in (first, _OPPOSED[first])
    )
    return Facing(key, label, (one, other))


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines that an opposition joins, whole groups of them, each in the order given."""
    told, denied = ([line for line in lines if line.polarity == polarity] for polarity in ("present", "negated"))
    group_of: dict[str, set[str]] = {}
    for one in told:
        for other in denied:
            if opposed(one, other):
                joined = group_of.get(one.id, {one.id}) | group_of.get(other.id, {other.id})
                group_of.update(dict.fromkeys(joined, joined))
    groups = {frozenset(group) for group in group_of.values()}
    found = [[line for line in lines if line.id in group] for group in groups]
    return sorted(found, key=lambda group: order(group[0]))


def opposed(one: Line, other: Line) -> bool:
    """One type, another source, another way of telling, objects and places that meet, and dates that meet or nearly."""
    return (
        (one.type, one.area) == (other.type, other.area)
        and one.polarity == _OPPOSED.get(other.polarity or "")
        and source_name(one) != source_name(other)
        and _meets(one.products, other.products)
        and _meets(one.families, other.families)
        and (one.place == other.place or not (one.place and other.place))
        and bool(begins(one) and begins(other))
        and gap(one, other) <= NEAR_MONTHS
    )


def _meets(one: Sequence[str], other: Sequence[str]) -> bool:
    return bool(set(one) & set(other)) or not (one and other)


def gap(one: Line, other: Line) -> int:
    """Whole months from the end of the earlier one to the beginning of the later one; 0 where they meet. Both bear a date."""
    earlier, later = sorted((one, other), key=order)
    start, end = ends(earlier), begins(later)
    return max(0, months_between(date.fromisoformat(start), date.fromisoformat(end))) if start < end else 0
