"""The basket survives a reload and the back button, in the browser alone; its file goes out and comes back."""

import json
from pathlib import Path
from typing import Any

import pytest
from test_browser import choose, cite

from kb.citations import BANNER

pytestmark = pytest.mark.browser


def test_the_basket_outlives_a_reload_and_goes_by_file(server: Any, watched: Any, tmp_path: Path) -> None:
    page = watched.page
    page.goto(server.address)
    choose(page, "cote d", "vih")
    cite(page)
    page.wait_for_function("() => sessionStorage.getItem('recoupe-panier')")
    kept = json.loads(page.evaluate("sessionStorage.getItem('recoupe-panier')"))
    assert kept["notice"] == BANNER
    assert kept["baskets"][0]["choices"] == [{"country": "CIV", "families": ["vih"], "components": []}]

    page.reload()
    page.get_by_role("link", name="Annexe (1)").wait_for()
    page.goto("about:blank")
    page.go_back()
    page.get_by_role("link", name="Annexe (1)").click()
    page.get_by_role("heading", name="Lignes citées de la base n° 1").wait_for()
    watched.shot("annexe-panier", full=True)

    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger : fichier du panier").click()
    told.value.save_as(tmp_path / "panier.json")
    page.get_by_role("button", name="Vider le panier").click()
    page.get_by_text("Aucune ligne citée").wait_for()
    page.wait_for_function("() => sessionStorage.getItem('recoupe-panier') === null")
    page.reload()
    page.get_by_text("Aucune ligne citée").wait_for()

    spoilt = tmp_path / "abime.json"
    spoilt.write_text((tmp_path / "panier.json").read_text(encoding="utf-8").replace("vih", "vhb"), encoding="utf-8")
    page.get_by_label("Reprendre un panier enregistré").set_input_files(spoilt)
    page.get_by_text("a été changé depuis qu’il a été enregistré").wait_for()
    page.get_by_label("Reprendre un panier enregistré").set_input_files(tmp_path / "panier.json")
    page.get_by_text("Panier repris : 1 ligne.").wait_for()
    page.get_by_role("link", name="Annexe (1)").wait_for()

    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger : PDF").click()
    told.value.save_as(tmp_path / "annexe.pdf")
    assert (tmp_path / "annexe.pdf").read_bytes()[:5] == b"%PDF-"
    assert watched.errors == []
