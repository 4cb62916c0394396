"""Ce qui a changé: before and after, the kind in words, who changed it, when; and the bases one may read."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kb.differences import Change, Statement
from ui import address, changes
from ui.choice import Choice
from ui.components.history import stretches

Open = Callable[..., AppTest]
Html = Callable[[AppTest], str]
VIH = Choice("CIV", ("vih",))
DIABETES = Choice("CIV", ("diabete",))


@pytest.fixture
def page(html_of: Html) -> Callable[..., AppTest]:
    """The page alone: AppTest follows pages made of files, ours are functions."""

    def _page(choice: Choice, **parameters: str) -> AppTest:
        app = AppTest.from_string("from ui.pages import changements\nchangements.show()", default_timeout=20)
        for name, value in {"v": address.write(choice), **parameters}.items():
            app.query_params[name] = value
        return app.run()

    return _page


@pytest.fixture
def read(html_of: Html) -> Callable[[AppTest], str]:
    """What the page shows, with plain spaces."""
    return lambda app: html_of(app).replace("\u00a0", " ")


def test_before_and_after_kind_who_and_when(revised: Any, page: Any, read: Any) -> None:
    app = page(VIH)
    assert not app.exception
    shown = read(app)
    (row,) = [row for row in re.findall(r"<tr>.*?</tr>", shown) if "34,2" in row]
    assert row.index("36,0") < row.index("34,2")
    for said in ('scope="row"', "valeur révisée", "par le producteur", "base n° 2 du 12 avril 2026", "lire:2:"):
        assert said in row
    assert "<caption>" in shown
    for said in ('scope="col">Base n° 1', 'scope="col">Base n° 2', "celle que vous lisez"):
        assert said in shown


def test_a_rewriting_is_never_called_a_revision(revised: Any, page: Any, read: Any) -> None:
    (row,) = [row for row in re.findall(r"<tr>.*?</tr>", read(page(VIH))) if "38,50" in row]
    assert "réécriture d’affichage" in row
    assert "révisée" not in row


def test_kinds_are_counted_in_words_and_filter_the_rows(revised: Any, page: Any, read: Any) -> None:
    app = page(VIH)
    labels = [box.label.replace("\u00a0", " ") for box in app.checkbox if (box.key or "").startswith("kind_")]
    assert labels == ["1 valeur révisée", "1 réécriture d’affichage"]
    app.checkbox(key="kind_rewritten").uncheck().run()
    assert "38,50" not in read(app)
    assert "34,2" in read(app)
    app.checkbox(key="kind_revised").uncheck().run()
    assert "Aucune nature de changement n’est cochée" in read(app)


def test_an_unticked_component_is_hidden_here_too(revised: Any, page: Any, read: Any) -> None:
    shown = read(page(Choice("CIV", ("vih",), ("medicament",))))
    assert "34,2" not in shown
    assert "aucune ligne de ce pays et de ces pathologies n’a changé" in shown


def test_hostile_text_is_quoted_as_text(revised: Any, page: Any, read: Any) -> None:
    app = page(DIABETES)
    shown = read(app)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert re.search(r'<q lang="en">', shown)
    assert "<script" not in shown
    assert "<img" not in shown
    assert not set("\u202e\u202c\u200b") & set(shown)
    assert not any("script" in element.value for element in app.markdown)


def test_the_fiche_says_how_much_changed_and_leads_there(revised: Any, open_app: Open) -> None:
    (link,) = open_app(VIH).get("page_link")
    assert link.proto.label.replace("\u00a0", " ") == "1 changement, 1 réécriture d’affichage depuis la base n° 1"
    assert link.proto.page == "changements"
    (link,) = open_app(Choice("MLI", ("vih",), ("examen_imagerie",))).get("page_link")
    assert link.proto.label.startswith("aucun changement depuis")


def test_a_single_release_has_nothing_to_compare(figures: Any, page: Any, read: Any, open_app: Open) -> None:
    app = page(VIH)
    assert not app.exception
    assert "Une seule base existe ici : il n’y a encore rien à comparer." in read(app)
    assert not open_app(VIH).get("page_link")


def test_the_first_of_two_has_nothing_before_it(revised: Any, page: Any, read: Any) -> None:
    assert "La base n° 1 est la première" in read(page(Choice("CIV", ("vih",), (), 1)))


def test_with_a_base_between_each_change_has_its_own_date(
    revised: Any, recording: Any, page: Any, read: Any, next_release: Any
) -> None:
    answer = recording.answer("HIV_ARTCOVERAGE")
    changed = next(row for row in answer["value"] if row["SpatialDim"] == "CIV")
    changed.update(Value="11.1", NumericValue=11.1)
    recording.keep("HIV_ARTCOVERAGE", answer)
    next_release(revised, recording, "2026-05-12T09:00:00+00:00", 3)
    last = read(page(VIH))
    assert "11,1" in last
    assert "34,2" not in last
    app = page(VIH, d="1")
    rows = re.findall(r"<tr>.*?</tr>", read(app))
    assert ["base n° 2 du 12 avril 2026" in row for row in rows if "34,2" in row] == [True]
    assert ["base n° 3 du 12 mai 2026" in row for row in rows if "11,1" in row] == [True]
    app.selectbox(key="from").select(2).run()
    assert "34,2" not in read(app)
    assert "d" not in app.query_params, "the base before needs no word in the address"


def test_to_read_a_line_shows_its_history(revised: Any, open_app: Open, read: Any) -> None:
    app = open_app(VIH)
    found = re.search(r"<tr>(?:(?!</tr>).)*payée directement(?:(?!</tr>).)*?lire:2:([0-9a-f]{16})", read(app))
    assert found
    app.session_state["reading"] = (2, found[1])
    shown = read(app.run()).split("Cette ligne, de base en base")[1].split("La même série")[0]
    assert shown.index("34,2") < shown.index("36,0")
    for said in ("n° 1 du 12 mars 2026", "n° 2 du 12 avril 2026", "base lue", "valeur révisée", "par le producteur"):
        assert said in shown


def test_a_date_leads_to_the_last_base_of_that_day(revised: Any, open_app: Open, read: Any) -> None:
    app = open_app(VIH)
    app.text_input(key="as_of").input("11/04/2026").run()
    assert "36,0" in read(app)
    assert "Vous lisez la base n° 1 du 12 mars 2026 ; la dernière est la n° 2 du 12 avril 2026." in read(app)
    held = app.query_params["v"]
    assert address.read(held if isinstance(held, str) else held[0]).release == 1
    app.text_input(key="as_of").input("12.4.2026").run()
    assert "34,2" in read(app)
    assert "Vous lisez" not in read(app)


def test_before_the_first_base_there_is_none(revised: Any, open_app: Open, read: Any) -> None:
    app = open_app(VIH)
    app.text_input(key="as_of").input("11/03/2026").run()
    assert not app.exception
    shown = read(app)
    assert "Aucune base à cette date (11 mars 2026). La première est la base n° 1 du 12 mars 2026." in shown
    assert "34,2" not in shown
    assert "v" not in app.query_params
    app.selectbox(key="release").select(1).run()
    assert "36,0" in read(app)
    assert app.text_input(key="as_of").value == ""


@pytest.mark.parametrize("typed", ["31/02/2026", "hier", "12/03", "99/99/9999"])
def test_a_date_that_cannot_be_read_says_so_and_changes_nothing(
    typed: str, figures: Any, open_app: Open, read: Any
) -> None:
    app = open_app(VIH)
    app.text_input(key="as_of").input(typed).run()
    assert not app.exception
    assert "Cette date ne se lit pas" in read(app)
    assert "36,0" in read(app)


def change(period: str, sex: str | None = None, indicator: str = "HIV_ARTCOVERAGE") -> Change:
    kind = "SEX" if sex else None
    key = (indicator, "COUNTRY", "CIV", period, kind, sex, None, None, None, None, None)
    return Change("added", "who_gho", key, None, Statement("1", 1.0, None, None, None), "publisher")


def test_newest_first_totals_before_breakdowns_and_pages_lose_nothing() -> None:
    given = [change("2014"), change("2020", "SEX_FMLE"), change("2020", "SEX_BTSX"), change("2010-2016")]
    ordered = changes.in_order(given)
    assert [changes.period(one) for one in ordered] == ["2020", "2020", "2010-2016", "2014"]
    assert changes.dimensions(ordered[0]) == {"SEX": "SEX_BTSX"}
    first, second = changes.pages(ordered, rows=3)
    assert first + second == ordered
    (series,) = changes.by_series(second, ordered)
    assert series.is_cut
    assert series.counts == {"added": 4}
    assert series.periods == ("2010-2016", "2020")
    assert changes.pages([]) == []


def test_bases_that_say_the_same_stand_in_one_row() -> None:
    found = stretches([(number, None) for number in (1, 2, 3)])  # type: ignore[misc]
    assert [(one.first, one.last) for one in found] == [(1, 3)]
