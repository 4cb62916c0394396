"""Folding that keeps every sign in its place, so that what is found can be quoted from the original text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kb.vocabulary.folding import bare

_HYPHENS, _APOSTROPHES = "‐‑‒–—−", "’‘ʼ′´`"


class _Table(dict[int, str]):
    """What each sign becomes, worked out the first time it is met; `uneven` are those that do not give one sign."""

    def __init__(self) -> None:
        super().__init__({ord(sign): "-" for sign in _HYPHENS} | {ord(sign): "'" for sign in _APOSTROPHES})
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        folded = _fold_sign(sign)
        if len(folded) != 1:
            self.uneven.add(sign)
        self[code] = folded
        return folded


def _fold_sign(sign: str) -> str:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return ""  # an accent written apart, a soft hyphen, a direction mark: part of the word around it
    if sign.isalpha():
        folded = bare(sign)
        # the joined « ﬁ » of a PDF is two letters; of « œ » one is kept, and no country's name holds it
        return folded if "\ufb00" <= sign <= "\ufb06" else folded[:1]
    if sign.isspace() and sign != "\n":
        return " "
    # a note call (« Mali² ») is no part of the word
    return " " if unicodedata.category(sign) == "No" else sign


_TABLE = _Table()
_ACCENTS = re.compile(r"[\u0300-\u036f]*")


@dataclass(frozen=True)
class Aligned:
    """A folded text, and where each of its signs stands in the original."""

    text: str
    folded: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original of folded[start:end], which is not empty; a last accent written apart is taken in."""
        last = self.places[end - 1] + 1
        accents = _ACCENTS.match(self.text, last)
        return self.places[start], accents.end() if accents else last


def fold_aligned(text: str) -> Aligned:
    """Fold a text for reading. Time in proportion to its length."""
    folded = text.translate(_TABLE)
    if _TABLE.uneven.isdisjoint(text):
        return Aligned(text, folded, range(len(text)))
    places: list[int] = []
    for place, sign in enumerate(text):
        places.extend([place] * len(_TABLE[ord(sign)]))
    return Aligned(text, folded, places)
