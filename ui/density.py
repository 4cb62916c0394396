"""How close the lines stand: « confort » for who comes now and then, « compact » for who reads files all day. Kept in the session."""

from pathlib import Path

import streamlit as st

from ui import wording_fr as w

_CHOSEN, _WIDGET = "density_chosen", "density"
_COMPACT = Path(__file__).parent / "components" / "compact.css"


def choose() -> None:
    """The switch of the sidebar."""
    st.session_state[_WIDGET] = st.session_state.get(_CHOSEN, w.DENSITIES[0])
    st.radio(w.DENSITY, w.DENSITIES, key=_WIDGET, on_change=_pick, horizontal=True)


def _pick() -> None:
    st.session_state[_CHOSEN] = st.session_state[_WIDGET]


def is_compact() -> bool:
    """True once the reader asked for close lines."""
    return bool(st.session_state.get(_CHOSEN) == w.DENSITIES[1])


def apply() -> None:
    """On every page: the style that the session asked for, in a place of its own so that nothing else moves."""
    with st.container():
        if is_compact():
            st.html(_COMPACT)
