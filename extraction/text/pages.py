"""Bytes → pages. Every file ends here: read, read in part, or unread for a reason that is named."""

import re
from importlib.metadata import version
from time import monotonic

import msgspec

from extraction.text import limits, reasons
from extraction.text.characters import cleaned, decoded
from extraction.text.isolate import Stopped, answers
from extraction.text.items import MediaKind, Page, UnreadPage
from extraction.text.messages import Ask, Web
from extraction.text.pdf.document import page_of_pdf, read_pdf
from extraction.text.plain import text_blocks
from extraction.text.reading import Reading, UnreadText
from extraction.text.sniff import media_kind

# Our number, raised when the text drawn from the same bytes changes; then the library that draws it.
EXTRACTORS: dict[MediaKind, str] = {
    "pdf": f"text.pdf/1+pypdfium2-{version('pypdfium2')}",
    "html": f"text.html/1+trafilatura-{version('trafilatura')}",
    "text": "text.plain/1",
    "unknown": "text.none/1",
}
_DOOR_CHARACTERS = 1_500  # a page that asks for a password and shows more than this holds an article all the same
_CHALLENGE = re.compile(
    r"just a moment|attention required|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|un instant"
    r"|vérification de votre navigateur|ddos protection|access denied|accès refusé|acceso denegado",
    re.IGNORECASE,
)


def read_pages(body: bytes, media_type: str | None) -> Reading:
    """The pages of a file. Never raises over its bytes; raises NoChild where the installation is broken."""
    kind, reason = media_kind(body, media_type)
    reading = Reading(kind, EXTRACTORS[kind], unread_reason=reason)
    cap = limits.MAX_BYTES if kind == "pdf" else limits.MAX_MARKUP_BYTES
    if reason is None and len(body) > cap:
        return msgspec.structs.replace(reading, unread_reason=reasons.too_heavy(len(body), cap))
    match kind:
        case "pdf":
            return read_pdf(reading, body)
        case "html":
            return _read_web(reading, body, media_type)
        case "text":
            return _read_text(reading, body, media_type)
        case _:
            return reading


def page_text(body: bytes, media_type: str | None, page: int) -> str:
    """The text of one page, as it was when its passages were cut. Raises UnreadText where it has none."""
    kind, reason = media_kind(body, media_type)
    if kind == "pdf":
        return page_of_pdf(body, page)
    reading = read_pages(body, media_type)
    for found in reading.pages:
        if found.number == page:
            return found.text
    raise UnreadText(reason or reading.unread_reason or reasons.no_page(page, len(reading.pages)))


def _read_web(reading: Reading, body: bytes, media_type: str | None) -> Reading:
    try:
        ask = Ask(body, "html", media_type)
        found = list(answers(ask, limits.WEB_SECONDS, monotonic() + limits.WEB_SECONDS))
    except Stopped as stop:
        return msgspec.structs.replace(reading, unread_reason=reasons.TOO_SLOW if stop.slow else reasons.CRASHED)
    web = next(answer for answer in found if isinstance(answer, Web))
    page = Page(1, web.text, tuple(web.blocks))
    return msgspec.structs.replace(
        reading,
        pages=(page,),
        page_count=1,
        facts=web.facts,
        unread_reason=_why_unread(web),
        unread_pages=_cut(web.cut),
    )


def _why_unread(web: Web) -> str | None:
    if len(web.text) < _DOOR_CHARACTERS:
        if any(_CHALLENGE.search(title) for title in web.facts.titles):
            return reasons.CHALLENGE
        if web.facts.asks_password:
            return reasons.LOGIN
    return None if web.text else reasons.NO_TEXT


def _read_text(reading: Reading, body: bytes, media_type: str | None) -> Reading:
    text = cleaned(decoded(body, media_type, markup=False))
    kept = text[: limits.MAX_WEB_CHARACTERS]
    page = Page(1, kept, tuple(text_blocks(kept)))
    return msgspec.structs.replace(
        reading,
        pages=(page,),
        page_count=1,
        unread_reason=None if kept.strip() else reasons.NO_TEXT,
        unread_pages=_cut(len(kept) < len(text)),
    )


def _cut(cut: bool) -> tuple[UnreadPage, ...]:
    return (UnreadPage(1, reasons.characters_read(limits.MAX_WEB_CHARACTERS)),) if cut else ()
