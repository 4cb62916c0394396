"""One page of a PDF → its lines, each with its place, as pdfium finds them in the file."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import pi
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
    """A rectangle in points, from the top left corner of the page held upright."""

    left: float
    top: float
    right: float
    bottom: float


class PageLines(NamedTuple):
    """The lines of a page, its height in points, and whether they come in the order in which the file draws them."""

    lines: list[Line]
    height: float
    as_drawn: bool


def page_lines(page: pdfium.PdfPage) -> PageLines:
    """The lines inside the visible part of the page. Raises PdfiumError."""
    textpage = page.get_textpage()
    try:
        found = list(_raw_lines(textpage))
        turns = _direction(textpage, found)
        frame = Frame(page, turns)
        lines = [line for start, text in found for line in _segments(textpage, frame, start, text)]
    finally:
        textpage.close()
    # pdfium sorts anew what it takes for text that runs down the page
    return PageLines([line for line in lines if frame.shows(line)], frame.height, turns * 90 == page.get_rotation())


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


def _direction(textpage: pdfium.PdfTextPage, lines: list[tuple[int, str]]) -> int:
    """Quarter turns, clockwise, that set most of the text upright: how its reader holds the page, whatever the file says."""
    turns: Counter[int] = Counter()
    for start, text in lines:
        angle = raw.FPDFText_GetCharAngle(textpage, start + _typical(text, 0, len(text)))
        turns[-round(angle / (pi / 2)) % 4] += len(text)
    return turns.most_common(1)[0][0] if turns else 0


def _segments(textpage: pdfium.PdfTextPage, frame: "Frame", start: int, text: str) -> Iterator[Line]:
    """The line, parted where it leaps over a gap: pdfium joins what stands on one baseline, whatever lies between."""
    boxes = frame.boxes(textpage, start, len(text))
    if not boxes:
        return
    size = frame.size(textpage, start + _typical(text, 0, len(text)))
    cuts = [0, len(text)]
    if any(_leap(one, two, size) for one, two in pairwise(boxes)) and not _RIGHT_TO_LEFT.search(text):
        cuts = [0, *_cuts(textpage, frame, start, text, size), len(text)]
    for begin, end in pairwise(cuts):
        words = _clean(text[begin:end])
        if words:
            part = boxes if len(cuts) == 2 else frame.boxes(textpage, start + begin, end - begin)
            typical = start + _typical(text, begin, end)
            bold = raw.FPDFText_GetFontWeight(textpage, typical) >= _BOLD
            yield Line(words, *_union(part or boxes), size=frame.size(textpage, typical), bold=bold)


def _typical(text: str, begin: int, end: int) -> int:
    """A character of the words themselves: bullets and drop capitals come in a font of their own."""
    drawn = [index for index in range(begin, end) if not text[index].isspace()]
    words = [index for index in drawn if text[index].isalnum()]
    return (words or drawn)[len(words or drawn) // 2]


def _clean(units: str) -> str:
    whole = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _BLANKS.sub(" ", whole).translate(UNNAMED).strip()


def _union(boxes: list[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))


def _leap(one: Box, two: Box, size: float) -> bool:
    return two.left - one.right > _CELL_GAP * size or two.right < one.left


def _cuts(textpage: pdfium.PdfTextPage, frame: "Frame", start: int, text: str, size: float) -> Iterator[int]:
    before: Box | None = None
    for index, unit in enumerate(text):
        if unit.isspace():
            continue
        here = frame.character(textpage, start + index)
        if before and _leap(before, here, size):
            yield index
        before = here


class Frame:
    """The visible rectangle of a page, turned so that its text is upright: where a box of the file stands for the reader."""

    def __init__(self, page: pdfium.PdfPage, turns: int) -> None:
        box: tuple[float, float, float, float] = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = box
        self._turns = turns
        wide, high = self._right - self._left, self._top - self._bottom
        self.width, self.height = (high, wide) if turns % 2 else (wide, high)

    def boxes(self, textpage: pdfium.PdfTextPage, start: int, count: int) -> list[Box]:
        """The runs of glyphs of these characters, tight around their ink."""
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        found = []
        for index in range(max(raw.FPDFText_CountRects(textpage, start, count), 0)):
            if raw.FPDFText_GetRect(textpage, index, left, top, right, bottom):
                found.append(self._place(left.value, top.value, right.value, bottom.value))
        return found

    def character(self, textpage: pdfium.PdfTextPage, index: int) -> Box:
        """The box of one character, as high as its font."""
        rect = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(textpage, index, rect)
        return self._place(rect.left, rect.top, rect.right, rect.bottom)

    def size(self, textpage: pdfium.PdfTextPage, index: int) -> float:
        """Height of the font on the page: the font size that the file states is often 1, scaled by a matrix."""
        box = self.character(textpage, index)
        return max(round(box.bottom - box.top, 1), 1.0)

    def shows(self, line: Line) -> bool:
        """False for what lies outside the page: printers' marks, text that nobody can see."""
        x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
        return 0 <= x <= self.width and 0 <= y <= self.height

    def _place(self, left: float, top: float, right: float, bottom: float) -> Box:
        x1, y1 = self._turned(left, top)
        x2, y2 = self._turned(right, bottom)
        return Box(round(min(x1, x2), 1), round(min(y1, y2), 1), round(max(x1, x2), 1), round(max(y1, y2), 1))

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        match self._turns:
            case 1:
                return y - self._bottom, x - self._left
            case 2:
                return self._right - x, y - self._bottom
            case 3:
                return self._top - y, self._right - x
            case _:
                return x - self._left, self._top - y
