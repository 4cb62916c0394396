"""Long texts are read in pieces, so that memory and time follow the length and nothing else."""

import re
from collections.abc import Iterator

_CHUNK = 100_000  # characters
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def chunks_of(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of about a hundred thousand characters with their place, cut at a blank line, a line, a space, or anywhere."""
    start = 0
    while len(text) - start > _CHUNK:
        end = _cut(text, start + _CHUNK // 2, start + _CHUNK)
        yield start, text[start:end]
        start = end
    yield start, text[start:] if start else text


def _cut(text: str, low: int, high: int) -> int:
    blanks = [found.end() for found in _BLANK_LINE.finditer(text, low, high)]
    if blanks:
        return blanks[-1]
    for mark in ("\n", ". ", " "):
        place = text.rfind(mark, low, high)
        if place >= 0:
            return place + len(mark)
    return high


def paragraph_around(text: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """As far as `reach` characters around a passage, without leaving its paragraph."""
    low, high = max(0, start - reach), min(len(text), end + reach)
    for found in _BLANK_LINE.finditer(text, low, start):
        low = found.end()
    after = _BLANK_LINE.search(text, max(start, end - 2), high)
    return low, after.start() if after else high
