"""Recoupement: choose, load, show. The médecin concludes."""

from dataclasses import dataclass

import streamlit as st

from kb.releases import ReleaseInfo
from kb.sources.definition import source
from kb.wording import french_day
from scoring.fiche import Fiche
from scoring.populations import PopulationView, for_population, population_note, population_of
from ui import data, opening, population, selection
from ui import wording_fr as w
from ui.choice import Choice
from ui.components.contradictions import contradictions
from ui.components.html import tag, text
from ui.components.matrix import context, matrix, sections, silent
from ui.pages import changements


def page() -> st.Page:
    """The page, for the list of pages and for the links to it."""
    return st.Page(show, title=w.PAGE_RECOUPEMENT, url_path="recoupement", default=True)


def show() -> None:
    """The page one lives in."""
    shown = opening.opened(w.PAGE_RECOUPEMENT)
    if shown is None:
        return
    choice = selection.current()
    group = population.chosen()
    drawn = _drawn(data.url(), shown.number, shown.sha256, choice, group.key if group else None)
    st.html(tag("h1", text(opening.title()), class_="rc-h1"))
    with st.container(horizontal=True, key="about"):
        st.html(drawn.about, width="content")
        _changes(choice, shown)
    st.html(drawn.matrix)
    st.html(drawn.below)


@dataclass(frozen=True)
class Drawn:
    """The HTML of a fiche, the same for every reader of a release: what is cited is marked in the browser."""

    about: str
    matrix: str
    below: str


# kept in memory only, for a while: what was looked at is not remembered longer than a morning's work
@st.cache_data(max_entries=64, ttl=3600, show_spinner=False)
def _drawn(url: str, number: int, sha256: str, choice: Choice, group: str | None) -> Drawn:
    whole = data.fiche(choice, data.release(number))
    view = for_population(whole, population_of(group)) if group else None
    fiche = view.fiche if view else whole
    with data.words(fiche.release):
        return Drawn(
            _about(fiche),
            _filter(view) + matrix(fiche) + silent(fiche) + tag("p", text(w.LEGEND), class_="rc-legend"),
            contradictions(fiche.contradictions, fiche.release.number) + sections(fiche) + context(fiche),
        )


def _filter(view: PopulationView | None) -> str:
    """What the filter hides is said above what it leaves."""
    return tag("p", text(w.fr(population_note(view))), class_="rc-release rc-filter") if view else ""


def _changes(choice: Choice, shown: ReleaseInfo) -> None:
    """How many changes since the base before, and the way to them; nothing while there is no base before."""
    if older := data.earlier(shown):
        counted = data.counted_changes(choice, older[0], shown)
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
