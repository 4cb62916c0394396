"""Recoupement: choose, load, show. The médecin concludes."""

import streamlit as st

from kb.releases import ReleaseInfo
from kb.sources.definition import source
from kb.wording import french_day
from scoring.fiche import Fiche
from scoring.populations import PopulationView, for_population, population_note
from ui import changes, data, line_changes, opening, population, selection
from ui import wording_fr as w
from ui.choice import Choice
from ui.components.contradictions import contradictions
from ui.components.html import tag, text
from ui.components.matrix import context, matrix, sections
from ui.pages import changements


def page() -> st.Page:
    """The page, for the list of pages and for the links to it."""
    return st.Page(show, title=w.PAGE_RECOUPEMENT, url_path="recoupement", default=True)


def show() -> None:
    """The page one lives in."""
    shown = opening.opened()
    if shown is None:
        return
    choice = selection.current()
    whole = data.fiche(choice, shown)
    group = population.chosen()
    view = for_population(whole, group) if group else None
    fiche = view.fiche if view else whole
    st.html(tag("h1", text(opening.title()), class_="rc-h1"))
    with st.container(horizontal=True, key="about"):
        st.html(_about(fiche), width="content")
        _changes(choice, shown)
    st.html(_filter(view) + matrix(fiche) + tag("p", text(w.LEGEND), class_="rc-legend"))
    st.html(contradictions(fiche.contradictions, fiche.release.number) + sections(fiche) + context(fiche))


def _filter(view: PopulationView | None) -> str:
    """What the filter hides is said above what it leaves."""
    return tag("p", text(w.fr(population_note(view))), class_="rc-release rc-filter") if view else ""


def _changes(choice: Choice, shown: ReleaseInfo) -> None:
    """How many changes since the base before, and the way to them; nothing while there is no base before."""
    if older := data.earlier(shown):
        counted = changes.counts(data.changes(choice, older[0], shown))
        counted += line_changes.counts(data.line_changes(choice, older[0], shown))
        st.page_link(changements.page(), label=w.changes_since(counted, older[0].number))


def _about(fiche: Fiche) -> str:
    release = fiche.release
    searched = {one.source: one for evidence in fiche.components for one in evidence.searched}
    live, replayed = (
        [source(key).short for key, one in searched.items() if one.replay == kind] for kind in (False, True)
    )
    asked = w.asked(live, replayed)
    line = w.release_line(release.number, french_day(release.created_at.isoformat()), asked)
    return tag("p", text(line), class_="rc-release")
