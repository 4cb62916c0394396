"""The whole day of a médecin in Chromium: question, tableau, hole, contradiction, line, archived copy, timeline, past, annexe.

Every screenshot is kept in tests/artefacts (jour-*.png), to be looked at. The figures are a small recording, the reports ours.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opposed import report
from press import Press

from kb.citations import BANNER
from kb.engine import engine_for
from kb.settings import settings

pytestmark = pytest.mark.browser
ART = "part des personnes vivant avec le VIH"


@pytest.fixture
def room(released: Any, serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Release 1 of 12 March, release 2 of April: two reports that oppose one another came in between."""
    monkeypatch.setenv("RECOUPE_CLOCK", "2026-04-12T09:00:00+00:00")
    settings.cache_clear()
    press = Press(engine_for(released.variables["RECOUPE_DATABASE_URL"]), str(released.archive), source="reliefweb")
    said = {
        "https://example.org/api/1": report(1, "Association A", "2026-03-20", "la metformine a manqué"),
        "https://example.org/api/2": report(
            2, "Ministère B", "2026-03-28", "la metformine n’a pas manqué", polarity="negated"
        ),
    }
    press.run(said)
    press.freeze()
    press.engine.dispose()
    with serve(released, tmp_path) as server:
        yield server


def test_from_the_question_to_the_annexe(room: Any, watched: Any, readable: re.Pattern[str], tmp_path: Path) -> None:
    page = watched.page
    page.goto(room.address)
    question(watched)
    hole(watched)
    contradiction(watched)
    line_and_its_copy(watched)
    timeline(watched)
    the_past(watched)
    annexe(watched, tmp_path)
    watched.note()
    outside = [url for url in watched.requests if not re.match(r"(https?|ws)://127\.0\.0\.1[:/]|data:|blob:", url)]
    assert outside == []
    assert watched.errors == []
    assert [one for one in (*watched.addresses, *watched.requests) if readable.search(one)] == []
    assert not readable.search(room.log.read_text())


def typed(page: Any, text: str) -> None:
    page.keyboard.type(text)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")


def question(watched: Any) -> None:
    """Country and two pathologies with the keyboard, one component less."""
    page = watched.page
    page.locator("#rc-country").wait_for()
    page.locator("html[data-keys]").wait_for(state="attached")
    page.get_by_text("confort", exact=True).wait_for()  # the last part of the sidebar
    watched.shot("jour-1-ouvrir")
    page.keyboard.press("/")
    typed(page, "cote d")
    page.get_by_text("Choisissez au moins une pathologie").wait_for()
    page.keyboard.press("Tab")
    typed(page, "vih")
    page.locator(".rc-h1", has_text="VIH").wait_for()
    page.locator("#rc-families").focus()
    typed(page, "diabète")
    page.locator(".rc-h1", has_text="Diabète").wait_for()
    assert page.locator(".rc-h1").inner_text() == "Côte d’Ivoire × VIH, Diabète"
    page.get_by_text("Examens d’imagerie", exact=True).first.click()
    page.locator(".rc-matrix tbody tr").nth(9).wait_for()
    page.locator("[data-act='voir:imagerie'], [data-act='voir:examen_imagerie']").wait_for(state="detached")
    assert page.locator(".rc-matrix tbody tr").count() == 10
    box = page.locator(".rc-matrix").bounding_box()
    assert box["y"] + box["height"] <= 768, "the matrix is whole on a hospital screen, without scrolling"
    watched.note()
    watched.shot("jour-2-tableau")


def hole(watched: Any) -> None:
    """A silence, with who was asked, when, and who was not."""
    page = watched.page
    page.locator("[data-act='voir:suivi_rythme']").click()
    section = page.locator("details[data-section='suivi_rythme']")
    section.get_by_text("Sources interrogées", exact=False).last.wait_for()
    assert "non documenté" in section.inner_text()
    page.wait_for_timeout(600)  # the page glides to it
    watched.shot("jour-3-trou")


