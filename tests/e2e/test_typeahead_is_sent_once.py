"""What a type-ahead offers is sent with the first drawings and kept by the page: a choice or another page does not send it again."""

from typing import Any

import pytest
from test_browser import choose

pytestmark = pytest.mark.browser
HEAVY = 60_000  # bytes: one field with all that it offers


def offers(page: Any, typed: str, expected: str) -> None:
    """The field of the country finds by a synonym, without accents."""
    field = page.locator("#rc-country")
    field.focus()
    page.keyboard.type(typed)
    page.get_by_role("option", name=expected).first.wait_for()
    page.keyboard.press("Escape")


def test_the_options_are_sent_once_and_again_when_they_are_lost(server: Any, watched: Any) -> None:
    page, frames = watched.page, []
    page.on("websocket", lambda opened: opened.on("framereceived", lambda frame: frames.append(len(frame))))
    page.goto(server.address)
    choose(page, "cote d", "vih")
    page.locator("[data-act='voir:medicament']").click()
    for name in ("Recherche", "Sources", "Recherche"):
        page.get_by_role("link", name=name).click()
        page.locator(".rc-h1", has_text=name).wait_for()
        page.wait_for_timeout(400)
    page.get_by_role("link", name="Sources").click()
    page.locator(".rc-h1", has_text="Sources").wait_for()
    page.wait_for_timeout(400)
    frames.clear()
    page.get_by_role("link", name="Recherche").click()
    page.locator(".rc-h1", has_text="Recherche").wait_for()
    page.wait_for_timeout(600)
    assert frames
    assert max(frames) < HEAVY, "what the fields offer did not come again"
    offers(page, "ivory", "Côte d’Ivoire")

    # a window that lost them, as one that was put to sleep may, asks for them
    page.evaluate("() => { for (const id of Object.keys(window.recoupeOffered)) delete window.recoupeOffered[id]; }")
    page.get_by_role("link", name="Sources").click()
    page.locator(".rc-h1", has_text="Sources").wait_for()
    page.get_by_role("link", name="Recherche").click()
    page.wait_for_function("() => (window.recoupeOffered.country ?? []).length > 100")
    offers(page, "ivory", "Côte d’Ivoire")
    assert watched.errors == []
