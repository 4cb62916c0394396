"""Which of the documents that a listing names are fetched by this run, and what is said of the others."""

import re
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urldefrag, urlsplit

from crawlers.listings.entries import Entry
from kb.expectations import Finding
from kb.sources.listing import Listing
from kb.sources.sites import site_of


@dataclass
class Choice:
    """Decides entry by entry, in the order of the listing, and keeps count."""

    listing: Listing
    sites: Set[str]
    complete: Mapping[str, datetime]
    """Address → when a complete run last met it: what has not changed since then is not asked again."""
    known: Set[str]
    """Addresses of which the archive holds an answer; only the others count towards `max_documents`."""
    withdrawn: Set[str]
    limit: int | None = None
    named: set[str] = field(default_factory=set)
    """Every address that the listing names, document or not."""
    listed: int = 0
    asked: int = 0
    new: int = 0
    left: int = 0
    """New documents beyond `max_documents`: for the next run."""
    aside: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(why, where) → how many were left out."""

    def take(self, entry: Entry) -> str | None:
        """The address to ask, or None for one that was seen, is no document, or is not to be fetched now."""
        url = urldefrag(entry.url).url
        if url in self.named:
            return None
        self.named.add(url)
        if not self._is_document(url):
            return None
        self.listed += 1
        if self._set_aside(url, entry):
            return None
        if url not in self.known:
            if self.new >= self.listing.max_documents:
                self.left += 1
                return None
            self.new += 1
        self.asked += 1
        return url

    def findings(self) -> list[Finding]:
        """One per reason and place: what the listing names and this run did not fetch."""
        return [
            Finding(why, where, f"{number} document(s) of the listing")
            for (why, where), number in sorted(self.aside.items())
        ]

    def reachable(self, url: str) -> bool:
        """True for an address of a declared host; another is counted aside, under its host."""
        try:
            site = site_of(url)
        except ValueError:
            site = urlsplit(url).scheme or "?"
        if site not in self.sites:
            self.aside["off_site", site] += 1
        return site in self.sites

    def _is_document(self, url: str) -> bool:
        parts = urlsplit(url)
        where = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return any(re.search(p, where) for p in self.listing.documents) and not any(
            re.search(p, where) for p in self.listing.leave_out
        )

    def _set_aside(self, url: str, entry: Entry) -> bool:
        """True for a document that is not asked now, whatever the limits."""
        if not self.reachable(url):
            return True
        if url in self.withdrawn:
            self.aside["withdrawn", url] += 1
            return True
        stated = entry.published or (entry.modified.date() if entry.modified else None)
        if self.listing.since and stated and stated < self.listing.since:
            return True
        if self._unchanged(url, entry):
            return True
        if self.limit is not None and self.asked >= self.limit:
            self.left += 1
            return True
        return False

    def _unchanged(self, url: str, entry: Entry) -> bool:
        seen = self.complete.get(url)
        if seen is None or entry.modified is None:
            return False
        if entry.modified_to_the_day:
            return entry.modified.date() < seen.astimezone(UTC).date()
        return entry.modified < seen