def contradiction(watched: Any) -> None:
    """Both sides of what disagrees, each with who says it."""
    page = watched.page
    block = page.locator(".rc-versus")
    block.scroll_into_view_if_needed()
    said = block.inner_text()
    assert "la metformine a manqué" in said
    assert "la metformine n’a pas manqué" in said
    page.locator(".rc-state", has_text="discordant").first.wait_for()
    watched.shot("jour-4-discordance")


def line_and_its_copy(watched: Any) -> None:
    """A figure at an address of its own; its bytes read again from our archive; reload, back and a shared link."""
    page = watched.page
    page.locator("[data-act='voir:medicament']").click()
    page.locator("tr", has_text=ART).locator("[data-act^='lire:']").first.click()
    page.get_by_role("dialog").get_by_text("ouvrir sur sa propre page").click()
    page.wait_for_url("**/ligne?l=*")
    page.get_by_role("button", name="Ouvrir la copie archivée").click()
    page.get_by_text("empreinte vérifiée à l’instant").wait_for()
    record = page.locator(".rc-copy pre").first
    assert '"IndicatorCode": "HIV_ARTCOVERAGE"' in record.inner_text()
    record.scroll_into_view_if_needed()
    watched.note()
    watched.shot("jour-5-copie")
    named, address = page.locator(".rc-h2").first.inner_text(), page.url
    page.reload()
    page.locator(".rc-h2", has_text=named).first.wait_for()
    assert page.url == address, "a reload gives the same view"
    page.go_back()
    page.locator(".rc-matrix").wait_for()
    page.goto(address)
    page.locator(".rc-h2", has_text=named).first.wait_for()
    watched.shot("jour-6-ligne")


def timeline(watched: Any) -> None:
    """What reports say, in time. The shared link forgot the question, as a colleague would have it: it is asked again."""
    page = watched.page
    page.get_by_role("link", name="Recoupement").click()
    page.locator("html[data-keys]").wait_for(state="attached")
    if not page.locator(".rc-matrix").count():
        page.locator("#rc-country").focus()
        typed(page, "cote d")
        page.get_by_text("Choisissez au moins une pathologie").wait_for()
        page.locator("#rc-families").focus()
        typed(page, "diabète")
    page.locator(".rc-matrix").wait_for()
    page.get_by_role("link", name="Signaux").click()
    page.locator(".rc-signals").first.wait_for()
    page.wait_for_timeout(600)
    watched.note()
    watched.shot("jour-7-signaux")


def the_past(watched: Any) -> None:
    """What the base showed on the first of April: no report yet."""
    page = watched.page
    page.get_by_role("link", name="Recoupement").click()
    page.locator(".rc-matrix").wait_for()
    day = page.get_by_label("ou la base à la date du")
    day.fill("01/04/2026")
    day.press("Enter")
    page.get_by_text("Vous lisez la base").wait_for()
    page.locator(".rc-versus").wait_for(state="detached")
    watched.shot("jour-8-passe")
    day.fill("")
    day.press("Enter")
    page.get_by_text("Vous lisez la base").wait_for(state="detached")
    page.locator(".rc-versus").wait_for()


def annexe(watched: Any, tmp_path: Path) -> None:
    """Both sides are cited, then taken away as a file of a neutral name."""
    page = watched.page
    for number, button in enumerate(page.locator(".rc-versus [data-act^='citer:']").all(), 1):
        button.click()
        page.get_by_role("link", name=f"Annexe ({number})").wait_for()
    page.get_by_role("link", name="Annexe (2)").click()
    page.get_by_text("Lignes citées").first.wait_for()
    with page.expect_download() as told:
        page.get_by_role("button", name=re.compile("Télécharger : texte")).click()
    watched.shot("jour-9-annexe")
    assert re.fullmatch(r"annexe-\d{8}-\d{4}\.txt", told.value.suggested_filename)
    told.value.save_as(tmp_path / "annexe.txt")
    said = (tmp_path / "annexe.txt").read_text(encoding="utf-8")
    assert BANNER in said
    for quote in ("la metformine a manqué", "la metformine n’a pas manqué"):
        assert quote in said
