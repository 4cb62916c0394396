"""The filters of the timeline. They hide lines and change nothing in them: starts and ends are read before anything is hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kb.lines import Line
from kb.vocabulary.populations import Group
from scoring.populations import speaks_of
from scoring.timeline import Entry, Scope, SourceEntries, TypeEntries, begins, ends, source_name


@dataclass(frozen=True)
class Asked:
    """What a reader asks to see; None asks for everything. Years are those of the fact, or of the publication without one."""

    type: str | None = None
    polarity: str | None = None
    since: int | None = None
    until: int | None = None
    source: str | None = None
    language: str | None = None
    population: Group | None = None


EVERYTHING = Asked()


def keeps(asked: Asked, line: Line) -> bool:
    """True where nothing asked for hides the line. A line that says no date or no population is never hidden for it."""
    return (
        asked.type in {None, line.type}
        and asked.polarity in {None, line.polarity}
        and asked.source in {None, source_name(line)}
        and asked.language in {None, line.lang}
        and (asked.since is None or not ends(line) or int(ends(line)[:4]) >= asked.since)
        and (asked.until is None or not begins(line) or int(begins(line)[:4]) <= asked.until)
        and (asked.population is None or speaks_of(line, asked.population))
    )


def filtered(scopes: Iterable[Scope], asked: Asked) -> list[Scope]:
    """The scopes without what is hidden; a part that nothing is left of is left out."""
    found = [replace(scope, types=tuple(_types(scope.types, asked))) for scope in scopes]
    return [scope for scope in found if scope.types]


def _types(types: Iterable[TypeEntries], asked: Asked) -> list[TypeEntries]:
    found = [replace(one, sources=tuple(_sources(one.sources, asked))) for one in types]
    return [one for one in found if one.sources]


def _sources(sources: Iterable[SourceEntries], asked: Asked) -> list[SourceEntries]:
    found = [replace(one, entries=tuple(_kept(one.entries, asked))) for one in sources]
    return [one for one in found if one.entries]


def _kept(entries: Iterable[Entry], asked: Asked) -> list[Entry]:
    return [entry for entry in entries if keeps(asked, entry.line)]
