"""The annexe's basket: line ids by release, in the session's memory, never on the server's disk."""

import streamlit as st

_KEY = "basket"


def content() -> dict[int, list[str]]:
    """Release number → line ids, in the order they were cited."""
    held: dict[int, list[str]] = st.session_state.setdefault(_KEY, {})
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


def remove(release: int, line_id: str) -> None:
    """Take a line out."""
    ids = content().get(release, [])
    if line_id in ids:
        ids.remove(line_id)
    if not ids:
        content().pop(release, None)


def toggle(release: int, line_id: str) -> bool:
    """Cite or take out; True when the line is now cited."""
    (remove if holds(release, line_id) else add)(release, line_id)
    return holds(release, line_id)


def empty() -> None:
    """Take everything out."""
    content().clear()
