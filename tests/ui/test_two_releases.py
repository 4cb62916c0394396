"""A publisher revises a figure: an address keeps showing the base it names, and says that a newer one exists."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from ui import address
from ui.choice import Choice

Open = Callable[..., AppTest]
Html = Callable[[AppTest], str]


def plain(shown: str) -> str:
    """Without the no-break spaces that French typography asks for."""
    return shown.replace("\u00a0", " ")


def test_an_address_keeps_its_base(revised: object, open_app: Open, html_of: Html) -> None:
    app = open_app(Choice("CIV", ("vih",), (), 1))
    shown = html_of(app)
    assert "36,0" in shown
    assert "34,2" not in shown
    assert "Vous lisez la base n° 1 du 12 mars 2026 ; la dernière est la n° 2 du 12 avril 2026." in plain(shown)
    app.selectbox(key="release").select(2).run()
    shown = html_of(app)
    assert "34,2" in shown
    assert "36,0" not in shown
    assert "Vous lisez" not in shown
    held = app.query_params["v"]
    assert address.read(held if isinstance(held, str) else held[0]).release == 2


def test_lines_are_cited_from_the_base_they_were_read_in(revised: object, open_app: Open, html_of: Html) -> None:
    shown = html_of(open_app(Choice("CIV", ("vih",), (), 1)))
    assert "citer:1:" in shown
    assert "citer:2:" not in shown


def test_without_an_address_the_newest_base_answers(revised: object, open_app: Open, html_of: Html) -> None:
    assert "34,2" in html_of(open_app(Choice("CIV", ("vih",))))
