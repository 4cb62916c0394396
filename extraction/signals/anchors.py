"""The literal prefilter: which sentences hold a word that can trigger a rule. One pass over the text, in C."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from extraction.signals.lexicon import begins, groups_of, load_lexicon
from extraction.signals.rules import Rule, grammar_of

_WORD_ENDS, _ANY_ENDING = "\0", "\1"
_REMEMBERED = 20_000  # sets of bits whose rules are remembered (about 10 MB)


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


_CARE = frozenset({"HEALTH", "MED", "REAG", "DIS", "AMB", "CARER"})


def literals_of(entries: Iterable[Sequence[str]]) -> list[str]:
    """Entries of words and stems as literals of a trie; a whole word is marked at its end, a stem is not."""
    found = set()
    for parts in entries:
        text = " ".join(part.replace("*", _ANY_ENDING) for part in parts)
        found.add(text.removesuffix(_ANY_ENDING) if parts[-1].endswith("*") else text + _WORD_ENDS)
    return sorted(found)


def _words_of(lang: str, classes: Container[str]) -> list[str]:
    return literals_of(parts for group in groups_of(lang) if group.class_ in classes for parts in group.entries())


@cache
def anchor_words(lang: str) -> list[str]:
    """The words and stems that the rules require."""
    return _words_of(lang, grammar_of(lang).literal_classes)


@cache
def rare_words(lang: str) -> re.Pattern[str]:
    """The rarest words of each rule: a sentence without any of them is never looked at."""
    return re.compile(r"\b" + trie_pattern(_words_of(lang, grammar_of(lang).anchor_classes)))


@cache
def care_words(lang: str) -> re.Pattern[str]:
    """The words that place a passage in the field of care, to be searched in folded text."""
    return re.compile(r"\b" + trie_pattern(_words_of(lang, _CARE)))


@cache
def prefilter(lang: str) -> re.Pattern[str]:
    """The anchors of a language, to be searched in folded text."""
    return re.compile(r"\b" + trie_pattern(anchor_words(lang)))


class Meanings(dict[str, int]):
    """The bits that a literal found may bring. Worked out once per literal."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lexicon, self.grammar = load_lexicon(lang), grammar_of(lang)

    def __missing__(self, found: str) -> int:
        bits = 0
        for code in self._codes(found):
            bits |= self.grammar.bits.get(code, 0)
        self[found] = bits
        return bits

    def _codes(self, found: str) -> Iterator[str]:
        words = re.findall(r"[^\W_]+|[€$]", found)
        for index, word in enumerate(words):
            known = self.lexicon.word(word)
            yield known.code
            for rest, code in known.expressions:
                tail = words[index + 1 : index + 1 + len(rest)]
                if all(map(begins, tail, rest)):  # as far as the literal goes: a longer expression may begin here
                    yield code


class RulesOfBits(dict[int, list[Rule]]):
    """The rules whose literals are all among some bits, by priority. Sentences that bring the same bits are many."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__()
        self.rules = rules

    def __missing__(self, bits: int) -> list[Rule]:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[bits] = found = [rule for rule in self.rules if bits & rule.literals == rule.literals]
        return found
