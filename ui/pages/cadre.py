"""Cadre juridique: what was read of the law, where, on which day; and what was not verified."""

from typing import get_args

import streamlit as st

from kb.citations import BANNER
from kb.legal.loader import LegalFrame, load_legal_frame
from kb.legal.models import Section
from ui import wording_fr as w
from ui.components.html import tag, text
from ui.components.law import section, timeline


def show() -> None:
    """The three tests first, then each section in the order of kb/legal."""
    frame = load_legal_frame()
    st.html(tag("h1", text(w.PAGE_LEGAL), class_="rc-h1") + _about(frame))
    st.html(timeline(frame))
    for key in get_args(Section):
        if key != "criteres":
            st.html(section(key, frame, BANNER if key == "annexe" else None))


def _about(frame: LegalFrame) -> str:
    held = sum(one.is_verified for one in frame.statements)
    read = w.legal_read(*frame.read_on, held, len(frame.statements) - held)
    return (
        tag("p", text(read), class_="rc-release")
        + tag("p", text(w.LEGAL_WARNING), class_="rc-warning")
        + tag("p", text(w.LEGAL_LEGEND), class_="rc-legend")
    )
