"""The basket that comes back: from the browser after a reload, from a file; what is not of this base is refused and said."""

import json
import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from kb.citing.basket import Asked, basket_of
from kb.citing.basket_file import read_baskets, write_baskets
from kb.engine import default_engine
from kb.releases import current_release
from ui.choice import Choice

Open = Callable[..., AppTest]
Html = Callable[[AppTest], str]
KEPT = (
    "import streamlit as st\nfrom ui.components import basket_store\nbasket_store.restored(st.session_state['kept'])\n"
)
HANDED = "import streamlit as st\nfrom ui import citing\nst.text(citing.baskets_text())\n"


def run(script: str, **state: object) -> AppTest:
    app = AppTest.from_string(script, default_timeout=20)
    for key, value in state.items():
        app.session_state[key] = value
    return app.run()


@pytest.fixture
def ids(figures: object, open_app: Open, html_of: Html) -> list[str]:
    shown = html_of(open_app(Choice("CIV", ("vih",))))
    return list(dict.fromkeys(re.findall(r"citer:1:([0-9a-f]{16})", shown)))[:3]


def saved(ids: list[str], **other: str) -> str:
    sha256 = other.get("sha256", current_release(default_engine()).sha256)
    return write_baskets([basket_of(1, sha256, ids, [Asked("CIV", ("vih",))])])


def test_what_the_browser_kept_is_cited_again_with_its_choices(ids: list[str]) -> None:
    app = run(KEPT, kept=saved(ids))
    assert not app.exception
    assert app.session_state["basket"] == {1: sorted(ids)}
    assert app.session_state["basket_asked"] == {1: [Asked("CIV", ("vih",))]}
    handed = run(HANDED, basket=app.session_state["basket"], basket_asked=app.session_state["basket_asked"])
    assert read_baskets(handed.text[0].value) == read_baskets(saved(ids))


def test_what_the_browser_kept_joins_what_was_cited_meanwhile(ids: list[str]) -> None:
    app = run(KEPT, kept=saved(ids[1:]), basket={1: [ids[0]]})
    assert sorted(app.session_state["basket"][1]) == sorted(ids)


@pytest.mark.parametrize("kept", ["", "{}", "<script>alert(1)</script>", '{"format": "recoupe-panier", "version": 1}'])
def test_what_was_spoilt_in_the_browser_is_told_and_leaves_the_basket_alone(ids: list[str], kept: str) -> None:
    app = run(KEPT, kept=kept, basket={1: [ids[0]]})
    assert not app.exception
    assert app.session_state["basket"] == {1: [ids[0]]}
    assert "ne peut pas être repris" in app.toast[0].value


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("CIV", "SEN"), "a été changé"),
        (lambda text: "bonjour", "pas un panier"),
        (lambda text: saved(["0" * 16]), "nomme des lignes que cette base ne tient pas"),
        (lambda text: saved([], sha256="0" * 64), "vient d’une autre base"),
        (lambda text: saved([f"{n:016x}" for n in range(10_000)]), "10000 lignes ; une annexe en cite"),
        (lambda text: saved(json.loads(text)["baskets"][0]["lines"]), "Panier repris : 3\u00a0lignes."),
    ],
    ids=["changed", "not one", "unknown line", "other base", "ten thousand lines", "sound"],
)
def test_a_basket_file_is_verified_before_anything_is_shown(
    ids: list[str], html_of: Html, change: Callable[[str], str], said: str
) -> None:
    app = run("from ui.pages import annexe\nannexe.show()", basket_text=change(saved(ids)))
    assert not app.exception
    assert said in html_of(app)
    held = app.session_state["basket"] if "basket" in app.session_state else {}  # noqa: SIM401  (it has no get)
    assert held == ({1: sorted(ids)} if "repris" in said else {})


def test_citing_remembers_the_choice_that_was_looked_at(ids: list[str]) -> None:
    script = "from ui import basket\nbasket.add(1, '" + ids[0] + "')\nbasket.add(1, '" + ids[0] + "')"
    app = run(script, choice=Choice("CIV", ("vih",), ("medicament",)))
    assert app.session_state["basket"] == {1: [ids[0]]}
    assert app.session_state["basket_asked"] == {1: [Asked("CIV", ("vih",), ("medicament",))]}


def test_taking_out_the_last_line_forgets_its_choice(ids: list[str]) -> None:
    script = f"from ui import basket\nbasket.add(1, '{ids[0]}')\nbasket.remove(1, '{ids[0]}')"
    app = run(script, choice=Choice("CIV", ("vih",)))
    assert app.session_state["basket"] == {}
    assert app.session_state["basket_asked"] == {}
