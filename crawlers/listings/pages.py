"""Listings made of web pages (CSS selectors) or of JSON (dotted paths), as the definition of the source describes them."""

import json
import re
from typing import Any
from urllib.parse import urljoin

from scrapy.selector import Selector

from crawlers.listings.dates import read_moment, to_the_day
from crawlers.listings.entries import Entry, Page, UnreadableListing
from kb.sources.listing import Listing

_SELECTORS = ("item", "link", "title", "date", "modified", "next", "total")


def selector_problems(listing: Listing) -> list[str]:
    """The CSS of a definition that cannot be read, one sentence each: told before a crawl, not in the middle of one."""
    named = {"attachments.css": listing.attachments.css} if listing.attachments else {}
    if listing.kind == "html":
        named |= {name: css for name in _SELECTORS if (css := getattr(listing, name))}
    empty = Selector(text="<html></html>", type="html")
    problems = []
    for name, css in named.items():
        try:
            empty.css(css)
        except (SyntaxError, RuntimeError) as error:  # what cssselect's errors are
            problems.append(f"listing.{name}: {css!r} is no CSS selector ({error}).")
    return problems


def read_html(text: str, url: str, listing: Listing) -> Page:
    """The entries of a page. Raises UnreadableListing where the page holds none: it is not the page described."""
    root = Selector(text=text, type="html", huge_tree=False)
    base = urljoin(url, root.css("base::attr(href)").get() or "")
    page = Page()
    for item in root.css(listing.item or ""):
        fields = {name: _first(item, getattr(listing, name)) for name in ("link", "title", "date", "modified")}
        _add(page, fields, base, listing)
    if not page.entries:
        raise UnreadableListing(f"aucune entrée ne répond à « {listing.item} »")
    if following := _first(root, listing.next):
        page.pages.append(urljoin(base, following))
    page.total = _number(_first(root, listing.total))
    return page


def read_json(text: str, url: str, listing: Listing) -> Page:
    """The entries of a JSON answer. Raises UnreadableListing."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableListing("ce n’est pas du JSON lisible") from None
    items = _at(content, listing.items)
    if not isinstance(items, list):
        raise UnreadableListing(f"il n’y a pas de liste à « {listing.items} »")
    page = Page()
    for item in items:
        fields = {name: _text(_at(item, getattr(listing, name))) for name in ("link", "title", "date", "modified")}
        _add(page, fields, url, listing)
    if following := _text(_at(content, listing.next)):
        page.pages.append(urljoin(url, following))
    page.total = _number(_text(_at(content, listing.total)))
    return page


def _add(page: Page, fields: dict[str, str | None], base: str, listing: Listing) -> None:
    link, stated, changed = fields["link"], fields["date"], fields["modified"]
    if not link:
        return
    published = read_moment(stated, listing.date_format, listing.date_language) if stated else None
    modified = read_moment(changed) if changed else None
    if stated and published is None:
        page.unread_dates.append(stated)
    page.entries.append(
        Entry(
            url=urljoin(base, link),
            title=fields["title"],
            published=published.date() if published else None,
            modified=modified,
            modified_to_the_day=bool(changed and to_the_day(changed)),
        )
    )


def _first(node: Any, css: str | None) -> str | None:
    """The first thing a selector finds, spaces folded; None without a selector."""
    found = node.css(css).get() if css else None
    return re.sub(r"\s+", " ", found).strip() or None if found else None


def _at(content: Any, path: str | None) -> Any:
    """What stands at a dotted path; None where the path breaks off, or without one."""
    if not path:
        return None
    for part in path.split("."):
        content = content.get(part) if isinstance(content, dict) else None
    return content


def _text(value: Any) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None


def _number(text: str | None) -> int | None:
    """« 1 234 résultats » → 1234."""
    found = re.search(r"\d[\d\s\u00a0\u202f.,]*", text or "")
    return int(re.sub(r"\D", "", found.group())) if found else None
