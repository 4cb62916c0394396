"""Words searched in folded text by one regular expression in the shape of a trie."""

import re
from collections.abc import Container, Iterable, Sequence
from functools import cache
from typing import Any

from extraction.signals.lexicon import groups_of

_WORD_ENDS, _ANY_ENDING = "\0", "\1"


def trie_pattern(words: list[str]) -> str:
    """Literals as a trie-shaped regular expression: each character is read once."""
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _shape(trie)


def _shape(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [(_literal(char), child) for char, child in sorted(node.items(), key=_longest_first) if char]
    if not branches:
        return ""
    alternatives = [text + _shape(child) for text, child in branches]
    body = alternatives[0] if len(alternatives) == 1 and not ends else "(?:" + "|".join(alternatives) + ")"
    return body + "?" if ends else body


def _longest_first(branch: tuple[str, Any]) -> tuple[int, str]:
    """The end of a word is tried last, whatever ending it may have: « faute de pièces » before « faute de »."""
    return {_ANY_ENDING: 1, _WORD_ENDS: 2}.get(branch[0], 0), branch[0]


def _literal(char: str) -> str:
    return {" ": r"[\s'-]+", _ANY_ENDING: r"\w*", _WORD_ENDS: r"\b"}.get(char, re.escape(char))


CARE = frozenset({"HEALTH", "MED", "REAG", "DIS", "AMB", "CARER"})


def literals_of(entries: Iterable[Sequence[str]]) -> list[str]:
    """Entries of words and stems as literals of a trie; a whole word is marked at its end, a stem is not."""
    found = set()
    for parts in entries:
        text = " ".join(part.replace("*", _ANY_ENDING) for part in parts)
        found.add(text.removesuffix(_ANY_ENDING) if parts[-1].endswith("*") else text + _WORD_ENDS)
    return sorted(found)


def words_of(lang: str, classes: Container[str]) -> list[tuple[str, ...]]:
    """The words and expressions of some classes."""
    return [parts for group in groups_of(lang) if group.class_ in classes for parts in group.entries()]


@cache
def care_words(lang: str) -> re.Pattern[str]:
    """The words that place a passage in the field of care, to be searched in folded text."""
    return re.compile(r"\b" + trie_pattern(literals_of(words_of(lang, CARE))))
