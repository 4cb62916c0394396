"""Silence is exact: which sources cover a cell, when each was last read whole, and which were not consulted (design §2.3)."""

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from kb.frozen_vocabulary import words_of
from kb.readings import sightings, snapshots
from kb.releases import ReleaseInfo, release_runs, runs
from kb.sources.definition import SourceDefinition, all_sources
from kb.vocabulary.indicators_loader import indicators_for
from scoring.evidence import NotConsulted, Search


@dataclass(frozen=True)
class SourceState:
    """What a release knows of a source: its last complete run, or why there is none."""

    definition: SourceDefinition
    last_complete_run: str | None
    replay: bool
    captured_on: str | None
    why_not: str | None


def source_states(engine: Engine, release: ReleaseInfo) -> dict[str, SourceState]:
    """The state of every defined source in a release."""
    last: dict[str, tuple[str, bool, str | None]] = {}
    captured = snapshots.c.captured_on
    last_sighting = (
        select(runs.c.source_key, runs.c.replay, func.max(sightings.c.seen_at), func.min(captured), func.max(captured))
        .join(release_runs, release_runs.c.run_id == runs.c.id)
        .join(sightings, sightings.c.run_id == runs.c.id)
        .join(snapshots, snapshots.c.id == sightings.c.snapshot_id)
        .where(release_runs.c.release_number <= release.number)
        .group_by(runs.c.id, runs.c.source_key, runs.c.replay)
        .order_by(runs.c.id)
    )
    with engine.connect() as connection:
        for key, replay, seen, first, newest in connection.execute(last_sighting):
            days = first if first == newest else f"{first}..{newest}"
            last[key] = (f"{seen:%Y-%m-%dT%H:%M:%SZ}", bool(replay), days if replay else None)
    with words_of(engine, release):
        return {key: _state(definition, last.get(key), release) for key, definition in all_sources().items()}


def _state(
    definition: SourceDefinition, last: tuple[str, bool, str | None] | None, release: ReleaseInfo
) -> SourceState:
    if last:
        return SourceState(definition, *last, None)
    if definition.status != "active":
        return SourceState(definition, None, False, None, "jamais vue en vrai : aucune réponse réelle n’a été lue")
    if release.is_starter:
        return SourceState(
            definition, None, False, None, "figures de départ seulement : aucun relevé complet sur cette installation"
        )
    return SourceState(definition, None, False, None, "aucun relevé complet dans cette base")


def covering(
    states: dict[str, SourceState], country: str, family: str, component: str
) -> tuple[list[Search], list[NotConsulted]]:
    """The sources that cover a cell: those that were read, and apart from them those that were not."""
    searched, not_consulted = [], []
    for key, state in states.items():
        definition = state.definition
        if not _covers(definition, country, family, component):
            continue
        if state.why_not is None:
            searched.append(Search(key, definition.title, state.last_complete_run, state.replay, state.captured_on))
        else:
            not_consulted.append(NotConsulted(key, definition.title, state.why_not))
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
