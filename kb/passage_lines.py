"""Lines of reports: a passage, or the report itself. What is quoted of a passage is what its licence lets out."""

import json
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Text, cast

from kb.kinds import DOCUMENT, PASSAGE
from kb.lines import Line, age
from kb.provenance import Provenance

CONTEXT = 300  # characters on each side of what was looked for (design §2.10)
NOT_OUT = "texte_non_redistribue"
CUT = "extrait"
UNDATED = "date_non_enregistree"
Span = tuple[int, int]

p, d = PASSAGE.table.c, DOCUMENT.table.c
PASSAGE_COLUMNS = (
    p.original_id, p.address_id, p.line_id, p.document, p.page, p.text, p.heading, p.lang, p.private_person, p.countries,
)  # fmt: skip
DOCUMENT_COLUMNS = (
    d.original_id, d.address_id, d.line_id, d.document, d.title, d.published_by, d.lang, d.countries, d.unread_reason,
    cast(d.published_on, Text).label("published_on"),
)  # fmt: skip


def quotable(passage: Any, origin: Provenance, marks: Sequence[Span] = ()) -> Span | None:
    """Which characters of a passage may be quoted, around what was looked for; None where a reference must do."""
    terms = origin.definition.redistribution
    if passage.private_person or origin.withdrawn_on is not None or terms not in {"full", "quote"}:
        return None
    text = passage.text or ""
    return (0, len(text)) if terms == "full" else around(text, marks, CONTEXT)


def around(text: str, marks: Sequence[Span], context: int) -> Span:
    """The words around the mark that has the most others near it, the first of such; the beginning where nothing is marked."""
    near = [sum(start - context <= other[0] and other[1] <= end + context for other in marks) for start, end in marks]
    first, last = marks[near.index(max(near))] if near else (0, 0)
    start, end = max(0, first - context), min(len(text), last + context)
    if start > 0 and not text[start - 1].isspace():  # whole words only
        start = next((at + 1 for at in range(start, first) if text[at].isspace()), first)
    if end < len(text) and not text[end].isspace():
        end = next((at for at in range(end - 1, last, -1) if text[at].isspace()), last)
    return start, end


def line_of_passage(passage: Any, document: Any, origin: Provenance, day: str, span: Span | None) -> Line:
    """A line from rows of PASSAGE_COLUMNS and DOCUMENT_COLUMNS; `span` is what `quotable` lets out.

    Its area is a country, or several codes: a report may speak of several. It has no period: a passage states none.
    """
    text, gone = passage.text or "", origin.withdrawn_on is not None
    quote = text[span[0] : span[1]] if span else "" if gone else None
    told = (
        (NOT_OUT, quote is None),
        ("personne_privee", passage.private_person and not gone),
        (CUT, bool(quote) and quote != text),
    )
    label = " — ".join(part for part in (_title(document, origin), None if gone else passage.heading) if part)
    facts = {"kind": PASSAGE.name, "label": label, "quote": quote, "page": passage.page, "comments": None}
    return _line(passage, document, origin, day, facts, [flag for flag, holds in told if holds])


def line_of_document(document: Any, origin: Provenance, day: str) -> Line:
    """A line from a row of DOCUMENT_COLUMNS. A title is a reference, not a quotation: `quote` is empty."""
    why = None if origin.withdrawn_on else document.unread_reason
    facts = {"kind": DOCUMENT.name, "label": _title(document, origin), "quote": "", "page": None, "comments": why}
    return _line(document, document, origin, day, facts, [])


def _title(document: Any, origin: Provenance) -> str:
    """Its title, or its address where it has none or lost it."""
    return (None if origin.withdrawn_on else document.title) or str(document.document)


def _line(row: Any, document: Any, origin: Provenance, day: str, facts: dict[str, Any], told: Sequence[str]) -> Line:
    definition = origin.definition
    published = document.published_on
    months, old = _age(published, origin.retrieved_at, day)
    countries: list[str] = json.loads(row.countries or "[]")
    flags = (
        ("plus_de_24_mois", old),
        ("retire", origin.withdrawn_on is not None),
        ("rejeu", origin.replayed),
        ("figures_de_depart", origin.starter),
        (UNDATED, published is None),
    )
    return Line(
        **facts,
        id=row.line_id,
        indicator=None,
        type=None,
        value_as_published=None,
        value=None,
        low=None,
        high=None,
        unit=None,
        dimensions={},
        area=", ".join(countries),
        area_type="COUNTRY" if len(countries) == 1 else "COUNTRIES" if countries else "",
        place=None,
        level=None,
        population=None,
        lang=row.lang,
        polarity=None,
        cue=None,
        rule=None,
        extractor=origin.extractor,
        products=[],
        families=[],
        amounts=[],
        period_start="",
        period_end="",
        period_as_stated="",
        published_on=published,
        retrieved_at=origin.retrieved_at,
        last_checked_at=origin.last_checked_at,
        age_months=months,
        flags=[*(flag for flag, holds in flags if holds), *told],
        self_reported=False,
        tier=definition.tier,
        source=definition.key,
        publisher=definition.publisher,
        producer=(None if origin.withdrawn_on else document.published_by) or definition.producer,
        licence=definition.licence.name,
        url=document.document if document.document.startswith("http") else origin.url,
        sha256=origin.sha256,
        archived=origin.archived,
        withdrawn_on=origin.withdrawn_on,
        withdrawn_because=origin.withdrawn_because,
    )


def _age(published: str | None, retrieved: str | None, day: str) -> tuple[int, bool]:
    """Months since publication, and whether that is old. An undated report is at least as old as our copy of it."""
    since = published or _latest(retrieved)
    return age(since, day) if since else (0, False)


@lru_cache(maxsize=4096)
def _latest(stated: str | None) -> str | None:
    """The last day that « 2018-10 », « 2022..2025 » or a moment may mean."""
    parts = [int(part) for part in (stated or "").split("..")[-1][:10].split("-") if part]
    if not parts:
        return None
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1]).isoformat()
