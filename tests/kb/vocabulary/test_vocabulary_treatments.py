"""The words of the global treatment: a list per component, each with its origin, and no sentence that prescribes."""

import re

import pytest
from vocabulary_files import Break, LineOf

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER
from kb.vocabulary.loader import load_components, load_families, load_origins, load_treatments
from kb.vocabulary.treatment_models import Components

PRESCRIBES = re.compile(
    r"\b(?:il faut|doi(?:t|vent)|indispensable|nécessaire|obligatoire|indiqué|contre-indiqué|préférer|prescrire|\d+ ?mg/kg)\b",
    re.IGNORECASE,
)
# a figure beside a rhythm would read as a norm for everybody
FREQUENCY = re.compile(
    r"\b(?:tou(?:te)?s les|mensuel|trimestriel|semestriel|annuel|hebdomadaire|fois par)", re.IGNORECASE
)
FILE = "treatments/diabete.yml"


def test_every_family_has_its_words_in_the_families_order() -> None:
    assert list(load_treatments()) == list(load_families())
    assert list(Components.model_fields) == list(load_components())


@pytest.mark.parametrize("key", load_families())
def test_every_component_of_a_family_has_a_list_with_an_origin_and_a_date(key: str) -> None:
    treatment = load_treatments()[key]
    for component in load_components():
        groups = treatment.components.lists(component)
        assert groups or component in load_families()[key].components_without_object, component
        for group in groups:
            assert load_origins()[group.origin].date
    assert len(treatment.medicines) >= 10
    assert sum(len(group.risks) for group in treatment.continuity_risks) >= 6
    assert treatment.drawn_up_on.year >= 2026


def test_an_origin_nobody_read_again_says_so() -> None:
    for origin in load_origins().values():
        assert origin.label.endswith("(non vérifié)") != origin.checked


@pytest.mark.parametrize(
    ("family", "component", "word"),
    [
        ("vih", "medicament", "dolutégravir"),
        ("vih", "examen_biologie", "Charge virale VIH"),
        ("psychoses_bipolaire", "examen_biologie", "Lithiémie"),
        ("insuffisance_renale", "dispositif", "Traitement de l’eau par osmose inverse"),
        ("drepanocytose_hematologie", "soin_technique", "Échange transfusionnel"),
        ("diabete", "dispositif", "Bandelettes et lancettes"),
        ("greffes", "examen_biologie", "Dosage du tacrolimus, de la ciclosporine, de l’évérolimus"),
        ("cardiovasculaire", "urgence_transport", "Ambulance équipée, SMUR"),
        ("pneumologie", "dispositif", "Concentrateur d’oxygène"),
    ],
)
def test_what_a_clinician_looks_for_is_there(family: str, component: str, word: str) -> None:
    assert (component, word) in set(load_treatments()[family].words())


def test_forms_of_children_and_fixed_combinations_are_kept() -> None:
    vih = load_treatments()["vih"]
    assert {one.inn_fr: one.child_forms for one in vih.medicines}["dolutégravir"] == (
        "comprimé dispersible 10\u00a0mg",
    )
    combinations = [names for group in vih.components.medicament for names in group.combinations]
    assert ("ténofovir disoproxil", "lamivudine", "dolutégravir") in combinations


def test_no_word_prescribes() -> None:
    said = [
        (key, word)
        for key, treatment in load_treatments().items()
        for _, word in treatment.words()
        if PRESCRIBES.search(word)
    ]
    assert said == []


def test_a_rhythm_is_named_and_never_set() -> None:
    words = [(key, *word) for key, treatment in load_treatments().items() for word in treatment.words()]
    assert [word for word in words if word[1] == "suivi_rythme" and FREQUENCY.search(word[2])] == []


