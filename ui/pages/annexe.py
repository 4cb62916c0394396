"""The annexe: what was cited, as a file; and the re-opening of a code."""

import streamlit as st

from kb.citations import BANNER, CODE_NOTICE, annexe_name, annexe_text, area_name
from kb.clock import now
from kb.errors import BadCode
from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.wording import french_day
from ui import basket, data
from ui import wording_fr as w
from ui.components.html import tag, text
from ui.components.lines_table import flat_table
from ui.problems import say, told

_REOPENED = "reopened"


def show() -> None:
    """Basket first, re-opening under it."""
    st.html(tag("h1", text(w.ANNEXE), class_="rc-h1"))
    with st.container():
        _basket()
    _reopen()


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
    lines = [held[one] for one in ids if one in held]
    heading = w.annexe_of(shown.number, french_day(shown.created_at.isoformat()))
    st.html(tag("p", text(BANNER), class_="rc-secret") + tag("h2", text(heading), class_="rc-h2"))
    if len(lines) < len(ids):
        say(w.missing_lines(shown.number))
    st.html(flat_table(lines, shown.number, heading, area_name))
    if lines:
        _download(lines, shown)


def _download(lines: list[Line], shown: ReleaseInfo) -> None:
    at = now()
    content = annexe_text(lines, shown, at)
    st.download_button(
        w.DOWNLOAD, content, file_name=annexe_name(at), mime="text/plain", type="primary",
        on_click="ignore", key=f"download_{shown.number}",
    )  # fmt: skip
    preview = tag("pre", text(content))
    st.html(tag("details", tag("summary", text(w.PREVIEW)), preview, class_="rc-section"))


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
            shown, ids = data.reopened(code)
        except BadCode as error:
            say(str(error))
            return
        _show_reopened(shown, ids)


def _show_reopened(shown: ReleaseInfo, ids: tuple[str, ...]) -> None:
    held = data.lines(ids, shown)
    lines = [held[one] for one in ids if one in held]
    heading = w.reopened(shown.number, french_day(shown.created_at.isoformat()))
    st.html(tag("p", text(heading), class_="rc-release"))
    st.html(flat_table(lines, shown.number, heading, area_name))
    st.button(w.CITE_ALL, key="cite_all", on_click=_cite_all, args=(shown.number, ids))


def _cite_all(number: int, ids: tuple[str, ...]) -> None:
    for one in ids:
        basket.add(number, one)
