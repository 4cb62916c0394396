"""Indicators among the results: the words are those of the vocabulary, the countries those the release holds figures of.

One result per indicator × country, the newest figure: the series and the fiche hold the others. Its words are all in its name, so it
comes with what holds every word in its name (kb.search.hits).
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from kb.identity import line_id
from kb.kinds import OBSERVATION
from kb.releases import ReleaseInfo
from kb.search.entries import day_number, number_of, words
from kb.search.expressions import holds
from kb.search.filters import Filters
from kb.search.held_series import Pairs, held_series, place
from kb.search.query import Query
from kb.search.refs import Ref
from kb.sources.definition import SourceDefinition, all_sources
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_families
from kb.vocabulary.models import Indicator
from kb.vocabulary.standing import standing

LABELS = "fr"  # the language of our labels


class Told(NamedTuple):
    """What the results of one indicator share: their place among those of a day, its code, its source, the language of its texts."""

    sheaf: int
    code: str
    source: str
    lang: str
    indicator: Indicator


@dataclass(frozen=True)
class Figures:
    """Indicators × countries among the results: for each indicator what is told of it, and its countries, newest figure first."""

    found: tuple[tuple[Told, Pairs], ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(len(pairs) for _, pairs in self.found)

    def first(self, upto: int) -> list[Ref]:
        """The first `upto` of them, in the order of kb.search.hits."""
        streams = ([(-day, told, area) for day, area in pairs[:upto]] for told, pairs in self.found)
        merged = heapq.merge(*streams, key=lambda one: (one[0], one[1].sheaf, place(one[2])))
        return [_ref(told, area, -behind) for behind, told, area in islice(merged, upto)]

    def by_family(self) -> Counter[str]:
        """How many are of each family; what bears on the health system is of all of them."""
        counted: Counter[str] = Counter()
        for told, pairs in self.found:
            for key in load_families():
                counted[key] += len(pairs) if _is_of(key, told.indicator) else 0
        return counted


def series_found(connection: Connection, release: ReleaseInfo, query: Query, filters: Filters) -> Figures:
    """Every indicator × country of a release whose name holds the words."""
    wanted = {code: one for code, one in named(query).items() if _passes(one, code, filters)}
    if not wanted:
        return Figures(())
    held = held_series(connection, release, {code: one.key for code, one in wanted.items()})
    kept = ((_told(one, code), _within(held[code], filters)) for code, one in wanted.items())
    return Figures(tuple((told, pairs) for told, pairs in kept if pairs))


def _within(pairs: Pairs, filters: Filters) -> Pairs:
    if filters.country is None and filters.since is None and filters.until is None:
        return pairs
    first, last = day_number(filters.since), day_number(filters.until) or 99_999_999
    return tuple(one for one in pairs if filters.country in {None, one[1]} and first <= one[0] <= last)


def _told(definition: SourceDefinition, code: str) -> Told:
    lang = definition.covers.languages[0]
    return Told(_sheaf(definition.key, code), code, definition.key, lang, _indicator(definition, code))


def _ref(told: Told, area: str, day: int) -> Ref:
    order = (0, -day, told.sheaf, place(area), 0)
    return Ref(order, OBSERVATION.name, 0, None, told.source, told.lang, told.code, area)


@cache
def _sheaf(source_key: str, code: str) -> int:
    return number_of(line_id(source_key, code))


def named(query: Query) -> dict[str, SourceDefinition]:
    """The indicators whose code, label or official titles answer a question, with their source."""
    every, by_stem = vocabulary(standing())
    near: set[str] = set()
    for stems in query.sought:
        near |= set.intersection(*(by_stem.get(stem, set()) for stem in stems))
    return {code: every[code][0] for code in sorted(near) if holds(query, every[code][1])}


@cache
def vocabulary(folder: Path) -> tuple[dict[str, tuple[SourceDefinition, str]], dict[str, set[str]]]:
    """Code → its source and the stems of its names; stem → codes. `folder` is the one that stands: what is kept goes with it."""
    every = {indicator.code: (definition, _words(indicator)) for definition, indicator in _indicators()}
    by_stem: dict[str, set[str]] = defaultdict(set)
    for code, (_, text) in every.items():
        for stem in text.split():
            by_stem[stem].add(code)
    return every, dict(by_stem)


def _words(indicator: Indicator) -> str:
    french = words([], [indicator.label, indicator.label_who_fr], LABELS)
    return f" {french} _ {words([], [indicator.label_en], 'en')} _ {words([], [indicator.code], None)} "


def _indicators() -> Iterator[tuple[SourceDefinition, Indicator]]:
    for definition in all_sources().values():
        if definition.indicators:
            for indicator in load_indicators(definition.indicators).values():
                if indicator.use != "non retenu":
                    yield definition, indicator


def _passes(definition: SourceDefinition, code: str, filters: Filters) -> bool:
    if filters.signal is not None or filters.kind not in {None, OBSERVATION.name}:
        return False
    if filters.source not in {None, definition.key} or filters.lang not in {None, definition.covers.languages[0]}:
        return False
    return filters.family is None or _is_of(filters.family, _indicator(definition, code))


def _indicator(definition: SourceDefinition, code: str) -> Indicator:
    return load_indicators(definition.indicators or definition.key)[code]


def _is_of(family: str, indicator: Indicator) -> bool:
    return indicator.for_all_families or family in (indicator.families or ())
