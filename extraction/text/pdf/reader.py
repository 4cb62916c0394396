"""PDF bytes → sheets, with pdfium. Runs in the child process only: a hostile file can hold or kill the library."""

from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from extraction.text.limits import MAX_PAGE_CHARACTERS
from extraction.text.pdf.lines import page_lines
from extraction.text.pdf.paragraphs import paragraphs
from extraction.text.pdf.reading_order import reading_order
from extraction.text.pdf.sheet import Paragraph, Sheet
from extraction.text.reasons import DAMAGED, ENCRYPTED

_FEW_CHARACTERS = 50  # of a page: fewer, and it is worth asking whether a picture holds the text
_LOCKED = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}


class UnreadFile(Exception):
    """Raised when a file cannot be opened at all. The message is the reason shown to the reader."""


def open_pdf(body: bytes) -> pdfium.PdfDocument:
    """Raises UnreadFile when the file is locked, damaged or without pages."""
    try:
        document = pdfium.PdfDocument(body)
        pages = len(document)
    except pdfium.PdfiumError as error:
        raise UnreadFile(ENCRYPTED if error.err_code in _LOCKED else DAMAGED) from None
    if pages < 1:
        raise UnreadFile(DAMAGED)
    return document


def facts_of(document: pdfium.PdfDocument) -> dict[str, str]:
    """The information dictionary of the file: title, author, dates as written."""
    return {key: value for key, value in document.get_metadata_dict(skip_empty=True).items() if value.strip()}


def read_sheet(document: pdfium.PdfDocument, number: int) -> Sheet:
    """One page, counted from 1. Raises PdfiumError when it is damaged."""
    page = document[number - 1]
    try:
        lines, height, as_drawn = page_lines(page)
        found, cut = _within_cap([list(paragraphs(flow)) for flow in reading_order(lines, as_drawn)])
        characters = sum(len(line.text) for flow in found for paragraph in flow for line in paragraph)
        pictures = characters < _FEW_CHARACTERS and _draws(page)
        return Sheet(number, height, found, pictures, cut)
    finally:
        page.close()


def _within_cap(found: list[list[Paragraph]]) -> tuple[list[list[Paragraph]], bool]:
    kept: list[list[Paragraph]] = []
    total = 0
    for flow in found:
        total += sum(len(line.text) + 2 for paragraph in flow for line in paragraph)
        if total > MAX_PAGE_CHARACTERS:
            return kept, True
        kept.append(flow)
    return kept, False


def _draws(page: pdfium.PdfPage) -> bool:
    """Pictures, or letters drawn as shapes."""
    return any(_drawn(page))


def _drawn(page: pdfium.PdfPage) -> Iterator[bool]:
    for item in page.get_objects(max_depth=2):
        yield item.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)
