"""Where below the country, and at what level: one hospital is not a country, one region neither."""

import re
from collections.abc import Iterator
from functools import cache

from extraction.attributes.families import families_in
from extraction.attributes.products import products_in
from extraction.attributes.scene import Scene
from extraction.attributes.words import PIECES, folded, pattern, words_of
from kb.vocabulary.country_mentions import countries_in
from kb.vocabulary.folding import fold
from kb.vocabulary.places_loader import load_places
from kb.vocabulary.trie_pattern import trie_pattern

LEVELS = ("facility", "regional", "national")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
# a proper name of at most four words, small words between them; « L’hôpital » is none
_WORD = rf"(?!\w['’][a-zà-ÿ]){_CAPITAL}\w+(?:[’'-]\w+)*|{_CAPITAL}[’']{_CAPITAL}\w+"
_NAME = re.compile(rf"(?:{_WORD})(?:[ \n](?:(?:de|du|des|da|do|la|le|el|al) )?(?:{_WORD})){{0,3}}")


def place_of(scene: Scene) -> str | None:
    """The place that the quotation names, else the sentence, else the title over the passage: the report's own characters."""
    for text in (scene.passage[scene.start : scene.end], scene.sentence.text):
        found = next(_places(text, scene.lang), None)
        if found:
            return found
    return None if countries_in(scene.sentence.text) else _titled(scene)


def _titled(scene: Scene) -> str | None:
    """« Département du Sud-Est », « NIPPES DEPARTMENT » as the nearest title; any other title places nothing."""
    title = (scene.heading or "").split(" › ")[-1].strip()
    for found in _NAME.finditer(title):
        name = found.group()
        unit_first = _unit_then_name(scene.lang).fullmatch(folded(title[: found.start()]))
        alone = not title[found.end() :].strip(" :.")
        if alone and (unit_first or (not found.start() and _ends_with_unit(name, scene.lang))):
            return None if _no_place(name, scene.lang) else " ".join(name.split())
        begun = _unit_then_name(scene.lang).match(folded(name))
        if alone and not found.start() and begun:
            rest = name[begun.end() :]
            return None if _no_place(rest, scene.lang) else " ".join(rest.split())
    return None


def level_of(scene: Scene, place: str | None) -> str | None:
    """facility, regional or national, as the quotation says it, else what stands beside it; a place in the country is regional."""
    if place and pattern(scene.lang, "facility_noun").search(folded(place)):
        return "facility"
    for text in (scene.clause, scene.frame):
        said = next((level for level in LEVELS if pattern(scene.lang, level).search(text)), None)
        if said and not (said == "national" and place):
            return said
    return "regional" if place else None


def _places(text: str, lang: str) -> Iterator[str]:
    """Proper names behind a preposition of place that are no country, month, organisation or known word."""
    countries = [(one.start, one.end) for one in countries_in(text)]
    for found in _NAME.finditer(text):
        start, end = found.span()
        name = found.group().rstrip(".'’-")
        if any(start < stop and first < end for first, stop in countries):
            continue
        known = _begins_with_a_city(name)
        placed = known or _behind_preposition(text, start, lang, article=_ends_with_unit(name, lang))
        if placed and not (_no_place(name, lang) or _names_a_thing(name)):
            yield " ".join(name.split())


@cache
def _unit_then_name(lang: str) -> re.Pattern[str]:
    """« département du », « province de l’ »: what stands before the name in a title."""
    units = trie_pattern(words_of(lang).groups["admin_unit"].words, PIECES)
    return re.compile(rf"{units}\s+(?:de |du |des |del |da |do |of )?(?:l[ae]?[' ]\s*)?")


def _ends_with_unit(name: str, lang: str) -> bool:
    """« Nippes Department »: the name, then what it is."""
    words = folded(name).split()
    return len(words) > 1 and pattern(lang, "admin_unit").fullmatch(words[-1]) is not None


def _behind_preposition(text: str, start: int, lang: str, *, article: bool) -> bool:
    before = folded(text[max(0, start - 30) : start])
    return _ending_preposition(lang).search(before.removesuffix("the ") if article else before) is not None


@cache
def _ending_preposition(lang: str) -> re.Pattern[str]:
    prepositions = words_of(lang).groups["prepositions"].words
    return re.compile(rf"{trie_pattern(prepositions, PIECES)}[\s']*(?:l[ae']?\s*)?$")


def _no_place(name: str, lang: str) -> bool:
    """A month, an acronym, an organisation: the first word says so."""
    first = folded(re.split(r"[\s’'-]", name)[0])
    letters = [sign for sign in name if sign.isalpha()]
    return pattern(lang, "not_a_place").fullmatch(first) is not None or (len(name) <= 6 and "".join(letters).isupper())


def _begins_with_a_city(name: str) -> bool:
    words = fold(name).split()
    return any(" ".join(words[:count]) in _cities() for count in range(1, len(words) + 1))


def _names_a_thing(name: str) -> bool:
    """« in GeneXpert »: a product or a disease with a capital."""
    return bool(products_in(name) or families_in(name))


@cache
def _cities() -> frozenset[str]:
    """The folded names of the cities and regions of the vocabulary."""
    places = load_places()
    return frozenset(
        fold(name) for held in (places.cities, places.regions) for names in held.values() for name in names
    )
