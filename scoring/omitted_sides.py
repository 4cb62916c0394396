"""The basket's notice: of which discordances only one side is cited. A notice and a count, never a block."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Engine

from kb.figures import figures_of
from kb.frozen_vocabulary import words_of
from kb.lines import Line
from kb.queries import newest_lines
from kb.releases import ReleaseInfo
from kb.signal_lines import country_signals
from kb.vocabulary.oppositions_loader import load_oppositions
from kb.vocabulary.quantities_loader import quantity_of_code
from kb.wording import counted
from scoring.comparing import compared
from scoring.contradictions import Contradiction, sorted_contradictions
from scoring.numeric import judged, lines_of_pairs
from scoring.textual import textual_contradictions


@dataclass(frozen=True)
class Omission:
    """A contradiction of which one side is cited, wholly or in part, and the other not at all."""

    contradiction: Contradiction
    cited: tuple[str, ...]
    """Ids of the cited lines of it."""
    missing: tuple[Line, ...]
    """Every line of the side that nobody cited, oldest first."""


def omitted(lines_cited: Iterable[Line], contradictions: Iterable[Contradiction]) -> tuple[Omission, ...]:
    """The contradictions of which only one side is cited, in the order given. Pure: nothing is read."""
    cited = {line.id for line in lines_cited}
    found = []
    for contradiction in contradictions:
        held = [[line for line in side.lines if line.id in cited] for side in contradiction.sides]
        for mine, other, side in zip(held, reversed(held), reversed(contradiction.sides), strict=True):
            if mine and not other:
                found.append(Omission(contradiction, tuple(line.id for line in mine), side.lines))
    return tuple(found)


def omission_notes(omissions: Sequence[Omission]) -> list[str]:
    """What the annexe prints: a count, then one sentence for each; nothing where no side is left out."""
    if not omissions:
        return []
    missing = {line.id for one in omissions for line in one.missing}
    head = (
        f"{counted(len(omissions), 'discordance citée', 'discordances citées')} d’un seul côté ; "
        f"{counted(len(missing), 'ligne de l’autre côté non citée', 'lignes de l’autre côté non citées')}."
    )
    return [head, *(_note(one) for one in omissions)]


def _note(omission: Omission) -> str:
    contradiction = omission.contradiction
    other = next(side for side in contradiction.sides if side.lines == omission.missing)
    ids = ", ".join(line.id for line in omission.missing)
    return (
        f"{contradiction.about} ({contradiction.period}) : non cité, {', '.join(other.producers)} "
        f"({other.says}) ; {counted(len(omission.missing), 'ligne')} : {ids}."
    )


def contradictions_about(engine: Engine, release: ReleaseInfo, lines: Iterable[Line]) -> tuple[Contradiction, ...]:
    """The contradictions of a release that some lines take part in, whatever their countries and families."""
    by_area = groupby(sorted(lines, key=lambda line: line.area), key=lambda line: line.area)
    found: list[Contradiction] = []
    with words_of(engine, release):
        for area, held in by_area:
            found += _of_area(engine, release, area, list(held))
    return sorted_contradictions(found)


def _of_area(engine: Engine, release: ReleaseInfo, area: str, lines: Sequence[Line]) -> list[Contradiction]:
    quantities = {one.key: one for line in lines if (one := quantity_of_code().get(line.indicator or ""))}
    pairs = compared(figures_of(engine, release, area, [code for one in quantities.values() for code in one.factors]))
    found = judged(pairs, lines_of_pairs(engine, release, pairs, lines))[1]
    answers = load_oppositions().answers
    if any(line.kind == "signal" or line.indicator in answers for line in lines):
        said = [*country_signals(engine, release, area), *newest_lines(engine, release, area, answers)]
        found += textual_contradictions(said)
    ids = {line.id for line in lines}
    return [one for one in found if one.ids & ids]
