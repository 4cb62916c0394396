"""Reads for the pages, cached by database and release: a release never changes, so its answers can be kept."""

from collections import Counter
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import streamlit as st
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from kb.citing.basket import Basket
from kb.differences import Change, difference
from kb.engine import engine_for, require_base
from kb.errors import NewerBase, NoBase, NoRelease, NotReady
from kb.frozen_vocabulary import words_of
from kb.lines import Line
from kb.lines_by_id import lines_by_id
from kb.listing_lines import listings_of_medicine
from kb.queries import series_lines
from kb.readings import addresses, snapshots
from kb.releases import ReleaseInfo, current_release, get_release, list_releases
from kb.reopen import read_code
from kb.reopening import open_code
from kb.search.sources import sources_read as read_sources
from kb.settings import settings
from kb.signal_context import Context
from kb.signal_context import signal_context as read_context
from kb.signal_lines import signals_of_product
from kb.upkeep import Upkeep, upkeep
from scoring.fiche import Fiche, build_fiche, country_of, families_of, indicators_of
from ui.changes import counts, in_order
from ui.choice import Choice
from ui.line_changes import LineChange, between
from ui.line_changes import counts as line_counts
from ui.problems import Problem, Trouble


def url() -> str:
    """The address of the base: part of the key of everything that is kept of it."""
    return settings().database_url


@st.cache_resource(ttl=60, show_spinner=False)
def _checked(url: str) -> Engine:
    """The engine, once its tables were seen; looked at again every minute. A failure is never kept."""
    try:
        return require_base(engine_for(url))
    except NotReady:
        raise Trouble(Problem.NO_BASE) from None
    except NewerBase:
        raise Trouble(Problem.NEWER_BASE) from None
    except (NoBase, SQLAlchemyError):
        raise Trouble(Problem.UNREACHABLE) from None


def engine() -> Engine:
    """The engine of this process, or Trouble saying why there is none."""
    return _checked(url())


_DRAWING = "releases_of_this_drawing"


def begin_drawing() -> None:
    """Called once per drawing of a page, which then asks the base once for each release that it names."""
    st.session_state[_DRAWING] = {}


def release(number: int | None = None) -> ReleaseInfo:
    """The release asked for, or the current one."""
    known: dict[int | None, ReleaseInfo] | None = st.session_state.get(_DRAWING)
    if known is None:
        return _release(number)
    if number not in known:
        known[number] = _release(number)
    return known[number]


def _release(number: int | None) -> ReleaseInfo:
    try:
        return current_release(engine()) if number is None else get_release(engine(), number)
    except NoRelease:
        raise Trouble(Problem.NO_RELEASE if number is None else Problem.UNKNOWN_RELEASE, number) from None


def words(shown: ReleaseInfo) -> AbstractContextManager[None]:
    """Inside it, labels, components and what is said of sources are those of the day of a base: whatever shows its lines stands there."""
    return words_of(engine(), shown)


def releases() -> list[ReleaseInfo]:
    """Every release, newest first; the starter only while it is alone."""
    newest = release()
    return _releases(url(), newest.number, newest.sha256)


@st.cache_data(max_entries=4, ttl=3600, show_spinner=False)
def _releases(url: str, number: int, sha256: str) -> list[ReleaseInfo]:
    every = list_releases(_checked(url))
    return [one for one in reversed(every) if not one.is_starter] or every


def release_as_of(day: date) -> ReleaseInfo | None:
    """The last release created before the end of a day in Paris; None before the first."""
    try:
        return current_release(engine(), as_of=day)
    except NoRelease:
        return None


def earlier(shown: ReleaseInfo) -> list[ReleaseInfo]:
    """The releases older than this one, newest first; the starter is nobody's parent."""
    return [one for one in releases() if one.number < shown.number and not one.is_starter]


def fiche(choice: Choice, shown: ReleaseInfo) -> Fiche:
    """The fiche of a whole choice."""
    return _fiche(url(), shown.number, shown.sha256, choice.country or "", choice.families, choice.components)


# kept in memory only, for a while: what was looked at is not remembered longer than a morning's work
@st.cache_data(max_entries=64, ttl=3600, show_spinner=False)
def _fiche(
    url: str, number: int, sha256: str, country: str, families: tuple[str, ...], components: tuple[str, ...]
) -> Fiche:
    return build_fiche(_checked(url), release(number), country_of(country), families_of(families), components)


def series(line: Line, shown: ReleaseInfo) -> list[Line]:
    """Every value of the series a line belongs to, oldest first."""
    return _series(url(), shown.number, shown.sha256, line.area, line.source, line.indicator or "", line.series)


@st.cache_data(max_entries=128, ttl=3600, show_spinner=False)
def _series(
    url: str, number: int, sha256: str, area: str, source: str, indicator: str, wanted: tuple[Any, ...]
) -> list[Line]:
    every = series_lines(_checked(url), release(number), area, source, indicator)
    return [line for line in every if line.series == wanted]


