"""The entries of a release that answer a question, through the filters, in the order in which they are shown.

Order, the same on both engines: first what holds every word in its name (title, heading, medicine), then the newest first, what
bears no date last; the passages of one report follow each other in the order of its pages. Nothing is weighed.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, Connection, Select, and_, bindparam, case, exists, func, or_, select

from kb.kinds import LISTING, PASSAGE, SIGNAL
from kb.readings import addresses, readings, withdrawals
from kb.releases import RELEASE, holdings, in_release
from kb.search.expressions import NAMED
from kb.search.filters import Filters
from kb.search.matching import expressions, matching, phrases
from kb.search.query import Query
from kb.search.showing import shown
from kb.search.tables import areas, entries

e = entries.c
Shape = tuple[str, frozenset[str], bool]
"""Engine, filters, whether something was ever withdrawn: what the SQL depends on, save the phrases on PostgreSQL."""


def found(connection: Connection, release: int, query: Query, filters: Filters) -> "Found":
    """The hits, not fetched yet: see `page` and `counted`."""
    dialect = connection.dialect.name
    withdrawn = connection.scalar(_ANY_WITHDRAWAL) is not None
    shape = (dialect, filters.used, withdrawn)
    asked = {"release": release, **expressions(dialect, query), **filters.parameters(dialect)}
    ordered = phrases(dialect, query)
    if ordered is None:
        return Found(_statements(shape), asked)
    return Found(_make(shape, ordered, phrases(dialect, Query(query.clauses), NAMED)), asked)


_ANY_WITHDRAWAL = select(withdrawals.c.id).limit(1)


class Statements(NamedTuple):
    """The SQL of one shape."""

    page: Select[Any]
    total: Select[Any]
    ids: Select[Any]
    facets: Select[Any]
    countries: Select[Any]
    signals: Select[Any]


class Found:
    """The hits of one question on one release."""

    def __init__(self, statements: "Statements", asked: Mapping[str, Any]) -> None:
        self._statements, self._asked = statements, asked

    def page(self, connection: Connection, upto: int) -> tuple[int, list[Any]]:
        """How many hits there are, and the first `upto` of them."""
        rows = connection.execute(self._statements.page, {**self._asked, "upto": upto}).all()
        return (rows[0].total if rows else 0), list(rows)

    def total(self, connection: Connection) -> int:
        """How many hits there are."""
        return connection.scalar(self._statements.total, self._asked) or 0

    def ids(self, connection: Connection) -> list[int]:
        """The numbers of the hits, in no order."""
        return list(connection.scalars(self._statements.ids, self._asked))

    def facets(self, connection: Connection) -> list[Any]:
        """(Source, kind, language, year, count) of the hits."""
        return list(connection.execute(self._statements.facets, self._asked))

    def countries(self, connection: Connection) -> list[Any]:
        """(Country, count) of the hits."""
        return list(connection.execute(self._statements.countries, self._asked))

    def signals(self, connection: Connection) -> list[Any]:
        """(Type of signal, count) of the passages among the hits."""
        return list(connection.execute(self._statements.signals, self._asked))


@lru_cache(maxsize=64)
def _statements(shape: Shape) -> Statements:
    return _make(shape, None, None)


def _make(shape: Shape, ordered: ColumnElement[bool] | None, ordered_names: ColumnElement[bool] | None) -> Statements:
    in_names = e.id.in_(matching(shape[0], "names", ordered_names))
    named = case((in_names, 1), else_=0).label("named")
    # counted apart: to keep every hit at hand until the end takes longer than to find them twice
    count = _hits(shape, ordered, func.count())
    total = count.correlate(None).scalar_subquery().label("total")
    page = (
        _hits(
            shape, ordered, e.kind, e.statement_id, e.document_id, e.lang, e.day, e.sheaf, e.place, e.tie, named, total
        )
        .order_by(named.desc(), e.day.desc(), e.sheaf, e.place, e.tie)
        .limit(bindparam("upto"))
    )
    year = (e.day // 10_000).label("year")
    hits = _hits(shape, ordered, e.id, e.kind, e.lang, e.address_id, e.statement_id, year).cte("hits")
    told = (addresses.c.source_key, hits.c.kind, hits.c.lang, hits.c.year)
    facets = select(*told, func.count()).join(addresses, addresses.c.id == hits.c.address_id).group_by(*told)
    countries = select(areas.c.area, func.count()).join(hits, hits.c.id == areas.c.entry_id).group_by(areas.c.area)
    return Statements(page, count, _hits(shape, ordered, e.id), facets, countries, _signals_of(hits))


def _signals_of(hits: CTE) -> Select[Any]:
    p, s = PASSAGE.table.c, SIGNAL.table.c
    passages = hits.join(PASSAGE.table, and_(hits.c.kind == PASSAGE.name, p.id == hits.c.statement_id))
    signals = passages.join(SIGNAL.table, stands_in(p, s))
    counted = func.count(hits.c.id.distinct())
    return select(s.type, counted).select_from(signals).where(in_release(RELEASE, SIGNAL.table)).group_by(s.type)


def _hits(shape: Shape, ordered: ColumnElement[bool] | None, *columns: ColumnElement[Any]) -> Select[Any]:
    dialect, used, withdrawn = shape
    held = matching(dialect, "words", ordered).subquery()
    asked = [condition for name, condition in _conditions(dialect).items() if name in used]
    if withdrawn:
        asked.append(e.address_id.not_in(_withdrawn()))
    return select(*columns).select_from(entries).join(held, held.c.id == e.id).where(shown(RELEASE), *asked)


def _withdrawn() -> Select[Any]:
    """The addresses at which the release shows an answer that was withdrawn: what stands there says nothing."""
    return (
        select(holdings.c.address_id)
        .join(readings, readings.c.id == holdings.c.reading_id)
        .join(withdrawals, withdrawals.c.snapshot_id == readings.c.snapshot_id)
        .where(in_release(RELEASE, holdings))
    )


def _conditions(dialect: str) -> dict[str, ColumnElement[bool]]:
    """Filter → its condition."""
    spoken = exists(select(1).where(areas.c.entry_id == e.id, areas.c.area == bindparam("country")))
    published = exists(select(1).where(addresses.c.id == e.address_id, addresses.c.source_key == bindparam("source")))
    signal = SIGNAL.table.c
    of_family = or_(
        and_(e.kind != LISTING.name, e.id.in_(matching(dialect, "family_words"))),
        _with_signal(signal.families.like(bindparam("family_key"))),
        and_(e.kind == LISTING.name, _listed(LISTING.table.c.medicine.in_(bindparam("medicines", expanding=True)))),
    )
    return {
        "country": spoken,
        "family": of_family,
        "source": published,
        "kind": e.kind == bindparam("kind"),
        "signal": _with_signal(signal.type == bindparam("signal")),
        "lang": e.lang == bindparam("lang"),
        "since": e.day >= bindparam("since"),
        "until": and_(e.day <= bindparam("until"), e.day > 0),
    }


def _with_signal(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """A passage in which the release shows such a signal."""
    p, s = PASSAGE.table.c, SIGNAL.table.c
    seen = select(1).where(p.id == e.statement_id, stands_in(p, s)).where(in_release(RELEASE, SIGNAL.table), condition)
    return and_(e.kind == PASSAGE.name, exists(seen))


def stands_in(p: Any, s: Any) -> ColumnElement[bool]:
    """The quotation of a signal overlaps a passage of the same answer."""
    same = and_(s.address_id == p.address_id, s.document == p.document, s.page == p.page)
    return and_(same, s.start < p.end, s.end > p.start)


def _listed(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(1).where(LISTING.table.c.id == e.statement_id, condition))
