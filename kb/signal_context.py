"""What stands around the quotation of a signal, as far as the licence of its source lets it be shown (design §2.10)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row, Select, and_, bindparam, select

from kb.kinds import PASSAGE, SIGNAL
from kb.lines import Line
from kb.releases import RELEASE, ReleaseInfo, in_release
from kb.signal_lines import QUOTABLE
from kb.sources.definition import source

AROUND = 300  # characters on each side, under `quote`; `full` lets the whole passage be shown

s, p = SIGNAL.table.c, PASSAGE.table.c


@dataclass(frozen=True)
class Context:
    """The place of a quotation in the extracted text of its page, in characters, and the words around it."""

    start: int
    end: int
    before: str
    after: str


def _statement() -> Select[Any]:
    holds = and_(
        p.address_id == s.address_id, p.document == s.document, p.page == s.page, p.start <= s.start, p.end >= s.end,
        in_release(RELEASE, PASSAGE.table),
    )  # fmt: skip
    return (
        select(s.start, s.end, s.private_person, p.start.label("first"), p.text, p.private_person.label("of_person"))
        .outerjoin(PASSAGE.table, holds)
        .where(s.line_id == bindparam("line"), in_release(RELEASE, SIGNAL.table))
        .order_by(p.ordinal)
    )


_STATEMENT = _statement()


def signal_context(engine: Engine, release: ReleaseInfo, line: Line) -> Context | None:
    """None where the release does not hold the signal; the words are empty where they may not be shown, or are not held."""
    with engine.connect() as connection:
        row = connection.execute(_STATEMENT, {"line": line.id, "release": release.number}).first()
    return _context(row, line) if row else None


def _context(row: Row[Any], line: Line) -> Context:
    terms = source(line.source).redistribution
    hidden = terms not in QUOTABLE or row.private_person or row.of_person or line.withdrawn_on
    if hidden or not row.text:
        return Context(row.start, row.end, "", "")
    around = len(row.text) if terms == "full" else AROUND
    start, end = row.start - row.first, row.end - row.first
    return Context(row.start, row.end, row.text[max(0, start - around) : start], row.text[end : end + around])
