"""Where a sentence ends in a report page: full stops, blank lines, bullets, rows of a table, titles."""

import re

# Abbreviations after which a full stop ends nothing; a single capital is an initial.
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Dr|Mr|MM|Pr|St|Ste|No|vs|cf|Ms|Mrs|Sra|Dra|art|approx|Fig|Mme|Prof))$")
# Every alternative begins with one of four characters, so that the search leaps from one to the next.
_BOUNDARY = re.compile(
    r"[.!?…][\"'”»)\]*_]*(?:\[?\d{1,2}\]?)?\s+(?=[\"'“«(\[*_¿¡–—-]*\s?[A-ZÀ-ÞŒ0-9])"  # a full stop, then a capital
    r"|\n(?:[ \t]*\n\s*"  # a blank line
    r"|[ \t]*(?=(?:[-•●▪◦‣*–—►✓⮚·]|\(?[a-z0-9]{1,2}[.)])\s)"  # a bullet
    r"|(?<=[|\d%:]\n)(?=\s*[A-ZÀ-Þ|])"  # a row that ends with a figure, a title that announces a list
    r"|(?<=[A-ZÀ-Þ]{3}\n)(?=\s*[A-ZÀ-Þ])"  # a title in capitals
    r"|(?=[^\n|]{0,60}\|))"  # a row of cells
)


_LONGEST = 3_000  # characters: longer than any sentence, and short enough for a table without a full stop


def sentence_starts(text: str) -> list[int]:
    """Where each sentence starts, in order; the first is 0."""
    starts = [0]
    for found in _BOUNDARY.finditer(text):
        if text[found.start()] != "." or not _ABBREVIATION.search(text, max(0, found.start() - 7), found.start()):
            starts.append(found.end())
    return starts if len(text) <= _LONGEST else _bounded(text, starts)


def _bounded(text: str, starts: list[int]) -> list[int]:
    """The same starts, with a cut at a space where what stands between two of them is no sentence."""
    made: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        made.append(start)
        while end - made[-1] > _LONGEST:
            space = text.rfind(" ", made[-1] + _LONGEST // 2, made[-1] + _LONGEST)
            made.append(space + 1 if space > 0 else made[-1] + _LONGEST)
    return made


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in order; together they cover the text."""
    starts = sentence_starts(text)
    return [(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True) if start < end]
