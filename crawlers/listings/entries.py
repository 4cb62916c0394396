"""What a listing names, in one shape whatever its format."""

from dataclasses import dataclass, field
from datetime import date, datetime


class UnreadableListing(Exception):
    """Raised when a page is not the listing that the definition describes; the message is a clause in French."""


@dataclass(frozen=True)
class Entry:
    """One document as a listing names it. Dates are the publisher's; none is guessed."""

    url: str
    title: str | None = None
    published: date | None = None
    modified: datetime | None = None
    """Aware; midnight UTC where the publisher gives the day alone (`modified_to_the_day`)."""
    modified_to_the_day: bool = False
    language: str | None = None


@dataclass
class Page:
    """One page of a listing."""

    entries: list[Entry] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    """Addresses of the next page, or of the sitemaps of an index."""
    total: int | None = None
    """How many documents the publisher says the whole listing has."""
    unread_dates: list[str] = field(default_factory=list)
