"""Two sides that do not say the same: laid side by side, in the order of dates, with why they are held to disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from kb.lines import Line
from scoring.witnesses import is_stated, producer_of, same_producer


class Kind(StrEnum):
    """In what two sides disagree."""

    FIGURES = "valeurs"
    WORDS = "textes"
    IN_TIME = "dans le temps"


@dataclass(frozen=True)
class Side:
    """What one side says, in a few words, and every line that says it, oldest first."""

    says: str
    lines: tuple[Line, ...]

    @property
    def dated(self) -> str:
        """The day that orders the sides: that of the oldest line."""
        return min(line.dated for line in self.lines)

    @property
    def producers(self) -> tuple[str, ...]:
        """Who says it, each once."""
        return tuple(sorted({producer_of(line) for line in self.lines}))

    def as_dict(self) -> dict[str, Any]:
        """JSON of one side."""
        lines = [msgspec.structs.asdict(line) for line in self.lines]
        return {"says": self.says, "dated": self.dated, "producers": list(self.producers), "lines": lines}


@dataclass(frozen=True)
class Contradiction:
    """Both sides of a disagreement. No side is weighed: the order is that of the dates."""

    kind: Kind
    component: str
    about: str
    period: str
    reason: str
    sides: tuple[Side, Side]

    @property
    def independent(self) -> bool:
        """True where each side has a producer of its own, named: one that nobody names may be the other."""
        one, other = ({*filter(is_stated, side.producers)} for side in self.sides)
        return any(not same_producer(this, that) for this in one for that in other)

    @property
    def general(self) -> bool:
        """True where a side rests on signals that name no pathology: no state follows from them."""
        return any(all("general" in line.flags for line in side.lines) for side in self.sides)

    @property
    def note(self) -> str | None:
        """Why no state follows from it; None where one does."""
        if self.general:
            return "Un côté ne tient qu’à des signaux généraux : l’état de la composante ne change pas."
        return None if self.independent else "Sans deux producteurs nommés : l’état de la composante ne change pas."

    @property
    def ids(self) -> frozenset[str]:
        """The ids of every line of both sides."""
        return frozenset(line.id for side in self.sides for line in side.lines)

    def as_dict(self) -> dict[str, Any]:
        """JSON of one entry of `contradictions[]`."""
        return {
            "kind": self.kind.value, "component": self.component, "about": self.about, "period": self.period,
            "reason": self.reason, "note": self.note, "sides": [side.as_dict() for side in self.sides],
        }  # fmt: skip


def side(says: str, lines: Iterable[Line]) -> Side:
    """A side with its lines in the order of their dates."""
    return Side(says, tuple(sorted(lines, key=_by_date)))


def in_order(one: Side, other: Side) -> tuple[Side, Side]:
    """The older side first; where the facts are of one day, the first published; then by name: never by what is said."""
    first, second = sorted((one, other), key=lambda held: (_by_date(held.lines[0]), held.producers))
    return first, second


def sorted_contradictions(found: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    """Newest first, as lines are; then by subject and by id."""
    by_name = sorted(found, key=lambda one: (one.about, one.kind.value, sorted(one.ids)))
    return tuple(sorted(by_name, key=lambda one: one.sides[1].dated, reverse=True))


def discordant(found: Sequence[Contradiction], component: str) -> list[Contradiction]:
    """Those that make a component « discordant »: two named producers, and lines of the component itself."""
    return [one for one in found if one.component == component and one.note is None]


def _by_date(line: Line) -> tuple[str, str, str]:
    return line.dated, line.published_on or "", line.id
