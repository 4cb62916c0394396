"""The annexe's basket: line ids by release, and the choices they were cited under, in the session's memory, never on the server's disk."""

import streamlit as st

from kb.citing.basket import Asked
from ui import selection

_KEY, _ASKED = "basket", "basket_asked"


def content() -> dict[int, list[str]]:
    """Release number → line ids, in the order they were cited."""
    held: dict[int, list[str]] = st.session_state.setdefault(_KEY, {})
    return held


def asked() -> dict[int, list[Asked]]:
    """Release number → the choices that the reader looked at when he cited."""
    held: dict[int, list[Asked]] = st.session_state.setdefault(_ASKED, {})
    return held


def size() -> int:
    """How many lines are cited."""
    return sum(len(ids) for ids in content().values())


def holds(release: int, line_id: str) -> bool:
    """True when the line is cited from this release."""
    return line_id in content().get(release, [])


def add(release: int, line_id: str) -> None:
    """Cite a line; citing it twice changes nothing."""
    ids = content().setdefault(release, [])
    if line_id not in ids:
        ids.append(line_id)
    choice = selection.current()
    if choice.country and choice.families:
        _remember(release, Asked(choice.country, choice.families, choice.components))


def add_all(release: int, ids: tuple[str, ...], choices: tuple[Asked, ...]) -> None:
    """Cite lines with the choices that a code or a file names for them."""
    held = content().setdefault(release, [])
    held.extend(one for one in ids if one not in held)
    for choice in choices:
        _remember(release, choice)


def remove(release: int, line_id: str) -> None:
    """Take a line out."""
    ids = content().get(release, [])
    if line_id in ids:
        ids.remove(line_id)
    if not ids:
        content().pop(release, None)
        asked().pop(release, None)


def toggle(release: int, line_id: str) -> bool:
    """Cite or take out; True when the line is now cited."""
    (remove if holds(release, line_id) else add)(release, line_id)
    return holds(release, line_id)


def empty() -> None:
    """Take everything out."""
    content().clear()
    asked().clear()


def _remember(release: int, choice: Asked) -> None:
    held = asked().setdefault(release, [])
    if choice not in held:
        held.append(choice)
