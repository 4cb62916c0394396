"""Filling and emptying the index, always inside the transaction of what it follows: a reading, a withdrawal, a restore.

Nothing here decides what a release shows: an entry points to its statement, and kb.search.showing follows the statement.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, case, delete, func, or_, select

from kb.kinds import DOCUMENT, LISTING, OBSERVATION, PASSAGE, Row
from kb.search.entries import Entry, day_number, entries_of
from kb.search.tables import FTS5, areas, entries, series, texts

WORDED = frozenset({PASSAGE.name, DOCUMENT.name, LISTING.name})
"""Kinds whose statements have words of their own. A figure has those of its indicator, a signal those of its passage."""
COUNTRY = "COUNTRY"
Pairs = Mapping[tuple[str, str], int]
"""(Indicator, country) → the day of the newest figure."""


def index_reading(
    connection: Connection, reading_id: int, address_id: int, source_key: str, drawn: Mapping[str, Sequence[Row]]
) -> None:
    """Make searchable what one reading drew. What an earlier reading said in the same words is not indexed again."""
    if figures := drawn.get(OBSERVATION.name):
        add_series(connection, reading_id, _pairs(figures))
    if any(drawn.get(name) for name in WORDED):
        add_entries(connection, reading_id, address_id, source_key)


def refill(connection: Connection) -> None:
    """Make SQLite's index again from the stored words: nothing of a word that left them stays in its pages."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {FTS5}({FTS5}) VALUES ('rebuild')")  # noqa: S608  (our own table)


def add_words(connection: Connection, first: int) -> None:
    """Put the words of the entries from `first` on into SQLite's index; that of PostgreSQL follows its table."""
    if connection.dialect.name == "sqlite":
        added = f"INSERT INTO {FTS5}(rowid, words) SELECT id, words FROM {texts.name} WHERE id >= ?"  # noqa: S608
        connection.exec_driver_sql(added, (first,))


def forget(connection: Connection, statements: Mapping[str, Select[Any]]) -> None:
    """Take statements out of the index (kind → their numbers), and the passages whose words hold the title of one."""
    e = entries.c
    theirs = [and_(e.kind == name, e.statement_id.in_(numbers)) for name, numbers in statements.items()]
    theirs += [e.document_id.in_(numbers) for name, numbers in statements.items() if name == DOCUMENT.name]
    gone = select(e.id).where(or_(*theirs))
    if connection.scalar(gone.limit(1)) is None:
        return
    for table, key in ((texts, texts.c.id), (areas, areas.c.entry_id)):
        connection.execute(delete(table).where(key.in_(gone)))
    connection.execute(delete(entries).where(or_(*theirs)))
    refill(connection)


def add_entries(connection: Connection, reading_id: int, address_id: int, source_key: str) -> None:
    """Index the passages, documents and listings of a reading, save those that an earlier one left here in the same words."""
    e = entries.c
    there = select(e.kind, e.statement_id, func.coalesce(e.document_id, 0)).where(e.address_id == address_id)
    known = {tuple(row) for row in connection.execute(there)}
    first = 1 + (connection.scalar(select(func.max(entries.c.id))) or 0)
    found = entries_of(connection, reading_id, source_key)
    new = [one for one in found if one.words and (one.kind, one.statement_id, one.document_id or 0) not in known]
    _write(connection, address_id, list(enumerate(new, first)))


def _write(connection: Connection, address_id: int, numbered: Sequence[tuple[int, Entry]]) -> None:
    if not numbered:
        return
    columns = [column.name for column in entries.columns if column.name not in {"first_release", "last_release"}]
    _insert(connection, entries.name, columns, (
        (number, one.kind, one.statement_id, one.document_id, address_id, one.lang, one.day, one.sheaf, one.place, one.tie)
        for number, one in numbered
    ))  # fmt: skip
    _insert(connection, texts.name, ["id", "words"], ((number, one.words) for number, one in numbered))
    spoken = [(number, area) for number, one in numbered for area in sorted(one.areas)]
    _insert(connection, areas.name, ["entry_id", "area"], spoken)
    add_words(connection, numbered[0][0])


def _insert(connection: Connection, table: str, columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Tuples straight to the driver, as kb.readings does."""
    if kept := list(rows):
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        values = f"({', '.join(columns)}) VALUES ({', '.join([mark] * len(kept[0]))})"
        # the pairs of a reading that somebody took back by hand: its number is given again
        connection.exec_driver_sql(f"INSERT INTO {table} {values} ON CONFLICT DO NOTHING", kept)


_AREA_TYPE, _AREA, _INDICATOR = (OBSERVATION.identity.index(name) for name in ("area_type", "area", "indicator"))
_END, _REPORTED = (len(OBSERVATION.identity) + OBSERVATION.facts.index(name) for name in ("period_end", "reported"))


def _pairs(figures: Iterable[Row]) -> Pairs:
    """The newest figure of each indicator and country: one that was reported, or else the newest statement that none was."""
    newest: dict[tuple[str, str], tuple[bool, str]] = {}
    for row in figures:
        if row[_AREA_TYPE] == COUNTRY:
            pair, told = (row[_INDICATOR], row[_AREA]), (row[_REPORTED], row[_END])
            if pair not in newest or told > newest[pair]:
                newest[pair] = told
    return {pair: day_number(end) for pair, (_, end) in newest.items()}


def pairs_of(connection: Connection, reading_id: int) -> Pairs:
    """The same, of a reading that the base holds already."""
    o = OBSERVATION.table.c
    reported = func.max(case((o.reported.is_(True), o.period_end)))
    statement = (
        select(o.indicator, o.area, func.coalesce(reported, func.max(o.period_end)))
        .join(OBSERVATION.members, OBSERVATION.member == o.id)
        .where(OBSERVATION.members.c.reading_id == reading_id, o.area_type == COUNTRY)
        .group_by(o.indicator, o.area)
    )
    return {(code, area): day_number(end) for code, area, end in connection.execute(statement)}


def add_series(connection: Connection, reading_id: int, pairs: Pairs) -> None:
    """Keep which indicators of which countries a reading holds."""
    rows = [(code, area, reading_id, day) for (code, area), day in pairs.items()]
    _insert(connection, series.name, series.columns.keys(), rows)
