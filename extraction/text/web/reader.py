"""Web page → its main text, by trafilatura, with our own walk of the page where trafilatura finds next to nothing."""

import copy

import trafilatura
from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from extraction.text.characters import decoded
from extraction.text.limits import MAX_WEB_CHARACTERS
from extraction.text.messages import Facts, Web
from extraction.text.web.facts import facts_of
from extraction.text.web.writer import Writer

# A page whose main text is shorter than this share of what it shows was misjudged: the whole of it is taken then.
_LEAST_SHARE, _LEAST_SHOWN = 0.2, 1_000
_ASIDE = (
    "script", "style", "noscript", "template", "svg", "iframe", "form", "nav", "header", "footer", "aside", "button", "select",
    "title", "head", "object", "audio", "video", "canvas", "math",
)  # fmt: skip


def read_web_page(body: bytes, media_type: str | None) -> Web:
    """Never fails on any bytes that were sniffed as markup; a page without text gives an empty one."""
    tree = _tree(decoded(body, media_type, markup=True))
    if tree is None:
        return Web("", [], Facts(), cut=False)
    facts = facts_of(tree)
    found, shown = _main_text(tree), _whole_text(tree)
    chosen = shown if len(shown.text) > _LEAST_SHOWN and len(found.text) < _LEAST_SHARE * len(shown.text) else found
    return Web(chosen.text, chosen.blocks, facts, chosen.cut)


def _tree(text: str) -> etree._Element | None:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None  # no element at all: lxml calls it « Document is empty »


def _main_text(tree: etree._Element) -> Writer:
    writer = Writer(MAX_WEB_CHARACTERS)
    document = trafilatura.bare_extraction(
        copy.deepcopy(tree), favor_recall=True, include_comments=False, include_tables=True, with_metadata=False
    )
    if document is not None and not isinstance(document, dict) and document.body is not None:
        writer.write(document.body)
    return writer


def _whole_text(tree: etree._Element) -> Writer:
    """All that the page shows, menus and banners left out."""
    writer = Writer(MAX_WEB_CHARACTERS)
    etree.strip_elements(tree, *_ASIDE, with_tail=False)
    writer.write(tree)
    return writer
