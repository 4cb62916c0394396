"""Searching a release. `search` gives lines and how many there are; `facets` counts them by country, source, kind, language, year."""

import heapq
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine

from kb.frozen_vocabulary import words_of
from kb.kinds import OBSERVATION
from kb.releases import ReleaseInfo
from kb.search.filters import Filters
from kb.search.hits import found
from kb.search.lines import Hit, hits_of
from kb.search.marks import Sought
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
        figures = series_found(connection, release.number, query, filters)
        others = found(connection, release.number, query, filters)
        total, rows = others.page(connection, offset + limit)
        ordered = (
            heapq.nsmallest(offset + limit, [*figures, *map(_ref, rows)], key=_order)
            if figures
            else list(map(_ref, rows))
        )
        page = ordered[offset : offset + limit]
        return Results(total + len(figures), tuple(hits_of(connection, release, page, Sought(query.sought))))


def facets(engine: Engine, release: ReleaseInfo, query: Query, filters: Filters = EVERYTHING) -> Facets:
    """Counts of the results by country, source, kind, signal, language and year. A report on two countries counts in both."""
    with words_of(engine, release), engine.connect() as connection:
        counts = _counts_of(connection, release.number, query, filters)
    return {name: dict(sorted(values.items())) for name, values in counts.items()}


def by_family(engine: Engine, release: ReleaseInfo, query: Query, filters: Filters = EVERYTHING) -> Mapping[str, int]:
    """How many results each pathology family would leave, whichever one `filters` names; those that leave none are absent."""
    counts: dict[str, int] = {}
    with words_of(engine, release), engine.connect() as connection:
        for key in load_families():
            of_family = replace(filters, family=key)
            figures = series_found(connection, release.number, query, of_family)
            counts[key] = len(figures) + found(connection, release.number, query, of_family).total(connection)
    return {key: amount for key, amount in counts.items() if amount}


def _counts_of(connection: Connection, release: int, query: Query, filters: Filters) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}

    def add(name: str, value: object, amount: int) -> None:
        if value:
            counts[name][str(value)] += amount

    others = found(connection, release, query, filters)
    for source, kind, lang, year, amount in others.facets(connection):
        for name, value in (("source", source), ("kind", kind), ("lang", lang), ("year", int(year))):
            add(name, value, amount)
    for country, amount in others.countries(connection):
        add("country", country, amount)
    for signal, amount in others.signals(connection):
        add("signal", signal, amount)
    for ref in series_found(connection, release, query, filters):
        told = (("source", ref.source), ("kind", OBSERVATION.name), ("lang", ref.lang), ("year", ref.day // 10_000))
        for name, value in (*told, ("country", ref.area)):
            add(name, value, 1)
    return counts


def _order(ref: Ref) -> tuple[int, ...]:
    return ref.order


def _ref(row: Any) -> Ref:
    order = (0 if row.named else 1, -row.day, row.sheaf, row.place, row.tie)
    return Ref(order, row.kind, row.statement_id, row.document_id, None, row.lang)
