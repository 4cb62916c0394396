"""The timeline in Chromium: drawn, readable by keyboard, opened and cited like any line."""

from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import TimeoutError
from signalled import published

from ui import address
from ui.choice import Choice

pytestmark = pytest.mark.browser


@pytest.fixture
def released(base: Any) -> Any:
    """What the server of these tests shows: four invented reports."""
    published(base).engine.dispose()
    return base


def review(page: Any, dialog: Any, mark: str, reason: str) -> None:
    """Two closed lists, a button; no field takes a text."""
    assert dialog.locator("textarea").count() == 0
    dialog.get_by_role(
        "heading", name="Référence"
    ).wait_for()  # the last part: what moves while it is drawn closes a list
    dialog.get_by_role("heading", name="Référence").scroll_into_view_if_needed()
    for label, option in (("Marque", mark), ("Raison", reason)):
        field, wanted = dialog.get_by_label(label), page.get_by_role("option", name=option, exact=True)
        for _ in range(3):
            field.press("ArrowDown")
            with suppress(TimeoutError):
                wanted.wait_for(timeout=4_000)
                break
        wanted.click()
    dialog.get_by_role("button", name="Ajouter cette relecture").click()


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
    review(page, dialog, "écarté", "polarité inversée")
    dialog.get_by_text("écarté (polarité inversée)").wait_for()
    dialog.get_by_role("heading", name="Relectures de cette extraction").scroll_into_view_if_needed()
    watched.shot("signal-relecture")
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    row.get_by_text("écarté (polarité inversée)").wait_for()
    row.get_by_text("les antirétroviraux manquent").wait_for()
    page.wait_for_function(
        "() => document.activeElement?.dataset.act?.startsWith('lire:')"
    )  # Escape gives the focus back
    assert "polarite" not in server.log.read_text()
    assert watched.errors == []
    assert all(one.endswith(" Recoupe") for one in watched.addresses)
