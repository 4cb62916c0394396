"""Reads for one line: what stands around its quotation, its archived copy, its neighbours. Cached by release."""

from dataclasses import dataclass

import streamlit as st

from kb.copies import Copy, copy_of, payload, records_of, text_of
from kb.lines import Line
from kb.neighbours import neighbours
from kb.releases import ReleaseInfo
from kb.settings import settings
from ui import data


def line(number: int, line_id: str) -> tuple[ReleaseInfo, Line | None]:
    """The release and its line; the line is None where the release does not hold it."""
    shown = data.release(number)
    return shown, data.lines((line_id,), shown).get(line_id)


MOST_REVISIONS = 6  # older courses in one drawing; « de base en base » lists them all


@dataclass(frozen=True)
class Revision:
    """What an older release held of a series, where the release after it held something else."""

    release: ReleaseInfo
    lines: tuple[Line, ...]


def revisions(one: Line, shown: ReleaseInfo) -> list[Revision]:
    """The older courses of the series of a figure, newest first."""
    after = _course(data.series(one, shown))
    found: list[Revision] = []
    for older in data.earlier(shown):
        lines = data.series(one, older)
        if lines and _course(lines) != after:
            found.append(Revision(older, tuple(lines)))
            after = _course(lines)
        if len(found) == MOST_REVISIONS:
            break
    return found


def _course(lines: list[Line]) -> list[tuple[str, float | None, float | None, float | None]]:
    return [(line.id, line.value, line.low, line.high) for line in lines]


def copy(one: Line, shown: ReleaseInfo) -> Copy | None:
    """The archived answer of a line."""
    return _copy(settings().database_url, shown.number, shown.sha256, one.id)


@st.cache_data(max_entries=128, ttl=3600, show_spinner=False)
def _copy(url: str, number: int, sha256: str, line_id: str) -> Copy | None:
    shown, one = line(number, line_id)
    return copy_of(data.engine(), shown, one) if one else None


def beside(one: Line, shown: ReleaseInfo) -> list[Line]:
    """Other lines of the same source on the same subject."""
    return _beside(settings().database_url, shown.number, shown.sha256, one.id)


@st.cache_data(max_entries=64, ttl=3600, show_spinner=False)
def _beside(url: str, number: int, sha256: str, line_id: str) -> list[Line]:
    shown, one = line(number, line_id)
    return neighbours(data.engine(), shown, one) if one else []


def archived_bytes(held: Copy) -> bytes:
    """The bytes of a copy, from the archive of this installation. Raises ArchiveError."""
    return payload(settings().archive_url, held)


@st.cache_data(max_entries=16, ttl=600, show_spinner=False)
def records(held: Copy, one: Line) -> list[str]:
    """The records of an archived answer that carry a line. Raises ArchiveError."""
    return records_of(archived_bytes(held), one)


def whole_text(held: Copy) -> str | None:
    """The whole copy as text, where it is one. Raises ArchiveError."""
    return text_of(held, archived_bytes(held))
