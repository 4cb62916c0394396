"""Changes between two releases, laid out for a reader: kinds, series, newest period first, pages. Pure functions."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.differences import Change
from kb.identity import line_id
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_components
from kb.vocabulary.models import Indicator
from kb.vocabulary.populations import Group, load_populations
from kb.vocabulary.terms import is_total

PAGE_ROWS = 300  # what a browser lays out at once without a wait
_YEAR = re.compile(r"\d{4}")


def kind(change: Change) -> str:
    """What the change is called: a rewriting is not a revision."""
    if change.kind == "changed":
        return "rewritten" if change.presentation_only else "revised"
    return change.kind


def counts(changes: Iterable[Change]) -> Counter[str]:
    """How many of each kind."""
    return Counter(kind(change) for change in changes)


def dimensions(change: Change) -> dict[str, str]:
    """The dimensions of the row; the survey is `survey`."""
    pairs = ((change.key[place], change.key[place + 1]) for place in (4, 6, 8))
    return {str(type_): str(code) for type_, code in pairs if type_ and code}


def survey(change: Change) -> str | None:
    """The survey a figure comes from."""
    return change.key[10] or None


def period(change: Change) -> str:
    """The period as the publisher states it."""
    return str(change.key[3])


def identity(change: Change) -> str:
    """The id of the line, the same in every release that holds it."""
    return line_id(change.source, *change.key, 0)


@dataclass(frozen=True)
class Series:
    """The changes of one indicator: `rows` on this page, `counts` on all of them."""

    source: str
    indicator: str
    label: str
    component: str | None
    unit: str | None
    rows: tuple[Change, ...]
    counts: Mapping[str, int]
    periods: tuple[str, str]

    @property
    def is_cut(self) -> bool:
        """True when another page holds the rest."""
        return len(self.rows) < sum(self.counts.values())


def in_order(changes: Iterable[Change]) -> list[Change]:
    """By component, by label, newest period first, totals before their breakdowns."""
    places = {key: place for place, key in enumerate(load_components())}

    def place(change: Change) -> tuple[object, ...]:
        known = described(change)
        component = places.get(known.component or "", len(places)) if known else len(places)
        label = known.label if known else change.indicator
        year = max((int(one) for one in _YEAR.findall(period(change))), default=0)
        held = dimensions(change)
        return component, label, change.source, change.indicator, -year, not is_total(held), sorted(held.items())

    return sorted(changes, key=place)


def described(change: Change) -> Indicator | None:
    """What our lists say of the series."""
    return load_indicators(change.source).get(change.indicator)


def speaks_of(change: Change, group: Group) -> bool:
    """False only where the series or a dimension states a population, and every one it states is another."""
    known = described(change)
    stated = load_populations().stated_by(known.population if known else None, dimensions(change).values())
    return not stated or bool(stated & set(group.shows))


def pages(changes: Sequence[Change], rows: int = PAGE_ROWS) -> list[list[Change]]:
    """Ordered changes, cut into pages."""
    return [list(changes[start : start + rows]) for start in range(0, len(changes), rows)]


def by_series(page: Iterable[Change], every: Iterable[Change]) -> list[Series]:
    """The series of a page, in its order, each with what it holds on all pages."""
    whole: dict[tuple[str, str], list[Change]] = {}
    here: dict[tuple[str, str], list[Change]] = {}
    for held, changes in ((whole, every), (here, page)):
        for change in changes:
            held.setdefault((change.source, change.indicator), []).append(change)
    return [_series(key, rows, whole[key]) for key, rows in here.items()]


def _series(key: tuple[str, str], rows: Sequence[Change], whole: Sequence[Change]) -> Series:
    known = described(rows[0])
    periods = sorted({period(change) for change in whole})
    return Series(
        *key,
        known.label if known else key[1],
        known.component if known else None,
        known.unit if known and known.unit != "nombre" else None,
        tuple(rows),
        counts(whole),
        (periods[0], periods[-1]),
    )
