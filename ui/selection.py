"""The choice of one session: read from the address, changed by the sidebar, written back to the address."""

import re
from dataclasses import replace
from datetime import date

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from kb.releases import ReleaseInfo
from kb.vocabulary.loader import load_components
from kb.wording import french_day
from ui import address, data
from ui import wording_fr as w
from ui.choice import Choice
from ui.components.html import tag, text
from ui.components.typeahead import COUNTRY, FAMILIES, MEDICINE, typeahead
from ui.problems import Problem, Trouble

_CHOICE, _SEEN, _PARAMETER = "choice", "address_seen", "v"
_FROM, _FROM_PARAMETER = "compared_from", "d"  # a number of release: it tells nothing of what is read
_DAY, _NONE_TICKED = "day", "none_ticked"
_HERE = "base_of_this_page"
_TICK = "tick_"
_WRITTEN_DAY = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})")


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
    for key in (_DAY, _NONE_TICKED):
        st.session_state.pop(key, None)
    stated = st.query_params.get(_FROM_PARAMETER, "")
    st.session_state[_FROM] = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 6 else None
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


def compared_from() -> int | None:
    """The older base of a comparison, when the reader or the address named one."""
    asked: int | None = st.session_state.get(_FROM)
    return asked


def compare_from(number: int | None) -> None:
    """Compare from this base on."""
    st.session_state[_FROM] = number


def write_compared(number: int | None) -> None:
    """Keep the older base in the address; nothing when it is the one before."""
    if number is None:
        st.query_params.pop(_FROM_PARAMETER, None)
    elif st.query_params.get(_FROM_PARAMETER) != str(number):
        st.query_params[_FROM_PARAMETER] = str(number)


def choose() -> None:
    """The sidebar: country, families, components, and the base when there are several."""
    choice = current()
    typeahead(COUNTRY, [choice.country] if choice.country else [], _pick_country)
    typeahead(FAMILIES, choice.families, _pick_family, _drop_family)
    st.html(f'<p class="rc-ta-label">{w.COMPONENTS}</p>')
    for key, component in load_components().items():
        # the choice is the truth: Streamlit forgets what a widget held when another page is shown
        ticked = not nothing_ticked() and (not choice.components or key in choice.components)
        st.session_state[_TICK + key] = ticked
        st.checkbox(component.label, key=_TICK + key, on_change=_tick)
    _choose_release(choice)


def _pick_country(key: str) -> None:
    _change(replace(current(), country=key))


def choose_medicine() -> str | None:
    """The field of the page « Médicament »; the key of the medicine chosen."""
    chosen = current().medicine
    typeahead(MEDICINE, [chosen] if chosen else [], _pick_medicine)
    return current().medicine


def _pick_medicine(key: str) -> None:
    _change(replace(current(), medicine=key))


def _pick_family(key: str) -> None:
    _change(replace(current(), families=tuple(dict.fromkeys((*current().families, key)))))


def _drop_family(key: str) -> None:
    _change(replace(current(), families=tuple(one for one in current().families if one != key)))


def _tick() -> None:
    every = list(load_components())
    ticked = tuple(key for key in every if st.session_state[_TICK + key])
    st.session_state[_NONE_TICKED] = not ticked
    _change(replace(current(), components=() if len(ticked) == len(every) else ticked))


def read_here(number: int) -> None:
    """This page reads a base of its own, whatever the choice says; for this drawing of the page only."""
    st.session_state[_HERE] = number


def release_read() -> int | None:
    """The base that the page just drawn reads; None means the newest."""
    here: int | None = st.session_state.pop(_HERE, None)
    return current().release if here is None else here


def nothing_ticked() -> bool:
    """No component ticked: nothing can be shown, which is not the same as everything."""
    return bool(st.session_state.get(_NONE_TICKED))


def _choose_release(choice: Choice) -> None:
    try:
        every = data.releases()
    except (Trouble, SQLAlchemyError):
        return  # the page says it
    known = choice.release in {None, *(one.number for one in every)}
    if every[0].is_starter and known:
        return
    if len(every) > 1 or not known:
        _choose_number(choice, every)
    _choose_day()


def _choose_number(choice: Choice, every: list[ReleaseInfo]) -> None:
    days = {one.number: french_day(one.created_at.isoformat()) for one in every}
    wanted = every[0].number if choice.release is None else choice.release
    st.session_state["release"] = wanted if wanted in days and day_without_base() is None else None
    st.selectbox(
        w.RELEASE,
        list(days),
        # without a choice the list is empty-handed; with one, the session says which
        index=None if st.session_state["release"] is None else 0,
        format_func=lambda number: w.release_option(number, days[number]),
        key="release",
        on_change=_pick_release,
        filter_mode=None,
        placeholder=w.CHOOSE_RELEASE,
    )


def _pick_release() -> None:
    if (number := st.session_state["release"]) is not None:
        st.session_state.pop(_DAY, None)
        _change(replace(current(), release=number))


def _choose_day() -> None:
    # Streamlit's own date field speaks English to the reader: a text, read here
    st.session_state["as_of"] = st.session_state.get(_DAY, "")
    st.text_input(w.AS_OF, key="as_of", on_change=_pick_day, placeholder=w.AS_OF_HINT, max_chars=10, autocomplete="off")
    if _stated() and day_asked() is None:
        st.html(tag("p", text(w.AS_OF_UNREADABLE), class_="rc-ta-hint", role="status"))


def _stated() -> str:
    return str(st.session_state.get(_DAY, ""))


def day_asked() -> date | None:
    """The day typed as « 12/03/2026 »; None when nothing that can be read was."""
    found = _WRITTEN_DAY.fullmatch(_stated())
    try:
        return date(*(int(found[part]) for part in (3, 2, 1))) if found else None
    except ValueError:
        return None


def _pick_day() -> None:
    st.session_state[_DAY] = str(st.session_state["as_of"]).strip()
    if not _stated():
        _change(replace(current(), release=None))
    elif day := day_asked():
        found = data.release_as_of(day)
        _change(replace(current(), release=found.number if found else None))


def day_without_base() -> date | None:
    """The day asked for, when no base existed yet; None otherwise."""
    day = day_asked()
    return day if day and data.release_as_of(day) is None else None
