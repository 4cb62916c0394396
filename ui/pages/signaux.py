"""Signaux: what reports say of continuity over time, source by source. The médecin concludes."""

from collections.abc import Sequence

import streamlit as st

from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.reviews import reviews_of
from kb.vocabulary.loader import load_families
from kb.wording import french_day
from scoring.evidence import NotConsulted
from scoring.fiche import Fiche
from scoring.timeline import Scope, timeline
from scoring.timeline_filters import EVERYTHING, Asked, filtered
from scoring.timeline_sources import report_sources
from ui import data, opening, selection
from ui import wording_fr as w
from ui.components import timeline_chart, timeline_filters
from ui.components.html import tag, text
from ui.components.matrix import recorded
from ui.components.timeline_facing import facing_of, facing_tables
from ui.components.timeline_table import Told, folded, type_table

_FEW = 8  # so few types are shown unfolded
_LIGHT, _DARK = "#0b4f6c", "#8cc4dc"  # the accents of .streamlit/config.toml


def page() -> st.Page:
    """The page, for the list of pages and for the links to it."""
    return st.Page(show, title=w.PAGE_SIGNALS, url_path="signaux")


def show() -> None:
    """Choose as on Recoupement; the signals of the choice, by family, type and source."""
    shown = opening.opened(w.PAGE_SIGNALS)
    if shown is None:
        return
    choice = selection.current()
    fiche = data.fiche(choice, shown)
    lines = [one for one in fiche.signals if not choice.components or one.component in choice.components]
    st.html(tag("h1", text(w.signals_title(opening.title())), class_="rc-h1"))
    if not lines:
        _nothing(fiche, shown)
        return
    st.html(
        tag("p", text(w.SIGNALS_PAGE_NOTE), class_="rc-release") + tag("p", text(w.SIGNAL_LEGEND), class_="rc-legend")
    )
    asked = timeline_filters.asked(lines)
    if asked != EVERYTHING:
        st.html(tag("p", text(w.FILTERS_ACTIVE), class_="rc-release rc-filter", role="status"))
    _signals(fiche, lines, asked, shown)


def _signals(fiche: Fiche, lines: Sequence[Line], asked: Asked, shown: ReleaseInfo) -> None:
    choice = selection.current()
    scopes = filtered(timeline(lines, choice.families), asked)
    if not scopes:
        st.html(tag("p", text(w.ALL_SIGNALS_HIDDEN), class_="rc-empty"))
        return
    reviews = reviews_of(data.engine(), [line.id for line in lines])
    opposed = facing_of(fiche.contradictions, choice.components, asked)
    if opposed:
        heading = tag("h2", text(w.FACING), class_="rc-h2") + tag("p", text(w.FACING_NOTE), class_="rc-legend")
        with data.words(shown):
            st.html(heading + facing_tables(opposed, shown.number, reviews))
    for scope in scopes:
        _scope(scope, shown, reviews)


def _scope(scope: Scope, shown: ReleaseInfo, reviews: Told) -> None:
    name = load_families()[scope.family].label if scope.family else w.GENERAL_SCOPE
    note = "" if scope.family else tag("p", text(w.GENERAL_SCOPE_NOTE), class_="rc-legend")
    st.html(tag("h2", text(name), class_="rc-h2") + note)
    _chart(scope, name)
    unfolded = len(scope.types) <= _FEW
    parts = []
    with data.words(shown):
        for one in scope.types:
            table = type_table(one, name, shown.number, reviews)
            parts.append(folded(one.label, one.lines, table, unfolded=unfolded))
    st.html("".join(parts))


def _chart(scope: Scope, name: str) -> None:
    drawn = timeline_chart.rows(scope)
    if not drawn:
        return
    if len(drawn) > timeline_chart.MOST_ROWS:
        st.html(tag("p", text(w.TOO_MANY_ROWS), class_="rc-legend"))
        return
    accent = _DARK if st.context.theme.type == "dark" else _LIGHT
    st.vega_lite_chart(timeline_chart.chart(drawn, accent), width="stretch", alt=timeline_chart.alt(name))


def _nothing(fiche: Fiche, shown: ReleaseInfo) -> None:
    """Why the page is empty: which report sources of the country were read, which were not, and what to do."""
    if fiche.signals:
        st.html(tag("p", text(w.COMPONENTS_HIDE), class_="rc-empty"))
        return
    searched, missed = report_sources(data.engine(), shown, fiche.country.iso3)
    read = [w.searched(one.title, french_day(one.last_complete_run), recorded(one)) for one in searched]
    said = [w.NO_SIGNAL, w.reports_read(read) if read else w.NO_SIGNAL_NO_REPORT]
    if missed:
        said += [w.reports_not_read(_by_reason(missed)), w.HOW_TO_READ_MORE]
    st.html("".join(tag("p", text(one), class_="rc-empty rc-why") for one in said))


def _by_reason(missed: Sequence[NotConsulted]) -> list[str]:
    """Each reason once, with the sources it holds for."""
    titles: dict[str, list[str]] = {}
    for one in missed:
        titles.setdefault(one.reason, []).append(one.title)
    return [w.not_read_because(reason, names) for reason, names in titles.items()]
