"""The archived copy of a line: what it is, and on demand what its terms let be shown. Always text, never a page."""

import streamlit as st

from kb.copies import Copy
from kb.errors import ArchiveError
from kb.lines import Line
from kb.releases import ReleaseInfo
from ui import line_data
from ui import wording_fr as w
from ui.components.html import small, tag, text
from ui.problems import say


def archived_copy(line: Line, shown: ReleaseInfo) -> None:
    """The heading, the terms, and the button that opens the copy where there is something to open."""
    held = line_data.copy(line, shown)
    st.html(tag("div", tag("h3", text(w.COPY), class_="rc-h3"), tag("p", _about(held)), class_="rc-copy"))
    if held is None or not (held.is_whole or held.shows_record):
        return
    key = f"copy_{shown.number}_{line.id}"
    is_open = bool(st.session_state.get(key))
    st.button(
        w.CLOSE_COPY if is_open else w.OPEN_COPY,
        key=f"{key}_open",
        on_click=lambda: st.session_state.update({key: not is_open}),
    )
    if is_open:
        try:
            _opened(held, line)
        except ArchiveError:
            say(w.COPY_LOST)


def _about(held: Copy | None) -> str:
    if held is None:
        return text(w.NO_COPY)
    said = w.COPY_TERMS[held.terms]
    if held.terms == "figures" and not held.shows_record:
        said = f"{said} {w.COPY_FILE_FORMAT}"
    return text(said) + small(w.copy_facts(held.size, held.media_type))


def _opened(held: Copy, line: Line) -> None:
    if held.is_whole:
        _whole(held)
        return
    records = line_data.records(held, line)
    told = w.RECORD_SHOWN if records else w.RECORD_NOT_FOUND
    said = tag("p", text(f"{w.COPY_READ} {told}"))
    st.html(tag("div", said, *(_verbatim(one) for one in records), class_="rc-copy"))


def _whole(held: Copy) -> None:
    content = line_data.archived_bytes(held)
    readable = line_data.whole_text(held)
    told = f"{w.COPY_READ} {w.TEXT_SHOWN}" if readable else w.COPY_READ
    st.html(tag("div", tag("p", text(told)), _verbatim(readable) if readable else "", class_="rc-copy"))
    # whatever the publisher called it, the browser is given bytes to keep: nothing in them is run
    st.download_button(
        w.DOWNLOAD_COPY, content, file_name=held.name, mime="application/octet-stream", on_click="ignore",
        key=f"bytes_{held.sha256[:12]}",
    )  # fmt: skip


def _verbatim(said: str) -> str:
    return tag("pre", text(said), class_="rc-verbatim", tabindex="0")
