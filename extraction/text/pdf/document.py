"""A whole PDF, read page by page in the child process; a page that stops the reader is named, and the reading goes on."""

from time import monotonic

import msgspec

from extraction.text import limits, reasons
from extraction.text.isolate import Stopped, answers
from extraction.text.items import Page, UnreadPage
from extraction.text.messages import Ask, Damaged, Opened, Read, Refused
from extraction.text.pdf.blocks import pages_of
from extraction.text.pdf.sheet import Sheet, sheet_text
from extraction.text.reading import Reading, UnreadText

_MOST_UNNAMED = 0.2  # share of the characters of a page that the file does not name: past it, no word can be trusted


class _Gathering:
    """What came so far."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.sheets: list[Sheet] = []
        self.unread: list[UnreadPage] = []
        self.refusal: str | None = None
        self.pages: int | None = None
        self.facts: dict[str, str] = {}
        self._characters = 0
        self._deadline = monotonic() + limits.DOCUMENT_SECONDS

    @property
    def reached(self) -> int:
        """The last page that was read or given up."""
        pages = [sheet.number for sheet in self.sheets] + [page.page for page in self.unread]
        return max(pages, default=0)

    def run(self) -> None:
        """Read to the end, or to the first cap."""
        for _ in range(limits.MAX_RESTARTS + 1):
            try:
                ask = Ask(self.body, "pdf", first=self.reached + 1, last=limits.MAX_PAGES)
                for answer in answers(ask, limits.PAGE_SECONDS, self._deadline):
                    self._take(answer)
                    if self._characters > limits.MAX_CHARACTERS:
                        return
                return
            except Stopped as stop:
                reason = reasons.TOO_SLOW if stop.slow else reasons.CRASHED
                if self.pages is None:
                    self.refusal = reason
                    return
                if self.reached >= self.pages:
                    return
                self.unread.append(UnreadPage(self.reached + 1, reason))
                if monotonic() > self._deadline:
                    return

    def _take(self, answer: object) -> None:
        match answer:
            case Opened(pages=pages, facts=facts):
                self.pages, self.facts = pages, facts
            case Read(sheet=sheet):
                self.sheets.append(sheet)
                self._characters += len(sheet_text(sheet.flows))
            case Damaged(page=page):
                self.unread.append(UnreadPage(page, reasons.DAMAGED_PAGE))
            case Refused(reason=reason):
                self.refusal = reason


def read_pdf(reading: Reading, body: bytes) -> Reading:
    """The pages of the file, in order, with those that could not be read named."""
    found = _Gathering(body)
    found.run()
    if found.pages is None:
        return msgspec.structs.replace(reading, unread_reason=found.refusal or reasons.CRASHED)
    pages = pages_of(found.sheets)
    unread = sorted([*found.unread, *_wordless(found.sheets, pages)], key=lambda page: page.page)
    garbled = {page.page for page in unread if page.reason == reasons.GARBLED}
    pages = tuple(msgspec.structs.replace(page, blocks=()) if page.number in garbled else page for page in pages)
    return msgspec.structs.replace(
        reading,
        pages=pages,
        page_count=found.pages,
        read_to=reasons.read_to(found.reached, found.pages) if found.reached < found.pages else None,
        unread_reason=_why_unread(pages, unread),
        unread_pages=tuple(unread),
        file_facts=found.facts,
    )


def page_of_pdf(body: bytes, page: int) -> str:
    """The text of one page. Raises UnreadText."""
    try:
        for answer in answers(
            Ask(body, "pdf", first=page, last=page), limits.PAGE_SECONDS, monotonic() + limits.DOCUMENT_SECONDS
        ):
            match answer:
                case Read(sheet=sheet):
                    return sheet_text(sheet.flows)
                case Refused(reason=reason):
                    raise UnreadText(reason)
                case Damaged():
                    raise UnreadText(reasons.DAMAGED_PAGE)
                case Opened(pages=pages) if not 1 <= page <= pages:
                    raise UnreadText(reasons.no_page(page, pages))
    except Stopped as stop:
        raise UnreadText(reasons.TOO_SLOW if stop.slow else reasons.CRASHED) from None
    raise UnreadText(reasons.DAMAGED_PAGE)


def _wordless(sheets: list[Sheet], pages: tuple[Page, ...]) -> list[UnreadPage]:
    found = []
    for sheet, page in zip(sheets, pages, strict=True):
        if sheet.cut:
            found.append(UnreadPage(page.number, reasons.characters_read(limits.MAX_PAGE_CHARACTERS)))
        elif sheet.pictures and (page.number > 1 or not page.text):  # a cover has a picture and a title
            found.append(UnreadPage(page.number, reasons.IMAGE))
        elif _is_garbled(page.text):
            found.append(UnreadPage(page.number, reasons.GARBLED))
    return found


def _is_garbled(text: str) -> bool:
    unnamed = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)
    return unnamed > _MOST_UNNAMED * max(len(text), 1)


def _why_unread(pages: tuple[Page, ...], unread: list[UnreadPage]) -> str | None:
    """None as soon as one page has words of its own; else the reason that most pages have."""
    wordless = {page.page for page in unread if page.reason in (reasons.IMAGE, reasons.GARBLED)}
    if any(block.kind != "furniture" for page in pages if page.number not in wordless for block in page.blocks):
        return None
    given = [page.reason for page in unread]
    return max(sorted(set(given)), key=given.count) if given else reasons.NO_TEXT
