"""Indicators among the results: the words are those of the vocabulary, the countries those the release holds figures of.

One result per indicator × country, the newest figure: the series and the fiche hold the others. Its words are all in its name, so it
comes with what holds every word in its name (kb.search.hits).
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from kb.identity import line_id
from kb.kinds import OBSERVATION
from kb.readings import addresses
from kb.releases import RELEASE, holdings, in_release
from kb.search.entries import alphabetical, day_number, number_of, words
from kb.search.expressions import holds
from kb.search.filters import Filters
from kb.search.query import Query
from kb.search.refs import Ref
from kb.search.tables import series
from kb.sources.definition import SourceDefinition, all_sources
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_area_codes
from kb.vocabulary.models import Indicator
from kb.vocabulary.standing import standing

LABELS = "fr"  # the language of our labels


def series_found(connection: Connection, release: int, query: Query, filters: Filters) -> list[Ref]:
    """Every indicator × country of a release whose name holds the words."""
    wanted = {code: definition for code, definition in named(query).items() if _passes(definition, code, filters)}
    if not wanted:
        return []
    asked = {
        "release": release,
        "codes": sorted(wanted),
        "sources": sorted({definition.key for definition in wanted.values()}),
        "not_countries": sorted(load_area_codes()),
    }
    if filters.country is not None:
        asked["country"] = filters.country
    rows = connection.execute(_statement(filters.country is not None), asked)
    first, last = day_number(filters.since), day_number(filters.until) or 99_999_999
    told = {code: (_sheaf(one.key, code), one.key, one.covers.languages[0]) for code, one in wanted.items()}
    return [_ref(told[code], code, area, day) for code, area, day in rows if first <= day <= last]


def _ref(told: tuple[int, str, str], code: str, area: str, day: int) -> Ref:
    sheaf, source, lang = told
    return Ref((0, -day, sheaf, _place(area), 0), OBSERVATION.name, 0, None, source, lang, code, area)


@cache
def _place(area: str) -> int:
    return alphabetical(area)


@cache
def _sheaf(source_key: str, code: str) -> int:
    return number_of(line_id(source_key, code))


@cache
def _statement(of_one_country: bool) -> Select[Any]:
    s = series.c
    held = (
        select(holdings.c.reading_id)
        .join(addresses, addresses.c.id == holdings.c.address_id)
        .where(addresses.c.source_key.in_(bindparam("sources", expanding=True)), in_release(RELEASE, holdings))
    )
    statement = (
        select(s.indicator, s.area, func.max(s.day))
        .where(s.indicator.in_(bindparam("codes", expanding=True)), s.reading_id.in_(held))
        .where(s.area.not_in(bindparam("not_countries", expanding=True)))
        .group_by(s.indicator, s.area)
    )
    return statement.where(s.area == bindparam("country")) if of_one_country else statement


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
    indicator = load_indicators(definition.indicators or definition.key)[code]
    return filters.family is None or indicator.for_all_families or filters.family in (indicator.families or ())
