"""The timeline in Chromium: drawn, readable by keyboard, opened and cited like any line."""

from typing import Any

import pytest
from signalled import published

from ui import address
from ui.choice import Choice

pytestmark = pytest.mark.browser


@pytest.fixture
def released(base: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the server of these tests shows: four invented reports."""
    published(base, monkeypatch).engine.dispose()
    return base


def test_the_timeline_is_drawn_read_and_cited(server: Any, watched: Any) -> None:
    page = watched.page
    page.goto(f"{server.address}signaux?v={address.write(Choice('CIV', ('vih',)))}")
    page.locator(".rc-signals").first.wait_for()
    page.locator("canvas, svg.marks").first.wait_for()
    watched.note()
    watched.shot("signaux")
    page.set_viewport_size(
        {"width": 1366, "height": 2200}
    )  # Streamlit scrolls inside: a tall window shows the whole page
    watched.shot("signaux-entier")
    page.set_viewport_size({"width": 1366, "height": 768})
    columns = page.locator(".rc-facing thead th")
    widths = [columns.nth(place).bounding_box()["width"] for place in range(2)]
    assert abs(widths[0] - widths[1]) <= 1, "neither source takes more room than the other"
    row = page.locator(".rc-signals tr", has_text="les antirétroviraux manquent")
    row.locator("[data-act^='citer:']").click()
    page.get_by_role("link", name="Annexe (1)").wait_for()
    row.locator("[data-act^='lire:']").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("rowheader", name="SHA-256 des octets").wait_for()
    watched.shot("signal-lire")
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert watched.errors == []
    assert all(one.endswith(" Recoupe") for one in watched.addresses)
