"""A file after its pages were read, before its passages are cut."""

import msgspec

from extraction.text.items import MediaKind, Page, UnreadPage
from extraction.text.messages import Facts


class UnreadText(Exception):
    """Raised when a page has no text to give. The message is the reason shown to the reader."""


class Reading(msgspec.Struct, frozen=True):
    """Pages, and what the file states of itself."""

    media: MediaKind
    extractor: str
    pages: tuple[Page, ...] = ()
    page_count: int | None = None
    read_to: str | None = None
    unread_reason: str | None = None
    unread_pages: tuple[UnreadPage, ...] = ()
    facts: Facts = Facts()
    """Of a web page."""
    file_facts: dict[str, str] = {}
    """Of a PDF: its information dictionary."""
