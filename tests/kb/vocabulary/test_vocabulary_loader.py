"""A slip of the keyboard in a vocabulary file stops at the door: one sentence names the file, the line and the entry."""

import re

import pytest
from vocabulary_files import Break, LineOf

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.loader import (
    indicators_for,
    load_area_codes,
    load_components,
    load_countries,
    load_families,
    load_indicators,
)

# « countries.yml line 42: », where an editor can go
WITH_LINE = re.compile(r"^\w+\.yml line \d+: ")

FAMILIES = """
    vih hepatites_cirrhose tuberculose autres_infections psychoses_bipolaire psychotrauma_depression addictions
    cancers_solides hemopathies_malignes drepanocytose_hematologie diabete endocrino_metabolique cardiovasculaire
    insuffisance_renale greffes neurologie pneumologie auto_immunes ophtalmologie_orl malformations_handicap
"""
COMPONENTS = """
    medicament soin_technique examen_biologie examen_imagerie dispositif structure personnel urgence_transport
    couverture_cout suivi_rythme environnement
"""


def test_every_country_every_family_every_component_in_order() -> None:
    assert len(load_countries()) == 250
    assert load_countries()["XKX"].fr == "Kosovo"
    assert list(load_families()) == FAMILIES.split()
    assert list(load_components()) == COMPONENTS.split()


def test_no_area_code_is_a_country() -> None:
    assert not set(load_area_codes()) & set(load_countries())


def test_the_vocabulary_cannot_be_changed_by_a_reader() -> None:
    with pytest.raises(TypeError):
        load_countries()["FRA"] = load_countries()["BEL"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        load_countries()["FRA"].fr = "Gaule"


@pytest.mark.parametrize(
    ("file", "before", "after", "sentence"),
    [
        ("countries.yml", '  fr: "Mali"\n', "", 'entry "MLI": "fr" is missing'),
        ("countries.yml", '  fr: "Mali"\n', '  fr: "  "\n', 'entry "MLI": "fr"'),
        (
            "countries.yml",
            '  fr: "Mali"\n',
            '  fr: "Mali"\n  capital: "Bamako"\n',
            'entry "MLI": the key "capital" is not known',
        ),
        ("countries.yml", "  iso2: ML\n", "  iso2: MT\n", 'entry "MLT": the name "MT" belongs to "MLI" too'),
        ("countries.yml", '"Swaziland"', '"Ouganda"', 'the name "Ouganda" belongs to "SWZ" too'),
        ("countries.yml", "\nMLI:\n", "\nMRT:\n", '"MRT" is written twice'),
        ("countries.yml", "\nMLI:\n", "\nmli:\n", 'entry "mli": "iso3"'),
        ("countries.yml", "  iso2: ML\n", "  iso2: [ML\n", "countries.yml line "),
        ("ambiguous_names.yml", "[COD, COG]", "[COD, ZZZ]", 'the key "ZZZ" is not known'),
        ("ambiguous_names.yml", '  "Congo": [COD, COG]', '  "Mali": [COD, COG]', 'the name "Mali" belongs to'),
    ],
)
def test_a_slip_in_the_countries_is_told(broken: Break, file: str, before: str, after: str, sentence: str) -> None:
    folder = broken(file, before, after)
    with pytest.raises(VocabularyError) as told:
        load_countries(folder)
    assert sentence in str(told.value)
    assert WITH_LINE.match(str(told.value))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('  label: "VIH"\n', "", 'entry "vih": "label" is missing'),
        ('  label: "VIH"\n', '  label: " "\n', 'entry "vih": "label"'),
        ('  short: "VIH"\n', "", 'entry "vih": "short" is missing'),
        ('  short: "VIH"\n', '  short: "Un nom beaucoup trop long pour une puce"\n', 'entry "vih": "short"'),
        ("[B20-B24, Z21,", "[B20-B24, le sida,", 'entry "vih": "icd10.1": "le sida" is not an ICD-10 code'),
        ("[B20-B24, Z21,", "[B24-B20,", 'entry "vih": "icd10.0"'),
        ('"sida"', '"tuberculose"', 'entry "tuberculose": the name "Tuberculose" belongs to "vih" too'),
        ('"PVVIH"', '"PVV"', 'entry "vih": the synonym "PVV" is written twice'),
        ('"séropositif"', '"SIDA"', 'entry "vih": the synonym "SIDA" is written twice'),
        ('"séropositif"', '"vih"', 'entry "vih": the synonym "vih" is written twice'),
        (
            "\nhepatites_cirrhose:",
            "  components_without_object:\n    gadget: « rien »\nhepatites_cirrhose:",
            'entry "vih": the component "gadget" is not known',
        ),
        ("    abbreviations:", "    abreviations:", 'entry "vih": the key "synonyms.abreviations" is not known'),
    ],
)
def test_a_slip_in_the_families_is_told(broken: Break, before: str, after: str, sentence: str) -> None:
    folder = broken("pathology_families.yml", before, after)
    with pytest.raises(VocabularyError) as told:
        load_families(folder)
    assert sentence in str(told.value)
    assert WITH_LINE.match(str(told.value))


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ('  short: "Diabète"\n', "", "\ndiabete:"),
        ('  short: "Diabète"\n', '  short: "Un nom beaucoup trop long pour une puce"\n', '  short: "Diabète"'),
        ("[E10-E14, O24", "[E10-E14, O2", "[E10-E14, O24"),
        ('"DT1", "DT2"', '"DT1", "DT1"', '"DT1", "DT2"'),
        ('"diabète sucré"', '"VIH"', '"diabète sucré"'),
    ],
)
def test_the_line_told_is_the_line_to_correct(
    broken: Break, line_of: LineOf, before: str, after: str, marked: str
) -> None:
    line = line_of("pathology_families.yml", marked) + marked.startswith("\n")
    with pytest.raises(VocabularyError) as told:
        load_families(broken("pathology_families.yml", before, after))
    assert str(told.value).startswith(f'pathology_families.yml line {line}: entry "diabete": ')


