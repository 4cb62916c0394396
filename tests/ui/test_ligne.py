"""The page « Ligne »: one line at an address of its own, the same for whoever opens it, whenever."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from ui import address
from ui.choice import Choice

Open = Callable[..., AppTest]
Html = Callable[[AppTest], str]
PAGE = """
import streamlit as st
from ui import frame
from ui.pages import ligne
frame.run(st.navigation([ligne.page()], position="hidden"))
"""


@given(st.integers(0, 65_535), st.integers(0, 2**64 - 1))
def test_a_line_comes_back_whole_and_unreadable(release: int, number: int) -> None:
    line_id = f"{number:016x}"
    code = address.write_line(release, line_id)
    assert address.read_line(code.lower()) == (release, line_id)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{24}", code)
    assert line_id not in code.lower()


def test_every_damaged_code_is_refused() -> None:
    code = address.write_line(3, "0123456789abcdef")
    damaged = [code[:-1], code + "0", "", "é", address.write(Choice("CIV", ("vih",)))]
    damaged += [code[:i] + ("0" if code[i] != "0" else "1") + code[i + 1 :] for i in range(len(code))]
    for one in damaged:
        with pytest.raises(address.BadAddress):
            address.read_line(one)
    with pytest.raises(address.BadAddress):
        address.read(code)


@pytest.fixture
def open_line() -> Callable[..., AppTest]:
    def _open(code: str | None = None) -> AppTest:
        app = AppTest.from_string(PAGE, default_timeout=20)
        if code is not None:
            app.query_params["l"] = code
        return app.run()

    return _open


def line_of(open_app: Open, html_of: Html, label: str, release: int = 1) -> str:
    """The id of the first line with this label, as the fiche shows it."""
    shown = html_of(open_app(Choice("CIV", ("vih",), (), release)))
    row = next(row for row in shown.split("<tr>") if label in row and "lire:" in row)
    return row.split(f"lire:{release}:")[1][:16]


def test_a_line_has_a_page_with_its_proof(figures: object, open_app: Open, open_line: Open, html_of: Html) -> None:
    line = line_of(open_app, html_of, "payée directement par les ménages")
    app = open_line(address.write_line(1, line))
    assert not app.exception
    shown = html_of(app).replace("\u00a0", " ")
    for said in (
        '<h1 class="rc-h1">La ligne et sa preuve</h1>',
        "36,0",
        "SHA-256 des octets",
        "Conditions d’utilisation des données de l’OMS",
        "Copie archivée",
        "laissent remontrer les chiffres, pas le fichier",
        "Autres lignes de la même source",
        "Signaler une erreur",
        f"Ligne : {line}",
    ):
        assert said in shown
    assert list(app.query_params) == ["l"], "nothing else is in the address"


def test_the_archived_copy_opens_on_the_record_of_the_line(
    figures: object, open_app: Open, open_line: Open, html_of: Html
) -> None:
    line = line_of(open_app, html_of, "payée directement par les ménages")
    app = open_line(address.write_line(1, line))
    assert "rc-verbatim" in html_of(app)
    app.button(key=f"copy_1_{line}_open").click().run()
    shown = html_of(app)
    assert "empreinte vérifiée à l’instant" in shown
    assert "&quot;NumericValue&quot;: 36.0" in shown
    assert "<script" not in shown, "the comment of the record is hostile"


def test_an_archive_that_was_lost_is_told_as_a_sentence(
    figures: object, open_app: Open, open_line: Open, html_of: Html
) -> None:
    line = line_of(open_app, html_of, "payée directement par les ménages")
    for file in figures.archive.rglob("*.warc.gz"):  # type: ignore[attr-defined]
        file.write_bytes(b"")
    app = open_line(address.write_line(1, line))
    app.button(key=f"copy_1_{line}_open").click().run()
    assert not app.exception
    assert "La copie archivée ne peut pas être lue" in html_of(app)


def test_a_line_is_cited_from_its_page(figures: object, open_app: Open, open_line: Open, html_of: Html) -> None:
    line = line_of(open_app, html_of, "payée directement par les ménages")
    app = open_line(address.write_line(1, line))
    app.button(key="evidence_cite").click().run()
    assert app.button(key="evidence_cite").label == "Retirer de l’annexe"
    assert app.session_state["basket"] == {1: [line]}


def test_the_line_of_an_older_base_says_that_there_is_a_newer_one(
    revised: object, open_app: Open, open_line: Open, html_of: Html
) -> None:
    line = line_of(open_app, html_of, "payée directement par les ménages")
    shown = html_of(open_line(address.write_line(1, line))).replace("\u00a0", " ")
    assert "Vous lisez la base n° 1 du 12 mars 2026 ; la dernière est la n° 2" in shown
    assert "Vous lisez" not in html_of(open_line(address.write_line(2, line)))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (None, "son adresse n’en nomme aucune"),
        ("ABC", "Le code de cette adresse est incomplet ou altéré"),
        (address.write_line(1, "0" * 16), "ne tient pas la ligne, ou la base, que nomme cette adresse"),
        (address.write_line(9, "0" * 16), "ne tient pas la ligne, ou la base, que nomme cette adresse"),
    ],
)
def test_what_cannot_be_shown_says_why(
    code: str | None, said: str, figures: object, open_line: Open, html_of: Html
) -> None:
    app = open_line(code)
    assert not app.exception
    assert said in html_of(app)
