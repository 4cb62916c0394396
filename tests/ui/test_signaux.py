"""Signaux: starts, ends and silences in words; sources face to face; filters that hide and say so."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from signalled import newsroom, published, report
from streamlit.testing.v1 import AppTest

from kb.engine import default_engine
from kb.releases import current_release
from kb.reviews import add_review, list_reviews
from kb.settings import settings
from kb.signal_lines import country_signals
from ui import address
from ui.choice import Choice

if TYPE_CHECKING:
    from conftest import Base

VIH = Choice("CIV", ("vih",))
Page = Callable[..., AppTest]
Html = Callable[[AppTest], str]


@pytest.fixture
def page() -> Page:
    def _page(choice: Choice = VIH) -> AppTest:
        app = AppTest.from_string("from ui.pages import signaux\nsignaux.show()", default_timeout=20)
        app.query_params["v"] = address.write(choice)
        return app.run()

    return _page


@pytest.fixture
def signals(base: "Base") -> None:
    published(base).engine.dispose()


def shown(app: AppTest, html_of: Html) -> str:
    assert not app.exception
    return html_of(app).replace("\u00a0", " ")


def row_of(html: str, words: str) -> str:
    """The row of the timeline that holds these words, without its tags."""
    rows = [row for row in html.split("<tr>") if words in row and "rc-polarity" in row and "rc-actions" in row]
    assert len(rows) == 1, rows
    return re.sub(r"<[^>]+>", " | ", rows[0])


@pytest.mark.usefixtures("signals")
def test_each_passage_has_its_start_its_end_and_its_four_dates(page: Page, html_of: Html) -> None:
    html = shown(page(), html_of)
    opened = row_of(html, "les antirétroviraux manquent")
    for words in ("■", "signalé", "mars 2022", "février 2023", "la même source le dit absent ou résolu ensuite", "dolutégravir",
                  "depuis mars 2022", "15 juin 2022", "Rapport n° 1, p. 1", "lire", "citer"):  # fmt: skip
        assert words in opened, words
    seen = row_of(html, "les réactifs de charge virale ont manqué")
    for words in ("2021", "fin non documentée", "dernier fait dit : 2021", "plus de 24 mois"):
        assert words in seen, words
    past = row_of(html, "les ruptures étaient fréquentes")
    for words in ("▭", "passé", "début non documenté", "2016", "la source le dit passé"):
        assert words in past, words
    feared = row_of(html, "pourrait survenir")
    for words in ("◇", "envisagé, craint ou conditionnel", "ni début ni fin"):
        assert words in feared, words
    denied = row_of(html, "aucune rupture")
    for words in ("□", "signalé absent ou résolu", "dit absent ou résolu à la publication", "période non précisée"):
        assert words in denied, words


@pytest.mark.usefixtures("signals")
def test_what_names_no_pathology_stands_apart_and_says_so(page: Page, html_of: Html) -> None:
    html = shown(page(Choice("CIV", ("diabete",))), html_of)
    assert "Général : aucune pathologie nommée" in html
    assert "signal général (aucune pathologie nommée)" in row_of(html, "le scanner de Bouaké")
    assert "antirétroviraux" not in html, "a signal on HIV is none on diabetes"


@pytest.mark.usefixtures("signals")
def test_two_sources_that_oppose_one_another_stand_side_by_side(page: Page, html_of: Html) -> None:
    html = shown(page(), html_of)
    table = html.split('class="rc-lines rc-facing"')[1].split("</table>")[0]
    assert table.index("les antirétroviraux manquent") < table.index("aucune rupture"), "in the order of dates"
    assert "Association A" in table
    assert "Ministère B" in table
    assert table.count('scope="col"') == 2


@pytest.mark.usefixtures("signals")
def test_the_tables_can_be_read_aloud(page: Page, html_of: Html) -> None:
    html = shown(page(), html_of)
    tables = re.findall(r"<table.*?</table>", html, flags=re.DOTALL)
    assert tables
    for table in tables:
        assert "<caption" in table
        assert all("scope=" in cell for cell in re.findall(r"<th [^>]*>", table))
    app = page()
    (chart, _) = app.get("vega_lite_chart")
    assert "Les tableaux qui suivent donnent le même contenu" in chart.proto.alt
    assert "open" in chart.proto.spec
    assert "Association A" in chart.proto.spec


@pytest.mark.usefixtures("signals")
def test_a_filter_hides_and_says_so_without_counting(page: Page, html_of: Html) -> None:
    app = page()
    app.selectbox(key="signal_polarity").select("present").run()
    html = shown(app, html_of)
    assert "Un filtre est actif" in html
    assert "pourrait survenir" not in html
    assert "février 2023" in row_of(html, "les antirétroviraux manquent"), "an end is read before anything is hidden"
    app.selectbox(key="signal_source").select("Journal C").run()
    app.selectbox(key="signal_until").select(2016).run()
    assert "Les filtres masquent tous les signaux" in shown(app, html_of)
    app.selectbox(key="signal_polarity").select(None).run()
    assert "les ruptures étaient fréquentes" in shown(app, html_of)


@pytest.mark.usefixtures("signals")
def test_an_unticked_component_hides_its_signals(page: Page, html_of: Html) -> None:
    html = shown(page(Choice("CIV", ("vih",), ("examen_biologie",))), html_of)
    assert "charge virale" in html
    assert "antirétroviraux manquent" not in html
    assert "Les composantes décochées masquent tous" in shown(page(Choice("CIV", ("vih",), ("structure",))), html_of)


@pytest.mark.usefixtures("signals")
def test_no_signal_says_which_reports_were_read(page: Page, html_of: Html) -> None:
    html = shown(page(Choice("MLI", ("vih",))), html_of)
    assert "Aucun signal dans cette base" in html
    assert "Sources de rapports lues : ReliefWeb" in html
    assert "Non consultées : " in html


def test_no_report_read_is_no_silence(released: "Base", page: Page, html_of: Html) -> None:
    html = shown(page(), html_of)
    assert "ce n’est pas un silence" in html
    assert "recoupe crawl --all" in html
    assert "Non consultées : " in html


def test_a_report_under_reference_shows_no_word_of_it(base: "Base", page: Page, html_of: Html) -> None:
    published(base, source="msf_fr").engine.dispose()
    html = shown(page(), html_of)
    assert "texte non redistribué : ouvrir la source" in html
    assert "antirétroviraux manquent" not in html
    assert "fin non documentée" in html


def test_a_later_vintage_of_the_report_speaks_alone(base: "Base", page: Page, html_of: Html) -> None:
    newspaper, address_of_report = newsroom(base), "https://example.org/api/1"
    first = {"quote": "le stock manque en mai 2025", "period_start": "2025-05-01", "period_end": "2025-05-31"}
    over = {
        "quote": "le manque de mai 2025 a pris fin",
        "polarity": "historical",
        **{k: first[k] for k in first if k != "quote"},
    }
    newspaper.run({address_of_report: report(1, "A", "2025-06-01", first)})
    newspaper.freeze()
    newspaper.run({address_of_report: report(1, "A", "2025-09-01", over)})
    newspaper.freeze()
    newspaper.engine.dispose()
    then = shown(page(Choice("CIV", ("vih",), (), 1)), html_of)
    assert "fin non documentée" in row_of(then, "le stock manque")
    now = shown(page(Choice("CIV", ("vih",), (), 2)), html_of)
    assert "le stock manque" not in now
    assert "la source le dit passé" in row_of(now, "a pris fin")


def test_hostile_words_are_shown_as_text(base: "Base", page: Page, html_of: Html) -> None:
    newspaper = newsroom(base)
    name = "<img src=x onerror=alert(1)>']||alert(1)||['"
    newspaper.run(
        {"https://example.org/api/1": report(1, name, "2025-06-01", {"quote": "<script>alert(1)</script> manque"})}
    )
    newspaper.freeze()
    newspaper.engine.dispose()
    app = page()
    html = shown(app, html_of)
    assert "<script" not in html
    assert "<img" not in html
    assert "labelExpr" not in app.get("vega_lite_chart")[0].proto.spec, "a publisher's name is never an expression"


@pytest.mark.usefixtures("signals")
def test_to_read_a_signal_shows_its_context_and_what_decided(open_app: Page, html_of: Html) -> None:
    app = open_app(VIH)
    row = next(row for row in shown(app, html_of).split("<tr>") if "les antirétroviraux manquent" in row)
    app.session_state["reading"] = (1, row.split("lire:1:")[1][:16])
    read = shown(app.run(), html_of)
    for words in ("Au niveau national, <strong>les antirétroviraux manquent depuis mars 2022</strong>. Le suivi continue.",
                  "fr.test ; extracteur : press/1",
                  "page 1, caractères 20 à 65", "Rapport n° 1", "dolutégravir", "SHA-256"):  # fmt: skip
        assert words in read, words
    assert "Commentaire de l’éditeur" not in read


@pytest.mark.usefixtures("signals")
def test_a_review_is_added_from_closed_lists_and_told_on_the_line(open_app: Page, html_of: Html) -> None:
    engine = default_engine()
    line = next(
        one for one in country_signals(engine, current_release(engine), "CIV") if "manquent" in (one.quote or "")
    )

    def with_the_line_open(app: AppTest) -> AppTest:
        app.session_state["reading"] = (1, line.id)
        return app.run()

    app = with_the_line_open(open_app(VIH))
    assert "Aucune relecture." in shown(app, html_of)
    assert app.button(key="review_add").disabled
    assert app.selectbox(key=f"review_mark_{line.id}").options == ["confirmé", "écarté", "à revoir"]
    assert not app.get("text_area")
    app.selectbox(key=f"review_mark_{line.id}").select("ecarte")
    app = with_the_line_open(app)
    app.selectbox(key=f"review_reason_{line.id}_ecarte").select("polarite_inversee")
    app = with_the_line_open(app)
    app.button(key="review_add").click()
    with_the_line_open(app)
    (told,) = list_reviews(engine)
    assert (told.line_id, told.mark, told.reason) == (line.id, "ecarte", "polarite_inversee")


@pytest.mark.usefixtures("signals")
def test_a_review_stands_on_the_line_and_hides_nothing(page: Page, html_of: Html) -> None:
    engine = default_engine()
    line = country_signals(engine, current_release(engine), "CIV")[0]
    add_review(engine, settings().archive_url, line, "ecarte", "polarite_inversee")
    html = shown(page(), html_of)
    assert "relecture du 12 mars 2026 : écarté (polarité inversée)" in row_of(html, line.quote or "")


@pytest.mark.usefixtures("signals")
def test_a_filter_never_leaves_one_side_alone(page: Page, html_of: Html) -> None:
    app = page()
    app.selectbox(key="signal_source").select("Ministère B").run()
    html = shown(app, html_of)
    faced = html.split('class="rc-lines rc-facing"')[1].split("</table>")[0]
    assert "les antirétroviraux manquent" in faced
    assert "les antirétroviraux manquent" not in html.replace(faced, "")
    app.selectbox(key="signal_source").select("Journal C").run()
    assert 'class="rc-lines rc-facing"' not in shown(app, html_of)
