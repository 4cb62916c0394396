"""BibTeX, in UTF-8: one entry per citation, written from the CSL-JSON items."""

import re
from collections.abc import Sequence

from kb.citing.csl import Item
from kb.citing.dates import interval

_TYPES = {"report": "techreport", "dataset": "misc"}
_SPECIAL = {
    "\\": r"\textbackslash{}",
    # written as words: a brace escaped by a backslash still counts for the balance of the entry
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "%&$#_"},
}
_TO_ESCAPE = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
_LINE_ENDS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_NOT_IN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def bibtex(items: Sequence[Item]) -> str:
    """The references of an annexe; the banner is in the note of each."""
    return "\n".join(_entry(item) for item in items)


def _entry(item: Item) -> str:
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(item).items() if value)
    return f"@{_TYPES[item['type']]}{{recoupe-{item['id']},\n{fields}}}\n"


def _fields(item: Item) -> dict[str, str | None]:
    issued = item.get("issued")
    notes = (item["note"], item.get("status"), item["archive"], item["archive_location"], item["call-number"])
    return {
        # in a second pair of braces: a producer is an institution, not a first name and a last name
        "author": " and ".join(f"{{{_text(author['literal'])}}}" for author in item.get("author", ())),
        "title": f"{{{_text(item['title'])}}}",
        "origtitle": _text(item.get("original-title")),
        "howpublished": _text(item.get("container-title")),
        "institution" if item["type"] == "report" else "publisher": _text(item.get("publisher")),
        "year": str(issued["date-parts"][0][0]) if issued else None,
        "date": interval(issued),
        "urldate": interval(item.get("accessed")),
        "pages": _text(item.get("page")),
        "language": item.get("language"),
        "url": "".join(_NOT_IN_ADDRESS.get(char, char) for char in item.get("URL", "")),
        "note": _text("; ".join(note for note in notes if note)),
        "abstract": _text(item.get("abstract")),
    }


def _text(value: str | None) -> str:
    flat = _LINE_ENDS.sub(" ", value or "").strip()
    return _TO_ESCAPE.sub(lambda found: _SPECIAL[found.group()], flat)
