"""What a hurried médecin types for a medicine; a name that is merely near is proposed, since it is another medicine."""

import pytest

from kb.vocabulary.matching import find_medicine
from kb.vocabulary.medicine_lookup import medicines_of_class
from kb.vocabulary.medicine_terms import medicine_terms
from kb.vocabulary.medicines_loader import load_medicines


@pytest.mark.parametrize(
    ("typed", "key", "reason"),
    [
        ("dolutégravir", "dolutegravir", "nom"),
        ("DOLUTEGRAVIR", "dolutegravir", "nom"),
        ("acetylsalicylic acid", "acide_acetylsalicylique", "nom"),
        ("aspirine", "acide_acetylsalicylique", "synonyme"),
        ("DTG", "dolutegravir", "abréviation"),
        ("TLD", "tenofovir_disoproxil_lamivudine_dolutegravir", "abréviation"),
        ("fumarate de ténofovir disoproxil", "tenofovir_disoproxil", "sel"),
        ("insuline rapide", "insuline_rapide", "synonyme"),
        ("insuline glargine", "insuline_glargine", "nom"),
        ("NPH", "insuline_nph", "abréviation"),
        ("Lantus", "insuline_glargine", "marque → DCI"),
        ("biktarvy", "bictegravir_emtricitabine_tenofovir_alafenamide", "marque → DCI"),
        ("coartem", "artemether_lumefantrine", "marque → DCI"),
        ("bactrim", "sulfamethoxazole_trimethoprime", "marque → DCI"),
        ("cotrimoxazole", "sulfamethoxazole_trimethoprime", "synonyme"),
        ("Xeplion", "palmitate_de_paliperidone", "marque → DCI"),
    ],
)
def test_a_medicine_is_picked(typed: str, key: str, reason: str) -> None:
    found = find_medicine(typed)
    assert found.picked == key
    assert (found.matches[0].kind, found.matches[0].key, found.matches[0].reason) == ("medicine", key, reason)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("dolutegravr", "dolutegravir"),
        ("dolutegr", "dolutegravir"),
        ("prednisolonne", "prednisolone"),
        ("bopindolol", "pindolol"),
        ("insuline glargin", "insuline_glargine"),
        ("glucofage", "metformine"),
    ],
)
def test_a_name_that_is_merely_near_is_proposed_never_picked(typed: str, key: str) -> None:
    found = find_medicine(typed)
    assert found.picked is None
    assert key in {match.key for match in found.matches}


def test_a_word_of_two_medicines_proposes_both() -> None:
    found = find_medicine("ténofovir")
    assert found.picked is None
    exact = {match.key for match in found.matches if match.similarity == 100}
    assert exact == {"tenofovir_disoproxil", "tenofovir_alafenamide"}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("insuline", "insuline"),
        ("insulin", "insuline"),
        ("TARV", "antiretroviral"),
        ("antirétroviral", "antiretroviral"),
        ("inhibiteur d’intégrase", "inhibiteur_integrase"),
        ("IEC", "iec"),
        ("bêtabloquant", "betabloquant"),
        ("bêta-bloquants", "betabloquant"),
        ("polypill", "polypill"),
    ],
)
def test_a_class_proposes_all_its_medicines_and_picks_none(typed: str, key: str) -> None:
    found = find_medicine(typed)
    assert found.picked is None
    assert {match.key for match in found.matches} == {medicine.key for medicine in medicines_of_class(key)}
    assert {(match.reason, match.similarity) for match in found.matches} == {("classe", 100.0)}


def test_the_beginning_of_a_class_proposes_its_medicines_after_the_names() -> None:
    found = find_medicine("antirétrov")
    assert found.picked is None
    assert {match.reason for match in found.matches} == {"classe"}
    assert {match.key for match in found.matches} <= {medicine.key for medicine in medicines_of_class("antiretroviral")}


@pytest.mark.parametrize("typed", ["", "  ", "?", "xyzxyz"])
def test_what_names_no_medicine_finds_none(typed: str) -> None:
    assert find_medicine(typed).picked is None
    assert find_medicine(typed).matches == ()


def test_every_term_leads_to_a_medicine_and_says_why() -> None:
    assert {one.key for one in medicine_terms()} == set(load_medicines())
    assert {one.reason for one in medicine_terms()} == {
        "nom",
        "synonyme",
        "abréviation",
        "sel",
        "marque → DCI",
        "classe",
    }


def test_every_name_and_every_brand_picks_its_own_medicine() -> None:
    sample = list(load_medicines().values())[::20]
    wrong = []
    for medicine in sample:
        names = (medicine.fr, medicine.en, *(brand.name for brand in medicine.brands))
        wrong += [(name, medicine.key) for name in names if find_medicine(name).picked != medicine.key]
    assert wrong == []
