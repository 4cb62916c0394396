"""Pages that a screen reader, a keyboard and a magnified screen can use: axe-core on each, then what axe does not see."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from press import CODE

from ui import address
from ui.choice import Choice

if TYPE_CHECKING:
    from conftest import Base

pytestmark = pytest.mark.browser
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What the framework writes and lets nobody change; docs/accessibilite.md lists the same, each with its reason.
OF_THE_FRAMEWORK: dict[str, str] = {}
VIH = address.write(Choice("CIV", ("vih",), medicine="dolutegravir"))


@pytest.fixture
def read(server_of_two: Any, watched: Any) -> Iterator[Callable[[str, str], Any]]:
    """Open a page of the reading room on two small releases, once what is asked for stands in it."""

    def _read(path: str, awaited: str) -> Any:
        watched.page.goto(server_of_two.address + path)
        watched.page.locator(awaited).first.wait_for()
        watched.page.locator("html[data-keys]").wait_for(state="attached")
        return watched.page

    yield _read
    assert watched.errors == []


def a_line(base: "Base") -> str:
    """The code of one figure of release 2."""
    import sqlite3

    with sqlite3.connect(base.file) as connection:
        asked = "SELECT line_id FROM observation WHERE indicator = ? AND area = 'CIV' AND last_release IS NULL"
        (found,) = connection.execute(f"{asked} ORDER BY period_end DESC LIMIT 1", (CODE,)).fetchone()
    return address.write_line(2, found)


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


PAGES = [
    ("", "#rc-country"),
    (f"?v={VIH}", ".rc-matrix"),
    (f"changements?v={VIH}", ".rc-changes"),
    (f"medicament?v={VIH}", "h2.rc-h2"),
    ("annexe", ".rc-h1"),
    ("sources", ".rc-sources"),
    ("cadre", ".rc-law"),
    ("aide", ".rc-h1"),
]


def test_axe_finds_nothing_of_ours(read: Callable[[str, str], Any], released: "Base", watched: Any) -> None:
    found = {}
    for path, awaited in [*PAGES, (f"ligne?l={a_line(released)}", "h1.rc-h1")]:
        page = read(path, awaited)
        page.evaluate("() => document.querySelectorAll('details').forEach((e) => { e.open = true; })")
        page.wait_for_timeout(400)
        if told := violations(page):
            found[path.split("?")[0] or "recoupement"] = told
    page = read(f"?v={VIH}", ".rc-matrix")
    page.get_by_role("button", name="tout déplier").click()
    page.locator("[data-act^='lire:']").first.click()
    page.get_by_role("rowheader", name="SHA-256 des octets").wait_for()
    page.wait_for_timeout(400)
    if told := violations(page):
        found["lire"] = told
    assert found == {}
