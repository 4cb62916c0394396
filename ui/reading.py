"""« lire »: a line and its proof, in a dialog over the page. Escape closes it and gives the focus back to its button."""

import streamlit as st

from kb.lines import Line
from kb.releases import ReleaseInfo
from ui import address, line_data
from ui import wording_fr as w
from ui.components.evidence import evidence
from ui.pages import ligne


def open_line(number: int, line_id: str) -> None:
    """Open the dialog on one line of one release."""
    shown, line = line_data.line(number, line_id)
    if line is None:
        st.toast(w.LINE_NOT_FOUND)
        return
    _dialog(line, shown)


@st.dialog(w.EVIDENCE, width="large", on_dismiss="rerun")
def _dialog(line: Line, shown: ReleaseInfo) -> None:
    st.page_link(
        ligne.page(), label=w.OWN_PAGE, query_params={ligne.PARAMETER: address.write_line(shown.number, line.id)}
    )
    evidence(line, shown)
