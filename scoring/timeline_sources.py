"""Which sources of reports of a country a release has read: an empty timeline says whom it asked (design §2.3)."""

from sqlalchemy import Engine

from kb.releases import ReleaseInfo
from kb.sources.definition import SourceDefinition
from scoring.evidence import NotConsulted, Search
from scoring.searching import source_states


def report_sources(engine: Engine, release: ReleaseInfo, country: str) -> tuple[list[Search], list[NotConsulted]]:
    """Those that were read, and apart from them those that were not, with the reason."""
    read, missed = [], []
    for key, state in source_states(engine, release).items():
        definition = state.definition
        if not _brings_reports(definition) or not _covers(definition, country):
            continue
        if state.why_not is None:
            read.append(Search(key, definition.title, state.last_complete_run, state.replay, state.captured_on))
        else:
            missed.append(NotConsulted(key, definition.title, state.why_not))
    return read, missed


def _brings_reports(definition: SourceDefinition) -> bool:
    return definition.listing is not None or "documents" in definition.expect


def _covers(definition: SourceDefinition, country: str) -> bool:
    return definition.covers.countries == "world" or country in definition.covers.countries
