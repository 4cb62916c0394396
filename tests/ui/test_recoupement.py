"""The page one lives in, opened on figures of our own."""

import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from ui import address
from ui.choice import Choice
from ui.components import actions

Open = Callable[..., AppTest]
Html = Callable[[AppTest], str]
VIH = Choice("CIV", ("vih",))


def code_of(app: AppTest) -> str:
    """The code that the address holds now."""
    held = app.query_params["v"]
    return held if isinstance(held, str) else held[0]


def line_id(shown: str, label: str) -> str:
    """The id of the first line with this label."""
    row = next(row for row in shown.split("<tr>") if label in row and "lire:" in row)
    return row.split("lire:1:")[1][:16]


def test_a_line_shows_its_value_its_four_dates_and_its_age(figures: object, open_app: Open, html_of: Html) -> None:
    app = open_app(VIH)
    assert not app.exception
    shown = html_of(app)
    row = next(row for row in shown.split("<tr>") if "payée directement par les ménages" in row).split("</tr>")[0]
    assert "36,0" in row
    assert ">2015<" in row.replace("<span", "<").replace("2015<", ">2015<")
    assert "⚑\u00a0plus\u00a0de\u00a024\u00a0mois" in row
    assert "non enregistrée" in row, "nobody recorded when it was published"
    assert "réponse enregistrée en octobre 2018, rejouée" in row
    assert row.count("octobre 2018") == 2, "taken, then last seen"
    assert "système de santé" in row
    assert "éditeur\u00a0: OMS, GHO" in row


def test_silence_names_the_sources_that_were_asked(figures: object, open_app: Open, html_of: Html) -> None:
    shown = html_of(open_app(VIH))
    section = shown.split('data-section="suivi_rythme"')[1].split("</details>")[0]
    assert "non documenté" in section
    assert "Sources interrogées" in section
    assert re.search(r"réponses enregistrées \([^)]*2018[^)]*\), rejouées le", section), (
        "a replay is never dressed as a live reading"
    )


def test_states_have_a_shape_and_a_word_and_no_colour(figures: object, open_app: Open, html_of: Html) -> None:
    shown = html_of(open_app(VIH))
    assert '<span class="rc-glyph" aria-hidden="true">●</span> documenté' in shown
    assert '<span class="rc-glyph" aria-hidden="true">○</span> non documenté' in shown
    assert "« documenté » ne veut pas dire existant" in shown.replace("\u00a0", " ")


def test_an_unticked_component_is_hidden(figures: object, open_app: Open, html_of: Html) -> None:
    app = open_app(VIH)
    assert 'data-section="dispositif"' in html_of(app)
    app.checkbox(key="tick_dispositif").uncheck().run()
    assert 'data-section="dispositif"' not in html_of(app)
    assert address.read(code_of(app)).components == tuple(
        key.removeprefix("tick_") for key in [box.key for box in app.checkbox] if key != "tick_dispositif"
    )


def test_the_address_names_the_release_and_nothing_readable(figures: object, open_app: Open) -> None:
    app = open_app(VIH)
    assert address.read(code_of(app)) == Choice("CIV", ("vih",), (), 1)


def test_hostile_text_is_shown_as_text(figures: object, open_app: Open, html_of: Html) -> None:
    app = open_app(Choice("CIV", ("diabete",)))
    shown = html_of(app)
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert "<img" not in shown
    app.session_state["reading"] = (1, line_id(shown, "payée directement par les ménages"))
    app.run()
    read = html_of(app)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in read, "the comment of the publisher, in the dialog"
    assert "<script" not in read
    assert not set("\u202e\u202c\u200b") & set(read)
    assert not any("script" in element.value for element in app.markdown)


def test_to_read_a_line_shows_its_proof(figures: object, open_app: Open, html_of: Html) -> None:
    app = open_app(VIH)
    app.session_state["reading"] = (1, line_id(html_of(app), "payée directement par les ménages"))
    read = html_of(app.run())
    for said in (
        "La même série au fil des ans",
        "SHA-256",
        "GHED_OOPSCHE_SHA2011",
        "Limites de la source",
        "aujourd’hui",
    ):
        assert said in read
    assert "38,5" in read, "the other years of the series"


def test_a_message_of_the_browser_is_checked_before_it_is_used() -> None:
    for forged in (None, "", "lire:1:zz", "citer:999999:0000000000000000", "citer:1:0000000000000000;x", {"a": 1}):
        actions.heard(forged)
    assert actions.line_to_open() is None


def test_a_broken_code_says_what_to_do(figures: object, open_app: Open, html_of: Html) -> None:
    app = open_app(code="9ZZ")
    assert not app.exception
    assert "Le code de cette adresse est incomplet" in html_of(app)
    assert len(app.checkbox) == 11, "the choice is still offered"


def test_an_unknown_release_says_so(figures: object, open_app: Open, html_of: Html) -> None:
    app = open_app(Choice("CIV", ("vih",), (), 9))
    assert "demande la base n°\u00a09" in html_of(app).replace("n° 9", "n°\u00a09")
    assert app.selectbox(key="release").select(1).run() is app
    assert "36,0" in html_of(app)


def test_nothing_chosen_yet_says_how_to_begin(figures: object, open_app: Open, html_of: Html) -> None:
    assert "Choisissez un pays" in html_of(open_app())


def test_nothing_ticked_is_not_everything(figures: object, open_app: Open, html_of: Html) -> None:
    app = open_app(Choice("CIV", ("vih",), ("medicament",)))
    app.checkbox(key="tick_medicament").uncheck().run()
    assert "Aucune composante n’est cochée" in html_of(app)
    assert "rc-matrix" not in html_of(app).split("</style>")[-1]
