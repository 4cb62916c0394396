"""The filter by population on Recoupement: what is hidden is counted, kept from page to page, and never a silence."""

from collections.abc import Callable
from typing import Any

import pytest
from populations import released
from streamlit.testing.v1 import AppTest

from ui import address
from ui.choice import Choice

Open = Callable[..., AppTest]
VIH = Choice("CIV", ("vih",))
CHILDREN, PREGNANT = "part des enfants qui le reçoivent", "part des femmes enceintes"


@pytest.fixture
def read(html_of: Callable[[AppTest], str]) -> Callable[[AppTest], str]:
    """What the page shows, with plain spaces."""
    return lambda app: html_of(app).replace("\u00a0", " ")


def medicines(shown: str) -> str:
    return shown.split('data-section="medicament"')[1].split('data-section="soin_technique"')[0]


def test_without_a_filter_every_line_is_there(base: Any, recording: Any, open_app: Open, read: Any) -> None:
    released(base, recording)
    app = open_app(VIH)
    assert app.selectbox(key="population").options == ["toutes", "adulte", "enfant", "femme enceinte"]
    shown = read(app)
    assert CHILDREN in shown
    assert PREGNANT in shown
    assert "masquée" not in shown


def test_a_filter_hides_counts_and_says_so(base: Any, recording: Any, open_app: Open, read: Any) -> None:
    released(base, recording)
    app = open_app(VIH)
    code = app.query_params["v"]
    app.selectbox(key="population").select("enfant").run()
    assert not app.exception
    shown = read(app)
    assert CHILDREN in shown
    assert PREGNANT not in shown
    assert "d’une autre population masquée" in medicines(shown)
    assert shown.index("Population : enfant, au sens de chaque source.") < shown.index('class="rc-matrix"')
    assert app.query_params["v"] == code, "the address opens the whole fiche"
    app.selectbox(key="population").select(None).run()
    assert PREGNANT in read(app)


def test_the_filter_stays_when_another_choice_is_made(base: Any, recording: Any, open_app: Open, read: Any) -> None:
    released(base, recording)
    app = open_app(VIH)
    app.selectbox(key="population").select("enfant").run()
    app.checkbox(key="tick_dispositif").uncheck().run()
    assert app.selectbox(key="population").value == "enfant"
    assert PREGNANT not in read(app)
    held = app.query_params["v"]
    assert "dispositif" not in address.read(held if isinstance(held, str) else held[0]).components


def test_a_component_left_without_lines_is_no_silence(base: Any, recording: Any, open_app: Open, read: Any) -> None:
    released(base, recording, everybody=False)
    app = open_app(VIH)
    app.selectbox(key="population").select("adulte").run()
    section = medicines(read(app))
    assert "</span> documenté" in section
    assert "non documenté" not in section
    assert "Ce n’est pas un silence de la base." in section
    row = read(app).split("voir:medicament")[1].split("</tr>")[0]
    assert "toutes d’une autre population, masquées" in row
    assert "rejouées" not in row, "the last reading is told under a silence, and this is none"
    assert "—" in row, "no newest fact is shown for a population nobody spoke of"
