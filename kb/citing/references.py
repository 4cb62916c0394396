"""References in words: CSL-JSON items through citeproc-py and a style of kb/citing/styles."""

import re
import warnings
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from babel import Locale
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from kb.citing.csl import Item, item_of
from kb.citing.progress import Stage, counted
from kb.errors import UnknownKey
from kb.lines import Line
from kb.releases import ReleaseInfo

FOLDER = Path(__file__).with_name("styles")
STYLE = "recoupe-medical-fr"
_BATCH = 25  # entries; some 50 ms
# what the styles do not print, or print where it is not wanted: the banner is on every page already
_NOT_PRINTED = frozenset({"note", "annote", "abstract", "custom"})
_ALWAYS = ("status", "URL", "archive", "archive_location", "call-number")
_FIRST = re.compile(r"(?<=ublié : |ulté le[ \u00a0])1(?=[ \u00a0][a-zûé]+[ \u00a0]\d{4})")


def styles() -> list[str]:
    """The names of the styles that are there."""
    return sorted(path.stem for path in FOLDER.glob("*.csl"))


def reference(line: Line, release: ReleaseInfo, style: str = STYLE) -> str:
    """The reference of one line, without its number."""
    return references([item_of(line, release)], style)[0]


def references(items: Sequence[Item], style: str = STYLE) -> list[str]:
    """One reference per item, in their order, without numbers. UnknownKey for a style that is not there."""
    # a few at a time: no style of ours says an entry otherwise because of its neighbours, and whoever waits is told how far it is
    batches = [items[first : first + _BATCH] for first in range(0, len(items), _BATCH)]
    return [one for batch in counted(batches, Stage.REFERENCES) for one in _rendered(batch, style)]


def _rendered(items: Sequence[Item], style: str) -> list[str]:
    # keys of our own: citeproc-py folds the case of ids, and two lines must never become one
    keyed = [{**_printed(item), "id": f"r{number}"} for number, item in enumerate(items)]
    with warnings.catch_warnings():
        # a field that a style does not know is no news: the JSON keeps it
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(_style(style), CiteProcJSON(keyed), formatter.plain)
        for one in keyed:
            bibliography.register(Citation([CitationItem(one["id"])]))
        rendered: dict[str, str] = {
            key: str(entry) for key, entry in zip(bibliography.keys, bibliography.bibliography(), strict=True)
        }
    return [_whole(rendered[f"r{number}"], number + 1, item) for number, item in enumerate(items)]


@lru_cache
def _style(name: str) -> CitationStylesStyle:
    if name not in styles():
        raise UnknownKey(f"No citation style is called {name!r}. Styles: {', '.join(styles())}.")
    return CitationStylesStyle(str(FOLDER / f"{name}.csl"), validate=False, locale="fr-FR")


def _printed(item: Item) -> Item:
    kept = {name: value for name, value in item.items() if name not in _NOT_PRINTED}
    if "language" in kept:
        kept["language"] = language_name(kept["language"])
    return kept


def language_name(code: str) -> str:
    """« anglais » for « en »; the code itself where French has no name for it."""
    return str(Locale("fr").languages.get(code.split("-")[0].lower(), code))


def _whole(rendered: str, number: int, item: Item) -> str:
    """The entry without its number, and with what every reference must hold, whatever the style prints."""
    # citeproc-py writes « 1 novembre » where French writes « 1er »
    text: str = _FIRST.sub("1er", rendered.removeprefix(f"{number}. ").strip())
    missing: list[str] = [item[name] for name in _ALWAYS if name in item and item[name] not in text]
    return " ".join([text, *(f"{one}." for one in missing)])
