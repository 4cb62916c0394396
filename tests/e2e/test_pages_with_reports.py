"""The pages that reports fill, for every reader: Signaux, Recherche, Médicament and Ligne on four invented reports."""

import sqlite3
from typing import Any

import pytest
from reader import ENGLISH, aside, read_aloud, violations
from signalled import published

from ui import address
from ui.choice import Choice

pytestmark = pytest.mark.browser
VIH = address.write(Choice("CIV", ("vih",), medicine="dolutegravir"))


@pytest.fixture
def released(base: Any) -> Any:
    """What the server of these tests shows."""
    published(base).engine.dispose()
    return base


def a_signal(base: Any) -> str:
    """The code of one signal of release 1."""
    with sqlite3.connect(base.file) as connection:
        (found,) = connection.execute("SELECT line_id FROM signal ORDER BY line_id LIMIT 1").fetchone()
    return address.write_line(1, found)


def look(watched: Any, name: str) -> dict[str, Any]:
    """What is wrong on the page as it stands, everything unfolded."""
    page = watched.page
    page.locator("html[data-keys]").wait_for(state="attached")
    page.wait_for_timeout(500)
    watched.shot(f"reports-{name}")
    page.evaluate("() => document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    page.wait_for_timeout(400)
    found = {"axe": violations(page), "english": ENGLISH.findall(read_aloud(page)), "aside": aside(page)}
    return {} if found == {"axe": {}, "english": [], "aside": [0, 0]} else {name: found}


def test_pages_full_of_reports_are_for_every_reader(server: Any, watched: Any, released: Any) -> None:
    page, wrong = watched.page, {}
    page.goto(f"{server.address}signaux?v={VIH}")
    page.locator(".rc-signals").first.wait_for()
    wrong |= look(watched, "signaux")
    page.goto(f"{server.address}medicament?v={VIH}")
    page.locator("h2.rc-h2").first.wait_for()
    wrong |= look(watched, "medicament")
    page.goto(f"{server.address}recherche")
    page.get_by_label("Mots cherchés").fill("rupture dolutégravir")
    page.keyboard.press("Enter")
    page.locator(".rc-hits").wait_for()
    wrong |= look(watched, "recherche")
    page.goto(f"{server.address}ligne?l={a_signal(released)}")
    page.get_by_role("rowheader", name="SHA-256 des octets").wait_for()
    wrong |= look(watched, "ligne")
    page.goto(f"{server.address}sources")
    page.locator(".rc-sources").first.wait_for()
    wrong |= look(watched, "sources")
    page.goto(f"{server.address}ligne")
    page.locator(".rc-problem").wait_for()
    wrong |= look(watched, "ligne-seule")
    assert wrong == {}
    assert watched.errors == []
