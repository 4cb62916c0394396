"""Sitemaps, and indexes of sitemaps (sitemaps.org). `lastmod` says when a page changed, never when it was published."""

import re
from collections.abc import Sequence
from urllib.parse import urljoin

from crawlers.listings.dates import read_moment, to_the_day
from crawlers.listings.entries import Entry, Page, UnreadableListing
from crawlers.listings.xml_records import read_records


def read_sitemap(body: bytes, url: str, opened: Sequence[str] = ()) -> Page:
    """The pages of a sitemap, or the sitemaps of an index that one of the patterns `opened` names (all without any)."""
    root, records, _ = read_records(body, frozenset({"url", "sitemap"}))
    if root not in {"urlset", "sitemapindex"}:
        raise UnreadableListing(f"ce n’est pas un plan de site (racine {root!r})")
    page = Page()
    for tag, fields in records:
        address = urljoin(url, fields.get("loc", "").strip())
        if not fields.get("loc"):
            continue
        if tag == "sitemap":
            if not opened or any(re.search(pattern, address) for pattern in opened):
                page.pages.append(address)
            continue
        page.entries.append(_entry(address, fields.get("lastmod"), page))
    return page


def _entry(address: str, lastmod: str | None, page: Page) -> Entry:
    modified = read_moment(lastmod) if lastmod else None
    if lastmod and modified is None:
        page.unread_dates.append(lastmod)
    return Entry(address, modified=modified, modified_to_the_day=bool(lastmod and to_the_day(lastmod)))
