"""A vocabulary cut down to one sentence: what the sentence says once the words of a group are taken out.

To take a group out of a whole language and compile it again costs about a second. A sentence reads the same with the few entries
that it can hold, and those compile in milliseconds; the tests check that both read it alike.
"""

import re
import sys
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from extraction.signals import extract, rules
from extraction.signals.folding import fold
from extraction.signals.lexicon import Group, begins, everyday, groups_of

# Classes that the compiler and the extractor ask of every language, whatever the sentence.
_ALWAYS = (*rules.OBJECTS, "OF", "BY", "NE", "NOMORE", "RESTR", "HEADING", "AND", "BE", "HOURS", "LACKN")
_NOWHERE = "zqx"  # a word that no sentence holds
_KEPT = (rules.constructions, everyday)  # what does not depend on the words
_COMPILE = rules._Compiler.compile

Reading = frozenset[tuple[str, str]]
Entry = tuple[str, ...]


def reading(sentence: str, lang: str) -> Reading:
    """Types and polarities of the signals of a sentence."""
    return frozenset((one.type, one.polarity) for one in extract(sentence, lang))


def _words_of(sentence: str) -> list[str]:
    return re.findall(r"[^\W_]+|[€$%]", fold(sentence))


def held_by(sentence: str, group: Group) -> bool:
    """Whether the sentence holds a word of the group."""
    words = set(_words_of(sentence))
    return any(all(any(begins(word, part) for word in words) for part in entry) for entry in group.entries())


@cache
def _begun_by(lang: str) -> dict[str, list[tuple[str, Entry]]]:
    """The entries of a language by their first word or stem."""
    found: dict[str, list[tuple[str, Entry]]] = {}
    for group in groups_of(lang):
        for entry in group.entries():
            found.setdefault(entry[0].rstrip("*"), []).append((group.class_, entry))
    return found


def _of_sentence(sentence: str, lang: str, taken: frozenset[tuple[str, Entry]]) -> list[Group]:
    """The groups of a language, cut down to what the sentence can hold, less what is taken out."""
    # The beginnings of words as well: « no puede » gives its classes to « no puede* », which fits « no pueden ».
    begun = {word[:end] for word in _words_of(sentence) for end in range(1, len(word) + 1)}
    kept: dict[str, list[str]] = {name: [_NOWHERE] for name in _ALWAYS}
    for class_, entry in (one for first in begun for one in _begun_by(lang).get(first, ())):
        if (class_, entry) not in taken and all(part.rstrip("*") in begun for part in entry):
            kept.setdefault(class_, []).append(" ".join(entry))
    return [Group(class_, "", ",".join(entries)) for class_, entries in kept.items()]


class _Late:
    """A regular expression compiled when it is first used: of a language's rules, one sentence tries a dozen."""

    def __init__(self, pattern: str) -> None:
        self.source = pattern

    def __getattr__(self, name: str) -> Any:
        return getattr(re.compile(self.source), name)


@cache
def _required(pattern: str) -> list[str]:
    """The unions of classes that a pattern requires, whatever the words."""
    return _COMPILE(rules._Compiler({}), pattern)[1]


def _compile(compiler: rules._Compiler, pattern: str) -> tuple[Any, list[str]]:
    """A pattern, made only where the sentence holds a word of every union that it requires."""
    required = _required(pattern)
    return _COMPILE(compiler, pattern) if all(map(compiler.charset, required)) else (None, required)


def forget() -> None:
    """Empty what the modules of the signals remember of a language."""
    for name, module in list(sys.modules.items()):
        if name.startswith("extraction.signals"):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and value not in _KEPT:
                    value.cache_clear()


@pytest.fixture
def small_vocabularies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rules are compiled late, and the whole languages are read anew at the end."""
    monkeypatch.setattr(rules, "re", SimpleNamespace(compile=_Late, sub=re.sub))
    monkeypatch.setattr(rules._Compiler, "compile", _compile)
    yield
    forget()


def small_reading(sentence: str, lang: str, without: Group | None = None) -> Reading:
    """What the sentence says with the words that it can hold, less those of a group."""
    taken = frozenset((without.class_, entry) for entry in without.entries()) if without else frozenset()
    groups = _of_sentence(sentence, lang, taken)
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith("extraction.signals") and hasattr(module, "groups_of"):
                patch.setattr(module, "groups_of", lambda _: groups)
        forget()
        return reading(sentence, lang)
