"""Recherche: what is typed is looked for, shown, narrowed and cited; it is kept by the session alone."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from library import both, lend, listed, publish, report
from press import ADDRESS, Press, row
from streamlit.testing.v1 import AppTest

from kb.engine import engine_for
from ui import address
from ui.choice import Choice

if TYPE_CHECKING:
    from conftest import Base

HOSTILE = "Rupture <script>alert(1)</script> d’insuline ![x](http://evil.example/a.png) \u202etxet\u202c à Bouaké."


@pytest.fixture
def published(base: "Base", monkeypatch: pytest.MonkeyPatch) -> "Base":
    """Two reports, a list and two series, all invented."""
    lend(monkeypatch, "quote")
    press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
    press.run({ADDRESS: [row(2015, "36.0", 36.0), row(2014, "20.0", 20.0, area="MLI")]})
    signal = {"type": "stock_out_medicines", "families": json.dumps(["diabete"])}
    publish(
        press,
        a=report("a", HOSTILE, "Les ménages paient l’insuline.", title="Rapport <b>de</b> Bouaké", on="2024-02-03", signals=[signal]),
        b=report("b", "Insulin stock-outs in Mali.", lang="en", countries='["MLI"]', on="2019-05-05"),
        c=both(listed("Insuline lente"), listed("Metformin", area="MLI", medicine="metformine")),
        d=report("d", *(f"paludisme, page {number}" for number in range(45))),
    )  # fmt: skip
    press.engine.dispose()
    return base


@pytest.fixture
def page(published: "Base") -> Callable[..., AppTest]:
    """The page, with something typed in it."""

    def _page(typed: str = "", choice: Choice | None = None) -> AppTest:
        app = AppTest.from_string("from ui.pages import recherche\nrecherche.show()", default_timeout=20)
        if choice:
            app.query_params["v"] = address.write(choice)
        app.run()
        if typed:
            app.text_input(key="search_text").input(typed).run()
        return app

    return _page


@pytest.fixture
def said(html_of: Callable[[AppTest], str]) -> Callable[[AppTest], str]:
    def _said(app: AppTest) -> str:
        assert not app.exception
        return html_of(app).replace("\u00a0", " ")

    return _said


def labels(app: AppTest, name: str) -> list[str]:
    """What a filter offers, with its counts."""
    return [one.replace("\u00a0", " ") for one in app.selectbox(key=f"search_filter_{name}").options][1:]


Page = Callable[..., AppTest]
Said = Callable[[AppTest], str]


def test_before_anything_is_typed_the_page_says_how_to_ask(page: Page, said: Said) -> None:
    shown = said(page())
    assert "Tous les mots sont voulus" in shown
    assert "ni l’adresse, ni un journal, ni un fichier" in shown


def test_words_are_found_marked_and_told_with_their_dates(page: Page, said: Said) -> None:
    shown = said(page("menages insuline"))
    assert "1 résultat dans la base n° 1 du 12 mars 2026" in shown
    assert "Les <mark>ménages</mark> paient l’<mark>insuline</mark>." in shown
    for words in (
        "passage de rapport",
        "Côte d’Ivoire",
        "p. 2",
        "en français",
        "publié : ",
        "3 février 2024",
        "plus de 24 mois",
    ):
        assert words in shown
    assert 'lang="fr"' in shown


def test_what_a_publisher_wrote_is_never_markup(page: Page, said: Said) -> None:
    shown = said(page("rupture"))
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "&lt;script&gt;" in shown
    assert "\u202e" not in shown


def test_other_names_are_shown_and_can_be_taken_out(page: Page, said: Said) -> None:
    app = page("glucophage")
    assert "1 résultat dans" in said(app)
    names = {one.label: one for one in app.checkbox if str(one.key).startswith("search_name_")}
    assert set(names) == {"metformine (marque → DCI)", "metformin (marque → DCI)"}
    for one in names.values():
        assert one.value
    app.checkbox(key="search_name_0").uncheck().run()
    assert "1 résultat dans" in said(app), "its English name is still looked for"
    app.checkbox(key="search_name_1").uncheck().run()
    assert "Aucun résultat dans" in said(app)
    assert [one.value for one in app.checkbox if str(one.key).startswith("search_name_")] == [False, False]


def test_a_new_text_brings_its_own_names(page: Page, said: Said) -> None:
    app = page("glucophage")
    app.checkbox(key="search_name_0").uncheck().run()
    app.text_input(key="search_text").input("paludisme").run()
    assert all(one.value for one in app.checkbox if str(one.key).startswith("search_name_"))
    assert "45 résultats" in said(app)


def test_each_filter_says_what_it_leaves(page: Page, said: Said) -> None:
    app = page("insuline")
    assert labels(app, "country") == ["Côte d’Ivoire (3)", "Mali (1)"]
    assert labels(app, "type") == [
        "entrée de liste (1)", "passage de rapport (3)", "passage avec signal : Rupture de médicaments ou de consommables (1)",
    ]  # fmt: skip
    assert labels(app, "lang") == ["anglais (2)", "français (2)"]
    assert labels(app, "since") == labels(app, "until") == ["2024 (2)", "2019 (1)", "2017 (1)"]
    assert "Diabète (3)" in labels(app, "family")
    app.selectbox(key="search_filter_country").set_value("MLI").run()
    assert "1 résultat dans" in said(app)
    assert "Insulin stock-outs" in said(app).replace("<mark>", "").replace("</mark>", "")
    assert labels(app, "country") == ["Côte d’Ivoire (3)", "Mali (1)"], "one may go from a country to another"
    assert labels(app, "lang") == ["anglais (1)"]


@pytest.mark.parametrize(
    ("name", "value", "total"),
    [
        ("type", "listing", 1), ("type", "passage", 3), ("type", "signal:stock_out_medicines", 1), ("family", "diabete", 3),
        ("lang", "en", 2), ("since", "2019", 3), ("until", "2019", 2), ("source", "who_gho", 4),
    ],
)  # fmt: skip
def test_a_filter_leaves_what_it_says(page: Page, said: Said, name: str, value: str, total: int) -> None:
    app = page("insuline")
    app.selectbox(key=f"search_filter_{name}").set_value(value).run()
    assert f"{total} résultat" in said(app)
    app.button(key="search_clear").click().run()
    assert "4 résultats" in said(app)


def test_no_result_says_what_was_searched(page: Page, said: Said) -> None:
    shown = said(page("xylophone"))
    assert "Aucun résultat dans la base n° 1" in shown
    assert '<details class="rc-section" open="">' in shown
    assert "1 source interrogée" in shown
    assert "Observatoire mondial de la santé" in shown
    assert "Non consultées :" in shown
    assert "xylophone" not in shown


def test_a_filter_that_leaves_nothing_stays_in_sight(page: Page, said: Said) -> None:
    app = page("insuline")
    app.selectbox(key="search_filter_country").set_value("MLI").run()
    app.text_input(key="search_text").input("ménages paient").run()
    assert "Aucun résultat" in said(app)
    assert app.selectbox(key="search_filter_country").value == "MLI"
    assert "Mali (0)" in labels(app, "country")


def test_pages_follow_each_other(page: Page, said: Said) -> None:
    app = page("paludisme")
    assert "1 à 20 sur 45" in said(app)
    assert app.button(key="search_back").disabled
    app.button(key="search_on").click().run()
    app.button(key="search_on").click().run()
    assert "41 à 45 sur 45" in said(app)
    assert 'start="41"' in said(app)
    assert app.button(key="search_on").disabled


@pytest.mark.parametrize(
    ("typed", "words"),
    [("???", "Il faut un mot"), ("-insuline", "à côté des mots exclus"), ("mot " * 41, "40 mots au plus")],
)
def test_what_cannot_be_asked_is_told_in_one_sentence(page: Page, said: Said, typed: str, words: str) -> None:
    assert words in said(page(typed))


def test_each_result_can_be_opened_and_cited(page: Page, said: Said) -> None:
    shown = said(page("menages insuline"))
    assert shown.count('data-act="lire:1:') == shown.count('data-act="citer:1:') == 1


def test_an_older_base_is_searched_as_it_was(page: Page, said: Said, published: "Base") -> None:
    press = Press(engine_for(published.variables["RECOUPE_DATABASE_URL"]), str(published.archive))
    publish(press, e=report("e", "glossine"))
    press.engine.dispose()
    assert "1 résultat dans la base n° 2" in said(page("glossine"))
    assert "Aucun résultat dans la base n° 1" in said(page("glossine", Choice("CIV", release=1)))


def test_what_is_typed_stays_in_the_session(
    page: Page, published: "Base", caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    app = page("xylophonique zébulonville", Choice("CIV", ("vih",)))
    assert not app.exception
    told = f"{dict(app.query_params)} {caplog.text} {capfd.readouterr()}".lower()
    for word in ("xylophon", "bulonville"):
        assert word not in told
        for path in published.folder.rglob("*"):
            assert not path.is_file() or word.encode() not in path.read_bytes().lower()
    another = AppTest.from_string("from ui.pages import recherche\nrecherche.show()", default_timeout=20).run()
    assert another.text_input(key="search_text").value == ""


def test_the_field_keeps_what_was_typed_when_one_comes_back(published: "Base") -> None:
    def visit() -> None:
        import streamlit as st

        from ui.pages import recherche

        if not st.checkbox("elsewhere"):
            recherche.show()

    app = AppTest.from_function(visit, default_timeout=20).run()
    app.text_input(key="search_text").input("insuline").run()
    app.checkbox[-1].check().run()
    app.checkbox[-1].uncheck().run()
    assert app.text_input(key="search_text").value == "insuline"
