"""Médicament: every dated fact about one INN, each kind under its own heading, country by country."""

from collections.abc import Callable, Sequence

import streamlit as st

from kb.citations import area_name
from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.sources.definition import all_sources
from kb.vocabulary.loader import load_countries
from kb.vocabulary.medicines_loader import load_medicines
from kb.wording import counted
from ui import data, opening, selection
from ui import wording_fr as w
from ui.components.html import small, tag, text
from ui.components.lines_table import flat_table
from ui.components.medicine import words_table

Kept = Callable[[Line], bool]


def show() -> None:
    """Choose a medicine; the country of the sidebar comes first in each table."""
    shown = opening.opened_for_any_choice()
    if shown is None:
        return
    st.html(tag("h1", text(w.PAGE_MEDICINE), class_="rc-h1"))
    chosen = selection.choose_medicine()
    if chosen is None:
        st.html(tag("p", text(w.CHOOSE_MEDICINE), class_="rc-empty"))
        return
    medicine = load_medicines()[chosen]
    st.html(tag("h2", text(medicine.fr), class_="rc-h2") + tag("p", text(w.KINDS[medicine.kind]), class_="rc-legend"))
    lines = _country_first(data.medicine_lines(chosen, shown))
    listed = [line for line in lines if line.type == "national_list"]
    _section(w.LISTS, w.LISTS_NOTE, listed, shown, _on_the_list(listed, shown))
    _section(w.REGISTERS, w.REGISTERS_NOTE, [line for line in lines if line.type == "register"], shown)
    _section(w.SIGNALS, w.SIGNALS_NOTE, [line for line in lines if line.kind == "signal"], shown)
    st.html(tag("h3", text(w.PRICES), class_="rc-h3") + tag("p", text(w.NO_PRICE)))
    st.html(words_table(medicine) + tag("p", text(w.WORDS_NOTE), class_="rc-legend"))


def _country_first(lines: Sequence[Line]) -> list[Line]:
    country = selection.current().country
    return sorted(lines, key=lambda line: (line.area != country, area_name(line), line.dated, line.id))


def _section(title: str, note: str, lines: Sequence[Line], shown: ReleaseInfo, said: str | None = None) -> None:
    st.html(tag("h3", text(title), class_="rc-h3") + tag("p", text(note), class_="rc-legend"))
    if said:
        st.html(tag("p", text(said)))
    if not lines:
        st.html(tag("p", text(w.NOTHING_READ), class_="rc-none"))
        return
    with data.words(shown):
        table = flat_table(lines, shown.number, title, area_name)
    summary = tag("summary", text(counted(len(lines), "ligne")), small(title))
    opened: dict[str, str | None] = {"open": "" if len(lines) <= _FEW else None}
    st.html(tag("details", summary, table, class_="rc-section", **opened))


_FEW = 12  # so few lines are shown unfolded
_LISTS = "essential_medicines"  # the source of the national lists


def _on_the_list(listed: Sequence[Line], shown: ReleaseInfo) -> str:
    """How many lists hold the name; then what is known of the country of the sidebar, said of its list."""
    told = w.lists_counted(len({line.area for line in listed})) + "."
    key = selection.current().country
    if key is None:
        return told
    name = load_countries()[key].fr
    if any(line.area == key for line in listed):
        return f"{told} {w.on_its_list(name)}"
    read = _LISTS in data.sources_read(shown) and key in all_sources()[_LISTS].covers.countries
    return f"{told} {w.not_on_its_list(name) if read else w.no_list_read(name)}"
