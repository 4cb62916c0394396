"""Figures of one quantity, compared at the newest period that two series share."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from kb.figures import Figure
from kb.sources.republishing import producer_of_series
from kb.vocabulary.quantities_loader import Quantity, everyone_codes, quantity_of_code
from scoring.witnesses import same_producer

SAME = 0.005  # two figures this close, as a share of the larger, differ by rounding only
ENOUGH_YEARS = 5  # periods with the same values before a republication that nobody declared is held to be one


class Relation(StrEnum):
    """What two figures of one quantity are to each other."""

    SAME_FIGURE = "même chiffre"
    VINTAGES = "millésimes différents"
    AGREEING = "concordant"
    DISAGREEING = "discordant"


class Chain(StrEnum):
    """Why two figures are held to have one witness."""

    PRODUCER = "même producteur"
    DETECTED = "mêmes valeurs sur toute la série"


@dataclass(frozen=True)
class Pair:
    """Two figures of one quantity over one period, and what they are to each other."""

    quantity: Quantity
    one: Figure
    other: Figure
    relation: Relation
    chain: Chain | None


def source_of(quantity: Quantity, code: str) -> str:
    """The source of a code of a quantity."""
    return next(source for source, codes in quantity.series.items() if code in codes)


def compared(figures: Iterable[Figure]) -> list[Pair]:
    """One pair for every two series of one quantity that share a period and a breakdown, in a fixed order."""
    groups: dict[tuple[str, frozenset[str]], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if quantity := quantity_of_code().get(figure.indicator):
            restricted = frozenset(figure.dimensions) - everyone_codes()
            groups[quantity.key, restricted][figure.indicator].append(figure)
    pairs = []
    for _, by_code in sorted(groups.items(), key=lambda item: (item[0][0], sorted(item[0][1]))):
        for one, other in combinations(sorted(by_code), 2):
            if pair := _pair(quantity_of_code()[one], by_code[one], by_code[other]):
                pairs.append(pair)
    return pairs


def _pair(quantity: Quantity, one: Sequence[Figure], other: Sequence[Figure]) -> Pair | None:
    shared = _newest_shared(one, other)
    if shared is None:
        return None
    chain = _chain(quantity, one, other)
    return Pair(quantity, *shared, _relation(quantity, *shared, chain), chain)


def _newest_shared(one: Sequence[Figure], other: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The two figures whose periods overlap last; a publisher's own repetitions give the first by id."""
    overlapping = [(a, b) for a in one for b in other if a.start <= b.end and b.start <= a.end]
    return min(overlapping, key=lambda ab: (_descending(min(ab[0].end, ab[1].end)), ab[0].id, ab[1].id), default=None)


def _descending(day: str) -> int:
    return -int(day.replace("-", ""))


def _chain(quantity: Quantity, one: Sequence[Figure], other: Sequence[Figure]) -> Chain | None:
    codes = one[0].indicator, other[0].indicator
    this, that = (producer_of_series(source_of(quantity, code), code) for code in codes)
    if same_producer(this, that):
        return Chain.PRODUCER
    return Chain.DETECTED if _same_series(quantity, one, other) else None


def _same_series(quantity: Quantity, one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """True where two series hold the same values in every period that they share, and share enough of them."""
    there = {(figure.start, figure.end): figure for figure in other}
    shared = [(figure, there[place]) for figure in one if (place := (figure.start, figure.end)) in there]
    return len(shared) >= ENOUGH_YEARS and all(same_value(quantity, a, b) for a, b in shared)


def scaled(quantity: Quantity, figure: Figure) -> float:
    """The value in the unit of the quantity."""
    return figure.value * quantity.factors[figure.indicator]


def bounds(quantity: Quantity, figure: Figure) -> tuple[float, float] | None:
    """The bounds in the unit of the quantity, where the publisher gives both."""
    if figure.low is None or figure.high is None:
        return None
    factor = quantity.factors[figure.indicator]
    return figure.low * factor, figure.high * factor


def _relation(quantity: Quantity, one: Figure, other: Figure, chain: Chain | None) -> Relation:
    if chain:
        return Relation.SAME_FIGURE if _same_figure(quantity, one, other) else Relation.VINTAGES
    return Relation.AGREEING if _agree(quantity, one, other) else Relation.DISAGREEING


def _same_figure(quantity: Quantity, one: Figure, other: Figure) -> bool:
    """Values and bounds alike; bounds that only one of two publishers repeats do not make another figure."""
    if not same_value(quantity, one, other):
        return False
    these, those = bounds(quantity, one), bounds(quantity, other)
    return not (these and those) or all(map(_same, these, those))


def same_value(quantity: Quantity, one: Figure, other: Figure) -> bool:
    """Equal but for rounding."""
    return _same(scaled(quantity, one), scaled(quantity, other))


def _agree(quantity: Quantity, one: Figure, other: Figure) -> bool:
    """By the bounds where a figure bears any, by the tolerance of the quantity where neither does.

    Two bounded figures disagree where each lies outside the bounds of the other.
    """
    a, b = scaled(quantity, one), scaled(quantity, other)
    inside = [low <= value <= high for value, held in ((a, bounds(quantity, other)), (b, bounds(quantity, one)))
              if held for low, high in (held,)]  # fmt: skip
    return any(inside) if inside else quantity.tolerance.allows(a, b)


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=SAME, abs_tol=1e-12)
