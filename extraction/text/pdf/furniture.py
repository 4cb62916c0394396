"""Headers, footers and page numbers: lines in the margins that come back page after page."""

import re
from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from extraction.text.pdf.sheet import Line, Sheet, placed_lines
from extraction.text.shapes import is_page_number

_MARGIN = 0.12  # of the page's height, at the top and at the bottom: headers of reports stand within a tenth
_SHARE = 0.3  # of the pages: left and right headers differ, and chapters have their own
_LEAST = 2  # pages
_NUMBER_SIZE = 1.3  # of the usual size: a number set larger is a figure, not that of the page
_NUMBERS = re.compile(r"\d+")


def furniture_of(sheets: list[Sheet]) -> set[tuple[int, int]]:
    """(page, rank of the line on it) of every line that is furniture."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    marginal = [(sheet.number, rank, line) for sheet in sheets for rank, line in _marginal(sheet)]
    for page, _, line in marginal:
        seen[_shape(line)].add(page)
    enough = max(_LEAST, _SHARE * len(sheets))
    lines = [line for sheet in sheets for _, line in placed_lines(sheet.flows)]
    largest = _NUMBER_SIZE * median(line.size for line in lines) if lines else 0.0
    numbers = {(page, rank) for page, rank, line in marginal if line.size <= largest and is_page_number(line.text)}
    repeated = {(page, rank) for page, rank, line in marginal if len(seen[_shape(line)]) >= enough}
    lines = sum(1 for sheet in sheets for _ in placed_lines(sheet.flows))
    return (
        numbers if len(numbers | repeated) == lines else numbers | repeated
    )  # else slides that say one thing say nothing


def _marginal(sheet: Sheet) -> Iterator[tuple[int, Line]]:
    for rank, (_, line) in enumerate(placed_lines(sheet.flows)):
        if line.bottom <= _MARGIN * sheet.height or line.top >= (1 - _MARGIN) * sheet.height:
            yield rank, line


def _shape(line: Line) -> tuple[str, int]:
    """The line without what changes from page to page, and its size: the title is not the header that repeats it smaller."""
    return _NUMBERS.sub("#", " ".join(line.text.split())).casefold(), round(line.size)
