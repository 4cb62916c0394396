"""When a document was published, and what says so.

Order of trust: what a listing of the publisher states, the document's own metadata, its text, its address. The day on which a
PDF file was made is told apart: old reports are exported again years later, and a document is never made to look younger than it
is. A date of modification, and the HTTP Last-Modified, date no publication either. A document without evidence has no date.
"""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote, urlsplit

from extraction.text.days import Day, compact_days_in, days_in
from extraction.text.items import DateEvidence, DateKind, Page
from extraction.text.reading import Reading
from extraction.text.shapes import ends_sentence

OLDEST = date(1950, 1, 1)  # before, it is the subject of the document
_TRUST: tuple[DateKind, ...] = ("stated", "metadata", "text", "url", "file")
_MOST_WORDS = 160
_STANDING = 120  # characters: a line that says the date of the document is no longer
_COVER_BLOCKS = 200  # a cover, or the head of an article
_FIRST_BLOCKS = 3  # a title, a standfirst, then the article
_DATELINE = 80  # characters from the start of an article: « (Nairobi, 14 mars 2019) – »
_SAYS = re.compile(
    r"(?:publi[ée]e?|paru|mis en ligne|published|posted|released|issued|publicado|publicación|publicação|date of publication"
    r"|\bdate|fecha|data de)[^.]{0,30}$",
    re.IGNORECASE,
)
# a date that these words bring is that of a fact, of a visit to the page, or of a change to it
_ANOTHER = re.compile(
    r"access|modif|updated|mise? à jour|actuali|availab|disponib|consult|deadline|date limite|expir|retrieved|closing|born\b|\bnée? le"
    r"|(?:since|prior|prior to|before|after|until|till|from|started|by|in|during|depuis|avant|après"
    r"|jusqu.(?:à|au|en)|dès|en|à partir d.|à partir du"
    r"|desde|hasta|antes de|después de|durante|em|até)\s*(?:the |le |el |o )?$",
    re.IGNORECASE,
)
_MONTH_LINE = 80  # characters: « Bulletin, mars 2024 » is short; a month alone is also how facts are dated
_MOST_CELLS = 2  # a row of more cells is one of a list of documents
_AFTER_DATELINE = re.compile(r"[^\w]{0,4}(?:\([A-Z]{2,10}\)\s*)?[)\]]?\s*[–—:-]")


def date_candidates(reading: Reading, url: str, lang: str | None, not_after: date) -> tuple[DateEvidence, ...]:
    """Every date that something says the document was published on, the most trusted first."""
    found = [*_metadata(reading), *_text(reading.pages, lang), *_address(url), *_file(reading)]
    fit = [one for one in found if OLDEST <= date.fromisoformat(one.day) <= not_after]
    return tuple(sorted(fit, key=lambda one: _TRUST.index(one.kind)))


def published(candidates: tuple[DateEvidence, ...]) -> DateEvidence | None:
    """The most trusted date of publication; the making of a file is none."""
    return next((one for one in candidates if one.kind != "file"), None)


def _metadata(reading: Reading) -> Iterator[DateEvidence]:
    for name, content in reading.facts.dates:
        for day in days_in(content)[:1]:
            yield _evidence("metadata", day, f"{name} = {content}")


def _text(pages: tuple[Page, ...], lang: str | None) -> list[DateEvidence]:
    """Of the first page: words that say « published », lines that stand for themselves, the dateline of an article."""
    ranked = sorted(_on_first_page(pages, lang), key=lambda one: one[0])
    return [evidence for _, evidence in ranked]


def _on_first_page(pages: tuple[Page, ...], lang: str | None) -> Iterator[tuple[tuple[int, int], DateEvidence]]:
    page = pages[0] if pages else Page(1, "", ())
    for index, block in enumerate(page.blocks[:_COVER_BLOCKS]):
        words = page.text[block.start : min(block.end, block.start + 2 * _STANDING)]
        if words.count("\t") >= _MOST_CELLS:
            continue
        words = " ".join(words.split())
        days = days_in(words, lang)
        if days and len(words) <= _STANDING and not ends_sentence(words):
            yield from _standing(index, words, _end_of(days))
        elif days and index <= _FIRST_BLOCKS and _opens(words, days[0]):
            yield (1, index), _evidence("text", days[0], words[: days[0].end + 3])


def _opens(words: str, day: Day) -> bool:
    return day.precision == "day" and day.start <= _DATELINE and _AFTER_DATELINE.match(words, day.end) is not None


def _standing(index: int, words: str, day: Day) -> Iterator[tuple[tuple[int, int], DateEvidence]]:
    """A line that says a date and no more: of a title, of a cover, of a header."""
    before = words[: day.start]
    if _ANOTHER.search(before) or (day.precision == "month" and len(words) > _MONTH_LINE):
        return
    rank = 0 if _SAYS.search(before) else 2 if day.precision == "day" else 3
    yield (rank, index), _evidence("text", day, words)


def _end_of(days: list[Day]) -> Day:
    """Of a period told by its days, the last: a report comes after it. Of one told by months, the first: it may be a plan."""
    return days[-1] if all(day.precision == "day" for day in days) else days[0]


def _address(url: str) -> Iterator[DateEvidence]:
    path = unquote(urlsplit(url).path)
    for words in (path, _spaced(path)):
        if days := days_in(words) or compact_days_in(words):
            yield _evidence("url", _end_of(days), path)
            return
    months = list(re.finditer(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])/", path))
    if months:
        year, month = months[-1].groups()
        yield DateEvidence(f"{year}-{month}-01", "month", "url", path[-_MOST_WORDS:])


def _spaced(path: str) -> str:
    """« sitrep-29November2025.pdf » → words."""
    words = re.sub(r"[-_+.]", " ", path.rpartition("/")[2])
    return re.sub(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", " ", words)


def _file(reading: Reading) -> Iterator[DateEvidence]:
    made = reading.file_facts.get("CreationDate", "")
    for day in compact_days_in(made[:10]):
        yield _evidence("file", day, f"CreationDate = {made}")


def _evidence(kind: DateKind, day: Day, words: str) -> DateEvidence:
    return DateEvidence(day.day.isoformat(), day.precision, kind, " ".join(words.split())[:_MOST_WORDS])
