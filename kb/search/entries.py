"""What a reading brought, as entries of the index: which words a statement is found by, and its place among the others."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from kb.identity import line_id
from kb.kinds import DOCUMENT, LISTING, PASSAGE, Kind
from kb.report_countries import countries_of
from kb.search.expressions import BORDER, NAMED
from kb.search.stems import language, stream
from kb.search.words import folded, words_of
from kb.sources.definition import source

LONGEST = 900_000  # characters of stems of one entry: a tsvector holds one megabyte, a passage a thousandth of it
_PAGE = 1_000_000  # passages of a page that `place` can number


@dataclass(frozen=True)
class Entry:
    """One row of `search_entry`, with its words and the countries it speaks of."""

    kind: str
    statement_id: int
    document_id: int | None
    lang: str | None
    day: int
    sheaf: int
    place: int
    tie: int
    words: str
    areas: frozenset[str]


def words(names: Iterable[str | None], others: Iterable[str | None], lang: str | None) -> str:
    """The stems of an entry: its names, its other texts, then its names once more, marked (kb.search.expressions)."""
    code = language(lang)
    named = [stream(text, code) for text in names if text]
    told = [stream(text, code) for text in others if text]
    marked = [" ".join(NAMED + stem for stem in part.split()) for part in named]
    whole = f" {BORDER} ".join(part for part in (*named, *told, *marked) if part)
    return whole if len(whole) <= LONGEST else whole[:LONGEST].rpartition(" ")[0]


def entries_of(connection: Connection, reading_id: int, source_key: str) -> Iterator[Entry]:
    """The entries of one reading. A statement without a word has none: nothing could find it."""
    documents = {
        row.document: row for row in connection.execute(_listed(DOCUMENT, reading_id, "rank", descending=True))
    }
    for row in documents.values():
        yield _document(row, source_key)
    for row in connection.execute(_listed(PASSAGE, reading_id, "id")):
        # a passage comes with its document: without one, no release would know which answer speaks for it
        if row.text and row.document in documents:
            yield _passage(row, documents[row.document], source_key)
    for row in connection.execute(_listed(LISTING, reading_id, "id")):
        yield _listing(row, source_key)


def _listed(kind: Kind, reading_id: int, order: str, *, descending: bool = False) -> Select[Any]:
    key = kind.table.c[order]
    return (
        select(kind.table)
        .join(kind.members, kind.member == kind.table.c.id)
        .where(kind.members.c.reading_id == reading_id)
        .order_by(key.desc() if descending else key)
    )


def _document(row: Any, source_key: str) -> Entry:
    return Entry(
        kind=DOCUMENT.name,
        statement_id=row.id,
        document_id=row.id,
        lang=row.lang,
        day=day_number(row.published_on),
        sheaf=number_of(line_id(source_key, row.document)),
        place=0,
        tie=number_of(row.line_id),
        words=words([row.title], [row.published_by, row.authors], row.lang),
        areas=frozenset(json.loads(row.countries or "[]")),
    )


def _passage(row: Any, document: Any, source_key: str) -> Entry:
    return Entry(
        kind=PASSAGE.name,
        statement_id=row.id,
        document_id=document.id,
        lang=row.lang,
        day=day_number(document.published_on),
        sheaf=number_of(line_id(source_key, row.document)),
        place=1 + row.page * _PAGE + row.ordinal,
        tie=number_of(row.line_id),
        words=words([row.heading], [row.text, document.title], row.lang),
        areas=frozenset(countries_of(row.countries, document.countries)),
    )


def _listing(row: Any, source_key: str) -> Entry:
    lang = source(source_key).covers.languages[0]
    keys: Sequence[str] = [row.medicine or "", *json.loads(row.parts or "[]")]
    return Entry(
        kind=LISTING.name,
        statement_id=row.id,
        document_id=None,
        lang=lang,
        day=day_number(row.period_end),
        sheaf=number_of(line_id(source_key, row.list_kind, row.area)),
        place=alphabetical(row.name),
        tie=number_of(row.line_id),
        words=words([row.name, row.brand, *keys], [], lang),
        areas=frozenset({row.area}),
    )


def day_number(day: date | str | None) -> int:
    """20180131 for 31 January 2018; 0 for a day that nobody recorded."""
    return int(str(day).replace("-", "")) if day else 0


def number_of(identifier: str) -> int:
    """A number for an id in hexadecimal, small enough for both engines."""
    return int(identifier, 16) >> 1


def alphabetical(name: str) -> int:
    """A number in the order of the first seven letters of a name."""
    letters = "".join(part for word in words_of(name) for part in folded(word)).encode()
    return int.from_bytes(letters[:7].ljust(7, b"\0"))
