"""The field that opens a basket file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ui import wording_fr as w

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_HTML = '<label class="rc-file"><span></span> <input type="file" accept=".json,application/json"></label>'
_KEY = "basket_file"


def basket_field(on_text: Callable[[str], None]) -> None:
    """Show the field; the callback receives the text of the file that was chosen."""
    _component()(
        key=_KEY,
        data={"label": w.LOAD_BASKET},
        on_text_change=lambda: on_text(str(st.session_state[_KEY].text or "")),
    )


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("recoupe_basket_file", html=_HTML, js=_SCRIPT, isolate_styles=False)
