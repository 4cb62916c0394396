"""What each reader meets: axe-core's findings, what a magnified page loses aside, and the accessibility tree as Chromium builds it."""

import re
from importlib.resources import files
from typing import Any

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What the framework writes and lets nobody change; docs/accessibilite.md lists the same, each with its reason.
OF_THE_FRAMEWORK: dict[str, str] = {}
ENGLISH = re.compile(
    r"\b(?:Close|Open|Sidebar|Skip to|App pages|Fullscreen|Show data|Download|Loading|Select|No results)\b"
)
MOST_ROWS = 3  # rows of a table: the next ones are read in the same way
_ROW = re.compile(r"^( *)- row ")
_URL = re.compile(r"^ *- /(?:url|placeholder):")


def violations(page: Any) -> dict[str, str]:
    """What axe-core finds, whatever its gravity, by rule: how many, and the first element."""
    # not as a script of the page, which its policy refuses: through the debugger, as the browser's own tools do
    page.evaluate(f"() => {{ {AXE} }}")
    found = page.evaluate("(rules) => axe.run(document, rules)", RULES)["violations"]
    return {
        one["id"]: f"{one['impact']}, {len(one['nodes'])} × {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["id"] not in OF_THE_FRAMEWORK
    }


def aside(page: Any) -> list[int]:
    """Pixels that one has to scroll sideways for, at 200 %: a hospital screen then has half of its pixels."""
    page.set_viewport_size({"width": 683, "height": 384})
    page.wait_for_timeout(400)
    found: list[int] = page.evaluate(
        """() => { const main = document.querySelector('.stMain');
        return [document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth]; }"""
    )
    page.set_viewport_size({"width": 1366, "height": 768})
    return found


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
