"""The annexe: what was cited, as a file; and the re-opening of a code."""

import streamlit as st

from kb.citations import BANNER, CODE_NOTICE, area_name
from kb.citing.basket import Basket
from kb.citing.basket_file import read_baskets
from kb.citing.entries import in_order
from kb.clock import now
from kb.errors import BadBasket, BadCode
from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.wording import french_day
from ui import basket, citing, data
from ui import wording_fr as w
from ui.components.annexe_formats import formats
from ui.components.basket_field import basket_field
from ui.components.html import tag, text
from ui.components.lines_table import flat_table
from ui.problems import say, told

_REOPENED, _FILE, _TOLD = "reopened", "basket_text", "basket_told"


def show() -> None:
    """Basket first, re-opening under it."""
    st.html(tag("h1", text(w.ANNEXE), class_="rc-h1"))
    if said := st.session_state.pop(_TOLD, None):
        say(said)
    with st.container():
        _basket()
    _load()
    _reopen()


def _load() -> None:
    """A basket file: read in the browser, verified here, said."""
    basket_field(lambda text: st.session_state.__setitem__(_FILE, text))
    content = st.session_state.pop(_FILE, None)
    if content is None:
        return
    with told():
        try:
            number = citing.taken_back(read_baskets(content))
        except BadBasket as error:
            say(str(error))
            return
        st.session_state[_TOLD] = w.loaded(number)
        st.rerun()


def _basket() -> None:
    if not basket.size():
        st.html(tag("p", text(w.ANNEXE_EMPTY), class_="rc-empty"))
        return
    for number, ids in list(basket.content().items()):
        with told():
            _cited(data.release(number), tuple(ids))
    st.button(w.EMPTY_BASKET, on_click=basket.empty, key="empty")
    st.html(tag("p", text(w.ANNEXE_NOTE), class_="rc-legend"))


def _cited(shown: ReleaseInfo, ids: tuple[str, ...]) -> None:
    held = data.lines(ids, shown)
    lines = in_order(held.values())
    heading = w.annexe_of(shown.number, french_day(shown.created_at.isoformat()))
    st.html(tag("p", text(BANNER), class_="rc-secret") + tag("h2", text(heading), class_="rc-h2"))
    if len(lines) < len(ids):
        say(w.missing_lines(shown.number))
    with data.words(shown):
        st.html(flat_table(lines, shown.number, heading, area_name))
    if lines:
        _download(lines, shown)


def _download(lines: list[Line], shown: ReleaseInfo) -> None:
    at = now()
    prepared = citing.prepared(shown, lines, basket.asked().get(shown.number, ()))
    if notes := prepared.surroundings.omitted:
        st.html(tag("ul", *(tag("li", text(note)) for note in notes), class_="rc-legend"))
    formats(prepared, at)


def _reopen() -> None:
    st.html(tag("h2", text(w.REOPEN), class_="rc-h2"))
    with st.form("reopen", border=False):
        code = st.text_input(w.REOPEN_LABEL, key="code", autocomplete="off")
        st.html(tag("p", text(CODE_NOTICE), class_="rc-legend"))
        if st.form_submit_button(w.REOPEN_BUTTON):
            st.session_state[_REOPENED] = code
    code = st.session_state.get(_REOPENED, "")
    if not code.strip():
        return
    with told():
        try:
            shown, reopened = data.reopened(code)
        except BadCode as error:
            say(str(error))
            return
        _show_reopened(shown, reopened)


def _show_reopened(shown: ReleaseInfo, reopened: Basket) -> None:
    lines = in_order(data.lines(reopened.ids, shown).values())
    heading = w.reopened(shown.number, french_day(shown.created_at.isoformat()))
    st.html(tag("p", text(heading), class_="rc-release"))
    with data.words(shown):
        st.html(flat_table(lines, shown.number, heading, area_name))
    st.button(w.CITE_ALL, key="cite_all", on_click=basket.add_all, args=(shown.number, reopened.ids, reopened.asked))
