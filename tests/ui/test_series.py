"""One series: its course, what older bases held of it, and the same figures as a table."""

import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from ui import wording_fr as w
from ui.choice import Choice

Open = Callable[..., AppTest]
Html = Callable[[AppTest], str]
NAME = "payée directement par les ménages"


def read(open_app: Open, html_of: Html, release: int) -> AppTest:
    app = open_app(Choice("CIV", ("vih",), (), release))
    row = next(row for row in html_of(app).split("<tr>") if NAME in row and "lire:" in row)
    app.session_state["reading"] = (release, row.split(f"lire:{release}:")[1][:16])
    return app.run()


def test_a_revised_series_shows_what_older_bases_held(revised: object, open_app: Open, html_of: Html) -> None:
    app = read(open_app, html_of, 2)
    shown = html_of(app).replace("\u00a0", " ")
    row = next(row for row in re.findall(r"<tr>.*?</tr>", shown.split("La même série")[1]) if "34,2" in row)
    assert "base n° 1 : 36,0" in row
    assert "Trait fin pointillé : ce que tenait la base n° 1." in shown
    (drawn,) = app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart")
    assert drawn.proto.spec.count('"strokeDash"') == 1


def test_an_older_base_is_drawn_without_what_came_after_it(revised: object, open_app: Open, html_of: Html) -> None:
    shown = html_of(read(open_app, html_of, 1)).replace("\u00a0", " ")
    assert "Trait fin" not in shown
    assert "34,2" not in shown.split("La même série")[1]


def test_several_bases_are_named_in_the_plural() -> None:
    assert w.older_courses([3, 1]).replace("\u00a0", " ").endswith("ce que tenaient les bases n° 3, n° 1.")
