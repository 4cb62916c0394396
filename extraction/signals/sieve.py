"""The sieve: which rules a sentence may satisfy, told by its words alone. What it lets through is tagged and read; what it
holds back could match no rule (tests/extraction/signals/test_sieve.py). Nearly all of it runs in C, over bytes."""

from functools import reduce
from operator import or_
from typing import NamedTuple

from extraction.signals.lexicon import load_lexicon
from extraction.signals.rules import Rule, grammar_of
from extraction.signals.word_bits import WordBits

_REMEMBERED = 50_000  # words remembered per language (about 8 MB)
_LONG_WORD = 60  # bytes: longer ones are looked up each time
_EURO, _ITS_BYTE = "€", "¤"  # the euro has no place in latin-1; the sign of any currency is no word of ours
_KEPT = "%$|" + _ITS_BYTE  # marks that few sentences hold: they stay with the word beside them
_WORDS = bytes(code if chr(code).isalnum() or chr(code) in _KEPT else ord(" ") for code in range(256))


class Words(NamedTuple):
    """A text as words parted by spaces, place for place, and the bits that its every sentence is taken to hold."""

    text: bytes
    everywhere: int


class _Remembered(dict[bytes, int | None]):
    """The bits of each word met, None for one that brings nothing, so that it is dropped at once."""

    def __init__(self, bits: WordBits, everywhere: int) -> None:
        super().__init__()
        self._bits, self._everywhere = bits, everywhere
        self._alike: dict[int, int] = {}  # one object for each value: they are long, and most are those of many words

    def __missing__(self, word: bytes) -> int | None:
        if len(self) >= _REMEMBERED:
            self.clear()
            self._alike.clear()
        value = self._bits.of_run(word.decode("latin-1").replace(_ITS_BYTE, _EURO)) & ~self._everywhere
        if len(word) <= _LONG_WORD:
            self[word] = self._alike.setdefault(value, value) or None
        return value or None


class Sieve:
    """What lets the sentences of one language through."""

    def __init__(self, lang: str) -> None:
        self._bits = WordBits(lang)
        lexicon = load_lexicon(lang)
        marks = [code for mark, code in lexicon.exact.items() if not mark.isalnum() and mark not in _KEPT + _EURO]
        self._marks = self._bits.of_codes([lexicon.plain, lexicon.name, *marks])
        self.remembered = _Remembered(self._bits, self._marks)
        self._look_up = self.remembered.__getitem__
        self._figures = self._bits.of_codes([lexicon.number, lexicon.year])
        rules: dict[int, dict[int, list[Rule]]] = {}
        for rule in grammar_of(lang).rules:
            rules.setdefault(rule.rarest, {}).setdefault(rule.needs, []).append(rule)
        self._rules = {rarest: list(needed.items()) for rarest, needed in rules.items()}
        self._rarest = sum(self._rules)

    def words_of(self, folded: str) -> Words:
        """A folded text made ready."""
        text = folded.replace(_EURO, _ITS_BYTE)
        try:
            return Words(text.encode("latin-1").translate(_WORDS), self._marks)
        except (
            UnicodeEncodeError
        ):  # another alphabet: no word of ours holds its letters, but a figure may be in its digits
            return Words(text.encode("latin-1", "replace").translate(_WORDS), self._marks | self._figures)

    def rules_for(self, words: Words, start: int, end: int) -> tuple[list[Rule], bool]:
        """The rules whose words are all in a sentence, and whether it may hold a word of care."""
        bits = self._held(words, start, end)
        found: list[Rule] = []
        rarest = bits & self._rarest
        while rarest:
            one = rarest & -rarest
            rarest ^= one
            for needs, rules in self._rules[one]:
                if bits & needs == needs:
                    found += rules
        return found, bits & self._bits.care != 0

    def may_hold_care(self, words: Words, start: int, end: int) -> bool:
        """Whether a passage may hold a word of care."""
        return self._held(words, start, end) & self._bits.care != 0

    def _held(self, words: Words, start: int, end: int) -> int:
        met = filter(None, map(self._look_up, words.text[start:end].split()))
        return self._bits.completed(reduce(or_, met, words.everywhere))
