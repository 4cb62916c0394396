"""The vocabulary's own French says what was asked or measured; it never says how care is."""

import re
from collections.abc import Iterator

import pytest

from kb.vocabulary.icd10_loader import load_icd_ranges
from kb.vocabulary.loader import (
    load_area_codes,
    load_components,
    load_countries,
    load_families,
    load_indicators,
    load_origins,
    load_treatments,
)
from kb.vocabulary.placing import load_prefix_rules

# « insuffisance rénale » is a disease; « insuffisant » would be an opinion
FORBIDDEN = re.compile(
    r"disponib|accessib|appropri|verdict|conclusion|conclure|\bscore|recommand|\b(?:in)?suffisant|favorable|"
    r"satisfaisant|adéquat|\bbonn?e?s?\b|mauvais",
    re.IGNORECASE,
)
# publishers' own words are theirs: label_en, label_who_fr and country names are not looked at
BAD_SPACE = re.compile(r"[^\u00a0\u202f\d]:|[^\u202f][;?!]|«[^\u00a0\u202f]|[^\u00a0\u202f]»| %|'")


def our_french() -> Iterator[tuple[str, str]]:
    for key, component in load_components().items():
        yield key, component.label
        yield key, component.description
    for key, family in load_families().items():
        yield key, family.label
        yield key, family.short
        yield from ((key, word) for word in family.synonyms.fr)
        yield from ((key, reason) for reason in family.components_without_object.values())
    for code, reason in load_area_codes().items():
        yield code, reason
    yield from words_of_the_treatments()
    for codes, held in {**load_icd_ranges().shared, **load_icd_ranges().outside}.items():
        yield codes, held.reason
    for prefix, rule in load_prefix_rules("who_gho").items():
        yield prefix, rule.reason
    for code, indicator in load_indicators("who_gho").items():
        texts = (indicator.label, indicator.unit, indicator.producer, indicator.reason)
        yield from ((code, text) for text in texts if text)


def words_of_the_treatments() -> Iterator[tuple[str, str]]:
    yield from ((key, origin.name) for key, origin in load_origins().items())
    for key, treatment in load_treatments().items():
        yield from ((key, word) for _, word in treatment.words())
        yield from ((key, risk.text) for group in treatment.continuity_risks for risk in group.risks)
        yield from ((key, form) for medicine in treatment.medicines for form in medicine.child_forms)
        yield from ((key, group.title) for group in treatment.components.medicament)


def test_no_word_of_ours_says_how_care_is() -> None:
    assert [(key, text) for key, text in our_french() if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize(
    "text", ["Insuline disponible", "soins inaccessibles", "Score", "lits insuffisants", "Bon suivi"]
)
def test_the_guard_sees_such_words(text: str) -> None:
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize("text", ["Insuffisance rénale chronique", "carbone", "abonnement"])
def test_the_guard_leaves_other_words_alone(text: str) -> None:
    assert not FORBIDDEN.search(text)


def test_french_typography() -> None:
    assert [(key, text) for key, text in our_french() if BAD_SPACE.search(text)] == []


def test_country_names_are_typographic_too() -> None:
    assert load_countries()["CIV"].fr == "Côte d’Ivoire"
    assert [country.iso3 for country in load_countries().values() if "'" in country.fr] == []


def test_two_series_never_carry_one_label() -> None:
    labels = [indicator.label for indicator in load_indicators("who_gho").values()]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_short_names_fit_a_chip() -> None:
    assert all(len(family.short) <= 24 for family in load_families().values())
