"""What a signal speaks of: family, component, country, place, level, population. Only what the sentence says."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, Protocol

import yaml

from extraction.signals.anchors import literals_of, trie_pattern
from extraction.signals.folding import fold
from kb.vocabulary.loader import load_countries, load_families
from kb.vocabulary.signals_loader import load_signal_objects, load_signal_types


class Mention(Protocol):
    """A country named in a text: `text[start:end]` names the country `iso3`."""

    @property
    def iso3(self) -> str:
        """ISO 3166-1 alpha-3."""

    @property
    def start(self) -> int:
        """Where the name starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


CountriesIn = Callable[[str], Sequence[Mention]]


class _Named(NamedTuple):
    iso3: str
    start: int
    end: int


@cache
def _read(name: str) -> Any:
    path = files("extraction.signals") / "patterns" / name
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def _country_names() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, set[str]] = {}
    for key, country in load_countries().items():
        for name in country.names:
            if len(name) > 3:
                names.setdefault(" ".join(re.findall(r"[^\W_]+", fold(name))), set()).add(key)
    own = {name: keys.pop() for name, keys in names.items() if len(keys) == 1}
    return re.compile(r"\b" + trie_pattern([f"{name}\0" for name in own])), own


def countries_named(text: str) -> list[_Named]:
    """The countries named in full, a capital first. The simple default: another reader may be given instead."""
    pattern, own = _country_names()
    found = []
    for match in pattern.finditer(fold(text)):
        if text[match.start()].isupper():
            found.append(_Named(own[" ".join(re.findall(r"[^\W_]+", match.group()))], match.start(), match.end()))
    return found


def country_of(sentence: str, at: int, mentions: Iterable[Mention], document: str | None) -> str | None:
    """The country the sentence names (the nearest before the signal when it names several), else the document's.

    A problem placed in another country, or in an unnamed neighbour, is never given to the document's country.
    """
    named = list(mentions)
    if not named:
        return None if _words_for("neighbour").search(fold(sentence)) else document
    before = [one for one in named if one.start <= at]
    return (before[-1] if before else named[0]).iso3


_ABBREVIATION = (
    4  # letters: « SEP », « PR » are words of every day once folded; those that are sure stand in families.yml
)


@cache
def _family_pattern() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    words: dict[str, set[str]] = {}
    for key, family in load_families().items():
        for name in (family.short, family.en, *family.synonyms.fr, *family.synonyms.en, *family.synonyms.abbreviations):
            if len(name) > _ABBREVIATION:
                words.setdefault(" ".join(re.findall(r"[^\W_]+", fold(name))), set()).add(key)
    for key, entries in _read("families.yml").items():
        for entry in entries.split(","):
            words.setdefault(" ".join(entry.split()), set()).add(key)
    ordered = {word: tuple(sorted(keys)) for word, keys in words.items()}
    return re.compile(r"\b" + trie_pattern(literals_of(word.split() for word in ordered))), ordered


def families_in(folded: str) -> tuple[str, ...]:
    """The families that a passage names, in the order of the vocabulary."""
    pattern, words = _family_pattern()
    found: set[str] = set()
    for match in pattern.finditer(folded):
        text = " ".join(re.findall(r"[^\W_]+", match.group()))
        found.update(words.get(text) or words.get(f"{text}*", ()))
    return tuple(key for key in load_families() if key in found)


@cache
def _object_patterns() -> tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]:
    return tuple(
        (
            re.compile(r"\b" + trie_pattern(literals_of(entry.split() for entry in one.words.split(",")))),
            one.component,
            one.types,
        )
        for one in load_signal_objects().values()
    )


def component_of(type_: str, folded: str) -> str:
    """The component of the type, unless the sentence names an object that says it better."""
    for pattern, component, types in _object_patterns():
        if type_ in types and pattern.search(folded):
            return component
    return load_signal_types()[type_].component


@cache
def _words_for(kind: str, value: str | None = None) -> re.Pattern[str]:
    """Some words of attributes.yml, to be searched in folded text."""
    entries = _read("attributes.yml")[kind]
    words: str = entries[value] if value else entries
    return re.compile(r"\b" + trie_pattern(literals_of(entry.split() for entry in words.split(","))))


def population_of(folded: str) -> str | None:
    """Child, pregnant woman or adult when the passage says so of one of them only."""
    found = [name for name in _read("attributes.yml")["population"] if _words_for("population", name).search(folded)]
    return found[0] if len(found) == 1 else None


def level_of(folded: str) -> str | None:
    """facility, regional or national, as far as the clause says it: one hospital is not a country."""
    levels = _read("attributes.yml")["level"]
    return next((level for level in levels if _words_for("level", level).search(folded)), None)


_PLACE = re.compile(
    r"\b(?i:à|a|en|au|dans le|de l['’]|du|de|in|at|near|around|em|no|na|district of|province of|district de|province de|région de)\s+"
    r"((?:[A-ZÀ-Þ][\w’'-]+)(?:[ -](?:de |du |d['’])?[A-ZÀ-Þ][\w’'-]+){0,3})"
)


def place_in(clause: str, countries: Iterable[Mention]) -> str | None:
    """A proper name behind a preposition of place that is no country, month or known word."""
    names = {clause[one.start : one.end] for one in countries}
    for found in _PLACE.finditer(clause):
        name: str = found.group(1)
        if not any(one in name for one in names) and not _words_for("not_a_place").match(fold(name)):
            return name
    return None
