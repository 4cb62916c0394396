"""Ligne: one piece of evidence at an address of its own, which a colleague or a judge opens years later."""

import streamlit as st

from kb.citations import area_name
from kb.lines import Line
from kb.releases import ReleaseInfo
from ui import address, data, line_data, selection
from ui import wording_fr as w
from ui.components.evidence import evidence
from ui.components.html import tag, text
from ui.components.lines_table import flat_table
from ui.pages import recoupement
from ui.problems import Problem, Trouble, say

PARAMETER = "l"  # the code of release and line; nothing else is in the address


def page() -> st.Page:
    """The page; hidden in the list of pages, as it is nothing without a line."""
    return st.Page(show, title=w.PAGE_LINE, url_path="ligne", visibility="hidden")


def show() -> None:
    """The line that the address names, with its proof and what stands beside it in its source."""
    code = st.query_params.get(PARAMETER)
    if code is None:
        say(w.NO_LINE_ASKED)
        return
    try:
        number, line_id = address.read_line(code)
    except address.BadAddress:
        say(w.LINE_CODE_BROKEN)
        return
    found = _held(number, line_id)
    if found is None:
        say(w.LINE_NOT_HELD)
        return
    shown, line = found
    selection.read_here(number)
    _back()
    st.html(tag("h1", text(w.EVIDENCE), class_="rc-h1"))
    evidence(line, shown)
    _beside(line, shown)


def _held(number: int, line_id: str) -> tuple[ReleaseInfo, Line] | None:
    """The release and its line, where this installation holds both."""
    try:
        shown, line = line_data.line(number, line_id)
    except Trouble as trouble:
        if trouble.problem is not Problem.UNKNOWN_RELEASE:
            raise
        return None
    return (shown, line) if line else None


def _back() -> None:
    if selection.current().is_whole:
        st.page_link(recoupement.page(), label=w.BACK_TO_FICHE)


def _beside(line: Line, shown: ReleaseInfo) -> None:
    found = line_data.beside(line, shown)
    st.html(tag("h2", text(w.OTHER_LINES), class_="rc-h2"))
    if not found:
        st.html(tag("p", text(w.NO_OTHER_LINE), class_="rc-legend"))
        return
    with data.words(shown):
        table = flat_table(found, shown.number, w.OTHER_LINES, area_name)
    summary = tag("summary", text(w.other_lines(len(found))))
    opened: dict[str, str | None] = {"open": "" if len(found) <= _FEW else None}
    st.html(tag("details", summary, table, class_="rc-section", **opened))


_FEW = 12  # so few are shown unfolded
