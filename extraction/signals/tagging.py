"""A sentence as a string of class codes, one character per word or expression; where each stands is worked out on demand."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from extraction.signals.folding import View
from extraction.signals.lexicon import Expression, Lexicon, Word, begins

TOKEN = re.compile(r"\d+(?:[.,  ]\d+)*|[^\W\d_]+\d*|[^\w\s\"'’‘ʼ´`′«»“”„*#‐‑-]")
_NE_REACH = 6  # words between « ne » and « plus » or « que »


@dataclass
class Tagged:
    """Codes of a sentence; a code stands for one word or one expression."""

    codes: str
    text: str
    start: int
    end: int
    _by_word: list[str] = field(repr=False)
    _lengths: dict[int, int] = field(repr=False)
    _spans: list[tuple[int, int]] = field(default_factory=list, repr=False)
    _first: list[int] = field(default_factory=list, repr=False)

    def _words(self) -> list[tuple[int, int]]:
        if not self._spans:
            self._spans = [found.span() for found in TOKEN.finditer(self.text, self.start, self.end)]
        return self._spans

    def _first_word(self, index: int) -> int:
        """Which word of the sentence a code begins with."""
        if not self._first:
            self._first = [place for place, code in enumerate(self._by_word) if code]
        return self._first[index]

    def _last_word(self, index: int) -> int:
        first = self._first_word(index)
        return first + self._lengths.get(first, 1) - 1

    def start_of(self, index: int) -> int:
        """Where the code starts in the text as it is read."""
        return self._words()[self._first_word(index)][0]

    def clause_start(self, index: int) -> int:
        """Where the code starts, the article before it included."""
        return self._words()[self._last_word(index - 1) + 1 if index else 0][0]

    def end_of(self, index: int) -> int:
        """Where the code ends in the text as it is read (excluded)."""
        return self._words()[self._last_word(index)][1]


def tag(seen: View, start: int, end: int, lexicon: Lexicon) -> Tagged:
    """Tag one sentence of the text."""
    known_words, look_up = lexicon.known, lexicon.word
    words = [known_words.get(word) or look_up(word) for word in TOKEN.findall(seen.clean, start, end)]
    by_word = [word.code for word in words]
    lengths = _join_expressions(words, by_word)
    codes = "".join(by_word)
    if lexicon.lang == "fr":
        codes = _settled(codes, lexicon)
    return Tagged(codes, seen.clean, start, end, by_word, lengths)


def _join_expressions(words: list[Word], by_word: list[str]) -> dict[int, int]:
    """Give each expression to its first word, nothing to its others; first word → words, where there are several."""
    lengths: dict[int, int] = {}
    free = 0
    for index, (word, second) in enumerate(pairwise(words)):
        if word.expressions and index >= free:
            begun = word.continued.get(second.folded)
            if begun is None:
                begun = word.continued_by(second.folded)
            if begun and (found := _longest(begun, words, index)):
                length, code = found
                free = index + length
                by_word[index:free] = [code, *[""] * (length - 1)]
                lengths[index] = length
    return lengths


def _longest(begun: tuple[Expression, ...], words: list[Word], index: int) -> tuple[int, str] | None:
    """Length and code of the longest expression of those that two words begin."""
    for rest, code in begun:
        tail = words[index + 2 : index + 1 + len(rest)]
        if len(tail) == len(rest) - 1 and all(map(fits, tail, rest[1:])):
            return len(rest) + 1, code
    return None


def _settled(codes: str, lexicon: Lexicon) -> str:
    """« plus » and « que » deny or restrict only behind a « ne »: otherwise « plus de deux heures », « dit que »."""
    restricted = lexicon.classes["NOMORE"] + lexicon.classes["RESTR"]
    found = [index for index, code in enumerate(codes) if code in restricted]
    ne, bound = lexicon.classes["NE"], lexicon.classes["STRONG"]
    settled = list(codes)
    for index in found:
        before = settled[max(0, index - _NE_REACH) : index]
        if codes[index] not in ne and (not any(one in ne for one in before) or any(one in bound for one in before)):
            settled[index] = lexicon.plain
    return "".join(settled) if found else codes


def fits(word: Word, entry: str) -> bool:
    """Whether a word is the entry, or begins with its stem."""
    return begins(word.folded, entry)
