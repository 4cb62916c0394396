"""Every phrase that a list entry may be made of, by its folded words: the longest one that fits is the one that is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType

from kb.vocabulary.files import FOLDER
from kb.vocabulary.folding import fold
from kb.vocabulary.medicine_words import load_forms, load_name_words
from kb.vocabulary.medicines_loader import load_medicines
from kb.vocabulary.standing import read_once

# shorter, an abbreviation is a word of every language: « AS » is artesunate and « as sulfate »
SHORTEST_ABBREVIATION = 3
JOINING_MARKS = frozenset("+/&,;")
MARKS = JOINING_MARKS | frozenset("()[]")
_SAME_WORD = {"alpha": "alfa", "vit": "vitamin"}


class Kind(IntEnum):
    """What a phrase is; at equal length the lowest is preferred.

    An alias (a brand, a short abbreviation) never names a medicine by itself: it stands beside its name, or says nothing.
    """

    NAME = 0
    FORM = 1
    SALT = 2
    LEADING_SALT = 3
    PAEDIATRIC = 4
    JOINING = 5
    ALTERNATIVE = 6
    SAME = 7
    COMBINED = 8
    AROUND = 9
    ALIAS = 10


@dataclass(frozen=True)
class Phrase:
    """Folded words and what they mean; `key` is that of a medicine or of a form.

    `over`: the marks that may stand between its words, since it is written so, or names a combination.
    """

    words: tuple[str, ...]
    kind: Kind
    key: str = ""
    over: frozenset[str] = frozenset()


Lexicon = Mapping[str, Sequence[Phrase]]


def spelt(name: str) -> tuple[str, ...]:
    """The folded words of a name, in one of the spellings that English lists mix."""
    return tuple(one_spelling(word) for word in fold(name).split())


def one_spelling(word: str) -> str:
    """« sulphate » is « sulfate », « interferon alpha » is « interferon alfa », « vit » is « vitamin »."""
    return _SAME_WORD.get(word, word.replace("sulph", "sulf"))


@read_once
def lexicon(folder: Path = FOLDER) -> Lexicon:
    """Phrases by first word, the longest first."""
    by_first: dict[str, list[Phrase]] = {}
    for phrase in {*_medicines(folder), *_forms(folder), *_words(folder)}:
        by_first.setdefault(phrase.words[0], []).append(phrase)
    return MappingProxyType({first: sorted(held, key=_order) for first, held in by_first.items()})


def _order(phrase: Phrase) -> tuple[int, int, str]:
    return -len(phrase.words), phrase.kind, phrase.key


def _medicines(folder: Path) -> Iterator[Phrase]:
    for key, medicine in load_medicines(folder).items():
        short = {name for name in medicine.synonyms.abbreviations if len(fold(name)) < SHORTEST_ABBREVIATION}
        for name in {*medicine.names, *medicine.synonyms.abbreviations} - short:
            over = MARKS & set(name) | (JOINING_MARKS if medicine.kind == "association" else set())
            yield Phrase(spelt(name), Kind.NAME, key, frozenset(over))
        for name in {*short, *(brand.name for brand in medicine.brands)}:
            yield Phrase(spelt(name), Kind.ALIAS, key)


def _forms(folder: Path) -> Iterator[Phrase]:
    for key, form in load_forms(folder).items():
        for word in (*form.fr, *form.en):
            yield Phrase(spelt(word), Kind.FORM, key)


def _words(folder: Path) -> Iterator[Phrase]:
    words = load_name_words(folder)
    kinds = {
        Kind.SALT: words.trailing_salts,
        Kind.LEADING_SALT: words.leading_salts,
        Kind.PAEDIATRIC: words.paediatric,
        Kind.JOINING: words.joining,
        Kind.COMBINED: words.combined,
        Kind.ALTERNATIVE: words.alternatives,
        Kind.SAME: words.equivalences,
        Kind.AROUND: (*words.packaging, *words.pharmacopoeias),
    }
    for kind, phrases in kinds.items():
        yield from (Phrase(spelt(phrase), kind) for phrase in phrases)
