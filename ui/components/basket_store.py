"""The basket in the browser's sessionStorage: the server holds it no longer than the running session."""

import uuid
from pathlib import Path
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from kb.citing.basket_file import read_baskets
from kb.errors import BadBasket
from ui import basket
from ui import wording_fr as w
from ui.citing import baskets_text, taken_back
from ui.problems import Trouble

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_KEY, _SESSION, _RESTORED = "basket_store", "basket_session", "basket_restored"


def keep() -> None:
    """Hand the basket over to the browser, or take back what it kept. Called once per page, whatever the page."""
    _component()(
        key=_KEY,
        data={
            "session": st.session_state.setdefault(_SESSION, uuid.uuid4().hex),
            "restored": bool(st.session_state.get(_RESTORED)),
            "basket": _text(),
        },
        on_kept_change=lambda: restored(st.session_state[_KEY].kept),
    )


def restored(text: Any) -> None:
    """Cite again what the browser kept; what it kept is checked as a file is."""
    st.session_state[_RESTORED] = True
    try:
        taken_back(read_baskets(str(text or "")))
    except BadBasket:
        st.toast(w.KEPT_BASKET_LOST)
    except (Trouble, SQLAlchemyError):
        return  # the page says what is wrong with the base


def _text() -> str:
    try:
        return baskets_text() if basket.size() else ""
    except (Trouble, SQLAlchemyError):
        return ""  # the base is away: the page says it, and what was kept is asked for again by the next session


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "recoupe_basket_store", html="<span hidden></span>", js=_SCRIPT, isolate_styles=False
    )
