"""What a document gives: pages, the blocks of their text, and the passages that are searched and quoted.

Offsets count characters (Unicode code points) of one page's text, end excluded. That text is what the named extractor draws
from the archived bytes, so a quotation can be checked against them at any time (`document.page_text`).
"""

from typing import Literal

import msgspec

MediaKind = Literal["pdf", "html", "text", "unknown"]
BlockKind = Literal["heading", "paragraph", "item", "row", "furniture"]
DateKind = Literal["stated", "metadata", "text", "url", "file"]
Precision = Literal["day", "month"]


class Block(msgspec.Struct, frozen=True, array_like=True):
    """A run of a page's text: a heading, a paragraph, one item of a list, one row of a table, or page furniture."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    """Of a heading: 1 is the highest. Zero for everything else."""
    goes_on: bool = False
    """The sentence does not end with the block: the page ended first."""
    headed: bool = True
    """False where the page shows that the heading before, in the order of the text, is not over this block."""


class Page(msgspec.Struct, frozen=True):
    """The text of one page as the extractor drew it, never altered after."""

    number: int
    text: str
    blocks: tuple[Block, ...]


class UnreadPage(msgspec.Struct, frozen=True):
    """A page, or the part of it beyond a cap, that gave no text, with the reason shown to the reader."""

    page: int
    reason: str


class DateEvidence(msgspec.Struct, frozen=True):
    """A date that something says the document was published on, with the words that say it.

    A month without a day is held as its first day: a document is never made to look younger than it is.
    """

    day: str
    precision: Precision
    kind: DateKind
    words: str


class PassageItem(msgspec.Struct, frozen=True):
    """One passage: `text` is the page's text from `start` to `end`, character for character."""

    page: int
    ordinal: int
    start: int
    end: int
    text: str
    heading: str | None
    lang: str | None
    """ISO 639-1; None is « langue non reconnue », never a guess."""
    private_person: bool
    person_cue: str | None
    """The words that raised the flag."""
    countries: tuple[str, ...]
    begun_before: bool
    """Its first sentence began on the page before: read alone, it may say the opposite."""
    goes_on: bool
    """Its last sentence ends on the next page."""


class DocumentItem(msgspec.Struct, frozen=True):
    """What was read of one document. An unread document has a reason and no passage; it is never silently empty."""

    url: str
    media: MediaKind
    extractor: str
    title: str | None
    authors: tuple[str, ...]
    organisation: str | None
    lang: str | None
    published_on: str | None
    published_precision: Precision | None
    published_evidence: DateEvidence | None
    date_candidates: tuple[DateEvidence, ...]
    page_count: int | None
    """Pages of the file; None where it could not be opened. Web pages and texts count as one."""
    read_to: str | None
    """« lu jusqu’à la page N… » where a cap stopped the reading; None where all was read."""
    unread_reason: str | None
    unread_pages: tuple[UnreadPage, ...]
    passages: tuple[PassageItem, ...]
