"""What lists, registers and signals say in one base and not in another: whole lines, side by side. Pure functions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.lines import Line
from scoring.fiche import Fiche

KINDS = ("listing", "signal")
# what a line of these kinds says; its age, its dates of ours and its flags are no statement of the publisher
_SAID = (
    "value_as_published", "quote", "polarity", "component", "title", "place", "level", "population", "comments", "products",
    "families", "amounts", "period_as_stated", "published_on", "dimensions", "withdrawn_on",
)  # fmt: skip


@dataclass(frozen=True)
class LineChange:
    """One line that one of two bases does not hold, or holds otherwise. `before` is None for an added one."""

    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """The line as the newer base holds it, else as the older one does."""
        held = self.after or self.before
        assert held is not None  # noqa: S101  (one of the two always is)
        return held

    @property
    def kind(self) -> str:
        """« added », « revised », « gone »: the words of ui/changes.py."""
        if self.before is None:
            return "added"
        return "gone" if self.after is None else "revised"

    @property
    def by(self) -> str:
        """« reader » where the same bytes were read by another version of ours; else « publisher »."""
        same = self.before and self.after and self.before.sha256 == self.after.sha256
        return "reader" if same else "publisher"


def held_by(fiche: Fiche) -> dict[str, Line]:
    """The entries of lists and the signals of a fiche, by id."""
    every = [line for evidence in fiche.components for line in evidence.lines] + list(fiche.signals)
    return {line.id: line for line in every if line.kind in KINDS}


def between(old: Fiche, new: Fiche) -> list[LineChange]:
    """Every line added, gone or said otherwise from one fiche to the other, by kind, newest first."""
    before, after = held_by(old), held_by(new)
    found = [
        LineChange(before.get(name), after.get(name))
        for name in {**before, **after}
        if _said(before.get(name)) != _said(after.get(name))
    ]
    return sorted(found, key=lambda one: (KINDS.index(one.line.kind), _backwards(one.line.dated), one.line.id))


def _said(line: Line | None) -> tuple[object, ...] | None:
    return tuple(getattr(line, name) for name in _SAID) if line else None


def _backwards(day: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in day) or (1,)


def of_kind(found: Iterable[LineChange], kind: str) -> list[LineChange]:
    """Those of lists, or those of reports."""
    return [one for one in found if one.line.kind == kind]


def counts(found: Sequence[LineChange]) -> Counter[str]:
    """How many of each kind of change."""
    return Counter(one.kind for one in found)
