"""The sizes of type in a document: which lines are its body, which are its headings, and of what level."""

import re
from collections import Counter
from dataclasses import dataclass

from extraction.text.pdf.sheet import Line, Sheet, placed_lines
from extraction.text.shapes import ends_sentence, is_item, mostly_letters

_LARGER = 1.08  # of the body's size: less is the noise between a font and its bold
_SMALLER = 0.95  # bold captions and notes are smaller than the body: they head nothing
_TITLE_LINES, _TITLE_CHARACTERS = 4, 200
_SAME = 1.05  # sizes closer than this are one level
_CAPITALS = 80  # characters: a whole sentence in capitals is a warning, not a title
_DEEPEST = 6
_FIGURE = re.compile(r":\s*[+<>~≈]?\s*\d[\d\s.,%*+KMkm]*$")  # « Décès : 26 * » is a figure, in large type


@dataclass(frozen=True)
class Styles:
    """Size of the body's type, whether the body is bold, and the sizes of headings, largest first."""

    body: float
    body_bold: bool
    sizes: tuple[float, ...]

    def heading_level(self, flow: list[Line]) -> int:
        """1 to 6 for a heading, 0 for anything else."""
        if not self._stands_out(flow):
            return 0
        larger = sum(size > flow[0].size * _SAME for size in self.sizes)
        return min(larger + 1, _DEEPEST)

    def _stands_out(self, flow: list[Line]) -> bool:
        text = " ".join(line.text for line in flow)
        if len(flow) > _TITLE_LINES or len(text) > _TITLE_CHARACTERS or "\t" in text:
            return False
        if not mostly_letters(text) or is_item(text) or _FIGURE.search(text):
            return False
        if text.endswith((";", ",")) or (ends_sentence(text) and not text.endswith("?")):
            return False
        size = flow[0].size
        bold = not self.body_bold and all(line.bold for line in flow)
        capitals = text.isupper() and len(text) <= _CAPITALS
        return size >= _LARGER * self.body or (size >= _SMALLER * self.body and (bold or capitals))


def styles_of(sheets: list[Sheet]) -> Styles:
    """By weight of characters: the body is what most of the document is set in."""
    weights: Counter[tuple[float, bool]] = Counter()
    for sheet in sheets:
        for _, line in placed_lines(sheet.flows):
            weights[line.size, line.bold] += len(line.text)
    if not weights:
        return Styles(1.0, False, ())
    body, bold = weights.most_common(1)[0][0]
    return Styles(body, bold, _levels({size for size, heavy in weights if size >= _SMALLER * body}, body))


def _levels(sizes: set[float], body: float) -> tuple[float, ...]:
    found: list[float] = []
    for size in sorted(sizes, reverse=True):
        if not found or found[-1] > size * _SAME:
            found.append(size)
    return tuple(found)
