"""A publisher of reports: his documents, his lists in four forms, and what the base holds of them afterwards."""

import json
import sqlite3
import time
from typing import TYPE_CHECKING, Any

from local_server import Site

if TYPE_CHECKING:
    from conftest import Live

REPORTS = 24  # of the publisher of pages
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def page(number: int) -> str:
    return f"<!doctype html><html><title>Rapport {number}</title><p>Texte {number}.</html>"


def publish(site: Site, count: int) -> None:
    """Reports 1 … count: the odd ones are pages, the even ones PDF."""
    for number in range(1, count + 1):
        if number % 2:
            site.serve(f"/rapports/{number}", page(number), ETag=f'"{number}"')
        else:
            site.serve(f"/rapports/{number}.pdf", PDF + b"%% %d" % number, "application/pdf")


def address(number: int) -> str:
    return f"/rapports/{number}" + ("" if number % 2 else ".pdf")


def rss(numbers: list[int], **more: str) -> str:
    items = "".join(
        f"<item><title>Rapport {n}</title><link>{address(n)}</link><pubDate>{n:02} Mar 2024 10:00:00 +0100</pubDate></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss><channel><language>fr-FR</language>{items}</channel></rss>'


def sitemap(numbers: list[int], lastmod: str = "2024-03-01") -> str:
    urls = "".join(f"<url><loc>ROOT{address(n)}</loc><lastmod>{lastmod}</lastmod></url>" for n in numbers)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def web_page(numbers: list[int], following: str | None = None, total: int | None = None) -> str:
    items = "".join(
        f'<article><h2>Rapport {n}</h2><a href="{address(n)}">lire</a><time>{n} mars 2024</time></article>'
        for n in numbers
    )
    more = f'<a class="next" href="{following}">suite</a>' if following else ""
    stated = f'<p class="count">{total} résultats</p>' if total else ""
    return f"<!doctype html><html><body>{stated}{items}{more}</body></html>"


FEED: dict[str, Any] = {"kind": "feed", "documents": ["^/rapports/"]}
SITEMAP: dict[str, Any] = {"kind": "sitemap", "documents": ["^/rapports/"]}
HTML: dict[str, Any] = {
    "kind": "html", "documents": ["^/rapports/"], "item": "article", "link": "a::attr(href)", "title": "h2::text",
    "date": "time::text", "date_format": "%d %B %Y", "date_language": "fr", "next": "a.next::attr(href)",
    "total": ".count::text",
}  # fmt: skip
JSON: dict[str, Any] = {
    "kind": "json", "documents": ["^/rapports/"], "items": "data.results", "link": "url", "title": "name", "date": "day",
    "next": "next", "total": "count",
}  # fmt: skip


def snapshots(live: "Live") -> dict[str, tuple[str, dict[str, str] | None]]:
    """Path → (hash, what the listing said)."""
    with sqlite3.connect(live.base.file) as connection:
        rows = connection.execute(
            "SELECT a.url, s.sha256, s.told FROM snapshot s JOIN address a ON a.id = s.address_id"
        ).fetchall()
    assert len(rows) == len({url for url, _, _ in rows}), "no duplicate"
    root = live.site.root
    return {url.removeprefix(root): (sha256, json.loads(listed) if listed else None) for url, sha256, listed in rows}


def findings(run: dict[str, Any], what: str) -> list[str]:
    return [finding["where"] for finding in run["findings"] if finding["what"] == what]


def slowly(site: Site, seconds: float) -> None:
    """Every answer takes its time, so that a kill falls between two of them."""
    for path, route in list(site.routes.items()):

        def later(handler: Any, route: Any = route) -> None:
            time.sleep(seconds)
            route(handler)

        site.routes[path] = later


def publish_pages(live: "Live") -> None:
    publish(live.site, REPORTS)
    for number in range(1, 4):
        shown = list(range(number * 8, (number - 1) * 8, -1))
        following = f"/list?page={number + 1}" if number < 3 else None
        live.site.serve("/list" if number == 1 else f"/list?page={number}", web_page(shown, following, total=REPORTS))
    live.reports(listing=HTML, expect={"listed": {"min": REPORTS, "max": REPORTS}})
    slowly(live.site, 0.02)
