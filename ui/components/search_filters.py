"""The field, the names added to what was typed, and the filters with what each value would leave."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from babel import Locale

from kb.sources.definition import source
from kb.vocabulary.loader import load_countries, load_families
from kb.vocabulary.signals_loader import load_signal_types
from ui import selection
from ui import wording_fr as w
from ui.components.html import clean, tag, text
from ui.components.search_state import SIGNAL, Answer, ask, asked

_TEXT, _NAME, _FILTER = "search_text", "search_name_", "search_filter_"
_WIDTHS = (3, 3, 3, 3, 2, 2, 2)
MOST_CHARACTERS = 1_000
_LONGEST = 80  # characters of one value in a list: what we name is shorter


def field() -> None:
    """Where one types; Enter searches."""
    st.session_state[_TEXT] = asked().text  # Streamlit forgets what a widget held when another page is shown
    st.text_input(
        w.SEARCH_LABEL,
        key=_TEXT,
        on_change=_typed,
        placeholder=w.SEARCH_HINT,
        max_chars=MOST_CHARACTERS,
        autocomplete="off",
    )


def _typed() -> None:
    # names taken out belong to what was typed before; filters stay, since they are in sight
    ask(replace(asked(), text=str(st.session_state[_TEXT]).strip(), without=frozenset(), offset=0))


def names(found: Answer) -> None:
    """The names that vocabularies add, each with its reason: unticked, it is not looked for."""
    every = {one.added: one.reason for one in found.every_name.expansions}
    if every:
        with st.container(horizontal=True, key="search_names"):
            st.html(tag("span", text(w.NAMES_ADDED), class_="rc-legend"), width="content")
            for number, (added, reason) in enumerate(every.items()):
                st.session_state[f"{_NAME}{number}"] = added not in asked().without
                st.checkbox(f"{added} ({reason})", key=f"{_NAME}{number}", on_change=_ticked, args=(number, added))
    if found.query.ignored:
        said = ", ".join(f"«\u00a0{word}\u00a0»" for word in found.query.ignored)
        st.html(tag("p", text(f"{w.WORDS_IGNORED} {said}"), class_="rc-legend"))


def _ticked(number: int, added: str) -> None:
    held = asked().without
    kept = held - {added} if st.session_state[f"{_NAME}{number}"] else held | {added}
    ask(replace(asked(), without=kept, offset=0))


def filters(found: Answer) -> None:
    """One row of lists. What is chosen stays in its list even where nothing is left of it."""
    with st.container(key="search_filters"):
        columns = st.columns(_WIDTHS)
        for name, column in zip(w.SEARCH_FILTERS, columns, strict=True):
            with column:
                _choose(name, options(name, found))
        if asked().filters:
            st.button(w.CLEAR_FILTERS, key="search_clear", on_click=_clear)


def _choose(name: str, labels: Mapping[str, str]) -> None:
    chosen, key = asked().chosen(name), _FILTER + name
    st.session_state[key] = chosen or ""
    st.selectbox(
        w.SEARCH_FILTERS[name],
        ["", *labels, *([chosen] if chosen and chosen not in labels else [])],
        format_func=lambda value: labels.get(value) or (w.hit_counted(value_label(name, value), 0) if value else w.NO_FILTER[name]),
        key=key,
        on_change=lambda: ask(asked().choosing(name, st.session_state[key])),
        filter_mode=None if len(labels) < 12 else "contains",
    )  # fmt: skip


def kinds(found: Answer) -> str:
    """« passage de rapport (3) · indicateur (2) »: what the results are made of, in sight without opening a list."""
    return " · ".join(label for value, label in options("type", found).items() if not value.startswith(SIGNAL))


def _clear() -> None:
    ask(replace(asked(), filters=(), offset=0))


def options(name: str, found: Answer) -> dict[str, str]:
    """Value of a filter → its label with its count: years newest first, the rest by label, the country of the sidebar before."""
    counts = _counts(name, found)
    labels = {value: value_label(name, value) for value in counts}
    first = selection.current().country
    ordered = (
        sorted(counts, reverse=True)
        if name in ("since", "until")
        else sorted(counts, key=lambda value: (value != first, value.startswith(SIGNAL), labels[value].casefold()))
    )
    return {value: w.hit_counted(labels[value], counts[value]) for value in ordered}


def _counts(name: str, found: Answer) -> Mapping[str, int]:
    if name in ("since", "until"):
        return found.counts["year"]
    if name == "type":
        signals = {f"{SIGNAL}{key}": amount for key, amount in found.counts["signal"].items()}
        return {**found.counts["kind"], **signals}
    return found.counts[name]


def value_label(name: str, value: str) -> str:
    """A value of a filter in French; a code that a publisher made up is shown as text is, and short."""
    said = clean(_label(name, value))
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"


def _label(name: str, value: str) -> str:
    if name == "country":
        country = load_countries().get(value)
        return country.fr if country else value
    if name == "family":
        family = load_families().get(value)  # the words of an older base may not know it
        return family.label if family else value
    if name == "source":
        return source(value).short
    if name == "type":
        return _type_label(value)
    return language(value) if name == "lang" else value


def _type_label(value: str) -> str:
    if value.startswith(SIGNAL):
        return w.SIGNALLED + load_signal_types()[value.removeprefix(SIGNAL)].label
    return w.HIT_KINDS[value]


def language(code: str) -> str:
    """« anglais » for « en »; the code itself where nobody named it."""
    return str(Locale("fr").languages.get(code[:2].lower(), code))
