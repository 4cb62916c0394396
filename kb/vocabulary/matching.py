"""From what one would type to the entry it means: the one search of the type-ahead, the readers and the documents."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from kb.vocabulary.component_terms import component_terms
from kb.vocabulary.country_terms import country_of_code, country_terms
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.family_terms import families_of_code, family_terms
from kb.vocabulary.indicator_terms import indicator_terms
from kb.vocabulary.medicine_terms import medicine_terms, medicines_of_a_class
from kb.vocabulary.similarity import Found, Match, Term
from kb.vocabulary.term_index import TermIndex

__all__ = [
    "KINDS",
    "Found",
    "Kind",
    "Match",
    "find",
    "find_component",
    "find_country",
    "find_family",
    "find_indicator",
    "find_medicine",
]


def _no_code(text: str) -> Found | None:
    return None


@dataclass(frozen=True)
class Kind:
    """A vocabulary that can be searched: its words, and what it reads as a code before any word."""

    terms: Callable[[], Iterable[Term]]
    of_code: Callable[[str], Found | None] = _no_code
    # where two entries are one letter apart (medicines), what is only near is proposed, never picked
    exact_only: bool = False


# a new vocabulary is searched, by the command line too, once it has its line here
KINDS: dict[str, Kind] = {
    "country": Kind(country_terms, country_of_code),
    "family": Kind(family_terms, families_of_code),
    "component": Kind(component_terms),
    "medicine": Kind(medicine_terms, medicines_of_a_class, exact_only=True),
    "indicator": Kind(indicator_terms),
}


def find(kind: str, text: str) -> Found:
    """Find the entries of one vocabulary that a text may mean. Raises VocabularyError for a kind that is not searched."""
    if kind not in KINDS:
        raise VocabularyError(f"{kind!r} is not a kind of entry. Kinds: {', '.join(KINDS)}.")
    return KINDS[kind].of_code(text) or _index(kind).search(text)


def find_country(text: str) -> Found:
    """Find the countries a text may mean: « cote d », « RDC », « zaire », « malienne », « Conakry », « MLI »."""
    return find("country", text)


def find_family(text: str) -> Found:
    """Find the pathology families a text may mean: a name, a synonym, an abbreviation, or an ICD-10 code."""
    return find("family", text)


def find_component(text: str) -> Found:
    """Find the element of the global treatment that an exam, a device, a place or a person leads to."""
    return find("component", text)


def find_medicine(text: str) -> Found:
    """Find the medicines a text may mean: an INN, another name, a brand, an abbreviation, or a class (never picked)."""
    return find("medicine", text)


def find_indicator(source_key: str, text: str) -> Found:
    """Find the series of one source by code, by our label or by the publisher's titles."""
    return _indicator_index(source_key).search(text)


@cache
def _index(kind: str) -> TermIndex:
    return TermIndex(kind, KINDS[kind].terms(), KINDS[kind].exact_only)


@cache
def _indicator_index(source_key: str) -> TermIndex:
    return TermIndex("indicator", indicator_terms(source_key))
