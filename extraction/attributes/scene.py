"""A signal where it stands: its sentence, its passage, and what the document says of itself."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extraction.text.sentences import sentences
from kb.vocabulary.aligned_folding import Aligned, fold_aligned

_SHORT_OPENING = 60  # signs: « Pour les femmes enceintes, »; a longer one is another statement


@dataclass(frozen=True)
class Scene:
    """A quotation at `start`…`end` of a passage. Attributes are read here and nowhere else."""

    lang: str
    passage: str
    start: int
    end: int
    heading: str | None = None
    countries: tuple[str, ...] = ()
    """Of the document, ISO 3166-1 alpha-3."""
    published_on: date | None = None

    @cached_property
    def span(self) -> tuple[int, int]:
        """Where the sentence, or the sentences, that hold the quotation stand in the passage."""
        over = [one for one in sentences(self.passage) if one[0] < self.end and self.start < one[1]]
        return (min(self.start, over[0][0]), max(self.end, over[-1][1])) if over else (self.start, self.end)

    @cached_property
    def sentence(self) -> Aligned:
        """The sentence, folded for reading."""
        return fold_aligned(self.passage[slice(*self.span)])

    @cached_property
    def folded(self) -> str:
        """The folded sentence."""
        return self.sentence.folded

    @cached_property
    def quote(self) -> tuple[int, int]:
        """Where the quotation stands in the folded sentence."""
        places, offset = self.sentence.places, self.span[0]
        return bisect_left(places, self.start - offset), bisect_left(places, self.end - offset)

    @cached_property
    def clause(self) -> str:
        """The folded quotation."""
        return self.folded[slice(*self.quote)]

    @cached_property
    def frame(self) -> str:
        """The folded quotation with what places it: a short opening of the sentence, and what follows up to a comma."""
        low, high = self.quote
        opening = self.folded[:low] if low <= _SHORT_OPENING else ""
        return opening + self.clause + re.split(r"[,;:(]", self.folded[high:])[0]

    @property
    def before(self) -> str:
        """What the passage says before the sentence."""
        return self.passage[: self.span[0]]

    def original(self, start: int, end: int) -> str:
        """The passage's own characters under a span of the folded sentence, blanks made one."""
        first, last = self.sentence.span(start, end)
        return " ".join(self.sentence.text[first:last].split())
