"""An annexe of two thousand lines, in Chromium: its progress is seen, it is stopped, the page stays usable, the file comes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from press import ADDRESS, Press, row
from sqlalchemy import text

from kb.citations import BANNER
from kb.citing.basket import basket_of
from kb.citing.basket_file import write_baskets
from kb.citing.collecting import MOST_CITED
from kb.engine import engine_for
from kb.vocabulary.loader import load_countries

if TYPE_CHECKING:
    from conftest import Base

pytestmark = pytest.mark.browser


@pytest.fixture
def room(base: "Base", serve: Any, tmp_path: Path) -> Iterator[Any]:
    """As many invented figures as an annexe may cite, and the basket file that names them all."""
    press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
    areas = sorted(load_countries())[: MOST_CITED // 20]
    press.run({ADDRESS: [row(1990 + n, f"{n}.5", n + 0.5, area=area) for area in areas for n in range(20)]})
    release = press.freeze()
    with press.engine.connect() as connection:
        ids = [line for (line,) in connection.execute(text("SELECT line_id FROM observation"))]
    assert len(ids) == MOST_CITED
    (tmp_path / "panier.json").write_text(write_baskets([basket_of(1, release.sha256, ids)]), encoding="utf-8")
    press.engine.dispose()
    with serve(base, tmp_path) as server:
        yield server


def test_a_long_annexe_is_seen_stopped_and_made(room: Any, watched: Any, tmp_path: Path) -> None:
    page = watched.page
    page.goto(f"{room.address}annexe")
    page.get_by_label("Reprendre un panier enregistré").set_input_files(tmp_path / "panier.json")
    page.get_by_text("Panier repris").wait_for()
    page.get_by_text("se prépare d’abord").wait_for()
    watched.shot("annexe-longue")

    page.get_by_role("button", name="Préparer : PDF").click()
    page.get_by_role("progressbar").wait_for()
    page.get_by_text(re.compile(r"PDF.: \d+.%, (références|mise en page)")).first.wait_for()
    watched.shot("annexe-longue-avance")
    page.get_by_role("button", name="Interrompre").click()
    page.get_by_text("Préparation interrompue").wait_for()
    assert page.get_by_role("progressbar").count() == 0
    watched.shot("annexe-longue-interrompue")

    page.get_by_role("button", name="Préparer : texte").click()
    page.get_by_role("button", name="Télécharger : texte").wait_for(timeout=60_000)
    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger : texte").click()
    told.value.save_as(tmp_path / "annexe.txt")
    said = (tmp_path / "annexe.txt").read_text(encoding="utf-8")
    assert said.startswith(BANNER)
    assert f"[{MOST_CITED}] " in said
    watched.shot("annexe-longue-prete")
    page.get_by_role("button", name="Vider le panier").click()
    page.get_by_text("Aucune ligne citée").wait_for()
    assert watched.errors == []
