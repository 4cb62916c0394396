"""Aide: one short page."""

import streamlit as st

from ui import wording_fr as w
from ui.components.html import tag, text


def show() -> None:
    """The only markdown of the reading room: every word of it is ours."""
    st.html(tag("h1", text(w.PAGE_AIDE), class_="rc-h1"))
    st.markdown(w.HELP)
