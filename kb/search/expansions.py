"""Other names of what was typed: shown to the reader, who may take each of them out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field

from kb.search.words import bare_words, folded
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, fields_of, read_entries
from kb.vocabulary.models import Entry, Text
from kb.vocabulary.standing import read_once, standing

SYNONYMS = "search_synonyms.yml"
SYNONYM = "synonyme"


@dataclass(frozen=True)
class Expansion:
    """`added` was looked for beside `typed`; `reason` is a French word or two (« synonyme », « marque → DCI »)."""

    typed: str
    added: str
    reason: str


Expand = Callable[[str], Sequence[Expansion]]
"""A vocabulary: from a word or a term as it was typed to its other names; none where it knows no other."""


class Synonyms(Entry):
    """The names of one thing in the four languages, and the abbreviations that all of them use."""

    fr: tuple[Text, ...] = Field(min_length=1)
    en: tuple[Text, ...] = Field(min_length=1)
    es: tuple[Text, ...] = ()
    pt: tuple[Text, ...] = ()
    short: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the French ones first."""
        return (*self.fr, *self.short, *self.en, *self.es, *self.pt)


@read_once
def load_synonyms(folder: Path = FOLDER) -> dict[str, Synonyms]:
    """Read the file strictly; a name stands in one entry only, so that no text is expanded two ways."""
    kept = folder / SYNONYMS
    # a release made before this file was part of its words has today's
    entries = read_entries(kept if kept.exists() else FOLDER / SYNONYMS)
    read = {key: build(Synonyms, SYNONYMS, key, fields_of(SYNONYMS, key, entries)) for key in entries}
    owner: dict[str, str] = {}
    for key, entry in read.items():
        for name in entry.names:
            if owner.setdefault(_key(name), key) != key:
                raise VocabularyError(f'{SYNONYMS}: entry "{key}": « {name} » belongs to "{owner[_key(name)]}" too.')
    return read


def synonyms(text: str) -> Sequence[Expansion]:
    """The other names of kb/vocabulary/search_synonyms.yml; a plural in s or a missing accent changes nothing."""
    typed, entry = _key(text), _by_key(standing()).get(_key(text))
    others: dict[str, str] = {}
    for name in entry.names if entry else ():
        if f" {typed} " not in f" {_key(name)} ":  # « hypertension artérielle » adds nothing to « hypertension »
            others.setdefault(_key(name), name)
    return tuple(Expansion(text, name, SYNONYM) for name in others.values())


def all_of(*vocabularies: Expand) -> Expand:
    """Several vocabularies as one; a name that two of them add is told once, as the first tells it."""

    def expand(text: str) -> Sequence[Expansion]:
        found: dict[str, Expansion] = {}
        for vocabulary in vocabularies:
            for one in vocabulary(text):
                found.setdefault(one.added, one)
        return tuple(found.values())

    return expand


def _key(name: str) -> str:
    # not the stems, which would take « Mali » for « malaria »
    parts = [part for word in bare_words(name) for part in folded(word)]
    return " ".join(part[:-1] if part[-1] == "s" and len(part) > 4 else part for part in parts)


@cache
def _by_key(folder: Path) -> dict[str, Synonyms]:
    return {_key(name): entry for entry in load_synonyms(folder).values() for name in entry.names}
