"""Where a sentence ends in a report page: full stops, blank lines, bullets, rows of a table."""

import re

# Abbreviations after which a full stop ends nothing; a single capital is an initial.
_ABBREVIATIONS = r"(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMM)(?<!\bPr)(?<!\bSt)(?<!\bNo)(?<!\bvs)(?<!\bcf)(?<!\bMs)(?<!\bMrs)(?<!\bSra)(?<!\bDra)(?<!\bart)(?<!\bapprox)(?<!\bFig)"
_BOUNDARY = re.compile(
    _ABBREVIATIONS + r"[.!?…]+[\"'”»)\]*_]*(?:\[?\d{1,2}\]?)?\s+(?=[\"'“«(\[*_¿¡–—-]*\s?[A-ZÀ-ÞŒ0-9])"  # a full stop, then a capital
    r"|\n[ \t]*\n\s*"  # a blank line
    r"|\n[ \t]*(?=(?:[-•●▪◦‣*–—►✓⮚·]|\(?[a-z0-9]{1,2}[.)])\s)"  # a bullet
    r"|(?<=[|\d%])\n(?=\s*[A-ZÀ-Þ|])"  # a row that ends with a figure
    r"|\n(?=[^\n|]{0,60}\|)"  # a row of cells
    r"|(?<=:)\n"  # a title that announces a list
    r"|(?<=[A-ZÀ-Þ]{3})[ \t]*\n(?=\s*[A-ZÀ-Þ])"  # a title in capitals
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in order; together they cover the text."""
    starts = [0, *(found.end() for found in _BOUNDARY.finditer(text))]
    return [(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True) if start < end]
