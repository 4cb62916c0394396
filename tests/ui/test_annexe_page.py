"""The basket and the annexe: what is cited is what is downloaded, and the code brings the same lines back."""

import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from kb.citations import BANNER
from ui.choice import Choice

Open = Callable[..., AppTest]
Html = Callable[[AppTest], str]


def page(app: AppTest, name: str) -> AppTest:
    """Another page of the same session: AppTest follows pages made of files, ours are functions."""
    other = AppTest.from_string(f"from ui.pages import {name}\n{name}.show()", default_timeout=20)
    for key in ("basket", "choice"):
        if key in app.session_state:
            other.session_state[key] = app.session_state[key]
    return other.run()


def cited(app: AppTest, html_of: Html) -> tuple[str, str]:
    """The ids of two lines of the page."""
    first, second = list(dict.fromkeys(re.findall(r"citer:1:([0-9a-f]{16})", html_of(app))))[:2]
    return first, second


def test_an_empty_annexe_says_how_to_fill_it(figures: object, open_app: Open, html_of: Html) -> None:
    assert "Aucune ligne citée" in html_of(page(open_app(), "annexe"))


def test_the_annexe_holds_the_cited_lines_in_an_order_of_its_own(
    figures: object, open_app: Open, html_of: Html
) -> None:
    app = open_app(Choice("CIV", ("vih",)))
    first, second = cited(app, html_of)
    shown = ""
    for ids in ([first, second], [second, first]):
        app.session_state["basket"] = {1: ids}
        before, shown = shown, html_of(page(app, "annexe"))
        assert BANNER in shown
        assert f"citer:1:{first}" in shown
        assert f"citer:1:{second}" in shown
    assert shown == before, "two readers who cite the same lines hold the same annexe"
    preview = shown.split("<pre>")[1].split("</pre>")[0]
    assert preview.startswith(BANNER)
    assert "Code de réouverture" in preview
    assert f"ligne {second}" in " ".join(preview.split())


def test_a_code_brings_the_same_lines_back(figures: object, open_app: Open, html_of: Html) -> None:
    app = open_app(Choice("CIV", ("vih",)))
    first, second = cited(app, html_of)
    app.session_state["basket"] = {1: [first, second]}
    preview = html_of(page(app, "annexe")).split("<pre>")[1].split("</pre>")[0]
    code = preview.split("Code de réouverture\n")[1].split("\nCe code révèle")[0]
    other = page(open_app(), "annexe")
    other.text_input(key="code").input(code)
    other.button[0].click().run()
    shown = html_of(other)
    assert "Ce code nomme des lignes de la base n° 1" in shown
    assert f"citer:1:{first}" in shown
    assert f"citer:1:{second}" in shown
    other.button(key="cite_all").click().run()
    assert other.session_state["basket"] == {1: sorted([first, second])}


def test_a_mistyped_code_says_so(figures: object, open_app: Open, html_of: Html) -> None:
    other = page(open_app(), "annexe")
    other.text_input(key="code").input("AAAAA-BBBBB")
    other.button[0].click().run()
    assert "faute de frappe" in html_of(other)


def test_sources_tell_their_licence_their_limits_and_their_last_run(
    figures: object, open_app: Open, html_of: Html
) -> None:
    shown = html_of(page(open_app(), "sources"))
    for said in (
        "Observatoire mondial de la santé",
        "Conditions d’utilisation",
        "Chiffres nationaux",
        "en deçà",
        "rejeu de réponses",
    ):
        assert said in shown
