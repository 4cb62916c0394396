"""How a page of a choice begins: the sidebar, the base, the address; and what is said while something is missing."""

from collections.abc import Callable

import streamlit as st

from kb.releases import ReleaseInfo
from kb.vocabulary.loader import load_countries, load_families
from kb.wording import french_day
from ui import data, density, population, selection
from ui import wording_fr as w
from ui.components.html import tag, text
from ui.problems import say


def opened(page: str) -> ReleaseInfo | None:
    """The base to show, once a country and families are chosen; None after having said, under the name of the page, what is missing."""
    shown = opened_for_any_choice(population.choose)
    if shown is None:
        return None
    missing = _what_is_missing()
    if missing:
        st.html(tag("h1", text(page), class_="rc-h1") + tag("p", text(missing), class_="rc-empty"))
    return None if missing else shown


def opened_for_any_choice(more: Callable[[], None] | None = None) -> ReleaseInfo | None:
    """The base to show on a page that needs neither country nor family; None after having said that there was none then.

    `more` adds what a page asks in the sidebar.
    """
    broken = selection.from_address()
    with st.sidebar:
        selection.choose()
        if more:
            more()
        density.choose()
    if broken:
        raise broken
    if _told_no_base():
        return None
    shown = data.release(selection.current().release)
    selection.to_address(shown.number)
    st.html(tag("p", text(w.CREED), class_="rc-creed"))
    return shown


def _told_no_base() -> bool:
    day = selection.day_without_base()
    if day is None:
        return False
    first = data.releases()[-1]
    say(w.no_base_at(french_day(day.isoformat()), None if first.is_starter else named(first)))
    return True


def _what_is_missing() -> str | None:
    choice = selection.current()
    if choice.is_whole:
        return w.TICK_ONE if selection.nothing_ticked() else None
    if choice.country:
        return w.CHOOSE_FAMILY
    return w.CHOOSE_COUNTRY if choice.families else w.CHOOSE_FIRST


def title() -> str:
    """« Côte d’Ivoire × VIH »: what is read."""
    choice = selection.current()
    families = load_families()
    return w.title(load_countries()[choice.country or ""].fr, [families[key].label for key in choice.families])


def named(release: ReleaseInfo) -> str:
    """« base n° 2 du 22 novembre 2026 »."""
    return w.base_named(release.number, french_day(release.created_at.isoformat()))
