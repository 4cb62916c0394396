"""The countries that a running text names: exact words only, in French, English, Spanish and Portuguese."""

from collections.abc import Iterator
from typing import NamedTuple

from kb.vocabulary.aligned_folding import fold_aligned
from kb.vocabulary.country_doubts import Hit, Reading
from kb.vocabulary.country_words import country_meanings, country_pattern
from kb.vocabulary.folding import fold


class CountryMention(NamedTuple):
    """A country named in a text: text[start:end] is the word."""

    iso3: str
    start: int
    end: int
    word: str
    reason: str


class DoubtfulMention(NamedTuple):
    """A word that may name one of these countries (none for another thing altogether), and why it was set aside."""

    keys: tuple[str, ...]
    start: int
    end: int
    word: str
    because: str


def countries_in(text: str) -> list[CountryMention]:
    """The countries that a text names, in its order. Time in proportion to its length."""
    return [one for one in _mentions(text) if isinstance(one, CountryMention)]


def doubtful_countries_in(text: str) -> list[DoubtfulMention]:
    """The words of a text that look like a country and do not count, each with its reason: « Congo », « turkey », « lac Tchad »."""
    return [one for one in _mentions(text) if isinstance(one, DoubtfulMention)]


def _mentions(text: str) -> Iterator[CountryMention | DoubtfulMention]:
    hits = [hit for hit in _hits(text) if not hit.is_another_word]
    reading = Reading(text, hits)
    for hit in hits:
        because, keys = reading.doubt(hit), hit.meaning.keys
        if because is None:
            yield CountryMention(keys[0], hit.start, hit.end, hit.written, hit.meaning.reason)
        else:
            yield DoubtfulMention(keys, hit.start, hit.end, hit.written, because)


def _hits(text: str) -> Iterator[Hit]:
    aligned, meanings = fold_aligned(text), country_meanings()
    for found in country_pattern().finditer(aligned.folded):
        start, end = aligned.span(*found.span())
        yield Hit(start, end, text[start:end], meanings[fold(found[0])])
