from collections.abc import Iterator, Mapping

from kb.vocabulary.entries_loader import load_ambiguous, load_countries
from kb.vocabulary.models import Country
from kb.vocabulary.places_loader import load_places
from kb.vocabulary.similarity import (
    ABBREVIATION,
    CITY,
    CODE,
    DEMONYM,
    EXACT,
    FORMER,
    NAME,
    REGION,
    SYNONYM,
    Found,
    Match,
    Reach,
    Term,
    term,
)

# « Irã », « Omã »: without its accent so short a word is another one (« ira », « oma »)
SHORTEST_FOREIGN = 4


def country_of_code(text: str) -> Found | None:
    """Read « ML » or « MLI », in capitals only: « ma » is the beginning of Mali as much as the code of Morocco."""
    code = text.strip()
    for key, country in load_countries().items():
        if code in (country.iso2, key):
            return Found(key, (Match("country", key, country.fr, CODE, EXACT),))
    return None


def country_terms() -> Iterator[Term]:
    """Every word that leads to a country: names, codes, former names, demonyms, places, words that several share."""
    countries = load_countries()
    for country in countries.values():
        yield from _terms_of(country)
    places = load_places()
    yield from _places(places.cities, CITY, countries)
    yield from _places(places.regions, REGION, countries)
    for word, keys in load_ambiguous("countries").items():
        yield from (term(word, key, countries[key].fr, SYNONYM) for key in keys)


def _terms_of(country: Country) -> Iterator[Term]:
    key, label = country.iso3, country.fr
    for name in (country.fr, country.en):
        yield term(name, key, label, NAME)
    for name in (*country.un, *country.also):
        yield _other_name(name, key, label)
    yield from (term(name, key, label, FORMER) for name in country.former)
    for name in (*country.es, *country.pt):
        # sources write them without a slip, and « Suíça » and « Suecia » are one apart
        if len(name) >= SHORTEST_FOREIGN:
            yield term(name, key, label, NAME, Reach.BEGINNING)
    yield from (term(name, key, label, DEMONYM) for name in (*country.demonyms.fr, *country.demonyms.en))
    yield term(key, key, label, CODE, Reach.WHOLE)


def _other_name(name: str, key: str, label: str) -> Term:
    if name.isupper() and len(name) <= 6:
        return term(name, key, label, ABBREVIATION, Reach.BEGINNING)
    return term(name, key, label, SYNONYM)


def _places(held: Mapping[str, tuple[str, ...]], reason: str, countries: Mapping[str, Country]) -> Iterator[Term]:
    for key, names in held.items():
        yield from (term(name, key, countries[key].fr, reason) for name in names)
