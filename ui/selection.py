"""The choice of one session: read from the address, changed by the sidebar, written back to the address."""

from dataclasses import replace

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from kb.vocabulary.loader import load_components
from kb.wording import french_day
from ui import address, data
from ui import wording_fr as w
from ui.choice import Choice
from ui.components.typeahead import COUNTRY, FAMILIES, typeahead
from ui.problems import Problem, Trouble

_CHOICE, _SEEN, _PARAMETER = "choice", "address_seen", "v"
_TICK = "tick_"


def current() -> Choice:
    """What the session looks at. Streamlit forgets keyed widgets between pages; this stays."""
    choice: Choice = st.session_state.setdefault(_CHOICE, Choice())
    return choice


def _change(choice: Choice) -> None:
    st.session_state[_CHOICE] = choice
    # what the reader chooses takes the place of what the address said, a broken code included
    st.query_params.pop(_PARAMETER, None)


def from_address() -> Trouble | None:
    """Take the choice of an address not seen yet; the trouble of a broken one is returned, so that the sidebar still shows."""
    code = st.query_params.get(_PARAMETER)
    if code is None or code == st.session_state.get(_SEEN):
        return None
    try:
        st.session_state[_CHOICE] = address.read(code)
    except address.BadAddress:
        return Trouble(Problem.BROKEN_ADDRESS)
    st.session_state[_SEEN] = code
    for key in ("release", *(_TICK + key for key in load_components())):
        st.session_state.pop(key, None)
    return None


def to_address(release: int) -> None:
    """Write the choice and the release in the address, as an opaque code; nothing while nothing is chosen."""
    choice = current()
    if choice == Choice():
        st.query_params.pop(_PARAMETER, None)
        return
    code = address.write(replace(choice, release=release))
    st.session_state[_SEEN] = code
    if st.query_params.get(_PARAMETER) != code:
        st.query_params[_PARAMETER] = code


def choose() -> None:
    """The sidebar: country, families, components, and the base when there are several."""
    choice = current()
    typeahead(COUNTRY, [choice.country] if choice.country else [], _pick_country)
    typeahead(FAMILIES, choice.families, _pick_family, _drop_family)
    st.html(f'<p class="rc-ta-label">{w.COMPONENTS}</p>')
    for key, component in load_components().items():
        name = _TICK + key
        if name not in st.session_state:
            st.session_state[name] = not choice.components or key in choice.components
        st.checkbox(component.label, key=name, on_change=_tick)
    _choose_release(choice)


def _pick_country(key: str) -> None:
    _change(replace(current(), country=key))


def _pick_family(key: str) -> None:
    _change(replace(current(), families=tuple(dict.fromkeys((*current().families, key)))))


def _drop_family(key: str) -> None:
    _change(replace(current(), families=tuple(one for one in current().families if one != key)))


def _tick() -> None:
    every = list(load_components())
    ticked = tuple(key for key in every if st.session_state[_TICK + key])
    _change(replace(current(), components=() if len(ticked) == len(every) else ticked))


def nothing_ticked() -> bool:
    """No component ticked: nothing can be shown, which is not the same as everything."""
    return not any(st.session_state.get(_TICK + key) for key in load_components())


def _choose_release(choice: Choice) -> None:
    try:
        every = data.releases()
    except (Trouble, SQLAlchemyError):
        return  # the page says it
    if len(every) < 2 and choice.release in {None, *(one.number for one in every)}:
        return
    days = {one.number: french_day(one.created_at.isoformat()) for one in every}
    numbers = list(days)
    st.selectbox(
        w.RELEASE,
        numbers,
        index=numbers.index(choice.release) if choice.release in days else (0 if choice.release is None else None),
        format_func=lambda number: w.release_option(number, days[number]),
        key="release",
        on_change=lambda: _change(replace(current(), release=st.session_state["release"])),
        filter_mode=None,
        placeholder=w.CHOOSE_RELEASE,
    )
