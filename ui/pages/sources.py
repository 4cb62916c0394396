"""Sources: who they are, under which terms, how often they are read, how that ended, and what they do not say."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from kb.clock import now
from kb.expectations import reason_in_french, waits_for_credential
from kb.upkeep import Upkeep
from kb.wording import french_day
from ui import data
from ui import wording_fr as w
from ui.components.html import head, small, tag, text


def show() -> None:
    """One row per source definition: those that are read, those that nobody has seen yet, those that are retired."""
    st.html(tag("h1", text(w.PAGE_SOURCES), class_="rc-h1") + tag("p", text(w.SOURCES_NOTE), class_="rc-note"))
    every = data.sources()
    st.html(_table(w.KEPT_UP, None, [one for one in every if one.definition.is_kept_up]))
    unseen = [one for one in every if one.definition.status != "active" and not one.definition.retired]
    for title, about, found in (
        (w.NEVER_SEEN_SOURCES, w.ABOUT_NEVER_SEEN, unseen),
        (w.RETIRED_SOURCES, w.ABOUT_RETIRED, [one for one in every if one.definition.retired]),
    ):
        if found:
            st.html(_table(title, about, found))


def _table(title: str, about: str | None, sources: Iterable[Upkeep]) -> str:
    rows = [_row(one) for one in sources]
    said = text(w.sources_counted(title, len(rows))) + small(about)
    widths = tag("colgroup", *(tag("col", class_=f"rc-src{number}") for number in range(len(w.SOURCES_COLUMNS))))
    return tag(
        "table", tag("caption", said), widths, head(w.SOURCES_COLUMNS), tag("tbody", *rows), class_="rc-lines rc-sources"
    )  # fmt: skip


def _row(source: Upkeep) -> str:
    one = source.definition
    limits = tag("details", tag("summary", text(w.LIMITS_OF)), tag("p", text(w.fr(one.limits))))
    return tag(
        "tr",
        tag("th", text(one.title), small(one.key), limits, scope="row"),
        tag("td", text(one.publisher), _producer(source), small(one.home), small(_addresses(source))),
        tag(
            "td",
            text(w.fr(one.licence.name)),
            small(one.licence.stated_at),
            small(w.REDISTRIBUTION[one.redistribution]),
        ),
        tag("td", text(w.cadence(one.cadence_days)), small(_due(source))),
        tag("td", *_runs(source)),
        tag("td", *_measures(source)),
    )


def _producer(source: Upkeep) -> str:
    """Who measured, where it is not who publishes."""
    one = source.definition
    return small(w.produced_by(one.producer)) if one.producer != one.publisher else ""


def _addresses(source: Upkeep) -> str | None:
    if source.never_tried:
        return w.ADDRESS_NEVER_TRIED
    seen = source.definition.checked
    return None if seen == "never" else w.addresses_seen(french_day(seen.isoformat()))


def _due(source: Upkeep) -> str:
    one = source.definition
    if one.retired:
        return w.retired(french_day(one.retired.on.isoformat()), one.retired.reason)
    if not one.is_kept_up:
        return w.NOT_KEPT_UP
    if source.next_due is None or source.next_due <= now():
        return w.DUE_NOW
    return w.next_due(french_day(source.next_due.isoformat()))


def _runs(source: Upkeep) -> Iterable[str]:
    complete, last = source.last_complete, source.last_run
    if last is None:
        yield text(w.STATUS_NEVER_SEEN if source.definition.status != "active" else w.NEVER_RUN)
        return
    yield text(w.last_complete(_day(complete)) if complete else w.NO_COMPLETE_RUN)
    if complete:
        yield small(w.REPLAYED_RUN if complete["replay"] else None)
    if complete is None or complete["id"] != last["id"]:
        yield _ended(last)


def _ended(run: Mapping[str, Any]) -> str:
    outcome = w.OUTCOMES.get(str(run["outcome"]), w.UNJUDGED)
    if waits_for_credential(run["reason"]):
        outcome = w.CREDENTIAL_MISSING
    replayed, reason = w.REPLAYED_RUN if run["replay"] else None, reason_in_french(run["reason"])
    return small(w.run_ended(outcome, _day(run))) + small(replayed, w.fr(reason) if reason else None)


def _day(run: Mapping[str, Any]) -> str:
    return french_day(run["finished_at"] or run["started_at"])


def _measures(source: Upkeep) -> Iterable[str]:
    """What the last run counted, each beside its range; one that is outside says so in words."""
    if not source.measures:
        yield text(w.NOTHING_COUNTED)
    for one in source.measures:
        said = w.measure(one.measure, one.count, one.min, one.max)
        yield tag("p", text(said), small(None if one.within else w.OUT_OF_RANGE))
    if held := source.documents:
        yield small(w.documents_held(held.held, held.unread))
