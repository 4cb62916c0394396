"""The annexe as DOCX, by python-docx, in memory. Dates and sayings stand side by side in a table of two columns."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as Par
from docx.text.run import Run

from kb.citing.blocks import Annexe, Block, Code, Entry, Heading, Listing, Paragraph, Ruled
from kb.citing.directions import is_right_to_left
from kb.citing.progress import Stage, counted
from kb.citing.qr import QR_ALT, png

_SERIF, _FIXED = "Liberation Serif", "DejaVu Sans Mono"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # a neutral date: the annexe says when it was made, its metadata does not
# what XML 1.0 cannot hold
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def annexe_docx(annexe: Annexe) -> bytes:
    """The file."""
    made = Document()
    _page(made, annexe)
    _neutral(made, annexe)
    made.add_heading(annexe.title, 0)
    _secret(made.add_paragraph(), annexe.banner)
    for block in counted(annexe.blocks, Stage.LAYOUT):
        _add(made, block)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _page(made: Doc, annexe: Annexe) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    style = made.styles["Normal"]
    style.font.name, style.font.size = _SERIF, Pt(10.5)
    style.paragraph_format.space_after = Pt(4)
    style.element.rPr.append(_element("w:lang", {"w:val": "fr-FR"}))
    for name in ("Title", "Heading 1", "Heading 2"):
        made.styles[name].element.rPr.rFonts.set(qn("w:asciiTheme"), "minorHAnsi")
        made.styles[name].font.name = _SERIF
    head = section.header.paragraphs[0]
    head.alignment = 1
    head.add_run(annexe.banner).bold = True
    foot = section.footer.paragraphs[0]
    for line in annexe.foot:
        _small(foot.add_run(line), 7).add_break()
    _small(foot.add_run("page "), 7)
    _field(foot, "PAGE")
    _small(foot.add_run(" / "), 7)
    _field(foot, "NUMPAGES")


def _neutral(made: Doc, annexe: Annexe) -> None:
    """Nothing in the metadata but a neutral title."""
    told = made.core_properties
    told.title, told.language = annexe.title, "fr-FR"
    told.author = told.last_modified_by = told.comments = told.subject = told.keywords = ""
    told.created = told.modified = _EPOCH


def _add(made: Doc, block: Block) -> None:
    match block:
        case Heading(text, level):
            made.add_heading(_clean(text), level)
        case Paragraph(text, secret):
            paragraph = made.add_paragraph()
            (_secret if secret else _said)(paragraph, text)
        case Listing(items):
            for item in items:
                paragraph = made.add_paragraph(_clean(item))
                paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.6), Cm(-0.6)
        case Entry():
            _entry(made, block)
        case Code():
            _code(made, block)
        case Ruled(lines):
            for _ in range(lines):
                _bordered(made.add_paragraph(), ("bottom", "between"))


def _entry(made: Doc, entry: Entry) -> None:
    table = made.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    for column, width in zip(table.columns, (Cm(5), Cm(12)), strict=True):
        column.width = column.cells[0].width = width
    _whole_row(table.rows[0])
    dates = left.paragraphs[0]
    for number, (name, day) in enumerate(entry.dates):
        _small(dates.add_run(f"{name} : "), 8.5)
        run = _small(dates.add_run(_clean(day)), 8.5)
        run.bold = True
        if number < len(entry.dates) - 1:
            run.add_break()
    right.paragraphs[0].add_run(_clean(f"[{entry.number}] {entry.title}")).bold = True
    if entry.quote is not None:
        _quote(right.add_paragraph(), entry.quote, entry.lang)
    if entry.said:
        _said(right.add_paragraph(), entry.said)
    for detail in entry.details:
        _small(right.add_paragraph().add_run(_clean(detail)), 8.5)


def _quote(paragraph: Par, quote: str, lang: str | None) -> None:
    paragraph.paragraph_format.left_indent = Cm(0.3)
    run = paragraph.add_run(f"«\u00a0{_clean(quote)}\u00a0»")
    properties = run._r.get_or_add_rPr()
    if is_right_to_left(quote):
        paragraph._p.get_or_add_pPr().append(_element("w:bidi", {}))
        properties.append(_element("w:rtl", {}))
    code = lang or "fr"
    properties.append(_element("w:lang", {"w:val": code, "w:bidi": code, "w:eastAsia": code}))


def _code(made: Doc, code: Code) -> None:
    if code.typed:
        run = made.add_paragraph().add_run(code.text)
        run.font.name, run.font.size = _FIXED, Pt(10)
    for part in code.qr:
        picture = made.add_paragraph().add_run().add_picture(io.BytesIO(png(part)), width=Cm(4.5))
        picture._inline.docPr.set("descr", QR_ALT)


def _said(paragraph: Par, text: str) -> None:
    paragraph.add_run(_clean(text))


def _secret(paragraph: Par, text: str) -> None:
    paragraph.add_run(_clean(text)).bold = True
    _bordered(paragraph, ("top", "bottom"))


def _bordered(paragraph: Par, sides: Sequence[str]) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        borders.append(_element(f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "4", "w:color": "auto"}))
    paragraph._p.get_or_add_pPr().append(borders)


def _whole_row(row: Any) -> None:
    """An entry is not cut by the end of a page."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", {}))


def _field(paragraph: Par, name: str) -> None:
    """A number that the word processor fills in."""
    for made in (
        _element("w:fldChar", {"w:fldCharType": "begin"}),
        _element("w:instrText", {}, f" {name} "),
        _element("w:fldChar", {"w:fldCharType": "end"}),
    ):
        _small(paragraph.add_run(), 7)._r.append(made)


def _element(name: str, attributes: dict[str, str], text: str | None = None) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    made.text = text
    return made


def _small(run: Run, size: float) -> Run:
    run.font.size = Pt(size)
    return run


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
