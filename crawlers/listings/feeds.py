"""RSS and Atom."""

from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from crawlers.listings.dates import read_moment, to_the_day
from crawlers.listings.entries import Entry, Page, UnreadableListing
from crawlers.listings.xml_records import Record, read_records

_ROOTS = {"rss", "RDF", "feed"}


def read_feed(body: bytes, url: str) -> Page:
    """The entries of a feed. Raises UnreadableListing."""
    root, records, channel = read_records(body, frozenset({"item", "entry"}), {"link": _atom_link})
    if root not in _ROOTS:
        raise UnreadableListing(f"ce n’est pas un flux RSS ou Atom (racine {root!r})")
    language = (channel.get("language") or "")[:2].lower() or None
    page = Page()
    for _, fields in records:
        entry = _entry(fields, url, language, page)
        if entry:
            page.entries.append(entry)
    if following := channel.get("next"):
        page.pages.append(urljoin(url, following))
    return page


def _atom_link(attributes: Any) -> tuple[str, str] | None:
    """Atom keeps addresses in attributes; `alternate` is the document, `next` (RFC 5005) the following page."""
    href, rel = attributes.get("href"), attributes.get("rel", "alternate")
    if not href or rel not in {"alternate", "next"}:
        return None
    return ("link" if rel == "alternate" else "next"), href


def _entry(fields: Record, base: str, language: str | None, page: Page) -> Entry | None:
    link = fields.get("link") or _permalink(fields)
    if not link:
        return None
    published = _moment(fields.get("pubDate") or fields.get("published") or fields.get("date"), page)
    updated = fields.get("updated")
    modified = _moment(updated, page)
    return Entry(
        url=urljoin(base, link.strip()),
        title=fields.get("title"),
        published=published.date() if published else None,
        modified=modified,
        modified_to_the_day=bool(updated and to_the_day(updated)),
        language=language,
    )


def _permalink(fields: Record) -> str | None:
    """RSS: a guid that is an address is the document's own."""
    guid = fields.get("guid", "")
    return guid if guid.startswith(("http://", "https://")) else None


def _moment(text: str | None, page: Page) -> datetime | None:
    if not text:
        return None
    found = read_moment(text)
    if found is None:
        page.unread_dates.append(text)
    return found
