"""A sentence as a string of class codes, one character per word or expression; where each stands is worked out on demand."""

import re
from dataclasses import dataclass, field

from extraction.signals.folding import View
from extraction.signals.lexicon import Lexicon, Word, begins

_TOKEN = re.compile(r"\d+(?:[.,  ]\d+)*|[^\W\d_]+\d*|[^\w\s\"'’‘ʼ´`′«»“”„*#‐‑-]")
_NE_REACH = 6  # words between « ne » and « plus » or « que »


@dataclass
class Tagged:
    """Codes of a sentence; a code stands for one word or one expression."""

    codes: str
    text: str
    start: int
    end: int
    _first: list[int] = field(repr=False)
    _last: list[int] = field(repr=False)
    _spans: list[tuple[int, int]] = field(default_factory=list, repr=False)

    def _words(self) -> list[tuple[int, int]]:
        if not self._spans:
            self._spans = [found.span() for found in _TOKEN.finditer(self.text, self.start, self.end)]
        return self._spans

    def start_of(self, index: int) -> int:
        """Where the code starts in the text as it is read."""
        return self._words()[self._first[index]][0]

    def clause_start(self, index: int) -> int:
        """Where the code starts, the article before it included."""
        return self._words()[self._last[index - 1] + 1 if index else 0][0]

    def end_of(self, index: int) -> int:
        """Where the code ends in the text as it is read (excluded)."""
        return self._words()[self._last[index]][1]


def tag(seen: View, start: int, end: int, lexicon: Lexicon) -> Tagged:
    """Tag one sentence of the text."""
    known_words, look_up = lexicon.known, lexicon.word
    words = [known_words.get(word) or look_up(word) for word in _TOKEN.findall(seen.clean, start, end)]
    codes: list[str] = []
    first: list[int] = []
    last: list[int] = []
    index, size = 0, len(words)
    while index < size:
        word = words[index]
        length, code = _expression(words, index) if word.expressions else (1, word.code)
        if code:
            codes.append(code)
            first.append(index)
            last.append(index + length - 1)
        index += length
    if lexicon.lang == "fr":
        _settle_ne(codes, lexicon)
    return Tagged("".join(codes), seen.clean, start, end, first, last)


def _settle_ne(codes: list[str], lexicon: Lexicon) -> None:
    """« plus » and « que » deny or restrict only behind a « ne »: otherwise « plus de deux heures », « dit que »."""
    ne, bound = lexicon.classes["NE"], lexicon.classes["STRONG"]
    restricted = lexicon.classes["NOMORE"] + lexicon.classes["RESTR"]
    for index, code in enumerate(codes):
        if code in restricted and code not in ne:
            before = codes[max(0, index - _NE_REACH) : index]
            if not any(one in ne for one in before) or any(one in bound for one in before):
                codes[index] = lexicon.plain


def _expression(words: list[Word], index: int) -> tuple[int, str]:
    """Length and code of the longest expression that begins here, or the word alone."""
    word = words[index]
    if index + 1 < len(words):
        second = words[index + 1].folded
        begun = word.continued.get(second)
        for rest, code in word.continued_by(second) if begun is None else begun:
            tail = words[index + 2 : index + 1 + len(rest)]
            if len(tail) == len(rest) - 1 and all(map(fits, tail, rest[1:])):
                return len(rest) + 1, code
    return 1, word.code


def fits(word: Word, entry: str) -> bool:
    """Whether a word is the entry, or begins with its stem."""
    return begins(word.folded, entry)