def changes(choice: Choice, old: ReleaseInfo, new: ReleaseInfo) -> list[Change]:
    """What changed between two releases in the fiche of a whole choice, in the order a reader meets it."""
    asked = (choice.country or "", choice.families, choice.components)
    return _changes(url(), old.number, old.sha256, new.number, new.sha256, *asked)


@st.cache_data(max_entries=64, ttl=3600, show_spinner=False)
def _changes(
    url: str,
    old: int,
    old_sha256: str,
    new: int,
    new_sha256: str,
    country: str,
    families: tuple[str, ...],
    components: tuple[str, ...],
) -> list[Change]:
    area = country_of(country).iso3
    shown = [
        one.code
        for one in indicators_of(families_of(families))
        if not components or one.component is None or one.component in components
    ]
    return in_order(difference(_checked(url), old, new, area=area, indicators=shown).rows)


def line_changes(choice: Choice, old: ReleaseInfo, new: ReleaseInfo) -> list[LineChange]:
    """Entries of lists and signals that the fiche of one base holds otherwise than that of the other."""
    return between(fiche(choice, old), fiche(choice, new))


def counted_changes(choice: Choice, old: ReleaseInfo, new: ReleaseInfo) -> Counter[str]:
    """How many changes of each kind; a count is kept where the changes themselves would be read again at each drawing."""
    return _counted(url(), old.number, old.sha256, new.number, new.sha256, choice)


@st.cache_data(max_entries=64, ttl=3600, show_spinner=False)
def _counted(url: str, old: int, old_sha256: str, new: int, new_sha256: str, choice: Choice) -> Counter[str]:
    two = release(old), release(new)
    return counts(changes(choice, *two)) + line_counts(line_changes(choice, *two))


def lines(ids: tuple[str, ...], shown: ReleaseInfo) -> dict[str, Line]:
    """Lines of a release by id."""
    return _lines(url(), shown.number, shown.sha256, ids)


@st.cache_data(max_entries=128, ttl=3600, show_spinner=False)
def _lines(url: str, number: int, sha256: str, ids: tuple[str, ...]) -> dict[str, Line]:
    return lines_by_id(_checked(url), release(number), ids)


def medicine_lines(medicine: str, shown: ReleaseInfo) -> list[Line]:
    """What lists and registers of every country, and signals, say of a medicine."""
    return _medicine_lines(url(), shown.number, shown.sha256, medicine)


@st.cache_data(max_entries=64, ttl=3600, show_spinner=False)
def _medicine_lines(url: str, number: int, sha256: str, medicine: str) -> list[Line]:
    shown = release(number)
    listed = listings_of_medicine(_checked(url), shown, medicine)
    return listed + signals_of_product(_checked(url), shown, medicine)


def sources_read(shown: ReleaseInfo) -> frozenset[str]:
    """The sources that a release holds something of."""
    return _sources_read(url(), shown.number, shown.sha256)


@st.cache_data(max_entries=16, ttl=3600, show_spinner=False)
def _sources_read(url: str, number: int, sha256: str) -> frozenset[str]:
    return read_sources(_checked(url), release(number))


def signal_context(line: Line, shown: ReleaseInfo) -> Context | None:
    """Where a quotation stands in its page, and the words around it that may be shown."""
    return read_context(engine(), shown, line)


def history(line: Line) -> list[tuple[ReleaseInfo, Line | None]]:
    """A line in every release, oldest first; None where a release does not hold it."""
    every = [one for one in reversed(releases()) if not one.is_starter]
    return [(one, lines((line.id,), one).get(line.id)) for one in every]


def reopened(code: str) -> tuple[ReleaseInfo, Basket]:
    """The release and the basket a re-open code names. Raises BadCode (a French sentence) or Trouble."""
    try:
        return open_code(engine(), code)
    except NoRelease:
        raise Trouble(Problem.UNKNOWN_RELEASE, read_code(code).release) from None


def sources() -> list[Upkeep]:
    """Every source, and how it is kept up here; never cached: a crawl may have ended since."""
    return upkeep(engine())


def captured_on(shown: ReleaseInfo) -> str | None:
    """When the starter figures were captured: one day, or from the first to the last."""
    return _captured(url(), shown.number, shown.sha256)


@st.cache_data(show_spinner=False)
def _captured(url: str, number: int, sha256: str) -> str | None:
    statement = (
        select(func.min(snapshots.c.captured_on), func.max(snapshots.c.captured_on))
        .join(addresses, addresses.c.id == snapshots.c.address_id)
        .where(addresses.c.origin == "starter")
    )
    with _checked(url).connect() as connection:
        first, last = connection.execute(statement).one()
    return None if first is None else str(first) if first == last else f"{first}..{last}"
