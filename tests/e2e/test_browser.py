"""The day of a médecin, in Chromium: country, family, line, annexe, code. Nothing leaves the machine, nothing is told."""

import re
from pathlib import Path
from typing import Any

import pytest

from kb.citations import BANNER
from kb.engine import default_engine
from kb.releases import current_release

pytestmark = pytest.mark.browser
ART = "part des personnes vivant avec le VIH"


def choose(page: Any, country: str, family: str) -> None:
    """With the keyboard alone: « / » from anywhere, then Tab."""
    page.get_by_label("Pays").wait_for()
    page.locator("html[data-keys]").wait_for(state="attached")  # the last part of the page is there: it hears « / »
    page.keyboard.press("/")
    page.keyboard.type(country)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("Choisissez au moins une pathologie").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.type(family)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.locator(".rc-matrix").wait_for()


def cite(page: Any) -> Any:
    """Cite the first line on antiretroviral treatment; its button."""
    page.locator("[data-act='voir:medicament']").click()
    button = page.locator("tr", has_text=ART).locator("[data-act^='citer:']").first
    button.click()
    page.locator("[data-act^='citer:'][aria-pressed='true']").first.wait_for()
    page.get_by_role("link", name="Annexe (1)").wait_for()
    return button


def test_from_a_country_to_the_annexe(server: Any, watched: Any, readable: re.Pattern[str], tmp_path: Path) -> None:
    page = watched.page
    page.goto(server.address)
    choose(page, "cote d", "vih")
    watched.note()
    assert page.locator(".rc-h1").inner_text() == "Côte d’Ivoire × VIH"
    box = page.locator(".rc-matrix").bounding_box()
    assert box["y"] + box["height"] <= 768, "the matrix is whole on a hospital screen, without scrolling"
    assert page.evaluate("document.documentElement.lang") == "fr"
    watched.shot("recoupement")

    button = cite(page)
    assert "retirer" in button.inner_text()
    assert page.evaluate("document.activeElement.dataset.act").startswith("citer:"), "the focus stays where it was"
    button.click()
    page.get_by_role("link", name="Annexe", exact=True).wait_for()
    button.click()
    page.get_by_role("link", name="Annexe (1)").wait_for()
    watched.shot("lignes")

    page.locator("tr", has_text=ART).locator("[data-act^='lire:']").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("rowheader", name="SHA-256 des octets").wait_for()
    dialog.locator("canvas, svg.marks").first.wait_for()
    watched.note()
    watched.shot("lire")
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    # a function, as the page lets no text become a script
    page.wait_for_function(
        "() => document.activeElement?.dataset.act?.startsWith('lire:')"
    )  # Escape gives the focus back

    page.get_by_role("link", name="Annexe (1)").click()
    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger : texte").click()
    watched.note()
    watched.shot("annexe", full=True)
    assert re.fullmatch(r"annexe-\d{8}-\d{4}\.txt", told.value.suggested_filename)
    told.value.save_as(tmp_path / "annexe.txt")
    annexe = (tmp_path / "annexe.txt").read_text(encoding="utf-8")
    release = current_release(default_engine())
    assert annexe.splitlines()[0] == annexe.splitlines()[-1] == BANNER
    assert "Base n° 1" in annexe
    assert release.sha256 in annexe
    assert "HIV_ARTCOVERAGE" in annexe
    assert "Références" in annexe

    code = annexe.split("Code de réouverture\n")[1].split("\nCe code révèle")[0]
    page.get_by_role("button", name="Vider le panier").click()
    page.get_by_text("Aucune ligne citée").wait_for()
    page.get_by_label("Code de réouverture").fill(code)
    page.get_by_role("button", name="Rouvrir").click()
    page.get_by_role("paragraph").filter(has_text="Ce code nomme des lignes de la base n° 1").wait_for()
    page.locator("tr", has_text=ART).first.wait_for()

    for name in ("Sources", "Cadre juridique", "Aide"):
        page.get_by_role("link", name=name).click()
        page.locator(".rc-h1", has_text=name).wait_for()
        watched.shot(name.lower().replace(" ", "-"), full=True)
        watched.note()
    page.get_by_role("link", name="Recoupement").click()
    page.locator(".rc-matrix").wait_for()
    watched.note()

    assert watched.errors == []
    outside = [url for url in watched.requests if not re.match(r"(https?|ws)://127\.0\.0\.1[:/]|data:|blob:", url)]
    assert outside == []
    told_by_address = [one for one in (*watched.addresses, *watched.requests) if readable.search(one)]
    assert told_by_address == []
    assert all(one.endswith(" Recoupe") for one in watched.addresses), "the title bar says the programme's name alone"
    assert not readable.search(server.log.read_text())


