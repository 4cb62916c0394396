"""What the comparison of figures gives a fiche: chains and vintages on one hand, contradictions on the other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from kb.figures import Figure
from kb.lines import Line
from kb.queries import figures_by_id
from kb.releases import ReleaseInfo
from kb.vocabulary.quantities_loader import Quantity, quantity_of_code
from kb.wording import french_number, french_period
from scoring.comparing import Chain, Pair, Relation, bounds, same_value, scaled
from scoring.contradictions import Contradiction, Kind, in_order, side
from scoring.witnesses import is_stated, producer_of


@dataclass(frozen=True)
class Comparison:
    """Two figures of one quantity that do not contradict each other, and why that is said of them. Older line first."""

    relation: Relation
    component: str
    about: str
    period: str
    reason: str
    lines: tuple[Line, Line]
    chain: Chain | None
    """Why the two are held to have one witness, where they are."""

    def as_dict(self) -> dict[str, Any]:
        """JSON of one comparison: the lines by id, with what was compared of each."""
        return {
            "relation": self.relation.value, "about": self.about, "period": self.period, "reason": self.reason,
            "lines": [
                {"id": line.id, "value_as_published": line.value_as_published, "source": line.source, "producer": line.producer}
                for line in self.lines
            ],
        }  # fmt: skip


def republished(comparisons: Iterable[Comparison]) -> list[tuple[Line, Line]]:
    """A line of each of two series whose values are the same throughout, though nobody declares a republication."""
    return [one.lines for one in comparisons if one.chain is Chain.DETECTED]


def comparable_codes(lines: Iterable[Line]) -> list[str]:
    """The series among these lines that another of them may be compared with."""
    held: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.indicator and (quantity := quantity_of_code().get(line.indicator)):
            held[quantity.key].add(line.indicator)
    return [code for codes in held.values() if len(codes) > 1 for code in codes]


def lines_of_pairs(
    engine: Engine, release: ReleaseInfo, pairs: Iterable[Pair], known: Iterable[Line]
) -> dict[str, Line]:
    """The whole lines behind the figures of some pairs, by id; those already read are not read again."""
    wanted = {figure.id for pair in pairs for figure in (pair.one, pair.other)}
    found = {line.id: line for line in known if line.id in wanted}
    missing = sorted(wanted - found.keys())
    return found | ({line.id: line for line in figures_by_id(engine, release, missing)} if missing else {})


def judged(pairs: Iterable[Pair], lines: Mapping[str, Line]) -> tuple[list[Comparison], list[Contradiction]]:
    """What does not contradict, and what does: of one quantity, two producers contradict each other once, at the newest period."""
    comparisons, contradictions = [], []
    seen: set[tuple[Any, ...]] = set()
    for pair in sorted(pairs, key=_newest_first):
        one, other = lines[pair.one.id], lines[pair.other.id]
        if pair.relation is not Relation.DISAGREEING:
            comparisons.append(_comparison(pair, one, other))
            continue
        place = pair.quantity.key, frozenset(pair.one.dimensions), frozenset({producer_of(one), producer_of(other)})
        if place not in seen:
            seen.add(place)
            contradictions.append(_contradiction(pair, one, other))
    return comparisons, contradictions


def _newest_first(pair: Pair) -> tuple[str, int, str, str]:
    return pair.quantity.key, -int(pair.one.end.replace("-", "")), pair.one.id, pair.other.id


def _comparison(pair: Pair, one: Line, other: Line) -> Comparison:
    first, second = (held.lines[0] for held in in_order(side("", [one]), side("", [other])))
    component = one.component or ""
    about, lines = pair.quantity.label, (first, second)
    return Comparison(pair.relation, component, about, _period(pair), _why(pair, one), lines, pair.chain)


def _why(pair: Pair, line: Line) -> str:
    if pair.relation is Relation.AGREEING:
        return f"Deux producteurs ; {_measure(pair, inside=True)}."
    shared = (
        f"Un seul producteur ({producer_of(line)})"
        if pair.chain is Chain.PRODUCER
        else "Mêmes valeurs sur toute la série : une republication, que rien ne déclare"
    )
    if pair.relation is Relation.SAME_FIGURE:
        return f"{shared} : un seul témoin, publié deux fois."
    differing = "bornes" if same_value(pair.quantity, pair.one, pair.other) else "valeurs"
    return f"{shared}, deux éditions dont les {differing} diffèrent."


def _contradiction(pair: Pair, one: Line, other: Line) -> Contradiction:
    sides = in_order(side(_says(pair.quantity, pair.one), [one]), side(_says(pair.quantity, pair.other), [other]))
    unnamed = "" if all(map(is_stated, map(producer_of, (one, other)))) else " Un des producteurs n’est pas indiqué."
    said = " et ".join(held.says for held in sides)
    reason = (
        f"Même grandeur, même période, deux producteurs : {said} {pair.quantity.unit} ; {_measure(pair, inside=False)}."
    )
    return Contradiction(Kind.FIGURES, one.component or "", pair.quantity.label, _period(pair), reason + unnamed, sides)


def _measure(pair: Pair, *, inside: bool) -> str:
    """By what the two figures were compared."""
    if bounds(pair.quantity, pair.one) or bounds(pair.quantity, pair.other):
        return "une valeur est dans les bornes de l’autre" if inside else "aucune n’est dans les bornes de l’autre"
    tolerance = pair.quantity.tolerance
    allowed = (
        f"{french_number(tolerance.points)}\u00a0dans l’unité"
        if tolerance.points is not None
        else f"{french_number(tolerance.percent or 0)}\u00a0%"
    )
    return f"l’écart {'reste dans' if inside else 'dépasse'} la tolérance déclarée ({allowed})"


def _says(quantity: Quantity, figure: Figure) -> str:
    """« 41 [35–47] », in the unit of the quantity."""
    shown = french_number(scaled(quantity, figure))
    held = bounds(quantity, figure)
    return f"{shown} [{french_number(held[0])}–{french_number(held[1])}]" if held else shown


def _period(pair: Pair) -> str:
    """The period as stated; both where they only overlap."""
    stated = dict.fromkeys(french_period(figure.period) for figure in (pair.one, pair.other))
    return " et ".join(sorted(stated))
