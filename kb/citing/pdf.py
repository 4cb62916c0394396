"""The annexe as a tagged PDF (PDF/UA-1), by typst, in memory: fonts embedded, none of them asked from anywhere."""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import typst

from kb.citing.blocks import Annexe, Block, Code, Entry, Heading, Listing, Paragraph, Ruled
from kb.citing.progress import Stage, counted
from kb.citing.qr import QR_ALT, svg

_TEMPLATE = Path(__file__).with_name("annexe.typ")
_FONTS = Path(__file__).with_name("fonts")
NOT_IN_FONTS = "[caractères absents des polices de ce PDF : voir l’annexe ODT, DOCX ou texte]"
_NO_GLYPH = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed', re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_LONG = 1_200  # characters of a quotation that fills half a page
_MOST_SCRIPTS = 20  # that one annexe meets without having the letters


def annexe_pdf(annexe: Annexe) -> bytes:
    """The file. Text that no embedded font can draw is replaced by words that say so, never by empty boxes."""
    told = {
        "banner": annexe.banner,
        "title": annexe.title,
        "foot": annexe.foot,
        "blocks": [_data(block) for block in counted(annexe.blocks, Stage.LAYOUT)],
    }
    absent: set[str] = set()
    for _ in range(_MOST_SCRIPTS):
        try:
            return _compiled(_drawable(told, absent))
        except typst.TypstError as error:
            found = _NO_GLYPH.search(str(error))
            if found is None:
                raise
            absent |= {_script(char) for char in found["text"]}
    return _compiled(_latin(told))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[_FONTS])


def _compiled(told: dict[str, Any]) -> bytes:
    return typst.compile(
        _TEMPLATE.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"annexe": json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        format="pdf",
    )


def _data(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(text, secret):
            return {"kind": "paragraph", "text": text, "secret": secret}
        case Listing(items):
            return {"kind": "listing", "items": items}
        case Ruled(lines):
            return {"kind": "ruled", "lines": lines}
        case Code(text, typed, parts):
            # a line may end after any group
            text = text.replace("-", "- ")
            return {
                "kind": "code",
                "text": text,
                "typed": typed,
                "qr": [{"svg": svg(part), "alt": QR_ALT} for part in parts],
            }
        case Entry():
            return _entry(block)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "kind": "entry",
        "number": entry.number,
        "title": entry.title,
        "dates": entry.dates,
        "said": entry.said,
        "quote": entry.quote,
        "lang": _language(entry.lang),
        "details": entry.details,
        "long": len(entry.quote or "") > _LONG,
    }


def _language(code: str | None) -> str:
    short = (code or "fr").split("-")[0].lower()
    return short if _LANGUAGE.fullmatch(short) else "fr"


def _script(char: str) -> str:
    """« CJK » for 漢: the first word of its name; what has no name stands for itself."""
    return unicodedata.name(char, char).split(" ")[0]


def _drawable(value: Any, absent: set[str]) -> Any:
    """The same data without the letters of scripts that no font has."""
    if not absent:
        return value
    return _mapped(value, lambda char: _script(char) not in absent)


def _latin(value: Any) -> Any:
    return _mapped(value, lambda char: ord(char) < 0x250)


def _mapped(value: Any, kept: Any) -> Any:
    if isinstance(value, str):
        return _replaced(value, kept)
    if isinstance(value, dict):
        return {name: _mapped(one, kept) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(one, kept) for one in value]
    return value


def _replaced(text: str, kept: Any) -> str:
    if all(map(kept, text)):
        return text
    marked = "".join(char if kept(char) else "\x00" for char in text)
    return re.sub(r"\x00(?:\s*\x00)*", NOT_IN_FONTS, marked)