def test_an_address_opens_the_same_page(server: Any, watched: Any) -> None:
    page = watched.page
    page.goto(server.address)
    choose(page, "cote d", "E11.9")
    page.wait_for_url("**/?v=*")
    kept = page.evaluate("location.href")
    page.goto(kept)
    page.locator(".rc-matrix").wait_for()
    assert page.locator(".rc-h1").inner_text() == "Côte d’Ivoire × Diabète"
    assert page.get_by_label("Pays").input_value() == "Côte d’Ivoire"


def test_two_near_names_are_never_picked_for_the_reader(server: Any, watched: Any) -> None:
    page = watched.page
    page.goto(server.address)
    field = page.get_by_label("Pays")
    field.fill("congo")
    assert page.locator("[role=option]").count() == 2
    field.press("Enter")
    assert page.locator(".rc-on").count() == 0, "RDC is not Congo: an arrow key chooses"
    field.press("ArrowDown")
    assert page.locator(".rc-on").count() == 1
    field.fill("zaire")
    assert "République démocratique du Congo" in page.locator(".rc-on").inner_text()
    field.fill("xqzw")
    field.press("Enter")
    page.get_by_text("Aucun pays ne ressemble").wait_for()
    field.fill("senegall")
    field.press("Enter")
    page.locator("[role=option]", has_text="Sénégal").wait_for()


def test_a_dark_system_keeps_the_words(server: Any, chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768}, color_scheme="dark")
    page.goto(server.address)
    choose(page, "mali", "sida")
    page.screenshot(path="tests/artefacts/sombre.png")
    ink = page.locator(".rc-state").first.evaluate("e => getComputedStyle(e).color")
    text = page.locator(".rc-h1").evaluate("e => getComputedStyle(e).color")
    assert ink == text, "a state has the ink of the text"
    page.close()


def test_from_a_fiche_to_what_changed(server_of_two: Any, watched: Any, readable: re.Pattern[str]) -> None:
    page = watched.page
    page.goto(server_of_two.address)
    choose(page, "cote d", "vih")
    page.get_by_text("1 changement depuis la base").wait_for()
    box = page.locator(".rc-matrix").bounding_box()
    assert box["y"] + box["height"] <= 768, "the matrix is still whole on a hospital screen"
    page.get_by_text("1 changement depuis la base").click()
    row = page.locator(".rc-changes tbody tr", has_text="99,9")
    row.wait_for()
    watched.note()
    assert "valeur révisée" in row.inner_text()
    watched.shot("changements")

    row.locator("[data-act^='lire:']").click()
    history = page.get_by_role("dialog").locator("table", has_text="base lue")
    history.wait_for()
    assert history.locator("tbody tr").count() == 2
    history.scroll_into_view_if_needed()
    watched.shot("lire-de-base-en-base")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")

    before = page.url
    page.get_by_text("Examens d’imagerie", exact=True).click()
    # the choice was taken, as any reader who sees the page sees it
    page.wait_for_url(lambda address: address != before)
    page.get_by_role("link", name="Recoupement").click()
    page.locator(".rc-matrix tbody tr").nth(9).wait_for()
    assert page.locator(".rc-matrix tbody tr").count() == 10, "what was unticked stays unticked from page to page"
    day = page.get_by_label("ou la base à la date du")
    day.fill("01/04/2026")
    day.press("Enter")
    page.get_by_text("Vous lisez la base").wait_for()
    page.get_by_role("link", name="Sources").click()
    page.locator(".rc-h1", has_text="Sources").wait_for()
    page.get_by_text("Vous lisez la base").wait_for()
    watched.shot("base-anterieure")
    page.get_by_role("link", name="Recoupement").click()
    day.fill("01/01/2020")
    day.press("Enter")
    page.get_by_text("Aucune base à cette date").wait_for()
    assert watched.errors == []
    assert [one for one in (*watched.addresses, *watched.requests) if readable.search(one)] == []
    assert all(one.endswith(" Recoupe") for one in watched.addresses)