def test_a_name_of_a_substance_is_a_plain_name() -> None:
    """A French international name: no brand mark, no dose, no form."""
    names = {one.inn_fr for treatment in load_treatments().values() for one in treatment.medicines}
    assert len(names) > 400
    assert (
        sorted(
            name
            for name in names
            if re.search(r"[®™()/+%]|\bmg\b|comprimé|injectable$", name) and name != "fer injectable"
        )
        == []
    )


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("components:\n", "composantes:\n", '"components" is missing'),
        ("  soin_technique:\n", "  gadget:\n", 'the key "components.gadget" is not known'),
        ("      terms:\n", "      termes:\n", '"components.soin_technique.0.terms" is missing'),
        ("continuity_risks:\n", "note: x\ncontinuity_risks:\n", 'the key "note" is not known'),
        ('{inn_fr: "metformine"}', '{inn: "metformine"}', '"components.medicament.0.medicines.3.inn_fr" is missing'),
        ('{inn_fr: "metformine"}', '{inn_fr: "gliclazide"}', '"gliclazide" is written twice under medicament'),
        ('["metformine", "vildagliptine"]', '["metformine", "vildagliptin"]', '"vildagliptin" stands in a combination'),
        ('["metformine", "vildagliptine"]', '["metformine"]', "combinations"),
        ("origin: oms_lem_2023", "origin: oms", 'the origin "oms" is not known'),
        ("{component: dispositif, ", "{component: gadget, ", 'the component "gadget" is not known'),
        ("drawn_up_on: 2026-11-22", "drawn_up_on: hier", '"drawn_up_on"'),
    ],
)  # fmt: skip
def test_a_slip_in_a_treatment_is_told(broken: Break, before: str, after: str, sentence: str) -> None:
    with pytest.raises(VocabularyError, match=r"^treatments/diabete.yml(?: line \d+)?: ") as told:
        load_treatments(broken(FILE, before, after))
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("origin: oms_lem_2023", "origin: oms"),
        ('["metformine", "vildagliptine"]', '["metformine", "vildagliptin"]'),
        ('{inn_fr: "metformine"}', '{inn_fr: "metformine", marque: "x"}'),
        ("{component: dispositif, ", "{component: gadget, "),
    ],
)
def test_the_line_told_is_the_line_of_the_slip(broken: Break, line_of: LineOf, before: str, after: str) -> None:
    line = line_of(FILE, before)
    with pytest.raises(VocabularyError, match=f"^treatments/diabete.yml line {line}: "):
        load_treatments(broken(FILE, before, after))


def test_a_component_without_list_is_told(broken: Break) -> None:
    text = (FOLDER / FILE).read_text(encoding="utf-8")
    whole = text[text.index("  examen_imagerie:\n") : text.index("  dispositif:\n")]
    with pytest.raises(
        VocabularyError, match=r'line \d+: entry "diabete": the component "examen_imagerie" has no list'
    ):
        load_treatments(broken(FILE, whole, ""))


def test_a_family_without_file_and_a_file_without_family_are_told(broken: Break) -> None:
    folder = broken("components.yml", "medicament:", "medicament:")
    (folder / FILE).rename(folder / "treatments" / "grippe.yml")
    with pytest.raises(
        VocabularyError, match=r'treatments/grippe.yml: entry "grippe": the family "grippe" is not known'
    ):
        load_treatments(folder)
    (folder / "treatments" / "grippe.yml").unlink()
    with pytest.raises(VocabularyError, match=r"diabete.yml: the file is missing from treatments/"):
        load_treatments(folder)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('  date: "2023-07"', '  date: "juillet 2023"', 'entry "oms_lem_2023": "date"'),
        ("  checked: false", "  checked: non", '"checked"'),
        ('  date: "2023-07"\n', "", 'entry "oms_lem_2023": "date" is missing'),
    ],
)
def test_a_slip_in_the_origins_is_told(broken: Break, before: str, after: str, sentence: str) -> None:
    with pytest.raises(VocabularyError, match=r"^_origins.yml line \d+: ") as told:
        load_origins(broken("treatments/_origins.yml", before, after))
    assert sentence in str(told.value)
