"""What a web page states of itself: title, authors, organisation, dates of publication. Read as written, judged elsewhere."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree

from extraction.text.messages import Facts

MOST_WORDS = 300  # characters kept of a stated value: longer is not a title, a name or a date
_MOST_BLOCKS = 20  # JSON-LD blocks read; pages have one to three
_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title")
_AUTHORS = ("citation_author", "author", "dc.creator", "dcterms.creator", "article:author", "parsely-author")
_ORGANISATIONS = ("citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name", "application-name")
# names that date the publication; a date of modification, of access or of the event is another thing
_DATES = (
    "citation_publication_date", "citation_date", "article:published_time", "og:published_time", "datepublished",
    "dcterms.issued", "dc.date.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "publication_date",
    "pubdate", "publishdate", "publish-date", "date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
)  # fmt: skip


def facts_of(tree: etree._Element) -> Facts:
    """From the head of the page, its JSON-LD and its `time` elements."""
    metas = _metas(tree)
    linked = list(_linked_data(tree))
    return Facts(
        titles=(*_named(metas, _TITLES), *_texts(tree, "//h1"), *_texts(tree, "//title")),
        authors=(*_named(metas, _AUTHORS), *(name for item in linked for name in _names(item.get("author")))),
        organisations=(
            *_named(metas, _ORGANISATIONS),
            *(name for item in linked for name in _names(item.get("publisher"))),
        ),
        dates=(*_meta_dates(metas), *_linked_dates(linked), *_time_dates(tree)),
        asks_password=bool(tree.xpath("boolean(//input[@type='password'])")),
    )


def _metas(tree: etree._Element) -> list[tuple[str, str]]:
    found = []
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.append((name.lower(), content[:MOST_WORDS]))
    return found


def _named(metas: list[tuple[str, str]], names: tuple[str, ...]) -> list[str]:
    return [content for wanted in names for name, content in metas if name == wanted]


def _texts(tree: etree._Element, path: str) -> list[str]:
    found = [" ".join("".join(element.itertext()).split()) for element in tree.xpath(path)[:2]]
    return [text[:MOST_WORDS] for text in found if text]


def _meta_dates(metas: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, content) for wanted in _DATES for name, content in metas if name == wanted]


def _linked_data(tree: etree._Element) -> Iterator[dict[str, Any]]:
    """Objects of schema.org that describe a document."""
    for block in tree.xpath("//script[@type='application/ld+json']")[:_MOST_BLOCKS]:
        try:
            content = msgspec.json.decode((block.text or "").encode())
        except (msgspec.DecodeError, RecursionError):
            continue  # a page's own slip: it states nothing this way
        yield from _objects(content)


def _objects(content: Any) -> Iterator[dict[str, Any]]:
    listed = content if isinstance(content, list) else [content]
    for item in listed:
        if isinstance(item, dict):
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (one for one in graph if isinstance(one, dict))
            yield item


def _linked_dates(items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        ("datePublished", item["datePublished"][:MOST_WORDS])
        for item in items
        if isinstance(item.get("datePublished"), str)
    ]


def _time_dates(tree: etree._Element) -> list[tuple[str, str]]:
    """A `time` element that says « published », or the only one of the page."""
    times = [time for time in tree.iter("time") if time.get("datetime")]
    stated = [time for time in times if time.get("pubdate") is not None or _says_published(time)]
    chosen = stated or (times if len(times) == 1 else [])
    return [("time", str(time.get("datetime"))[:MOST_WORDS]) for time in chosen[:1]]


def _says_published(time: etree._Element) -> bool:
    return re.search("publish", f"{time.get('itemprop')} {time.get('class')}", re.IGNORECASE) is not None


def _names(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    names = [one.get("name") if isinstance(one, dict) else one for one in listed]
    return [" ".join(name.split())[:MOST_WORDS] for name in names if isinstance(name, str) and name.strip()]
