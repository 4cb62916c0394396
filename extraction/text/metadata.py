"""Title, authors and organisation of a document, as it states them."""

import re

from extraction.text.items import Page
from extraction.text.readable import readable
from extraction.text.reading import Reading

_LEAST, _MOST = 4, 250  # characters of a title
# what programs write when nobody gave a title
_NOT_A_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b.*|.*\.(?:docx?|pdf|pptx?|xlsx?|indd|ai|qxd)|untitled.*|sans titre.*|sin título.*"
    r"|(?:document|présentation|presentation|slide|diapositive|powerpoint presentation)\s?\d*|title|titre|[\W\d_]+)$",
    re.IGNORECASE,
)
# A word that no person is called: the author of a PDF is mostly who typed it, and is kept only when it is a body.
_BODY = re.compile(
    r"\b(?:minist|organi[sz]a|nations|world|unicef|unhcr|undp|pnud|who\b|oms\b|ocha|msf|médecins|médicos|doctors|croix|cross|cruz|fund"
    r"|fonds|fondo|bank|banque|banco|agency|agence|agencia|programme|program|committee|comité|council|institut|universit|centre|center"
    r"|association|foundation|fondation|fundación|international|unaids|onusida|government|gouvernement|gobierno|office|observ)",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(r"^(?:https?://\S+|admin\w*|editor|webmaster|user\d*|author)$", re.IGNORECASE)
_MOST_NAMES = 20


def title_of(reading: Reading) -> str | None:
    """The title the file states; else its first headings, for a PDF or a text."""
    stated = (*reading.facts.titles, reading.file_facts.get("Title", ""))
    for title in (" ".join(one.split()) for one in stated):
        if _LEAST <= len(title) <= _MOST and not _NOT_A_TITLE.match(title):
            return title
    return _first_headings(reading.pages[0]) if reading.pages else None


def authors_of(reading: Reading) -> tuple[str, ...]:
    """Authors a web page names; once each."""
    names = [name for name in reading.facts.authors if not _NOT_A_NAME.match(name)]
    return tuple(dict.fromkeys(names))[:_MOST_NAMES]


def organisation_of(reading: Reading) -> str | None:
    """The publisher a web page names, or the author of a PDF when it is a body."""
    stated = (*reading.facts.organisations, reading.file_facts.get("Author", ""))
    bodies = reading.facts.organisations + tuple(one for one in stated[-1:] if _BODY.search(one))
    return bodies[0] if bodies else None


def _first_headings(page: Page) -> str | None:
    """The headings that open the first page, together: a title is often set in two or three sizes."""
    words: list[str] = []
    for block in page.blocks:
        if block.kind == "heading":
            words.append(readable(page.text[block.start : block.end]).replace("\n", " "))
        elif words and block.kind != "furniture":
            break
    title = " – ".join(dict.fromkeys(words))
    return title[:_MOST] if len(title) >= _LEAST else None
