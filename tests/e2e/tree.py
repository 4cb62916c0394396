"""A page as a screen reader meets it: its accessibility tree as Chromium builds it, in lines; long tables are cut."""

import re
from typing import Any

MOST_ROWS = 3  # rows of a table: the next ones are read in the same way
_ROW = re.compile(r"^( *)- row ")
_URL = re.compile(r"^ *- /(?:url|placeholder):")


def read_aloud(page: Any) -> str:
    """The tree of the page, without addresses; of each table, the head and its first rows."""
    kept: list[str] = []
    rows: dict[int, int] = {}
    skipped: int | None = None
    for line in page.locator("body").aria_snapshot().splitlines():
        indent = len(line) - len(line.lstrip())
        if skipped is not None and indent > skipped:
            continue
        skipped = None
        rows = {at: count for at, count in rows.items() if at <= indent}
        if _ROW.match(line):
            rows[indent] = rows.get(indent, 0) + 1
            if rows[indent] > MOST_ROWS:
                skipped = indent
                if rows[indent] == MOST_ROWS + 1:
                    kept.append(" " * indent + "- …")
                continue
        if not _URL.match(line):
            kept.append(line)
    return "\n".join(kept)
