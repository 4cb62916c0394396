"""The `listing` of a source of reports: where its documents are listed, and which of them are taken."""

import datetime
import re
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from kb.sources.sites import site_of
from kb.sources.strict import Strict

Kind = Literal["feed", "sitemap", "html", "json"]
# What each kind must be told, and what it has no use for: a selector that nobody reads is a slip.
_NEEDS: dict[str, set[str]] = {"feed": set(), "sitemap": set(), "html": {"item", "link"}, "json": {"items", "link"}}
_MAY: dict[str, set[str]] = {
    "feed": set(),
    "sitemap": {"sitemaps"},
    "html": {"title", "date", "modified", "next", "total", "date_format", "date_language"},
    "json": {"title", "date", "modified", "next", "total", "date_format", "date_language"},
}
_BY_KIND = (
    "item",
    "items",
    "link",
    "title",
    "date",
    "modified",
    "next",
    "total",
    "date_format",
    "date_language",
    "sitemaps",
)


class Attachments(Strict):
    """Files that a document page links to, fetched as documents of their own."""

    css: str
    max: int = Field(default=3, ge=1, le=50)


class Listing(Strict):
    """Read by crawlers/base_spiders/document_listing.py; `docs/adding_a_report_source.md` explains every key."""

    kind: Kind
    """`feed` is RSS or Atom, `sitemap` also an index of sitemaps, `html` pages of links, `json` an API that lists documents."""
    start: list[str] = Field(default_factory=list)
    """Addresses of the listing; `data_url` when there is none."""
    documents: list[str] = Field(min_length=1)
    """Regular expressions looked for in the path and query of an address: what is a document."""
    leave_out: list[str] = Field(default_factory=list)
    """The same, for what is not, although it matches above."""
    since: datetime.date | None = None
    """Documents dated before this day are counted and not fetched."""
    language: str | None = Field(default=None, pattern=r"^[a-z]{2}$")
    """The language of every document of this listing, where the publisher says it."""
    max_pages: int = Field(default=50, ge=1, le=1000)
    max_documents: int = Field(default=200, ge=1, le=5000)
    """Documents never had before that one run fetches; the next run goes on."""
    attachments: Attachments | None = None
    sitemaps: list[str] = Field(default_factory=list)
    """Regular expressions: which sitemaps of an index are opened; all when there is none."""
    item: str | None = None
    """CSS of one entry (html)."""
    items: str | None = None
    """Dotted path of the list of entries (json)."""
    link: str | None = None
    title: str | None = None
    date: str | None = None
    modified: str | None = None
    """Inside an entry: CSS ending in `::attr(…)` or `::text` (html), dotted path (json). `date` is the day of
    publication, `modified` the last change: an address that has not changed since the last complete run is not asked."""
    next: str | None = None
    total: str | None = None
    """On the page: the address of the next one, and how many documents the publisher says there are."""
    date_format: str | None = None
    """As strptime reads it, for a date that is not ISO 8601."""
    date_language: Literal["fr", "en", "es", "pt"] | None = None
    """The language of month names in it."""

    @field_validator("documents", "leave_out", "sitemaps")
    @classmethod
    def _patterns(cls, patterns: list[str]) -> list[str]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no regular expression ({error})") from None
        return patterns

    @field_validator("start")
    @classmethod
    def _plain_addresses(cls, start: list[str]) -> list[str]:
        for url in start:
            site_of(url)
        return start

    @model_validator(mode="after")
    def _told_what_it_needs(self) -> Self:
        given = {name for name in _BY_KIND if getattr(self, name)}
        if missing := sorted(_NEEDS[self.kind] - given):
            raise ValueError(f"a listing of kind {self.kind} needs {', '.join(missing)}")
        if useless := sorted(given - _NEEDS[self.kind] - _MAY[self.kind]):
            raise ValueError(f"a listing of kind {self.kind} does not read {', '.join(useless)}")
        return self
