"""An entry of a list cut into what it is made of: names, strengths, forms, and the words nobody knows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.vocabulary.files import FOLDER
from kb.vocabulary.medicine_lexicon import JOINING_MARKS, MARKS, Kind, Phrase, lexicon, one_spelling
from kb.vocabulary.soft_text import soften
from kb.vocabulary.strengths import Amount, Strength, find_amounts

_WORD = re.compile(r"[0-9a-z]+|[^\W\d_]+|[0-9]+")
# footnote marks, as « Fentanyl^{5} » or « Rifampicin* »
_NOTE = re.compile(r"\^\{[^}]*\}|[*†‡]+")


@dataclass(frozen=True)
class Piece:
    """A phrase of the entry and where it stands."""

    phrase: Phrase
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """Everything that an entry is made of, in order; `soft` is the text, folded one character for one."""

    text: str
    soft: str
    pieces: tuple[Piece, ...]
    amounts: tuple[Amount, ...]
    unknown: tuple[str, ...]

    @property
    def strengths(self) -> tuple[Strength, ...]:
        """The strengths, in order."""
        return tuple(strength for amount in self.amounts for strength in amount.strengths)

    def of(self, kind: Kind) -> tuple[Piece, ...]:
        """The pieces of one kind."""
        return tuple(piece for piece in self.pieces if piece.phrase.kind is kind)

    def said(self, piece: Piece) -> str:
        """The piece in the list's own characters."""
        end = piece.end
        if self.text.count("(", piece.start, end) > self.text.count(")", piece.start, end):
            end = self.text.find(")", end) + 1 or end
        return self.text[piece.start : end]

    def depth(self, place: int) -> int:
        """How many parentheses are open there."""
        before = self.soft[:place]
        return max(0, sum(before.count(mark) for mark in "([") - sum(before.count(mark) for mark in ")]"))


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int


def read_pieces(text: str, folder: Path = FOLDER) -> Reading:
    """Cut an entry; every word is in a strength, in a known phrase, or unknown."""
    bare = _NOTE.sub(lambda note: " " * len(note[0]), text)
    soft, amounts = soften(bare), find_amounts(bare)
    pieces: list[Piece] = []
    unknown: list[str] = []
    for words in _between_amounts(soft, amounts):
        at = 0
        while at < len(words):
            piece = _longest(soft, words[at:], pieces[-1] if pieces else None, folder)
            if piece is None:
                unknown.append(text[words[at].start : words[at].end])
            else:
                pieces.append(piece)
            at += len(piece.phrase.words) if piece else 1
    return Reading(text, soft, tuple(pieces), amounts, tuple(unknown))


def _between_amounts(soft: str, amounts: Sequence[Amount]) -> Iterator[list[_Word]]:
    """The words, apart from those of strengths: no phrase goes over a strength."""
    start = 0
    for begin, end in [*((amount.start, amount.end) for amount in amounts), (len(soft), len(soft))]:
        yield [_Word(one_spelling(one[0]), one.start(), one.end()) for one in _WORD.finditer(soft, start, begin)]
        start = end


def _longest(soft: str, words: Sequence[_Word], before: Piece | None, folder: Path) -> Piece | None:
    fitting = [phrase for phrase in lexicon(folder).get(words[0].text, ()) if _fits(phrase, soft, words)]
    if not fitting:
        return None
    best = fitting[0]
    if before is not None and before.phrase.kind in (Kind.NAME, Kind.SALT):
        gap = soft[before.end : words[0].start]
        salts = (phrase for phrase in fitting if phrase.kind is Kind.SALT and len(phrase.words) >= len(best.words))
        # « perindopril arginine » is a salt of perindopril, « perindopril + arginine » would be two medicines
        best = best if JOINING_MARKS & set(gap) else next(salts, best)
    return Piece(best, words[0].start, words[len(best.words) - 1].end)


def _fits(phrase: Phrase, soft: str, words: Sequence[_Word]) -> bool:
    run = words[: len(phrase.words)]
    if phrase.words != tuple(word.text for word in run):
        return False
    return MARKS & set(soft[run[0].start : run[-1].end]) <= phrase.over
