"""Aide: the doctor's guide, of which every word and every picture is ours."""

import streamlit as st

from ui import guide
from ui import wording_fr as w
from ui.components.html import text


def show() -> None:
    """The only Markdown of the reading room."""
    st.html(f'<h1 class="rc-h1">{text(w.PAGE_AIDE)}</h1>')
    for part in guide.parts():
        if isinstance(part, guide.Picture):
            # not through `tag`, which shortens what a publisher may write at length
            st.html(f'<img class="rc-picture" alt="{text(part.said)}" src="{part.source}">')
        else:
            st.markdown(part)
