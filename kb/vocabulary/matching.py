from functools import cache

from kb.vocabulary.entries_loader import load_ambiguous, load_countries, load_families
from kb.vocabulary.icd10 import Interval, overlap, range_interval
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.medicine_finding import find_medicine
from kb.vocabulary.models import Country, Family
from kb.vocabulary.similarity import (
    ABBREVIATION,
    CODE,
    EXACT,
    ICD10,
    NAME,
    SYNONYM,
    Found,
    Match,
    Reach,
    Term,
    search,
    term,
)

__all__ = ["Found", "Match", "find_country", "find_family", "find_indicator", "find_medicine"]


def find_country(text: str) -> Found:
    """Find the countries a text may mean: « cote d », « RDC », « zaire », « MLI »."""
    iso2 = text.strip()
    for key, country in load_countries().items():
        # alpha-2 in capitals only: « ma » is the beginning of Mali as much as the code of Morocco
        if iso2 == country.iso2:
            return Found(key, (Match("country", key, country.fr, CODE, EXACT),))
    return search("country", text, _country_terms(), load_ambiguous("countries"))


def find_family(text: str) -> Found:
    """Find the pathology families a text may mean: a name, a synonym, an abbreviation, or an ICD-10 code."""
    try:
        return _families_of_code(range_interval(text))
    except ValueError:
        pass  # not an ICD-10 code: a word
    return search("family", text, _family_terms(), load_ambiguous("families"))


def find_indicator(source_key: str, text: str) -> Found:
    """Find the series of a source by code, by our label or by the publisher's titles."""
    return search("indicator", text, _indicator_terms(source_key), {})


def _families_of_code(asked: Interval) -> Found:
    matches = tuple(
        Match("family", key, family.label, ICD10, EXACT)
        for key, family in load_families().items()
        if any(overlap(asked, range_interval(held)) for held in family.icd10)
    )
    # two families may hold one range (I60-I69): the reader chooses
    return Found(matches[0].key if len(matches) == 1 else None, matches)


@cache
def _country_terms() -> tuple[Term, ...]:
    return tuple(one for country in load_countries().values() for one in _terms_of_country(country))


def _terms_of_country(country: Country) -> list[Term]:
    key, label = country.iso3, country.fr
    return [
        term(country.fr, key, label, NAME),
        term(country.en, key, label, NAME),
        *(_other_name(name, key, label) for name in country.also),
        term(key, key, label, CODE, Reach.WHOLE),
    ]


def _other_name(name: str, key: str, label: str) -> Term:
    if name.isupper() and len(name) <= 6:
        return term(name, key, label, ABBREVIATION, Reach.BEGINNING)
    return term(name, key, label, SYNONYM)


@cache
def _family_terms() -> tuple[Term, ...]:
    return tuple(one for family in load_families().values() for one in _terms_of_family(family))


def _terms_of_family(family: Family) -> list[Term]:
    key, label, words = family.key, family.label, family.synonyms
    return [
        *(term(name, key, label, NAME) for name in (label, family.short, family.en)),
        term(key, key, label, CODE, Reach.WHOLE),
        *(term(name, key, label, SYNONYM) for name in (*words.fr, *words.en)),
        *(term(name, key, label, ABBREVIATION, Reach.BEGINNING) for name in words.abbreviations),
    ]


@cache
def _indicator_terms(source_key: str) -> tuple[Term, ...]:
    terms: list[Term] = []
    for code, one in load_indicators(source_key).items():
        titles = [title for title in (one.label_en, one.label_who_fr) if title]
        terms += [term(code, code, one.label, CODE, Reach.BEGINNING), term(one.label, code, one.label, NAME)]
        terms += [term(title, code, one.label, SYNONYM) for title in titles]
    return tuple(terms)
