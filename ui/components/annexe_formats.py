"""The formats of the annexe: at once while it is short; beyond, one at a time, with its progress and a button that stops it."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

import streamlit as st

from kb.citing.annexe import Cited
from kb.citing.basket import Basket
from kb.citing.formats import AnnexeFormat, file_name, made
from kb.citing.progress import Stage
from ui import citing, data
from ui import wording_fr as w
from ui.components.html import tag, text
from ui.preparing import Job, Stopped
from ui.problems import say

AT_ONCE = 300  # lines: a PDF or a DOCX of as many takes a second, of 2 000 six to seven
_LONG_TO_MAKE = (AnnexeFormat.PDF, AnnexeFormat.ODT, AnnexeFormat.DOCX, AnnexeFormat.TXT)
_JOB, _STOPPED = "annexe_job", "annexe_stopped"
_EVERY = 0.5  # seconds between two looks
_REFERENCES = 0.5  # their share of the whole time, measured on 2 000 lines
_PDF_BLOCKS = 0.6  # then the pages of a PDF are set in one go, which tells nothing before its end


@dataclass(frozen=True)
class _Prepared:
    """What is being made, or was: for one basket, in one format."""

    basket: Basket
    output: AnnexeFormat
    at: datetime
    job: Job


def formats(what: Cited, at: datetime) -> None:
    """One button per format, then the text itself, folded."""
    if len(what.lines) <= AT_ONCE:
        with st.container(horizontal=True):
            for output in AnnexeFormat:
                _download(what, output, at)
        _preview(citing.preview(what, at))
        return
    st.html(tag("p", text(w.long_annexe(len(what.lines))), class_="rc-legend"))
    current = _current(what)
    if current and not current.job.done:
        _running(current)
        return
    if current:
        _ready(current)
    elif st.session_state.pop(_STOPPED, False):
        say(w.PREPARATION_STOPPED)
    with st.container(horizontal=True):
        for output in AnnexeFormat:
            if output in _LONG_TO_MAKE:
                key = f"prepare_{what.release.number}_{output}"
                st.button(w.prepare(output), key=key, on_click=_start, args=(what, output, at))
            else:
                _download(what, output, at)


def _download(what: Cited, output: AnnexeFormat, at: datetime) -> None:
    st.download_button(
        w.download(output), partial(made, data.engine(), what, output, at), file_name=file_name(output, at),
        mime="application/octet-stream", type="primary" if output is AnnexeFormat.PDF else "secondary",
        on_click="ignore", key=f"download_{what.release.number}_{output}",
    )  # fmt: skip


def _preview(said: str) -> None:
    st.html(tag("details", tag("summary", text(w.PREVIEW)), tag("pre", text(said)), class_="rc-section"))


def _current(what: Cited) -> _Prepared | None:
    """What was asked for this basket; a line more or less makes it void."""
    held: _Prepared | None = st.session_state.get(_key(what.release.number))
    if held is None or held.basket == what.basket:
        return held
    _forget(what.release.number)
    return None


def _key(release: int) -> str:
    return f"{_JOB}_{release}"


def _forget(release: int) -> None:
    held: _Prepared | None = st.session_state.pop(_key(release), None)
    if held:
        held.job.stop()


def _start(what: Cited, output: AnnexeFormat, at: datetime) -> None:
    _forget(what.release.number)
    job = Job(partial(made, data.engine(), what, output, at))
    st.session_state[_key(what.release.number)] = _Prepared(what.basket, output, at, job)


def _stop(release: int) -> None:
    _forget(release)
    st.session_state[_STOPPED] = True


@st.fragment(run_every=_EVERY)
def _running(one: _Prepared) -> None:
    """Drawn again twice a second; the page is drawn whole once it has ended."""
    release = one.basket.release
    if one.job.done or st.session_state.get(_key(release)) is not one:
        st.rerun()
    stage, done, of = one.job.look() or (Stage.REFERENCES, 0, 1)
    share = _share(one.output, stage, done / max(of, 1))
    said = w.preparing(one.output, stage.name, share)
    bar = tag("progress", value=f"{share:.2f}", max="1", aria_label=said)
    st.html(tag("p", text(said), bar, class_="rc-release rc-making"))
    st.button(w.STOP_PREPARING, key=f"annexe_stop_{release}", on_click=_stop, args=(release,))


def _share(output: AnnexeFormat, stage: Stage, part: float) -> float:
    """How much of the whole is done."""
    if stage is Stage.REFERENCES:
        return _REFERENCES * part
    end = _PDF_BLOCKS if output is AnnexeFormat.PDF else 1.0
    return _REFERENCES + (end - _REFERENCES) * part


def _ready(one: _Prepared) -> None:
    try:
        content = one.job.result()
    except Stopped:
        say(w.PREPARATION_STOPPED)
        return
    st.download_button(
        w.download(one.output), content, file_name=file_name(one.output, one.at), mime="application/octet-stream",
        type="primary", on_click="ignore", key=f"download_prepared_{one.basket.release}",
    )  # fmt: skip
    if one.output is AnnexeFormat.TXT:
        _preview(content.decode())
