"""The population a session filters by: held by the session alone, so that an address always opens the whole fiche."""

import streamlit as st

from kb.vocabulary.populations import Group, load_populations
from ui import wording_fr as w

_CHOSEN, _WIDGET = "population_chosen", "population"


def choose() -> None:
    """The filter of the sidebar; « toutes » hides nothing."""
    groups = load_populations().groups
    st.session_state[_WIDGET] = st.session_state.get(_CHOSEN)
    st.selectbox(
        w.POPULATION,
        [None, *groups],
        format_func=lambda key: groups[key].label if key else w.ALL_POPULATIONS,
        key=_WIDGET,
        on_change=_pick,
        filter_mode=None,
        placeholder=w.ALL_POPULATIONS,
    )


def _pick() -> None:
    st.session_state[_CHOSEN] = st.session_state[_WIDGET]


def chosen() -> Group | None:
    """The population asked for; None shows every line."""
    key = st.session_state.get(_CHOSEN)
    return load_populations().groups[key] if key else None
