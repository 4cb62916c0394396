"""What a signal speaks of: family, component, country, place, level, population. Only what the sentence says."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple, Protocol

import yaml

from extraction.signals.anchors import literals_of, trie_pattern
from extraction.signals.folding import fold
from kb.vocabulary.loader import load_countries, load_families
from kb.vocabulary.signals_loader import load_signal_objects, load_signal_types


class Mention(Protocol):
    """A country named in a text: `text[start:end]` names the country `iso3`."""

    @property
    def iso3(self) -> str:
        """ISO 3166-1 alpha-3."""

    @property
    def start(self) -> int:
        """Where the name starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


CountriesIn = Callable[[str], Sequence[Mention]]


class _Named(NamedTuple):
    iso3: str
    start: int
    end: int


@cache
def _country_names() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, set[str]] = {}
    for key, country in load_countries().items():
        for name in country.names:
            if len(name) > 3:
                names.setdefault(" ".join(re.findall(r"[^\W_]+", fold(name))), set()).add(key)
    own = {name: keys.pop() for name, keys in names.items() if len(keys) == 1}
    return re.compile(r"\b" + trie_pattern([f"{name}\0" for name in own])), own


def countries_named(text: str) -> list[_Named]:
    """The countries named in full, a capital first. The simple default: another reader may be given instead."""
    pattern, own = _country_names()
    found = []
    for match in pattern.finditer(fold(text)):
        if text[match.start()].isupper():
            found.append(_Named(own[" ".join(re.findall(r"[^\W_]+", match.group()))], match.start(), match.end()))
    return found


# « le pays voisin », « neighbouring country »: the problem is somebody else's, the text does not say whose.
_NEIGHBOUR = re.compile(
    r"\b(?:pays voisins?|pays limitrophes?|neighbou?ring countr(?:y|ies)|pais(?:es)? vecinos?|pais(?:es)? vizinhos?)\b"
)


def country_of(sentence: str, at: int, mentions: Iterable[Mention], document: str | None) -> str | None:
    """The country the sentence names (the nearest before the signal when it names several), else the document's.

    A problem placed in another country, or in an unnamed neighbour, is never given to the document's country.
    """
    named = list(mentions)
    if not named:
        return None if _NEIGHBOUR.search(fold(sentence)) else document
    before = [one for one in named if one.start <= at]
    return (before[-1] if before else named[0]).iso3


_ABBREVIATION = 4  # letters: « SEP », « PR » are words of every day once folded; those that are sure stand in families.yml


@cache
def _family_pattern() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    words: dict[str, set[str]] = {}
    for key, family in load_families().items():
        for name in (family.short, family.en, *family.synonyms.fr, *family.synonyms.en, *family.synonyms.abbreviations):
            if len(name) > _ABBREVIATION:
                words.setdefault(" ".join(re.findall(r"[^\W_]+", fold(name))), set()).add(key)
    path = files("extraction.signals") / "patterns" / "families.yml"
    for key, entries in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).items():
        for entry in entries.split(","):
            words.setdefault(" ".join(entry.split()), set()).add(key)
    ordered = {word: tuple(sorted(keys)) for word, keys in words.items()}
    return re.compile(r"\b" + trie_pattern(literals_of(word.split() for word in ordered))), ordered


def families_in(folded: str) -> tuple[str, ...]:
    """The families that a passage names, in the order of the vocabulary."""
    pattern, words = _family_pattern()
    found: set[str] = set()
    for match in pattern.finditer(folded):
        text = " ".join(re.findall(r"[^\W_]+", match.group()))
        found.update(words.get(text) or words.get(f"{text}*", ()))
    return tuple(key for key in load_families() if key in found)


@cache
def _object_patterns() -> tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]:
    return tuple(
        (re.compile(r"\b" + trie_pattern(literals_of(entry.split() for entry in one.words.split(",")))), one.component, one.types)
        for one in load_signal_objects().values()
    )


def component_of(type_: str, folded: str) -> str:
    """The component of the type, unless the sentence names an object that says it better."""
    for pattern, component, types in _object_patterns():
        if type_ in types and pattern.search(folded):
            return component
    return load_signal_types()[type_].component


_POPULATIONS = (
    ("femme enceinte", re.compile(r"\b(?:femmes? enceintes?|enceintes?|parturient\w*|accouch\w*|pregnan\w*|women in labou?r|embarazad\w*|gestante\w*|gravida\w*|cesarien\w*|c[ae]esar\w*)")),
    ("enfant", re.compile(r"\b(?:enfants?|nourrissons?|nouveau nes?|pediatri\w*|neonat\w*|child\w*|infants?|newborns?|paediatric|pediatric|ninos?|ninas?|lactantes?|criancas?|recem nascidos?|bebes?)\b")),
    ("adulte", re.compile(r"\b(?:adultes?|adults?|adultos?)\b")),
)  # fmt: skip


def population_of(folded: str) -> str | None:
    """Child, pregnant woman or adult when the passage says so."""
    found = [name for name, pattern in _POPULATIONS if pattern.search(folded.replace("-", " "))]
    return found[0] if len(found) == 1 else None


_NATIONAL = re.compile(
    r"\b(?:niveau national|dans tout le pays|du pays|le pays|au plan national|nationwide|national level|countr(?:y|ies)|across the country|a nivel nacional|todo el pais|en el pais|nivel nacional|todo o pais|no pais|a nivel nacional)\b"
)
_REGIONAL = re.compile(
    r"\b(?:region\w*|province\w*|district\w*|wilaya\w*|departement\w*|prefecture\w*|governorate\w*|count(?:y|ies)|oblast\w*|raion\w*|upazila\w*|estado\w*|provincia\w*|departamento\w*|distrito\w*|municipi\w*|cercle\w*|commune\w*|states?)\b"
)
_FACILITY = re.compile(
    r"\b(?:hopita\w*|chu|chr|clinique|dispensaire|maternite|centre de sante|hospital|clinic|dispensary|health cent(?:er|re)|health post|clinica|maternidad\w*|puesto de salud|centro de salud|centro de saude|posto de saude|laboratoire|laboratory|renal unit|pavillon)\b"
)


def level_of(folded: str) -> str | None:
    """facility, regional or national, as far as the clause says it: one hospital is not a country."""
    for level, pattern in (("facility", _FACILITY), ("regional", _REGIONAL), ("national", _NATIONAL)):
        if pattern.search(folded):
            return level
    return None


_PLACE = re.compile(
    r"(?:\b(?:à|a|en|au|dans le|de l['’]|du|de|in|at|near|around|em|no|na|district of|province of|district de|province de|région de|ville de)\s+)"
    r"((?:[A-ZÀ-Þ][\w’'-]+)(?:[ -](?:de |du |d['’])?[A-ZÀ-Þ][\w’'-]+){0,3})"
)


_NOT_A_PLACE = re.compile(
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro"
    r"|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|vih|hiv|sida|aids|arv|msf|unicef|oms|who|etat|fonds|global|ministere|ministry)"
)


def place_in(clause: str, countries: Iterable[Mention]) -> str | None:
    """A proper name behind a preposition of place that is no country, month or known word."""
    names = {clause[one.start : one.end] for one in countries}
    for found in _PLACE.finditer(clause):
        name: str = found.group(1)
        if not any(one in name for one in names) and not _NOT_A_PLACE.match(fold(name)):
            return name
    return None
