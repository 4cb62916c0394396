"""What the words of a sentence may bring to its rules: a bit for each union of classes that rules require, one for care.

An expression of several words has two bits of its own, one for each of its two rarest words, and brings what it means where
both stand in the sentence: enough to hold back nearly every sentence that does not hold the expression itself.
"""

from collections.abc import Iterable
from functools import cache

from extraction.signals.anchors import CARE, words_of
from extraction.signals.lexicon import Lexicon, everyday, load_lexicon
from extraction.signals.rules import grammar_of
from extraction.signals.tagging import TOKEN

Entry = tuple[tuple[str, ...], int]  # the words of an expression, and the bits that it brings
# Times in a hundred thousand characters that a word is taken to stand: one of a class too rare to be counted, one of no class,
# one of no class and short, an article.
_RARE, _UNKNOWN, _SHORT_UNKNOWN, _ARTICLE = 5, 30, 300, 10_000
_SHORT = 3  # letters


class WordBits:
    """The bits of the words and expressions of a language: those of the rules, one for care, two for each expression."""

    def __init__(self, lang: str) -> None:
        self._lexicon, self._by_code = load_lexicon(lang), grammar_of(lang).bits
        self.care = 1 << len(grammar_of(lang).unions)
        self._whole: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        matter = ((parts, self._by_code[code]) for parts, code in self._lexicon.entries() if self._by_code.get(code))
        entries: list[Entry] = [*matter, *((parts, self.care) for parts in words_of(lang, CARE))]
        for parts, bits in entries:
            if len(parts) == 1:
                self._add(parts[0], bits)
        self._brought: list[int] = []
        self._pair([entry for entry in entries if len(entry[0]) > 1])
        self._longest = max(map(len, self._stems), default=0)

    def _pair(self, entries: list[Entry]) -> None:
        pairs = _pairs(self._lexicon, entries)
        self._first = self.care.bit_length()
        self._second = self._first + len(pairs)
        self._both = (1 << len(pairs)) - 1
        for index, ((word, bits), others) in enumerate(pairs.items()):
            self._brought.append(bits)
            self._add(word, 1 << (self._first + index))
            for other in others:
                self._add(other, 1 << (self._second + index))

    def _add(self, entry: str, bits: int) -> None:
        place, word = (self._stems, entry[:-1]) if entry.endswith("*") else (self._whole, entry)
        place[word] = place.get(word, 0) | bits

    def of_codes(self, codes: Iterable[str]) -> int:
        """The bits that some codes bring."""
        bits = 0
        for code in codes:
            bits |= self._by_code.get(code, 0)
        return bits

    def of_run(self, written: str) -> int:
        """What a run of folded characters without a space may bring, cut into words as tagging cuts it."""
        bits = 0
        for word in set(TOKEN.findall(written)):
            bits |= self._by_code.get(self._lexicon.code_of(word, capital=False), 0) | self._whole.get(word, 0)
            for length in range(1, min(len(word), self._longest) + 1):
                bits |= self._stems.get(word[:length], 0)
        return bits

    def completed(self, bits: int) -> int:
        """The bits of a sentence, with those of the expressions of which it holds two words."""
        both = (bits >> self._first) & (bits >> self._second) & self._both
        while both:
            last = both.bit_length() - 1
            bits |= self._brought[last]
            both ^= 1 << last
        return bits


def _pairs(lexicon: Lexicon, entries: Iterable[Entry]) -> dict[tuple[str, int], set[str]]:
    """The rarest word of an expression and what it brings → the words of which one must stand in the sentence as well."""
    frequency = _frequencies(lexicon.lang)
    pairs: dict[tuple[str, int], set[str]] = {}

    def order(part: str) -> tuple[int, int]:
        word = part.rstrip("*")
        if word in lexicon.skipped:
            return _ARTICLE, -len(word)
        code = lexicon.code_of(word, capital=False)
        unknown = _SHORT_UNKNOWN if len(word) <= _SHORT else _UNKNOWN
        return unknown if code == lexicon.plain else frequency.get(code, _RARE), -len(word)

    for parts, bits in entries:
        rarest, second = sorted(parts, key=order)[:2]
        pairs.setdefault((rarest, bits), set()).add(second)
    return pairs


@cache
def _frequencies(lang: str) -> dict[str, int]:
    """How often a word of a code stands in a text, as often as those of its most frequent class."""
    found: dict[str, int] = {}
    for class_, codes in load_lexicon(lang).classes.items():
        for code in codes:
            found[code] = max(found.get(code, _RARE), everyday().frequency[lang].get(class_, _RARE))
    return found
