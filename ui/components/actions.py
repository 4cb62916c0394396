"""« lire » and « citer »: what the buttons of our tables ask for. The browser's word is checked before it is used."""

import re
from pathlib import Path
from typing import Any

import streamlit as st

from ui import basket
from ui import wording_fr as w

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_ACTION = re.compile(r"(?P<verb>lire|citer):(?P<release>\d{1,5}):(?P<line>[0-9a-f]{16})")
_KEY = "actions"
_READING = "reading"


def code(verb: str, release: int, line_id: str) -> str:
    """What a button carries."""
    return f"{verb}:{release}:{line_id}"


def listen() -> None:
    """Hear the buttons of the page. Called once per page that shows lines, in the same place of the script."""
    cited = [f"{release}:{line}" for release, lines in basket.content().items() for line in lines]
    _component()(
        key=_KEY,
        data={"cited": cited, "texts": {"cite": w.CITE, "cited": w.CITED, "copied": w.TEXT_COPIED}},
        on_action_change=lambda: heard(st.session_state[_KEY].action),
    )


def heard(action: Any) -> None:
    """Do what a button asked: cite or take out at once, or remember which line is to be opened."""
    found = _ACTION.fullmatch(str(action))
    if not found:
        return
    release, line_id = int(found["release"]), found["line"]
    if found["verb"] == "lire":
        st.session_state[_READING] = (release, line_id)
        return
    cited = basket.toggle(release, line_id)
    st.toast(w.CITED_TOAST if cited else w.REMOVED_TOAST)


def line_to_open() -> tuple[int, str] | None:
    """The line just asked for, once."""
    asked: tuple[int, str] | None = st.session_state.pop(_READING, None)
    return asked


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("recoupe_actions", html="<span hidden></span>", js=_SCRIPT, isolate_styles=False)
