"""The annexe as ODT (OpenDocument 1.3): a zip of a few XML files, written in memory without a library."""

import io
import re
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kb.citing.blocks import Annexe, Block, Code, Entry, Heading, Listing, Paragraph, Ruled
from kb.citing.directions import is_right_to_left
from kb.citing.progress import Stage, counted
from kb.citing.qr import QR_ALT, png

_FOLDER = Path(__file__).with_name("odt")
_MIME = "application/vnd.oasis.opendocument.text"
_SAME_DAY = (2000, 1, 1, 0, 0, 0)  # a neutral date for every member: the annexe says when it was made
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def annexe_odt(annexe: Annexe) -> bytes:
    """The file."""
    pictures = [part for block in annexe.blocks if isinstance(block, Code) for part in block.qr]
    members = {
        "content.xml": _file("content.xml").replace("@BODY@", _body(annexe)),
        "styles.xml": _file("styles.xml").replace("@BANNER@", _text(annexe.banner)).replace("@FOOT@", _foot(annexe)),
        "meta.xml": _file("meta.xml").replace("@TITLE@", _text(annexe.title)),
        "META-INF/manifest.xml": _file("manifest.xml").replace("@PICTURES@", "".join(_listed(pictures))),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        # first and uncompressed: that is how the kind of the file is recognised
        made.writestr(zipfile.ZipInfo("mimetype", _SAME_DAY), _MIME, zipfile.ZIP_STORED)
        for name, content in members.items():
            made.writestr(zipfile.ZipInfo(name, _SAME_DAY), content.encode(), zipfile.ZIP_DEFLATED)
        for number, part in enumerate(pictures):
            made.writestr(zipfile.ZipInfo(_picture(number), _SAME_DAY), png(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


@cache
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _picture(number: int) -> str:
    return f"Pictures/qr{number}.png"


def _listed(pictures: list[str]) -> Iterable[str]:
    for number, _ in enumerate(pictures):
        yield f'<manifest:file-entry manifest:full-path="{_picture(number)}" manifest:media-type="image/png"/>'


def _body(annexe: Annexe) -> str:
    parts = [_p("Title", annexe.title), _p("Secret", annexe.banner)]
    for block in counted(annexe.blocks, Stage.LAYOUT):
        parts += _written(block)
    return "\n".join(parts)


def _foot(annexe: Annexe) -> str:
    return "<text:line-break/>".join(map(_text, annexe.foot))


def _written(block: Block) -> Iterable[str]:
    match block:
        case Heading(text, level):
            name = f"Heading_20_{level}"
            return [f'<text:h text:style-name="{name}" text:outline-level="{level}">{_text(text)}</text:h>']
        case Paragraph(text, secret):
            return [_p("Secret" if secret else "Standard", text)]
        case Listing(items):
            return [_p("Hanging", item) for item in items]
        case Ruled(lines):
            return [_p("Ruled", "")] * lines
        case Code():
            return _code(block)
        case Entry():
            return [_entry(block)]


def _entry(entry: Entry) -> str:
    dates = "<text:line-break/>".join(
        f'{_text(name)} : <text:span text:style-name="Strong">{_text(day)}</text:span>' for name, day in entry.dates
    )
    said = [_p("EntryTitle", f"[{entry.number}] {entry.title}")]
    if entry.quote is not None:
        said.append(_quote(entry.quote, entry.lang))
    if entry.said:
        said.append(_p("Standard", entry.said))
    said += [_p("Small", detail) for detail in entry.details]
    cells = "".join(_cell(inner) for inner in (f'<text:p text:style-name="Small">{dates}</text:p>', "".join(said)))
    return (
        f'<table:table table:name="ligne{entry.number}" table:style-name="Entry">'
        '<table:table-column table:style-name="Dates"/><table:table-column table:style-name="Said"/>'
        f'<table:table-row table:style-name="Whole">{cells}</table:table-row></table:table>'
    )


def _cell(inner: str) -> str:
    return f'<table:table-cell table:style-name="Cell" office:value-type="string">{inner}</table:table-cell>'


def _quote(quote: str, lang: str | None) -> str:
    style = "QuoteRtl" if is_right_to_left(quote) else "Quote"
    # OpenDocument names a language in a style only: the attribute of XHTML is what readers of the XML find
    return f"<text:p text:style-name={quoteattr(style)} xml:lang={quoteattr(_text(lang or 'fr'))}>«\u00a0{_text(quote)}\u00a0»</text:p>"


def _code(code: Code) -> Iterable[str]:
    if code.typed:
        yield _p("Code", code.text)
    for number, _ in enumerate(code.qr):
        yield (
            '<text:p text:style-name="Standard"><draw:frame draw:style-name="Picture" text:anchor-type="as-char" '
            f'svg:width="4.5cm" svg:height="4.5cm"><draw:image xlink:href="{_picture(number)}" xlink:type="simple"/>'
            f"<svg:title>{_text(QR_ALT)}</svg:title></draw:frame></text:p>"
        )


def _p(style: str, text: str) -> str:
    return f'<text:p text:style-name="{style}">{_text(text)}</text:p>'


def _text(text: str) -> str:
    # OpenDocument folds white space, as our quotations do when they are set in lines
    return escape(_NOT_XML.sub("", text))
