"""A label says what was measured and of whom; it leans to no side that the publisher's own title does not take."""

import re

import pytest

from kb.vocabulary.loader import load_indicators
from kb.vocabulary.models import Indicator

SAID = {
    "enfant": re.compile(r"(?<!to-)\bchild(?:ren)?\b|\binfant|\bunder-five|\bneonatal\b", re.IGNORECASE),
    "femme enceinte": re.compile(r"\bpregnan|\bantenatal\b", re.IGNORECASE),
    "adulte": re.compile(r"\badults?\b|\baged (?:15|50) (?:years )?and over|\bage 30 and\b", re.IGNORECASE),
}
# the word is in the title, and the figure is not of that population alone
NOT_OF_THEM = {
    "UHC_SCI_RMNCH": "an index of mothers and children together",
    "GDO_q10x2_1AVAIL": "the products are for adults, the question is put to the country",
    "HIV_0000000008": "sites of testing, counted per adult",
}
# a title that WHO's list did not give us: the population is a reading of the code
READ_FROM_THE_CODE = {"NCD_DIABETES_TREATMENT_CRUDE", "NCD_HYP_TREATMENT_A", "NCD_HYP_CONTROL_A", "NCD_HYP_DIAGNOSIS_A"}


def kept() -> dict[str, Indicator]:
    return {code: one for code, one in load_indicators("who_gho").items() if one.use != "non retenu"}


@pytest.mark.parametrize("population", SAID)
def test_a_population_that_the_title_names_is_kept(population: str) -> None:
    named = {code for code, one in kept().items() if SAID[population].search(one.label_en)} - set(NOT_OF_THEM)
    assert len(named) >= 5
    assert {code for code in named if kept()[code].population != population} == set()


def test_no_population_is_made_up() -> None:
    told = {code: one for code, one in kept().items() if one.population and code not in READ_FROM_THE_CODE}
    ages = re.compile(r"\b(?:18|30)\+|\b30-79\b")
    assert {
        code
        for code, one in told.items()
        if not (SAID[one.population or ""].search(one.label_en) or ages.search(one.label_en))
    } == set()
    assert all(kept()[code].label_en_unverified for code in READ_FROM_THE_CODE)


# words that lean, and what WHO's title must then say too
LEANING = {
    r"\bsans\b|non couvert|\bmanque": r"\bwithout\b|unmet|\black\b",
    r"difficult": r"hardship",
    r"catastroph": r"catastroph",
    r"\bfiable": r"\breliable\b",
    r"succès|réussi": r"success|effective",
    r"équilibr": r"controlled",
    r"insalubr": r"unsafe|inadequate",
    r"restriction": r"restriction",
    r"retard": r"stunt",
    r"\bfaible": r"\blow\b",
}
NEVER = re.compile(
    r"pénurie|défaillan|défaut de|\bbonn?e?s?\b|mauvais|meilleur|\bpire|grave|dégrad|amélior|excellent|médiocre|inégal|injust",
    re.IGNORECASE,
)


def test_no_label_takes_a_side() -> None:
    assert [(code, one.label) for code, one in load_indicators("who_gho").items() if NEVER.search(one.label)] == []


@pytest.mark.parametrize(("ours", "theirs"), LEANING.items())
def test_a_word_that_leans_is_the_publishers(ours: str, theirs: str) -> None:
    leaning = {
        code: one for code, one in load_indicators("who_gho").items() if re.search(ours, one.label, re.IGNORECASE)
    }
    assert leaning, f"no label holds {ours}: drop the line"
    assert {
        code: one.label for code, one in leaning.items() if not re.search(theirs, one.label_en, re.IGNORECASE)
    } == {}
