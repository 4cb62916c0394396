"""Searching a release. `search` gives lines and how many there are; `facets` counts them by country, source, kind, language, year."""

import heapq
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine

from kb.frozen_vocabulary import words_of
from kb.kinds import OBSERVATION
from kb.releases import ReleaseInfo
from kb.search.asking import OTHER_NAMES
from kb.search.filters import Filters
from kb.search.hits import found
from kb.search.lines import Hit, hits_of
from kb.search.marks import Sought
from kb.search.of_families import numbers, of_families
from kb.search.query import Query
from kb.search.refs import Ref
from kb.search.series import series_found
from kb.vocabulary.loader import load_families

EVERYTHING = Filters()
Facets = Mapping[str, Mapping[str, int]]
"""Facet → value → how many results have it. They count what was found in texts, never care."""
FACETS = ("country", "source", "kind", "signal", "lang", "year")


@dataclass(frozen=True)
class Results:
    """A page of results; `total` counts them all."""

    total: int
    hits: tuple[Hit, ...]


def search(
    engine: Engine,
    release: ReleaseInfo,
    query: Query,
    filters: Filters = EVERYTHING,
    *,
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """What a release holds in answer to a question, in the order of kb.search.hits."""
    with words_of(engine, release), engine.connect() as connection:
        upto = offset + limit
        total, rows = found(connection, release.number, query, filters).page(connection, upto)
        figures = series_found(connection, release, query, filters)
        ordered = heapq.merge(figures.first(upto), map(_ref, rows), key=_order)
        page = list(islice(ordered, offset, upto))
        return Results(total + figures.total, tuple(hits_of(connection, release, page, Sought(query.sought))))


def prepare(engine: Engine, release: ReleaseInfo) -> None:
    """Read what every question of a release needs, before the first one is asked."""
    OTHER_NAMES("")
    with words_of(engine, release), engine.connect() as connection:
        of_families(connection, release)


def facets(engine: Engine, release: ReleaseInfo, query: Query, filters: Filters = EVERYTHING) -> Facets:
    """Counts of the results by country, source, kind, signal, language and year. A report on two countries counts in both."""
    with words_of(engine, release), engine.connect() as connection:
        counts = _counts_of(connection, release, query, filters)
    return {name: dict(sorted(values.items())) for name, values in counts.items()}


def by_family(engine: Engine, release: ReleaseInfo, query: Query, filters: Filters = EVERYTHING) -> Mapping[str, int]:
    """How many results each pathology family would leave, whichever one `filters` names; those that leave none are absent."""
    asked = replace(filters, family=None)
    with words_of(engine, release), engine.connect() as connection:
        held = of_families(connection, release)
        hits = numbers(found(connection, release.number, query, asked).ids(connection))
        figures = series_found(connection, release, query, asked).by_family()
        counts = {key: (hits & held[key]).bit_count() + figures[key] for key in load_families()}
    return {key: amount for key, amount in counts.items() if amount}


def _counts_of(connection: Connection, release: ReleaseInfo, query: Query, filters: Filters) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}

    def add(name: str, value: object, amount: int) -> None:
        if value:
            counts[name][str(value)] += amount

    others = found(connection, release.number, query, filters)
    for source, kind, lang, year, amount in others.facets(connection):
        for name, value in (("source", source), ("kind", kind), ("lang", lang), ("year", int(year))):
            add(name, value, amount)
    for country, amount in others.countries(connection):
        add("country", country, amount)
    for signal, amount in others.signals(connection):
        add("signal", signal, amount)
    for told, pairs in series_found(connection, release, query, filters).found:
        for name, value in (("source", told.source), ("kind", OBSERVATION.name), ("lang", told.lang)):
            add(name, value, len(pairs))
        counts["country"].update(area for _, area in pairs)
        for day, amount in Counter(day // 10_000 for day, _ in pairs).items():
            add("year", day, amount)
    return counts


def _order(ref: Ref) -> tuple[int, ...]:
    return ref.order


def _ref(row: Any) -> Ref:
    order = (0 if row.named else 1, -row.day, row.sheaf, row.place, row.tie)
    return Ref(order, row.kind, row.statement_id, row.document_id, None, row.lang)
