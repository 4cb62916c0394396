"""Sources: who they are, under which terms, what they do not say, how their last run ended."""

from typing import Any

import streamlit as st

from kb.sources.definition import SourceDefinition, all_sources
from kb.wording import french_day
from ui import data
from ui import wording_fr as w
from ui.components.html import head, small, tag, text


def show() -> None:
    """One row per source definition."""
    st.html(tag("h1", text(w.PAGE_SOURCES), class_="rc-h1"))
    last = data.runs()
    rows = "".join(_row(key, one, last.get(key)) for key, one in all_sources().items())
    table = tag(
        "table",
        tag("caption", text(w.SOURCES_CAPTION), class_="rc-hidden"),
        head(w.SOURCES_COLUMNS),
        tag("tbody", rows),
        class_="rc-lines rc-sources",
    )
    st.html(table)


def _row(key: str, one: SourceDefinition, run: dict[str, Any] | None) -> str:
    status = w.STATUS_NEVER_SEEN if one.status != "active" else None
    return tag(
        "tr",
        tag("th", text(one.title), small(key, status), scope="row"),
        tag("td", text(one.publisher), small(one.producer), small(one.home)),
        tag("td", text(one.licence.name), small(one.licence.stated_at)),
        tag("td", text(w.cadence(one.cadence_days))),
        tag("td", text(one.limits)),
        tag("td", _last_run(run)),
    )


def _last_run(run: dict[str, Any] | None) -> str:
    if run is None:
        return text(w.NEVER_RUN)
    outcome = w.OUTCOMES.get(str(run["outcome"]), w.UNJUDGED)
    day = french_day(run["finished_at"] or run["started_at"])
    return text(w.run_ended(outcome, day)) + small(
        w.REPLAYED_RUN if run["replay"] else None, str(run["reason"]) if run["reason"] else None
    )
