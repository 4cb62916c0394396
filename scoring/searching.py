"""Silence is exact: which sources cover a cell, when each was last read whole, and which were not consulted (design §2.3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from kb.ended_runs import ended_by
from kb.frozen_vocabulary import words_of
from kb.readings import sightings, snapshots
from kb.releases import ReleaseInfo, release_runs, runs
from kb.sources.definition import SourceDefinition, all_sources
from kb.unread_documents import documents_of
from kb.vocabulary.indicators_loader import indicators_for
from scoring.evidence import NotConsulted, Search
from scoring.why_not import nothing_read, unread_documents, why_not


@dataclass(frozen=True)
class SourceState:
    """What a release knows of a source: its last complete run, or why there is none to speak of."""

    definition: SourceDefinition
    last_complete_run: str | None
    replay: bool
    captured_on: str | None
    why_not: str | None
    unread: tuple[int, str] | None = None
    """Documents on the country of the fiche that nobody could read, though the source was asked: how many, and why."""


@dataclass(frozen=True)
class _Read:
    """The last released run of a source that met bytes: when they were last seen; under replay, when they were captured."""

    seen: datetime
    replay: bool
    captured_on: str | None


def source_states(engine: Engine, release: ReleaseInfo, country: str | None = None) -> dict[str, SourceState]:
    """The state of every defined source in a release; with a country, the documents on it that were not read."""
    with words_of(engine, release), engine.connect() as connection:
        read = _read(connection, release)
        ended = ended_by(connection, release.created_at)
        documents = documents_of(connection, release.number, country)
        definitions = all_sources()
    states = {}
    for key, definition in definitions.items():
        last, held, reason = read.get(key), documents.get(key), None
        if last is None or definition.status != "active":
            reason = why_not(definition, release, ended.get(key))
        elif held and not held.read:
            reason = nothing_read(held.unread)
        states[key] = _state(definition, last, reason, held.unread_here if held else {})
    return states


def _read(connection: Connection, release: ReleaseInfo) -> dict[str, _Read]:
    """Source → the last of its runs in a release that met bytes. A later one that had nothing to ask for (a site map
    without a change) moves the day and leaves the rest."""
    found: dict[str, _Read] = {}
    captured = snapshots.c.captured_on
    statement = (
        select(
            runs.c.source_key, runs.c.replay, runs.c.started_at, func.max(sightings.c.seen_at), func.min(captured),
            func.max(captured),
        )
        .join(release_runs, release_runs.c.run_id == runs.c.id)
        .outerjoin(sightings, sightings.c.run_id == runs.c.id)
        .outerjoin(snapshots, snapshots.c.id == sightings.c.snapshot_id)
        .where(release_runs.c.release_number <= release.number)
        .group_by(runs.c.id, runs.c.source_key, runs.c.replay, runs.c.started_at)
        .order_by(runs.c.id)
    )  # fmt: skip
    for key, replay, started, seen, first, newest in connection.execute(statement):
        days = first if first == newest else f"{first}..{newest}"
        if seen is not None:
            found[key] = _Read(seen, bool(replay), days if replay else None)
        elif key in found:
            found[key] = _Read(started, bool(replay), found[key].captured_on if replay else None)
    return found


def _state(
    definition: SourceDefinition, last: _Read | None, reason: str | None, unread: Mapping[str, int]
) -> SourceState:
    if reason or last is None:
        return SourceState(definition, None, False, None, reason)
    told = (sum(unread.values()), unread_documents(unread)) if unread else None
    return SourceState(definition, f"{last.seen:%Y-%m-%dT%H:%M:%SZ}", last.replay, last.captured_on, None, told)


def covering(
    states: dict[str, SourceState], country: str, family: str, component: str
) -> tuple[list[Search], list[NotConsulted]]:
    """The sources that cover a cell: those that were read, and apart from them those that were not.

    A source that was read may stand in both: the documents that nobody could read are no answer of its.
    """
    searched, not_consulted = [], []
    for key, state in states.items():
        definition = state.definition
        if not _covers(definition, country, family, component):
            continue
        if state.why_not is not None:
            not_consulted.append(NotConsulted(key, definition.title, state.why_not))
            continue
        searched.append(Search(key, definition.title, state.last_complete_run, state.replay, state.captured_on))
        if state.unread:
            not_consulted.append(NotConsulted(key, definition.title, state.unread[1], documents=state.unread[0]))
    return searched, not_consulted


def _covers(definition: SourceDefinition, country: str, family: str, component: str) -> bool:
    covers = definition.covers
    if covers.countries != "world" and country not in covers.countries:
        return False
    if covers.families != "all" and family not in covers.families:
        return False
    if component not in covers.components:
        return False
    # A source of series covers a cell only where one of its series speaks of it.
    return definition.indicators is None or component in indicators_for(definition.indicators, family)


def went_through(
    states: dict[str, SourceState], read: Collection[str], country: str | None, family: str | None, lang: str | None
) -> tuple[list[Search], list[NotConsulted]]:
    """What a search of texts went through, of the sources that could hold an answer to its filters; apart, what it could not.

    `read` are the sources that the release holds something of (kb.search.sources).
    """
    searched, not_consulted = [], []
    for key, state in states.items():
        definition = state.definition
        if not _could_hold(definition, country, family, lang):
            continue
        if key in read and state.why_not is None:
            searched.append(Search(key, definition.title, state.last_complete_run, state.replay, state.captured_on))
        else:
            why = state.why_not or "relevé complet, mais aucune donnée lue"
            not_consulted.append(NotConsulted(key, definition.title, why))
    return searched, not_consulted


def _could_hold(definition: SourceDefinition, country: str | None, family: str | None, lang: str | None) -> bool:
    covers = definition.covers
    asked: tuple[tuple[str | None, str | list[str]], ...] = (
        (country, covers.countries), (family, covers.families), (lang, covers.languages),
    )  # fmt: skip
    return all(one is None or held in ("world", "all") or one in held for one, held in asked)
