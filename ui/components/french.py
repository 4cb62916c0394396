"""The framework's own words, turned French in the browser: it has no setting for them."""

from pathlib import Path
from typing import Any

import streamlit as st

from ui import wording_fr as w

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def speak_french() -> None:
    """Called once per page."""
    told = {"names": w.FRAMEWORK_NAMES, "texts": w.FRAMEWORK_TEXTS, "lost": w.CONNECTION_LOST, "toast": w.TOAST_NAME}
    _component()(key="french", data=told)


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("recoupe_french", html="<span hidden></span>", js=_SCRIPT, isolate_styles=False)
