"""Who bears witness: those who measured, each once. A figure republished by another body is one witness, not two."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from kb.lines import Line
from kb.signal_lines import NOT_STATED
from kb.sources.republishing import first_published, producer_of_series
from kb.vocabulary.folding import fold
from kb.vocabulary.source_types import interest_of

# how sources and definitions say that nobody is named as having measured
_UNSTATED = fold(NOT_STATED)


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


def witnesses_of(lines: Iterable[Line]) -> tuple[Witness, ...]:
    """The producers of some lines, in the order of their names."""
    named = sorted(((name_of(producer_of(line)), line) for line in lines), key=lambda pair: (pair[0], pair[1].id))
    return tuple(_witness([line for _, line in held]) for _, held in groupby(named, key=lambda pair: pair[0]))


def _witness(lines: list[Line]) -> Witness:
    producer = producer_of(lines[0])
    return Witness(
        producer=producer,
        stated=is_stated(producer),
        self_reported=any(line.self_reported for line in lines),
        sources=tuple(sorted({line.source for line in lines})),
        source_types=tuple(sorted({line.tier for line in lines})),
        interests=tuple(sorted({interest_of(line.source, self_reported=line.self_reported) for line in lines})),
        lines=tuple(line.id for line in lines),
    )
