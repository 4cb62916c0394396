"""Who bears witness: those who measured, each once. A figure republished by another body is one witness, not two."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from kb.lines import Line
from kb.signal_lines import NOT_STATED
from kb.sources.republishing import first_published, producer_of_series
from kb.vocabulary.folding import fold
from kb.vocabulary.source_types import interest_of

# how sources and definitions say that nobody is named as having measured
_UNSTATED = fold(NOT_STATED)
Series = tuple[str, str, tuple[tuple[str, str], ...]]
"""What `Line.series` tells a series by."""


@dataclass(frozen=True)
class Witness:
    """One producer of a component, the sources that carry its statements, and the lines behind it."""

    producer: str
    stated: bool
    """False where the source does not say who measured: such lines are never held to be independent."""
    self_reported: bool
    sources: tuple[str, ...]
    source_types: tuple[str, ...]
    interests: tuple[str, ...]
    """What those who carry it have at stake, in French."""
    lines: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """JSON of one producer."""
        return {
            "producer": self.producer, "stated": self.stated, "self_reported": self.self_reported,
            "sources": list(self.sources), "source_types": list(self.source_types),
            "interests": list(self.interests), "lines": list(self.lines),
        }  # fmt: skip


def producer_of(line: Line) -> str:
    """Who measured, told at the head of the chain of republication of the series."""
    if not line.indicator or not is_republished(line.source, line.indicator):
        return line.producer
    return producer_of_series(line.source, line.indicator)


def is_republished(source: str, code: str) -> bool:
    """True where the definition of the source says that the series was published elsewhere first."""
    return first_published(source, code) != (source, code)


@lru_cache(maxsize=4096)
def name_of(producer: str) -> str:
    """The name without what spelling may change."""
    return fold(producer)


@lru_cache(maxsize=4096)
def is_stated(producer: str) -> bool:
    """False for the words by which a source says that it does not name who measured."""
    return not name_of(producer).startswith(_UNSTATED)


def same_producer(one: str, other: str) -> bool:
    """True where two names are one, known to be: two producers that nobody named are not."""
    return is_stated(one) and name_of(one) == name_of(other)


def voices(lines: Sequence[Line], repeated: Collection[tuple[Line, Line]] = ()) -> list[str]:
    """Who bears witness in each line, in the order of the lines.

    `repeated`: one line of each of two series held to be a republication that nobody declares. All the lines of both then have
    one voice: a producer that is named before one that is not, then the one that says more besides.
    """
    told = [producer_of(line) for line in lines]
    if not repeated:
        return told
    chains = _chains(repeated)
    besides = Counter(name_of(name) for line, name in zip(lines, told, strict=True) if line.series not in chains)
    said: dict[int, set[str]] = defaultdict(set)
    for line, name in zip(lines, told, strict=True):
        if line.series in chains:
            said[chains[line.series]].add(name)
    heads = {
        chain: min(names, key=lambda name: (not is_stated(name), -besides[name_of(name)], name_of(name), name))
        for chain, names in said.items()
    }
    return [
        heads[chains[line.series]] if line.series in chains else name for line, name in zip(lines, told, strict=True)
    ]


def _chains(repeated: Iterable[tuple[Line, Line]]) -> dict[Series, int]:
    """Each series with the number of its chain: what repeats one of two that repeat each other is of one chain with them."""
    chains: dict[Series, int] = {}
    for number, (one, other) in enumerate(repeated):
        joined = {chains.get(one.series), chains.get(other.series)}
        chains |= {series: number for series, held in chains.items() if held in joined}
        chains[one.series] = chains[other.series] = number
    return chains


def witnesses_of(lines: Sequence[Line], repeated: Collection[tuple[Line, Line]] = ()) -> tuple[Witness, ...]:
    """The producers of some lines, in the order of their names; `repeated` as for `voices`."""
    named = sorted(
        ((name_of(voice), line.id, voice, line) for voice, line in zip(voices(lines, repeated), lines, strict=True)),
        key=itemgetter(0, 1),
    )
    return tuple(
        _witness(told[0][2], [line for *_, line in told])
        for told in (list(held) for _, held in groupby(named, key=itemgetter(0)))
    )


def _witness(producer: str, lines: list[Line]) -> Witness:
    speaking = {(line.source, line.self_reported) for line in lines}
    return Witness(
        producer=producer,
        stated=is_stated(producer),
        self_reported=any(line.self_reported for line in lines),
        sources=tuple(sorted({line.source for line in lines})),
        source_types=tuple(sorted({line.tier for line in lines})),
        interests=tuple(sorted({interest_of(source, self_reported=declared) for source, declared in speaking})),
        lines=tuple(line.id for line in lines),
    )
