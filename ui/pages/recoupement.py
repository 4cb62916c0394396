"""Recoupement: choose, load, show. The médecin concludes."""

import streamlit as st

from kb.releases import ReleaseInfo
from kb.sources.definition import source
from kb.wording import french_day
from scoring.fiche import Fiche
from ui import data, selection
from ui import wording_fr as w
from ui.components.html import tag, text
from ui.components.matrix import context, matrix, sections
from ui.problems import Trouble


def show() -> None:
    """The page one lives in."""
    broken = selection.from_address()
    with st.sidebar:
        selection.choose()
    choice = selection.current()
    if broken:
        raise broken
    shown = data.release(choice.release)
    selection.to_address(shown.number)
    st.html(tag("p", text(w.CREED), class_="rc-creed"))
    if not choice.is_whole:
        st.html(tag("p", text(_what_is_missing()), class_="rc-empty"))
        return
    if selection.nothing_ticked():
        st.html(tag("p", text(w.TICK_ONE), class_="rc-empty"))
        return
    fiche = data.fiche(choice, shown)
    st.html(_head(fiche) + matrix(fiche) + tag("p", text(w.LEGEND), class_="rc-legend"))
    _tell_newer(shown)
    st.html(sections(fiche) + context(fiche))


def _what_is_missing() -> str:
    choice = selection.current()
    if choice.country:
        return w.CHOOSE_FAMILY
    return w.CHOOSE_COUNTRY if choice.families else w.CHOOSE_FIRST


def _head(fiche: Fiche) -> str:
    release = fiche.release
    searched = {one.source: one for evidence in fiche.components for one in evidence.searched}
    asked = [w.asked(source(key).short, one.replay) for key, one in searched.items()]
    line = w.release_line(release.number, french_day(release.created_at.isoformat()), asked)
    title = w.title(fiche.country.fr, [family.label for family in fiche.families])
    return tag("h1", text(title), class_="rc-h1") + tag("p", text(line), class_="rc-release")


def _tell_newer(shown: ReleaseInfo) -> None:
    try:
        newest = data.release()
    except Trouble:
        return
    if newest.number > shown.number:
        st.html(tag("p", text(w.newer_release(newest.number)), class_="rc-release"))
