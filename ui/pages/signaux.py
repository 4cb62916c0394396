"""Signaux: what reports say of continuity over time, source by source. The médecin concludes."""

from collections.abc import Sequence

import streamlit as st

from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.vocabulary.loader import load_families
from kb.wording import french_day
from scoring.facing import facing
from scoring.fiche import Fiche
from scoring.timeline import Scope, TypeEntries, begins, timeline
from scoring.timeline_filters import EVERYTHING, Asked, filtered, keeps
from scoring.timeline_sources import report_sources
from ui import data, opening, selection
from ui import wording_fr as w
from ui.components import timeline_chart, timeline_filters
from ui.components.html import small, tag, text
from ui.components.matrix import recorded
from ui.components.timeline_table import facing_tables, type_table

_FEW = 8  # so few types are shown unfolded
_LIGHT, _DARK = "#0b4f6c", "#8cc4dc"  # the accents of .streamlit/config.toml


def page() -> st.Page:
    """The page, for the list of pages and for the links to it."""
    return st.Page(show, title=w.PAGE_SIGNALS, url_path="signaux")


def show() -> None:
    """Choose as on Recoupement; the signals of the choice, by family, type and source."""
    shown = opening.opened()
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
    _signals(lines, choice.families, asked, shown)


def _signals(lines: Sequence[Line], families: Sequence[str], asked: Asked, shown: ReleaseInfo) -> None:
    scopes = filtered(timeline(lines, families), asked)
    if not scopes:
        st.html(tag("p", text(w.ALL_SIGNALS_HIDDEN), class_="rc-empty"))
        return
    opposed = facing(line for line in lines if keeps(asked, line))
    if opposed:
        heading = tag("h2", text(w.FACING), class_="rc-h2") + tag("p", text(w.FACING_NOTE), class_="rc-legend")
        st.html(heading + facing_tables(opposed, shown.number))
    for scope in scopes:
        _scope(scope, shown.number)


def _scope(scope: Scope, release: int) -> None:
    name = load_families()[scope.family].label if scope.family else w.GENERAL_SCOPE
    note = "" if scope.family else tag("p", text(w.GENERAL_SCOPE_NOTE), class_="rc-legend")
    st.html(tag("h2", text(name), class_="rc-h2") + note)
    _chart(scope, name)
    unfolded = len(scope.types) <= _FEW
    st.html("".join(_type(one, name, release, unfolded) for one in scope.types))


def _type(one: TypeEntries, scope: str, release: int, unfolded: bool) -> str:
    years = sorted({begins(entry.line)[:4] for source in one.sources for entry in source.entries} - {""})
    summary = tag("summary", tag("span", text(one.label), class_="rc-title"), " ", small(w.years(years)))
    opened: dict[str, str | None] = {"open": "" if unfolded else None}
    return tag("details", summary, type_table(one, scope, release), class_="rc-section", **opened)


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
        said.append(w.reports_not_read([f"{one.title} ({one.reason})" for one in missed]))
    st.html("".join(tag("p", text(one), class_="rc-empty rc-why") for one in said))
