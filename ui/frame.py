"""What every page has around it: settings of the page, style, the banner of the starter figures or of an older base."""

import gc
from pathlib import Path

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from kb.citations import BANNER
from kb.wording import french_day
from ui import data, density, selection
from ui import wording_fr as w
from ui.components import actions, basket_store
from ui.components.french import speak_french
from ui.components.html import tag, text
from ui.opening import named
from ui.problems import Trouble, told
from ui.reading import open_line

_STYLE = Path(__file__).parent / "components" / "style.css"
_TELL_NOTHING = {"sources", "cadre", "aide"}  # pages that are the same for every file: their paper is no secret
_SECRET = f'<style>@page {{ @top-center {{ content: "{BANNER}"; font: 700 9pt sans-serif; }} }}</style>'
_PRINT = Path(__file__).parent / "components" / "print.css"


def set_up() -> None:
    """The same neutral title on every page: a title bar is seen over a shoulder."""
    st.set_page_config(page_title=w.APP, layout="wide", initial_sidebar_state="auto")
    data.begin_drawing()
    _freeze()
    st.html(_STYLE)
    st.html(_PRINT)
    density.apply()


def run(page: st.Page) -> None:
    """The banner where it is due, then the page; whatever fails is told as one sentence."""
    # containers keep the parts in their places: nothing below jumps or is drawn twice when a part above comes or goes
    top = st.container()
    with (
        st.container(),
        told(),
        st.spinner(w.WAITING.get(page.url_path, w.READING_BASE)),
    ):  # said after half a second of waiting
        page.run()
    with top:  # the page may just have read in the address which base is asked for
        if page.url_path not in _TELL_NOTHING:
            st.html(_SECRET + tag("p", text(BANNER), class_="rc-printed"))
        _banner()
    actions.listen()
    basket_store.keep()
    speak_french()
    if asked := actions.line_to_open():
        with told():
            open_line(*asked)


def _paper(base: str) -> str:
    """What stands in the lower margin of each printed sheet: the base that was read, in words of ours."""
    return f'<style>@page {{ @bottom-left {{ content: "{w.APP}, {base}"; font: 8pt sans-serif; }} }}</style>'


def _banner() -> None:
    try:
        shown = data.release()
        if shown.is_starter:
            st.html(tag("p", text(w.starter_banner(french_day(data.captured_on(shown)))), class_="rc-banner"))
            return
        read = data.release(selection.release_read())
        st.html(_paper(named(read)))
        if read.number < shown.number and selection.day_without_base() is None:
            st.html(
                tag(
                    "p",
                    text(
                        w.older_base(named(read), w.base_short(shown.number, french_day(shown.created_at.isoformat())))
                    ),
                    class_="rc-banner rc-older",
                )
            )
    except (Trouble, SQLAlchemyError):
        return  # the page itself says it


@st.cache_resource(show_spinner=False)
def _freeze() -> bool:
    """Once: our modules are set apart, so that Python’s collections, which stop every session, look at the sessions alone."""
    gc.collect()
    gc.freeze()
    return True
