"""The literal prefilter: which sentences hold a word that can trigger a rule. One pass over the text, in C."""

import re
from collections.abc import Container
from functools import cache

from extraction.signals.lexicon import groups_of
from extraction.signals.rules import grammar_of


def trie_pattern(words: list[str]) -> str:
    """Literals as a trie-shaped regular expression: each character is read once."""
    trie: dict[str, dict] = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _shape(trie)


def _shape(node: dict[str, dict]) -> str:
    ends = "" in node
    branches = [(_literal(char), child) for char, child in sorted(node.items()) if char]
    if not branches:
        return ""
    alternatives = [text + _shape(child) for text, child in branches]
    body = alternatives[0] if len(alternatives) == 1 and not ends else "(?:" + "|".join(alternatives) + ")"
    return body + "?" if ends else body


def _literal(char: str) -> str:
    return {" ": r"[\s'-]+", "*": r"", "\0": r"\b"}.get(char, re.escape(char))


_CARE = frozenset({"HEALTH", "MED", "REAG", "DIS", "AMB", "CARER"})


def _words_of(lang: str, classes: Container[str]) -> tuple[str, ...]:
    """Words and stems of some classes; a whole word ends with NUL, a stem does not."""
    found = set()
    for group in groups_of(lang):
        if group.class_ in classes:
            for parts in group.entries():
                text = " ".join(part.rstrip("*") for part in parts)
                found.add(text if parts[-1].endswith("*") else text + "\0")
    return tuple(sorted(found))


@cache
def anchor_words(lang: str) -> tuple[str, ...]:
    """The words and stems without which no rule can match."""
    return _words_of(lang, frozenset(class_ for rule in grammar_of(lang).rules for class_ in rule.anchors))


@cache
def care_words(lang: str) -> re.Pattern[str]:
    """The words that place a passage in the field of care, to be searched in folded text."""
    return re.compile(r"\b" + trie_pattern(list(_words_of(lang, _CARE))))


@cache
def prefilter(lang: str) -> re.Pattern[str]:
    """The anchors of a language, to be searched in folded text."""
    return re.compile(r"\b" + trie_pattern(list(anchor_words(lang))))
