"""The filters of the page « Signaux »: held by the session alone, offered only where they have something to choose from."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from kb.flag_words import POLARITIES
from kb.lines import Line
from scoring.timeline import begins, ends, source_name
from scoring.timeline_filters import Asked
from ui import population
from ui import wording_fr as w

_HELD = "signal_filters"


def asked(lines: Sequence[Line]) -> Asked:
    """Draw the filters over these lines and say what they ask for."""
    years = sorted({int(day[:4]) for line in lines for day in (begins(line), ends(line)) if day})
    types = {line.type: line.label for line in sorted(lines, key=lambda line: line.label)}
    polarities = [key for key in POLARITIES if any(line.polarity == key for line in lines)]
    with st.container(horizontal=True, vertical_alignment="bottom", key="signal_filters_row"):
        return Asked(
            type=_choice("type", w.FILTER_TYPE, w.ALL_TYPES, list(types), types.__getitem__, 260),
            polarity=_choice("polarity", w.FILTER_POLARITY, w.ALL_POLARITIES, polarities, POLARITIES.__getitem__, 230),
            since=_choice("since", w.FILTER_SINCE, w.ANY_YEAR, years, str, 120),
            until=_choice("until", w.FILTER_UNTIL, w.ANY_YEAR, years, str, 120),
            source=_choice(
                "source", w.FILTER_SOURCE, w.ALL_SOURCES, sorted({source_name(one) for one in lines}), str, 240
            ),
            language=_choice("language", w.FILTER_LANGUAGE, w.ALL_LANGUAGES, _languages(lines), _language, 130),
            population=population.chosen(),
        )


def _languages(lines: Sequence[Line]) -> list[str]:
    return sorted({line.lang for line in lines if line.lang})


def _language(key: str) -> str:
    return w.LANGUAGES.get(key, key)


def _choice(name: str, label: str, every: str, options: Sequence[Any], said: Callable[[Any], str], width: int) -> Any:
    """One list; what it holds is kept by the session, as Streamlit forgets it when another page is shown."""
    held: dict[str, Any] = st.session_state.setdefault(_HELD, {})
    if held.get(name) not in options:
        held[name] = None
    if len(options) < 2:
        return None
    key = f"signal_{name}"
    st.session_state[key] = held[name]
    st.selectbox(
        label,
        [None, *options],
        format_func=lambda one: every if one is None else said(one),
        key=key,
        on_change=lambda: held.__setitem__(name, st.session_state[key]),
        filter_mode=None,
        placeholder=every,
        width=width,
    )
    return held[name]
