"""Searching with the keyboard, in Chromium: type, read, open, cite. What is typed is in no address, no request, no log."""

import re
from typing import Any

import pytest

pytestmark = pytest.mark.browser
TYPED = "menages insulines"


def type_and_search(page: Any, typed: str) -> None:
    field = page.get_by_label("Mots cherchés")
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def test_words_are_found_opened_and_cited_with_the_keyboard(server: Any, watched: Any) -> None:
    page = watched.page
    page.goto(f"{server.address}recherche")
    page.get_by_label("Mots cherchés").wait_for()
    type_and_search(page, TYPED)
    page.get_by_text("Aucun résultat dans la base n° 1").wait_for()
    page.get_by_text("Sources interrogées :").wait_for()
    watched.note()
    type_and_search(page, "insulines")
    page.locator(".rc-hits mark").first.wait_for()
    assert page.locator(".rc-hits mark").first.inner_text() == "Insuline"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        "nothing is cut off on a hospital screen"
    )
    watched.shot("recherche")

    page.locator(".rc-hits [data-act^='lire:']").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("rowheader", name="SHA-256 des octets").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement?.dataset.act?.startsWith('lire:')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Annexe (1)").wait_for()
    assert page.locator(".rc-hits").count() == 1, "citing does not lose the results"
    watched.note()

    page.get_by_role("link", name="Annexe (1)").click()
    page.get_by_role("button", name="Télécharger : texte").wait_for()
    page.get_by_role("link", name="Recherche").click()
    page.locator(".rc-hits").wait_for()
    assert page.get_by_label("Mots cherchés").input_value() == "insulines"
    watched.note()

    assert watched.errors == []
    told = [*watched.addresses, *watched.requests, server.log.read_text()]
    assert [one for one in told if re.search("insulin|menage|ménage", one, re.IGNORECASE)] == []
    assert all(one.endswith(" Recoupe") for one in watched.addresses)


def test_a_name_taken_out_and_a_filter_work_with_the_keyboard(server: Any, watched: Any) -> None:
    page = watched.page
    page.goto(f"{server.address}recherche")
    page.get_by_label("Mots cherchés").wait_for()
    type_and_search(page, "reste à charge")
    page.locator(".rc-hits").wait_for()
    added = page.get_by_role("checkbox", name="out-of-pocket (synonyme)")
    added.focus()
    page.keyboard.press("Space")
    page.wait_for_function("() => !document.querySelector('.rc-hits')")
    page.get_by_role("checkbox", name="out-of-pocket (synonyme)").focus()
    page.keyboard.press("Space")
    page.locator(".rc-hits").wait_for()
    page.get_by_role("combobox", name=re.compile("Pays, .*tous|Pays$")).last.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name=re.compile("Mali")).wait_for()
    offered = page.get_by_role("option").all_inner_texts()
    for _ in range(offered.index("Mali (1)") - 1):  # the key that opened the list stands on its second value
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Retirer les filtres").wait_for()
    page.locator(".rc-hits .rc-h3", has_text="Mali — ").wait_for()
    assert page.locator(".rc-hits > li").count() == 1
    watched.shot("recherche-filtree")