def test_a_key_that_is_a_list_is_told(broken: Break) -> None:
    folder = broken("pathology_families.yml", "\nvih:", "\n? [vih, sida]\n: rien\nvih:")
    with pytest.raises(VocabularyError, match=r"pathology_families.yml line \d+: a key is a text"):
        load_families(folder)


def test_a_component_without_label_is_told(broken: Break) -> None:
    folder = broken("components.yml", '  label: "Médicaments"\n', "")
    with pytest.raises(VocabularyError, match=r'components.yml line \d+: entry "medicament": "label" is missing'):
        load_components(folder)


VIH_FILE = "indicators/who_gho/vih.yml"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("families: [vih]", "families: [vhi]", 'entry "HIV_ARTCOVERAGE": the family "vhi" is not known'),
        ("component: medicament", "component: pilule", 'entry "HIV_ARTCOVERAGE": the component "pilule" is not known'),
        ("    component: medicament\n", "", "use: famille needs families and a component"),
        ("use: famille", "use: contexte", "use: contexte takes no component"),
        ("use: famille", "use: non retenu", "use: non retenu takes no component"),
        ("    use: famille\n", "", '"use" is missing'),
        ("use: famille", "use: peut-être", 'entry "HIV_ARTCOVERAGE": "use"'),
        ("    families: [vih]\n", "    families: vih\n", 'entry "HIV_ARTCOVERAGE": "families"'),
        (
            "    families: [vih]\n",
            "    families: [vih]\n    reason: « parce que »\n",
            "a reason goes with use: non retenu",
        ),
        ("    families: [vih]\n", "    families: [vih]\n    note: oubli\n", 'the key "note" is not known'),
        ("defaults:\n", "defaults:\n  use: famille\n", "defaults may hold"),
        ("about:", "a_propos:", "holds about, defaults and indicators"),
        ("  HIV_ARTCOVERAGE:\n", "  TB_1:\n", 'entry "TB_1" stands in tuberculose.yml too'),
        ("  HIV_ARTCOVERAGE:\n", "  HIV_0000000009:\n", '"HIV_0000000009" is written twice'),
    ],
)
def test_a_slip_in_the_indicators_is_told(broken: Break, before: str, after: str, sentence: str) -> None:
    folder = broken(VIH_FILE, before, after)
    with pytest.raises(VocabularyError) as told:
        load_indicators("who_gho", folder)
    assert sentence in str(told.value)


def test_a_series_the_state_answers_names_who_answered(broken: Break) -> None:
    folder = broken("indicators/who_gho/mnt_medicaments.yml", "  producer:", "  # producer:")
    with pytest.raises(VocabularyError, match="a self-reported series names its producer"):
        load_indicators("who_gho", folder)


def test_an_unknown_source_or_family_is_told() -> None:
    with pytest.raises(VocabularyError, match='no file for the source "oms"'):
        load_indicators("oms")
    with pytest.raises(VocabularyError, match='the family "grippe" is not known'):
        indicators_for("who_gho", "grippe")
