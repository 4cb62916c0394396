"""One page of a PDF → its lines, each with its place, as pdfium finds them in the file."""

import ctypes
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from extraction.text.characters import UNNAMED
from extraction.text.pdf.sheet import Line

# pdfium parts lines by \r\n, and hides a line's end behind one of these where the line ends with a hyphen
_ENDS = re.compile("\r\n|[\ufffe\x02]")
_BLANKS = re.compile("[\t\n\r\v\f]")
_HYPHENS = ("\ufffe", "\x02")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BOLD = 600  # font weights of pdfium: 400 regular, 700 bold
_CELL_GAP = 1.5  # in font sizes: words stand closer than this, cells and columns do not


class Box(NamedTuple):
    """A rectangle in the page's own coordinates, which grow upwards."""

    left: float
    top: float
    right: float
    bottom: float


def page_lines(page: pdfium.PdfPage) -> list[Line]:
    """The lines inside the visible part of the page, in the order of the file. Raises PdfiumError."""
    textpage = page.get_textpage()
    try:
        frame = Frame(page)
        lines = [line for start, text in _raw_lines(textpage) for line in _segments(textpage, frame, start, text)]
    finally:
        textpage.close()
    return [line for line in lines if frame.shows(line)]


def _raw_lines(textpage: pdfium.PdfTextPage) -> Iterator[tuple[int, str]]:
    """Index of the first character and text, one item per UTF-16 unit: that is how pdfium counts."""
    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return
    buffer = (ctypes.c_ushort * (count + 1))()
    units = raw.FPDFText_GetText(textpage, 0, count, buffer)
    whole = "".join(map(chr, buffer[: max(units - 1, 0)]))
    at = 0
    for end in [*_ENDS.finditer(whole), None]:
        text = whole[at : end.start() if end else len(whole)]
        if end and end.group() in _HYPHENS:
            text += "-"
        if text.strip():
            yield raw.FPDFText_GetCharIndexFromTextIndex(textpage, at), text
        at = end.end() if end else at


def _segments(textpage: pdfium.PdfTextPage, frame: "Frame", start: int, text: str) -> Iterator[Line]:
    """The line, parted where it leaps over a gap: pdfium joins what stands on one baseline, whatever lies between."""
    size, boxes = _size(textpage, start), _boxes(textpage, start, len(text))
    if not boxes:
        return
    cuts = [0, len(text)]
    if _leaps(boxes, size) and not _RIGHT_TO_LEFT.search(text):
        cuts = [0, *_cuts(textpage, start, text, size), len(text)]
    for begin, end in pairwise(cuts):
        words = _clean(text[begin:end])
        if words:
            part = boxes if len(cuts) == 2 else _boxes(textpage, start + begin, end - begin)
            typical = start + _typical(text, begin, end)
            bold = raw.FPDFText_GetFontWeight(textpage, typical) >= _BOLD
            yield Line(words, *frame.place(_union(part)), size=round(_size(textpage, typical), 1), bold=bold)


def _typical(text: str, begin: int, end: int) -> int:
    """A character of the words themselves: bullets and drop capitals come in a font of their own."""
    drawn = [index for index in range(begin, end) if not text[index].isspace()]
    words = [index for index in drawn if text[index].isalnum()]
    return (words or drawn)[len(words or drawn) // 2]


def _clean(units: str) -> str:
    whole = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _BLANKS.sub(" ", whole).translate(UNNAMED).strip()


def _boxes(textpage: pdfium.PdfTextPage, start: int, count: int) -> list[Box]:
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    boxes = []
    for index in range(max(raw.FPDFText_CountRects(textpage, start, count), 0)):
        if raw.FPDFText_GetRect(textpage, index, left, top, right, bottom):
            boxes.append(Box(left.value, top.value, right.value, bottom.value))
    return boxes


def _union(boxes: list[Box]) -> Box:
    return Box(
        min((box.left for box in boxes), default=0.0),
        max((box.top for box in boxes), default=0.0),
        max((box.right for box in boxes), default=0.0),
        min((box.bottom for box in boxes), default=0.0),
    )


def _size(textpage: pdfium.PdfTextPage, index: int) -> float:
    """Height of the font on the page: the font size that the file states is often 1, scaled by a matrix."""
    box = _char(textpage, index)
    return max(abs(box.top - box.bottom), 1.0)


def _char(textpage: pdfium.PdfTextPage, index: int) -> Box:
    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index, rect)
    return Box(rect.left, rect.top, rect.right, rect.bottom)


def _leaps(boxes: list[Box], size: float) -> bool:
    return any(_leap(one, two, size) for one, two in pairwise(boxes))


def _leap(one: Box, two: Box, size: float) -> bool:
    return two.left - one.right > _CELL_GAP * size or two.right < one.left


def _cuts(textpage: pdfium.PdfTextPage, start: int, text: str, size: float) -> Iterator[int]:
    before: Box | None = None
    for index, unit in enumerate(text):
        if unit.isspace():
            continue
        here = _char(textpage, start + index)
        if before and _leap(before, here, size):
            yield index
        before = here


class Frame:
    """The visible rectangle of a page and its rotation: where a box of the file stands for the eye."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        box: tuple[float, float, float, float] = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = box
        self._rotation: int = page.get_rotation()
        wide, high = self._right - self._left, self._top - self._bottom
        self.width, self.height = (high, wide) if self._rotation in (90, 270) else (wide, high)

    def place(self, box: Box) -> tuple[float, float, float, float]:
        """Left, top, right, bottom as shown, in points from the top left corner."""
        x1, y1 = self._shown(box.left, box.top)
        x2, y2 = self._shown(box.right, box.bottom)
        return round(min(x1, x2), 1), round(min(y1, y2), 1), round(max(x1, x2), 1), round(max(y1, y2), 1)

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        match self._rotation:
            case 90:
                return y - self._bottom, x - self._left
            case 180:
                return self._right - x, y - self._bottom
            case 270:
                return self._top - y, self._right - x
            case _:
                return x - self._left, self._top - y

    def shows(self, line: Line) -> bool:
        """False for what lies outside the page: printers' marks, text that nobody can see."""
        x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
        return 0 <= x <= self.width and 0 <= y <= self.height
