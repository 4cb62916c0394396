"""The words by which a text names a country, as one pattern, and what each of them means."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kb.vocabulary.cautions import load_cautions
from kb.vocabulary.entries_loader import load_ambiguous, load_countries
from kb.vocabulary.folding import bare, fold
from kb.vocabulary.models import Country
from kb.vocabulary.similarity import ABBREVIATION, DEMONYM, FORMER, NAME, SYNONYM
from kb.vocabulary.trie_pattern import trie_pattern

# between two words of a name: a hyphen, an apostrophe, a line's end (not a paragraph's), an opening bracket; bounded
_PIECES = {" ": r"(?:[ '\-]{1,3}|[ \-]?\n {0,3}| ?\()", ".": r"\.[ \n]{0,2}", ",": r", ?", "&": r" ?& ?", ")": r"\) ?"}
_WORD = re.compile(r"(\w+)(\W*)")
_SHARED = "plusieurs pays"


@dataclass(frozen=True)
class Meaning:
    """The countries that a word means, and why it was found; `because` where it never counts."""

    keys: tuple[str, ...]
    reason: str
    # the folded word that the conditions are written for: the singular of a demonym
    word: str
    because: str | None = None


@cache
def country_pattern() -> re.Pattern[str]:
    """The pattern of every word that may name a country, for a text folded sign by sign."""
    return re.compile(trie_pattern(_spellings(), _PIECES))


def _spellings() -> Iterator[str]:
    """Every phrase as the pattern reads it: folded letters, and one sign for what may stand between two words."""
    for phrase in load_cautions().phrases:
        yield from _spelt(phrase)
    shared = load_ambiguous("countries")
    yield from shared
    for country in load_countries().values():
        for name in _in_text(country):
            # « Gambia, The » is a label of a table; in a sentence the comma ends the name, unless the name says nothing without it
            if "," not in name or fold(name.partition(",")[0]) in shared:
                yield from _spelt(name)


def _in_text(country: Country) -> Iterator[str]:
    yield from country.words
    for demonym in (*country.demonyms.fr, *country.demonyms.en):
        yield _plural(demonym)


def _plural(demonym: str) -> str:
    return demonym if demonym[-1] in "sxz" else f"{demonym}s"


def _spelt(name: str) -> Iterator[str]:
    words = _WORD.findall(bare(name))
    last = len(words) - 1
    spelt = "".join(word + (_between(signs) if place < last else "") for place, (word, signs) in enumerate(words))
    yield spelt
    # « Rép. dém. » is also written without its stops; « R.D.C. » without them is another entry
    if "." in spelt and all(len(word) > 1 for word, _ in words):
        yield spelt.replace(".", " ")


def _between(signs: str) -> str:
    return next((sign for sign in ",.&)" if sign in signs), " ")


@cache
def country_meanings() -> Mapping[str, Meaning]:
    """What each folded word means; a phrase that is something else comes first, then what several countries share."""
    phrases = load_cautions().phrases.items()
    meanings = {fold(phrase): Meaning((), NAME, fold(phrase), because) for phrase, because in phrases}
    for word, keys in load_ambiguous("countries").items():
        meanings.setdefault(word, Meaning(keys, NAME, word, f"{_SHARED} : {', '.join(keys)}"))
    for key, country in load_countries().items():
        for name, reason in _reasons(country):
            meaning = meanings.setdefault(fold(name), Meaning((key,), reason, fold(name)))
            if reason == DEMONYM:
                meanings.setdefault(fold(_plural(name)), meaning)
    return meanings


@cache
def country_accents() -> Mapping[str, frozenset[str]]:
    """The accented letters that the spellings of each folded word have, in any language."""
    accents: dict[str, frozenset[str]] = {}
    for country in load_countries().values():
        for name in country.words:
            accents[fold(name)] = accents.get(fold(name), frozenset()) | accented(name)
    return accents


def accented(name: str) -> frozenset[str]:
    """Its letters that are not plain ones, in lower case."""
    return frozenset(sign for sign in name.casefold() if not sign.isascii() and sign.isalpha())


def _reasons(country: Country) -> Iterator[tuple[str, str]]:
    yield from ((name, NAME) for name in (country.fr, country.en, *country.es, *country.pt, *country.un))
    for name in country.also:
        yield name, ABBREVIATION if name.isupper() and len(name) <= 6 else SYNONYM
    yield from ((name, FORMER) for name in country.former)
    yield from ((name, DEMONYM) for name in (*country.demonyms.fr, *country.demonyms.en))
