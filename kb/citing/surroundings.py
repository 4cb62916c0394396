"""What stands around the cited lines: what was asked, what is silent, what was left aside. Filled in by scoring.surroundings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Silence:
    """A component without a line, and where it was looked for."""

    component: str
    reason: str
    searched: tuple[str, ...]
    not_consulted: tuple[tuple[str, tuple[str, ...]], ...]
    """Reason → the sources it holds for."""


@dataclass(frozen=True)
class View:
    """One choice under which lines were cited, in words, with its silences."""

    title: str
    families: tuple[str, ...]
    country: str
    components: tuple[str, ...]
    all_components: bool
    silences: tuple[Silence, ...]


@dataclass(frozen=True)
class Surroundings:
    """The choices, none where the lines were named one by one; and the other sides."""

    views: tuple[View, ...] = ()
    omitted: tuple[str, ...] = ()
    """Of the discordances of which one side only is cited: how many, then a sentence for each."""
