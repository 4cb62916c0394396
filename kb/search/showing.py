"""Which releases show an entry: those that hold its statement, and the document whose title is among its words.

An entry keeps the interval itself, as statements do: a search then reads one short row per hit where it would read three.
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, func, insert, literal, or_, select, update

from kb.kinds import DOCUMENT, LISTING, PASSAGE, Kind
from kb.search.indexing import add_words
from kb.search.tables import areas, entries, texts

e = entries.c


def shown(number: int | ColumnElement[int], table: FromClause = entries) -> ColumnElement[bool]:
    """The SQL condition « release `number` shows this entry »."""
    c = table.c
    return and_(c.first_release <= number, or_(c.last_release.is_(None), c.last_release >= number))


def follow(connection: Connection, number: int) -> None:
    """Close, open and reopen the entries for release `number`, in the transaction that makes it. Twice is as once."""
    held = _held(number)
    closing = and_(e.first_release < number, e.last_release.is_(None), ~held)
    connection.execute(update(entries).where(closing).values(last_release=number - 1))
    connection.execute(update(entries).where(e.first_release.is_(None), held).values(first_release=number))
    _reopen(connection, number, held)


def _held(number: int) -> ColumnElement[bool]:
    with_document = or_(e.document_id.is_(None), _in(DOCUMENT, e.document_id, number))
    statement = [and_(e.kind == kind.name, _in(kind, e.statement_id, number)) for kind in (PASSAGE, LISTING)]
    return and_(with_document, or_(e.kind == DOCUMENT.name, *statement))


def _in(kind: Kind, statement: ColumnElement[Any], number: int) -> ColumnElement[bool]:
    c = kind.table.c
    still = or_(c.last_release.is_(None), c.last_release >= number)
    return exists(select(1).where(c.original_id == statement, c.first_release <= number, still))


def _reopen(connection: Connection, number: int, held: ColumnElement[bool]) -> None:
    """An entry that came back is written once more, as its statement is: an interval is never stretched over a gap."""
    twin = entries.alias()
    same = and_(
        twin.c.statement_id == e.statement_id,
        twin.c.kind == e.kind,
        twin.c.document_id.is_not_distinct_from(e.document_id),
    )
    there = exists(select(1).where(same, shown(number, twin)))
    earlier = exists(select(1).where(same, twin.c.id < e.id))
    last = connection.scalar(select(func.max(e.id))) or 0
    numbered = (
        select(e.id.label("old"), (literal(last) + func.row_number().over(order_by=e.id)).label("new"))
        .where(held, ~there, ~earlier)
        .subquery()
    )
    # the entries last: once they are there, nothing is to be reopened
    for table, key in ((texts, "id"), (areas, "entry_id"), (entries, "id")):
        fixed = {key: numbered.c.new} | ({"first_release": literal(number)} if table is entries else {})
        kept = [c for c in table.columns if c.name not in {key, "first_release", "last_release"}]
        copied = select(*fixed.values(), *kept).join(numbered, numbered.c.old == table.c[key])
        connection.execute(insert(table).from_select([*fixed, *(c.name for c in kept)], copied))
    add_words(connection, last + 1)
