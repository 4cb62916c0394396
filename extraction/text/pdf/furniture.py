"""Headers, footers and page numbers: lines in the margins that come back page after page."""

import re
from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from extraction.text.pdf.sheet import Line, Sheet
from extraction.text.shapes import is_page_number

# Of the page's height, at the top and at the bottom. Banners of situation reports reach far, but stand alone; a line that the
# file sets against running text is its header only where no running text stands.
_MARGIN, _EDGE = 0.15, 0.08
_SHARE = 0.3  # of the pages: left and right headers differ, and chapters have their own
_LEAST = 2  # pages
_NUMBER_SIZE = 1.3  # of the usual size: a number set larger is a figure, not that of the page
_NUMBERS = re.compile(r"\d+")


class _Place(NamedTuple):
    page: int
    rank: int
    """Of the line on its page."""
    paragraph: tuple[int, int, int]
    line: Line
    depth: float
    """From the nearer edge, top or bottom, as a share of the page's height."""


def furniture_of(sheets: list[Sheet]) -> set[tuple[int, int]]:
    """(page, rank of the line on it) of every line that is furniture."""
    places = [place for sheet in sheets for place in _places(sheet)]
    again = _come_back(places, max(_LEAST, _SHARE * len(sheets)))
    whole: dict[tuple[int, int, int], bool] = defaultdict(lambda: True)
    for place in places:
        whole[place.paragraph] &= place in again
    kept = {(place.page, place.rank) for place in again if whole[place.paragraph] or place.depth <= _EDGE}
    numbers = set(_page_numbers(places))
    return (
        numbers if len(numbers | kept) == len(places) else numbers | kept
    )  # else slides that say one thing say nothing


def _places(sheet: Sheet) -> Iterator[_Place]:
    rank = 0
    for first, flow in enumerate(sheet.flows):
        for second, paragraph in enumerate(flow):
            for line in paragraph:
                depth = min(line.bottom, sheet.height - line.top) / max(sheet.height, 1.0)
                yield _Place(sheet.number, rank, (sheet.number, first, second), line, depth)
                rank += 1


def _come_back(places: list[_Place], enough: float) -> set[_Place]:
    """The lines of the margins that stand on enough pages."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    marginal = [place for place in places if place.depth <= _MARGIN]
    for place in marginal:
        seen[_shape(place.line)].add(place.page)
    return {place for place in marginal if len(seen[_shape(place.line)]) >= enough}


def _page_numbers(places: list[_Place]) -> Iterator[tuple[int, int]]:
    largest = _NUMBER_SIZE * median(place.line.size for place in places) if places else 0.0
    for place in places:
        if place.depth <= _MARGIN and place.line.size <= largest and is_page_number(place.line.text):
            yield place.page, place.rank


def _shape(line: Line) -> tuple[str, int]:
    """The line without what changes from page to page, and its size: the title is not the header that repeats it smaller."""
    return _NUMBERS.sub("#", " ".join(line.text.split())).casefold(), round(line.size)
