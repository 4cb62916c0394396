"""Recherche: what sources wrote that holds the words typed, in passages, titles, lists and indicators of one base."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from kb.errors import BadQuery
from kb.releases import ReleaseInfo
from kb.search.finding import prepare
from scoring.looked_through import looked_through
from ui import data, opening
from ui import wording_fr as w
from ui.components import search_filters
from ui.components.html import tag, text
from ui.components.search_hits import hits_list, looked_at
from ui.components.search_state import PAGE, Answer, answer, ask, asked, filters_of
from ui.problems import say

_STYLE = Path(__file__).parents[1] / "components" / "search.css"


def page() -> st.Page:
    """The page, for the list of pages."""
    return st.Page(show, title=w.PAGE_SEARCH, url_path="recherche")


def show() -> None:
    """The field, the names added, the filters, the results, what was looked through."""
    shown = opening.opened_for_any_choice()
    if shown is None:
        return
    st.html(_STYLE)
    st.html(tag("h1", text(w.PAGE_SEARCH), class_="rc-h1"))
    search_filters.field()
    if not asked().text:
        st.html(tag("p", text(w.SEARCH_NOTE), class_="rc-legend"))
        prepare(data.engine(), shown)  # while one types, not once one waits
        return
    try:
        found = answer(data.engine(), shown, asked())
    except BadQuery as error:
        say(w.QUERY_PROBLEMS[error.why])
        return
    search_filters.names(found)
    with data.words(shown):
        search_filters.filters(found)
        _results(found, shown)


def _results(found: Answer, shown: ReleaseInfo) -> None:
    total, first = found.results.total, asked().offset + 1
    said = w.hits_found(total, opening.named(shown))
    st.html(tag("p", text(said), class_="rc-lead", role="status"))
    if found.results.hits:
        if asked().chosen("type") is None:
            st.html(tag("p", text(search_filters.kinds(found)), class_="rc-legend"))
        st.html(tag("p", text(w.SEARCH_ORDER), class_="rc-legend"))
        st.html(hits_list(found.results.hits, shown.number, first))
        _pages(first, len(found.results.hits), total)
    used = filters_of(asked())
    searched, missed = looked_through(data.engine(), shown, used.country, used.family, used.lang)
    st.html(looked_at(searched, missed, opened=not total))


def _pages(first: int, held: int, total: int) -> None:
    if total <= PAGE:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="search_pages"):
        st.button(w.PREVIOUS_HITS, key="search_back", on_click=_turn, args=(-PAGE,), disabled=first == 1)
        st.html(tag("span", text(w.hits_shown(first, first + held - 1, total))))
        st.button(w.NEXT_HITS, key="search_on", on_click=_turn, args=(PAGE,), disabled=first + held > total)


def _turn(by: int) -> None:
    ask(replace(asked(), offset=max(0, asked().offset + by)))
