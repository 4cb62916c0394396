"""The order of a page by geometry alone: columns one after the other, tables row by row.

For files that draw line after line across the columns. The page is parted at its best gutter, band by band between the lines
that cross it, and each part again.
"""

from collections import Counter
from functools import reduce
from itertools import groupby
from statistics import median

from extraction.text.pdf.flows import PROSE, joined, same_row
from extraction.text.pdf.sheet import Line

MAX_DEPTH = 8  # columns within columns; a page of a report has two or three levels
_MOST_GUTTERS = 30  # left edges tried: those where most lines begin
_GUTTER = 0.6  # of the font size: narrower white is the space between two words
_COLUMN_LINES = 3  # two lines are a caption, not a column
_SAME_EDGE = 3.0  # points: left edges closer than this are one


def by_columns(lines: list[Line], depth: int = 0) -> list[Line]:
    """The same lines, ordered; parts of one row are joined."""
    edge = _gutter(lines) if depth < MAX_DEPTH and len(lines) >= 2 * _COLUMN_LINES else None
    if edge is None:
        return _rows(lines)
    found = []
    for band in _bands(lines, edge):
        left = [line for line in band if _is_left(line, edge)]
        right = [line for line in band if line.left >= edge - _SAME_EDGE]
        if left and right:
            found += by_columns(left, depth + 1) + by_columns(right, depth + 1)
        else:
            found += by_columns(band, depth + 1)
    return found


def _is_left(line: Line, edge: float) -> bool:
    return line.right <= edge - _GUTTER * line.size


def _gutter(lines: list[Line]) -> float | None:
    """The left edge of a right-hand column, where white runs down the page beside enough lines on both sides."""
    edges = Counter(round(line.left / _SAME_EDGE) * _SAME_EDGE for line in lines)
    tried = [(_weight(lines, edge), edge) for edge, _ in edges.most_common(_MOST_GUTTERS)]
    best = max(tried, default=(0, 0.0))
    return best[1] if best[0] > 0 else None


def _weight(lines: list[Line], edge: float) -> int:
    """How many lines the gutter parts, less those that cross it beside them; zero where it parts a table."""
    left = [line for line in lines if _is_left(line, edge)]
    right = [line for line in lines if line.left >= edge - _SAME_EDGE]
    if min(len(left), len(right)) < _COLUMN_LINES:
        return 0
    top = max(min(line.top for line in left), min(line.top for line in right))
    bottom = min(max(line.bottom for line in left), max(line.bottom for line in right))
    crossing = [line for line in lines if not _is_left(line, edge) and line.left < edge - _SAME_EDGE]
    between = sum(1 for line in crossing if top < line.top and line.bottom < bottom)
    beside = min(_count(left, top, bottom), _count(right, top, bottom))
    if beside < _COLUMN_LINES or _is_table(left, right):
        return 0
    return beside - 2 * between


def _count(lines: list[Line], top: float, bottom: float) -> int:
    return sum(1 for line in lines if line.bottom > top and line.top < bottom)


def _is_table(left: list[Line], right: list[Line]) -> bool:
    """Short cells on shared baselines: a row says more than a column does."""
    if max(median(len(line.text) for line in side) for side in (left, right)) >= PROSE:
        return False
    rows = {round(line.bottom / 2) for line in left}
    rows |= {row + 1 for row in rows} | {row - 1 for row in rows}
    return sum(round(line.bottom / 2) in rows for line in right) * 2 > len(right)


def _bands(lines: list[Line], edge: float) -> list[list[Line]]:
    """From top to bottom: the lines that cross the gutter, and what stands between them."""
    crosses = {id(line) for line in lines if not _is_left(line, edge) and line.left < edge - _SAME_EDGE}
    down = sorted(lines, key=lambda line: ((line.top + line.bottom) / 2, line.left))
    return [list(band) for _, band in groupby(down, key=lambda line: id(line) in crosses)]


def _rows(lines: list[Line]) -> list[Line]:
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom) / 2):
        if found and all(same_row(part, line) for part in found[-1]):
            found[-1].append(line)
        else:
            found.append([line])
    return [reduce(joined, sorted(row, key=lambda line: line.left)) for row in found]
