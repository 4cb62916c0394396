"""Lines of reports: a passage, or the report itself. What is quoted of a passage is what its licence lets out."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Engine, Select, Text, and_, bindparam, cast, select

from kb.clock import paris_day
from kb.frozen_vocabulary import words_of
from kb.kinds import DOCUMENT, PASSAGE
from kb.lines import Line, is_old, line_of_statement
from kb.provenance import Provenance, provenance_of
from kb.releases import RELEASE, ReleaseInfo, in_release
from kb.report_countries import countries_of
from kb.signal_lines import NOT_STATED, QUOTABLE

# a passage has 1 200 characters (extraction.text.grouping); a table without a stop may be longer, and is cut here
LONGEST_QUOTE = 1_800  # characters, where the licence lets a quotation out and not the text (design §2.10)
NOT_OUT, CUT, PRIVATE = "texte_non_redistribue", "extrait", "personne_privee"
UNDATED, OLD = "date_non_enregistree", "plus_de_24_mois"

p, d = PASSAGE.table.c, DOCUMENT.table.c
PASSAGE_COLUMNS = (
    p.original_id, p.address_id, p.line_id, p.document, p.page, p.text, p.heading, p.lang, p.private_person, p.countries,
)  # fmt: skip
_REPORT = (
    d.title, d.published_by, cast(d.published_on, Text).label("published_on"), d.countries.label("report_countries"),
)  # fmt: skip
DOCUMENT_COLUMNS = (d.original_id, d.address_id, d.line_id, d.document, d.lang, d.countries, d.unread_reason, *_REPORT)
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_PASSAGES_BY_ID = (
    select(*PASSAGE_COLUMNS, *_REPORT)
    .outerjoin(
        DOCUMENT.table,
        and_(d.address_id == p.address_id, d.document == p.document, in_release(RELEASE, DOCUMENT.table)),
    )
    .where(p.line_id.in_(_IDS), in_release(RELEASE, PASSAGE.table))
)
_DOCUMENTS_BY_ID = select(*DOCUMENT_COLUMNS).where(d.line_id.in_(_IDS), in_release(RELEASE, DOCUMENT.table))


def report_lines_by_id(engine: Engine, release: ReleaseInfo, ids: Collection[str]) -> list[Line]:
    """The passages and the reports of a release by id."""
    asked = {"ids": list(ids), "release": release.number}
    with words_of(engine, release), engine.connect() as connection:
        passages, documents = (_rows(connection, one, asked) for one in (_PASSAGES_BY_ID, _DOCUMENTS_BY_ID))
        origins = provenance_of(connection, release.number, {row.address_id for row in (*passages, *documents)})
    day = paris_day(release.created_at).isoformat()
    quoted = [line_of_passage(row, row, origins[row.address_id], day) for row in passages]
    return quoted + [line_of_document(row, origins[row.address_id], day) for row in documents]


def _rows(connection: Connection, statement: Select[Any], asked: dict[str, Any]) -> list[Any]:
    return list(connection.execute(statement, asked))


def quotable(passage: Any, origin: Provenance) -> str | None:
    """What may be quoted of a passage, the same whoever asks; None where a reference must do."""
    terms, text = origin.definition.redistribution, passage.text or ""
    if origin.withdrawn_on is not None or passage.private_person or terms not in QUOTABLE:
        return None
    if terms == "full" or len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rpartition(" ")[0] or text[:LONGEST_QUOTE]


def line_of_passage(passage: Any, document: Any, origin: Provenance, day: str) -> Line:
    """A line from rows of PASSAGE_COLUMNS and DOCUMENT_COLUMNS (the same row where a query joined them).

    Its area is a country, or several codes: those that it names, or else those of its report. It has no period: a passage
    states none.
    """
    quote, gone = quotable(passage, origin), origin.withdrawn_on is not None
    told = {
        NOT_OUT: quote is None and not gone,
        PRIVATE: bool(passage.private_person) and not gone,
        CUT: quote is not None and quote != (passage.text or ""),
    }
    label = " — ".join(part for part in (_title(document, origin), None if gone else passage.heading) if part)
    facts = {"kind": PASSAGE.name, "label": label, "quote": quote, "page": passage.page}
    return _line(passage, document, origin, day, facts, told)


def line_of_document(document: Any, origin: Provenance, day: str) -> Line:
    """A line from a row of DOCUMENT_COLUMNS: a report is a reference, it has no quotation."""
    why = None if origin.withdrawn_on else document.unread_reason
    facts = {"kind": DOCUMENT.name, "label": _title(document, origin), "comments": why}
    return _line(document, document, origin, day, facts, {})


def _title(document: Any, origin: Provenance) -> str:
    """Its title, or its address where it has none or lost it."""
    return (None if origin.withdrawn_on else document.title) or str(document.document)


def _line(row: Any, document: Any, origin: Provenance, day: str, facts: dict[str, Any], told: dict[str, bool]) -> Line:
    published, gone = document.published_on, origin.withdrawn_on is not None
    countries = countries_of(row.countries, document.report_countries)
    since = _latest(origin.retrieved_at)
    told = told | {
        UNDATED: published is None,
        # an undated report is at least as old as our copy of it
        OLD: published is None and since is not None and is_old(since, date.fromisoformat(day)),
    }
    return line_of_statement(
        origin,
        day,
        published,
        id=row.line_id,
        type=None,
        title=None if gone else document.title,
        area=", ".join(countries),
        area_type="COUNTRY" if len(countries) == 1 else "COUNTRIES" if countries else "",
        lang=row.lang,
        published_on=published,
        producer=(None if gone else document.published_by) or origin.definition.own_producer or NOT_STATED,
        url=row.document if row.document.startswith("http") else origin.url,
        flags=[flag for flag, holds in told.items() if holds],
        **facts,
    )


@lru_cache(maxsize=4096)
def _latest(stated: str | None) -> date | None:
    """The last day that « 2018-10 », « 2022..2025 » or a moment may mean."""
    parts = [int(part) for part in (stated or "").split("..")[-1][:10].split("-") if part]
    if not parts:
        return None
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
