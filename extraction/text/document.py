"""One document: bytes in, passages out. Pure: the same bytes give the same passages, whatever the day and the machine."""

from collections.abc import Callable
from datetime import date

import msgspec

from extraction.text.items import DateEvidence, DocumentItem, PassageItem
from extraction.text.language import language_of, main_language
from extraction.text.metadata import authors_of, organisation_of, title_of
from extraction.text.pages import page_text, read_pages
from extraction.text.passages import cut_passages
from extraction.text.people import officials_of, person_cue
from extraction.text.publication_date import date_candidates, published
from extraction.text.reading import Reading
from kb.clock import now, paris_day

__all__ = ["document_of", "is_verbatim", "page_text", "read_document"]

CountriesIn = Callable[[str], tuple[str, ...]]


def read_document(
    body: bytes,
    media_type: str | None,
    url: str,
    *,
    countries_in: CountriesIn = lambda text: (),
    stated_date: DateEvidence | None = None,
    retrieved_on: date | None = None,
) -> DocumentItem:
    """Everything that is read of a file. Never raises over its bytes: what cannot be read says why.

    `countries_in` names the countries of a text (ISO 3166-1 alpha-3). `stated_date` is what a listing of the publisher states of
    the document; `retrieved_on` the day the bytes were served: no document is published after it (today when it is not known).
    """
    return document_of(
        read_pages(body, media_type),
        url,
        countries_in=countries_in,
        stated_date=stated_date,
        retrieved_on=retrieved_on,
    )


def document_of(
    reading: Reading,
    url: str,
    *,
    countries_in: CountriesIn = lambda text: (),
    stated_date: DateEvidence | None = None,
    retrieved_on: date | None = None,
) -> DocumentItem:
    """The same of pages that were read already, or that never stood in a file of their own."""
    passages = () if reading.unread_reason else _passages(reading, countries_in)
    lang = main_language([(passage.lang, len(passage.text)) for passage in passages])
    found = date_candidates(reading, url, lang, retrieved_on or paris_day(now()))
    candidates = (*((stated_date,) if stated_date else ()), *found)
    evidence = published(candidates)
    return DocumentItem(
        url=url,
        media=reading.media,
        extractor=reading.extractor,
        title=title_of(reading),
        authors=authors_of(reading),
        organisation=organisation_of(reading),
        lang=lang,
        published_on=evidence.day if evidence else None,
        published_precision=evidence.precision if evidence else None,
        published_evidence=evidence,
        date_candidates=candidates,
        page_count=reading.page_count,
        read_to=reading.read_to,
        unread_reason=reading.unread_reason,
        unread_pages=reading.unread_pages,
        passages=passages,
    )


def is_verbatim(passage: PassageItem, text: str) -> bool:
    """The check of every quotation: the page's text, drawn again from the archived bytes, holds it at its place."""
    return text[passage.start : passage.end] == passage.text


def _passages(reading: Reading, countries_in: CountriesIn) -> tuple[PassageItem, ...]:
    texts = {page.number: page.text for page in reading.pages}
    officials = officials_of("\n".join(texts.values()))
    found = []
    for ordinal, cut in enumerate(cut_passages(reading.pages), 1):
        text = texts[cut.page][cut.start : cut.end]
        cue = person_cue(text, officials)
        found.append(
            PassageItem(
                **msgspec.structs.asdict(cut),
                ordinal=ordinal,
                text=text,
                lang=language_of(text),
                private_person=cue is not None,
                person_cue=cue,
                countries=countries_in(text),
            )
        )
    return tuple(found)
