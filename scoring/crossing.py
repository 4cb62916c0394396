"""Cross-referencing the lines of a fiche: everything that agrees, repeats, was revised or disagrees, in one call."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from kb.figures import figures_of
from kb.lines import Line
from kb.releases import ReleaseInfo
from scoring.comparing import Pair, compared
from scoring.contradictions import Contradiction, sorted_contradictions
from scoring.numeric import Comparison, comparable_codes, judged, lines_of_pairs
from scoring.textual import textual_contradictions


@dataclass(frozen=True)
class Crossing:
    """What cross-referencing found, newest first."""

    comparisons: tuple[Comparison, ...]
    contradictions: tuple[Contradiction, ...]

    def comparisons_of(self, component: str) -> tuple[Comparison, ...]:
        """Those of one component."""
        return tuple(one for one in self.comparisons if one.component == component)


def cross(
    engine: Engine, release: ReleaseInfo, country: str, lines: Sequence[Line], components: Collection[str]
) -> Crossing:
    """Compare the lines of one country over all the years of their series: the newest year of each need not be shared."""
    pairs = compared(figures_of(engine, release, country, comparable_codes(lines)))
    return crossed(lines, pairs, lines_of_pairs(engine, release, pairs, lines), components)


def crossed(
    lines: Sequence[Line], pairs: Sequence[Pair], whole: Mapping[str, Line], components: Collection[str]
) -> Crossing:
    """The same on what was read: `whole` holds the lines behind the pairs. What bears on another component is left out."""
    comparisons, numeric = judged(pairs, whole)
    found = sorted_contradictions([*numeric, *textual_contradictions(lines)])
    return Crossing(
        tuple(one for one in comparisons if one.component in components),
        tuple(one for one in found if one.component in components),
    )
