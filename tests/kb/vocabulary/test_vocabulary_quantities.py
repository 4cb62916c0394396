"""Which series say one quantity, and which answer a signal contradicts: read strictly, each with its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vocabulary_files import Break

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.loader import load_indicators, load_medicines
from kb.vocabulary.oppositions_loader import load_oppositions
from kb.vocabulary.quantities_loader import Tolerance, everyone_codes, load_quantities, quantity_of_code
from kb.vocabulary.terms import load_terms


def test_every_quantity_joins_series_of_one_component_and_one_population() -> None:
    for quantity in load_quantities().values():
        held = [load_indicators(source)[code] for source, codes in quantity.series.items() for code in codes]
        assert len({one.component for one in held}) == 1, quantity.key
        assert len({one.population for one in held}) == 1, quantity.key
        assert all(one.use == "famille" for one in held if one.component), quantity.key


def test_a_code_leads_to_its_quantity() -> None:
    assert quantity_of_code()["PERCENT_PLWH"] is quantity_of_code()["HIV_ARTCOVERAGE"]
    assert quantity_of_code()["SH.MED.PHYS.ZS"].factors == {"HWF_0001": 1, "HRH_26": 10, "SH.MED.PHYS.ZS": 10}


def test_what_restricts_nothing_heads_the_others_too() -> None:
    assert everyone_codes() <= load_terms().totals
    assert "AGEGROUP_YEARS18-PLUS" not in everyone_codes(), "adults are not everybody"


def test_an_answer_speaks_of_medicines_and_never_of_a_fixed_combination() -> None:
    held = load_oppositions()
    assert set(held.products) == set(held.answers)
    for keys in held.products.values():
        assert keys
        assert not [key for key in keys if load_medicines()[key].combination_of]


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0.1, 50))
def test_a_tolerance_has_no_side(one: float, other: float, width: float) -> None:
    for tolerance in (Tolerance(points=width), Tolerance(percent=width)):
        assert tolerance.allows(one, other) == tolerance.allows(other, one)
        assert tolerance.allows(one, one)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("tolerance: {points: 5}", "tolerance: {points: 5, percent: 5}", "one of them"),
        ("tolerance: {points: 5}", "tolerance: {}", "one of them"),
        ("tolerance: {points: 5}", "tolerance: {points: -1}", "tolerance.points"),
        ("who_gho: {HIV_ARTCOVERAGE: 1}", "who_gho: {HIV_ARTCOVERAGES: 1}", 'the code "HIV_ARTCOVERAGES" is not known'),
        ("who_gho: {HIV_ARTCOVERAGE: 1}", "who_gho: {HIV_ARTCOVERAGE: 0}", "HIV_ARTCOVERAGE"),
        ("who_gho: {TB_1: 1}", "who_gho: {HIV_ARTCOVERAGE: 1}", 'stands in "antiretroviral_part" too'),
        ("      world_bank: {SH.TBS.DTEC.ZS: 1}\n", "", "two series at least"),
        ("everyone:\n", "tous:\n", "nothing else"),
        ("  SEX_BTSX: les deux sexes\n", "  SEX_BTSX: 3\n", "everyone"),
    ],
)
def test_a_slip_in_the_quantities_is_told(broken: Break, before: str, after: str, sentence: str) -> None:
    folder = broken("quantities.yml", before, after)
    with pytest.raises(VocabularyError) as told:
        load_quantities(folder)
    assert sentence in str(told.value)
    assert "quantities.yml" in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("  NCD_CCS_Insulin:\n", "  NCD_CCS_Insuline:\n", 'the code "NCD_CCS_Insuline" is not known'),
        ("    type: stock_out_medicines\n", "    type: rupture\n", 'the type "rupture" is not known'),
        ("products: [metformine]", "products: [metformin]", 'the medicine "metformin" is not known'),
        ("classes: [insuline]", "classes: [insulines]", 'the class "insulines" is not known'),
        ('    denies: ["Yes"]\n', '    denies: ["Yes", "No"]\n', "denies or affirms"),
        ("  days: 92\n", "  days: 0\n", "days"),
        ("answers:\n", "answer:\n", "nothing else"),
    ],
)
def test_a_slip_in_the_oppositions_is_told(broken: Break, before: str, after: str, sentence: str) -> None:
    folder = broken("oppositions.yml", before, after)
    with pytest.raises(VocabularyError) as told:
        load_oppositions(folder)
    assert sentence in str(told.value)
    assert "oppositions.yml" in str(told.value)
