"""Chains of republication: where a series was published first, and who measured it there."""

from functools import lru_cache
from pathlib import Path

from kb.errors import BadDefinition
from kb.sources import definition as definitions
from kb.sources.definition import SourceDefinition, all_sources
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.standing import words_then

Series = tuple[str, str]
"""A source and a code of it."""


def first_published(source: str, code: str) -> Series:
    """The head of the chain of a series; itself where no chain is declared. BadDefinition where a chain leads nowhere."""
    return _first_published(words_then(), source, code)


@lru_cache(maxsize=8192)
def _first_published(then: Path | None, source: str, code: str) -> Series:
    """By the definitions that stand: `then` names them for the cache."""
    chain = [(source, code)]
    while following := _republished(*chain[-1]):
        if following in chain:
            raise BadDefinition(f"{source}.yml: republishes: the chain of {code} comes back to itself. Break it.")
        chain.append(following)
    return chain[-1]


def _republished(source: str, code: str) -> Series | None:
    definition = all_sources().get(source)
    if definition is None:
        raise BadDefinition(f"{source}.yml is named under republishes and does not exist. Correct the key after `of`.")
    return next(((one.of, one.series[code]) for one in definition.republishes if code in one.series), None)


def chain_problems(definition: SourceDefinition) -> list[str]:
    """What a definition says of its chains that does not hold, one sentence each. A fault of a third file is none of its."""
    problems = []
    for one in definition.republishes:
        path = definitions.FOLDER / f"{one.of}.yml"
        if not path.exists():
            problems.append(f"republishes: no source is called {one.of}.")
            continue
        try:
            first = definitions.load(path)
        except BadDefinition as error:
            problems.append(f"republishes: {error}")
            continue
        problems += [
            f"republishes: {code} is no series of {held.key}."
            for held, codes in ((definition, one.series.keys()), (first, one.series.values()))
            for code in codes
            if code not in _codes(held)
        ]
    return problems


def _codes(definition: SourceDefinition) -> frozenset[str]:
    return frozenset(load_indicators(definition.indicators)) if definition.indicators else frozenset()


def producer_of_series(source: str, code: str) -> str:
    """Who measured a series, told at the head of its chain."""
    return _producer_of_series(words_then(), source, code)


@lru_cache(maxsize=8192)
def _producer_of_series(then: Path | None, source: str, code: str) -> str:
    source, code = first_published(source, code)
    definition = all_sources()[source]
    held = load_indicators(definition.indicators).get(code) if definition.indicators else None
    return (held.producer if held else None) or definition.producer
