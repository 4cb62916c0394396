"""A sentence as a string of class codes, one character per word or expression, with where each stands."""

import re
from dataclasses import dataclass

from extraction.signals.lexicon import Lexicon, Word, fits

_TOKEN = re.compile(r"\d+(?:[.,  ]\d+)*|[^\W\d_]+\d*|[^\w\s]")
# Articles carry nothing and would only widen every gap.
ARTICLES = {
    "fr": frozenset("le la les l un une ce cet cette ces son sa ses leur leurs nos notre très tres".split()),
    "en": frozenset("the a an this that these those its their his her our my s very".split()),
    "es": frozenset("el la los las un una unos unas este esta estos estas su sus lo muy".split()),
    "pt": frozenset("o a os as um uma uns umas este esta estes estas seu sua seus suas muito".split()),
}
_NE_REACH = 6  # words between « ne » and « plus » or « que »
_QUOTES = frozenset("\"'«»“”„*_#")


@dataclass(frozen=True)
class Tagged:
    """Codes of a sentence and, for each, its start and end in the folded text."""

    codes: str
    starts: list[int]
    ends: list[int]


def tag(folded: str, start: int, end: int, clean: str, lexicon: Lexicon) -> Tagged:
    """Tag one sentence of the folded text."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    skipped = ARTICLES[lexicon.lang]
    for found in _TOKEN.finditer(folded, start, end):
        word = found.group()
        if word not in _QUOTES:
            words.append(word)
            spans.append(found.span())
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    number, name = lexicon.classes["NUM"][0], lexicon.classes["NAME"][0]
    index = 0
    while index < len(words):
        word = words[index]
        known = lexicon.word(word)
        length, code = _expression(words, index, known)
        if length == 1:
            if word[0].isdigit():
                code = number
            elif code == lexicon.plain:
                if word in skipped:
                    index += 1
                    continue
                if clean[spans[index][0]].isupper() and index:
                    code = name
        codes.append(code)
        starts.append(spans[index][0])
        ends.append(spans[index + length - 1][1])
        index += length
    if lexicon.lang == "fr":
        _settle_ne(codes, lexicon)
    return Tagged("".join(codes), starts, ends)


def _settle_ne(codes: list[str], lexicon: Lexicon) -> None:
    """« plus » and « que » deny or restrict only behind a « ne »: otherwise « plus de deux heures », « dit que »."""
    ne, bound = lexicon.classes["NE"], lexicon.classes["STRONG"]
    restricted = lexicon.classes["NOMORE"] + lexicon.classes["RESTR"]
    for index, code in enumerate(codes):
        if code in restricted:
            before = codes[max(0, index - _NE_REACH) : index]
            if not any(one in ne for one in before) or any(one in bound for one in before):
                codes[index] = lexicon.plain


def _expression(words: list[str], index: int, known: Word) -> tuple[int, str]:
    """Length and code of the longest expression that begins here, or the word alone."""
    for rest, code in known.expressions:
        tail = words[index + 1 : index + 1 + len(rest)]
        if len(tail) == len(rest) and all(map(fits, tail, rest)):
            return len(rest) + 1, code
    return 1, known.code
