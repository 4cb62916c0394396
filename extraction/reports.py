"""A report, however it came, → what the base keeps of it: the report, its passages, and whatever is drawn from its text."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from extraction.items import Item, ReportItem, ReportPassageItem
from extraction.text.characters import UNNAMED
from extraction.text.document import document_of
from extraction.text.items import DateEvidence, DateKind, DocumentItem, Page, PassageItem
from extraction.text.pages import EXTRACTORS
from extraction.text.plain import text_blocks
from extraction.text.reading import Reading
from kb.vocabulary.country_mentions import countries_in

_WHERE: Mapping[DateKind, str] = {
    "stated": "métadonnée de l’éditeur",
    "metadata": "métadonnée du document",
    "text": "texte du document",
    "url": "adresse du document",
    "file": "fichier",
}


@dataclass(frozen=True)
class Stated:
    """What the publisher says of a report outside its text. Empty where he says nothing: nothing is guessed."""

    title: str | None = None
    published_by: str | None = None
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-3, or the publisher's own code where it is no country: the run then tells it."""
    lang: str | None = None
    published_on: str | None = None
    """ISO day."""
    words: str = ""
    """What says so: the field of the answer, or « liste »."""


@dataclass(frozen=True)
class Report:
    """One report before anything is drawn from it: its own address, its pages, what is said of it."""

    document: str
    reading: Reading
    stated: Stated = Stated()

    def text_of(self, page: int) -> str | None:
        """The text of a page, against which every quotation is checked; None for a page that gave none."""
        return next((one.text for one in self.reading.pages if one.number == page), None)


@dataclass(frozen=True)
class ReportText:
    """The text of a report with what is known of it, for whatever draws facts from texts."""

    document: str
    pages: Mapping[int, str]
    passages: tuple[PassageItem, ...]
    lang: str | None
    countries: tuple[str, ...]
    published_on: str | None


Extract = Callable[[ReportText], Iterable[Item]]


def nothing_more(text: ReportText) -> Iterable[Item]:
    """Draw nothing from the text but its passages."""
    return ()


def report_items(report: Report, retrieved_on: date | None, extract: Extract = nothing_more) -> Iterator[Item]:
    """The report, its passages in their order, then what `extract` draws from its pages."""
    read = document_of(
        report.reading,
        report.document,
        countries_in=named_countries,
        stated_date=_stated_date(report.stated),
        # a date after this one dates no publication; without a day of capture none is ruled out, whatever the day of reading
        retrieved_on=retrieved_on or date.max,
    )
    item = _item(report, read)
    yield item
    for passage in read.passages:
        yield _passage(report.document, passage)
    pages = {page.number: page.text for page in report.reading.pages}
    countries = tuple(json.loads(item.countries))
    yield from extract(ReportText(report.document, pages, read.passages, item.lang, countries, item.published_on))


def text_reading(text: str, empty: str) -> Reading:
    """A text that a publisher gives inside an answer, as one page; `empty` is why it is unread when it is blank.

    The page is the publisher's text character for character: only what no base can hold (controls) is replaced, one for one.
    """
    kept = text.translate(UNNAMED)
    page = Page(1, kept, tuple(text_blocks(kept)))
    return Reading(
        "text", EXTRACTORS["text"], pages=(page,), page_count=1, unread_reason=None if kept.strip() else empty
    )


def extractor(name: str) -> str:
    """The name of a reader of reports, with the versions of what draws the texts: other texts, another extractor."""
    return " ".join((name, *(EXTRACTORS[kind] for kind in ("pdf", "html", "text"))))


def named_countries(text: str) -> tuple[str, ...]:
    """The countries that a text names, once each, in its order."""
    return tuple(dict.fromkeys(mention.iso3 for mention in countries_in(text)))


def day_of(stated: str | None) -> str | None:
    """The ISO day at the head of a moment (« 2019-03-14 03:00:00 »); None for what is no date: it is « non enregistrée »."""
    try:
        return date.fromisoformat((stated or "")[:10]).isoformat()
    except ValueError:
        return None


def _item(report: Report, read: DocumentItem) -> ReportItem:
    stated = report.stated
    title = stated.title or read.title
    evidence = read.published_evidence
    return ReportItem(
        document=report.document,
        title=title,
        published_by=stated.published_by or read.organisation,
        authors=" ; ".join(read.authors) or None,
        countries=json.dumps(stated.countries or named_countries(title or "")),
        lang=stated.lang or read.lang,
        published_on=evidence.day if evidence else None,
        published_evidence=_found(evidence) if evidence else None,
        media=read.media,
        pages=read.page_count,
        unread_reason=_unread(read),
    )


def _passage(document: str, passage: PassageItem) -> ReportPassageItem:
    return ReportPassageItem(
        document=document,
        page=passage.page,
        ordinal=passage.ordinal,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        heading=passage.heading,
        lang=passage.lang,
        private_person=passage.private_person,
        person_cue=passage.person_cue,
        countries=json.dumps(passage.countries),
    )


def _stated_date(stated: Stated) -> DateEvidence | None:
    if stated.published_on is None:
        return None
    return DateEvidence(stated.published_on, "day", "stated", stated.words)


def _found(evidence: DateEvidence) -> str:
    """« texte du document : « Kinshasa, mars 2024 » (au mois près) »."""
    told = f"{_WHERE[evidence.kind]} : « {evidence.words} »" if evidence.words else _WHERE[evidence.kind]
    return f"{told} (au mois près)" if evidence.precision == "month" else told


def _unread(read: DocumentItem) -> str | None:
    """Why nothing was read, or « lu en partie » with what was not."""
    if read.unread_reason:
        return read.unread_reason
    left = [f"page {one.page}, {one.reason}" for one in read.unread_pages]
    parts = [*((read.read_to,) if read.read_to else ()), *left[:_MOST_TOLD]]
    if len(left) > _MOST_TOLD:
        parts.append(f"et {len(left) - _MOST_TOLD} autres pages")
    return f"lu en partie : {' ; '.join(parts)}" if parts else None


_MOST_TOLD = 5  # unread pages named one by one
