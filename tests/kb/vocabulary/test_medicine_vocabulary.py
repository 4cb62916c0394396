"""The medicines as one whole: what is held apart stays apart, and a slip of the keyboard stops at the door."""

import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER
from kb.vocabulary.loader import load_families
from kb.vocabulary.medicine_lookup import (
    combinations_with,
    headings_of,
    medicines_of_class,
    medicines_of_family,
)
from kb.vocabulary.medicine_words import (
    load_classes,
    load_forms,
    load_listed_names,
    load_name_words,
    load_origins,
)
from kb.vocabulary.medicines_loader import load_medicines

Break = Callable[[str, str, str], Path]
BAD_SPACE = re.compile(r"[^\u00a0\u202f\d]:(?!\d)|[^\u202f\u00a0][;?!]|«[^\u00a0\u202f]|[^\u00a0\u202f]»| %|'")


@pytest.fixture
def broken(tmp_path: Path) -> Break:
    """Copy the vocabulary and change one text in one file."""

    def change(file: str, before: str, after: str) -> Path:
        copy = tmp_path / "vocabulary"
        shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__", "indicators"))
        text = (copy / file).read_text(encoding="utf-8")
        assert before in text, f"{file} no longer holds {before!r}: choose another text to break"
        (copy / file).write_text(text.replace(before, after, 1), encoding="utf-8")
        return copy

    return change


def test_the_lists_are_as_wide_as_the_twenty_families_need() -> None:
    kinds = Counter(medicine.kind for medicine in load_medicines().values())
    brands = [brand for medicine in load_medicines().values() for brand in medicine.brands]
    assert kinds["substance"] >= 500
    assert kinds["association"] >= 100
    assert len(brands) >= 250
    assert {key: len(medicines_of_family(key)) for key in load_families() if len(medicines_of_family(key)) < 10} == {}


def test_every_brand_says_where_its_link_comes_from_and_when() -> None:
    brands = [brand for medicine in load_medicines().values() for brand in medicine.brands]
    assert {brand.origin.key for brand in brands} == set(load_origins())
    assert load_origins()["ppb_kenya"].dated == "2024"
    assert "non vérifiées" in load_origins()["general"].title


def test_a_combination_is_an_entry_of_its_own() -> None:
    tld = load_medicines()["tenofovir_disoproxil_lamivudine_dolutegravir"]
    assert tld.kind == "association"
    assert tld.combination_of == ("tenofovir_disoproxil", "lamivudine", "dolutegravir")
    assert tld in combinations_with("dolutegravir")
    assert load_medicines()["dolutegravir"].combination_of == ()
    assert load_medicines()["dolutegravir"] not in combinations_with("dolutegravir")


def test_a_combination_is_named_after_its_parts() -> None:
    medicines = load_medicines()
    wrong = [
        key
        for key, medicine in medicines.items()
        if medicine.combination_of and medicine.fr != " + ".join(medicines[part].fr for part in medicine.combination_of)
    ]
    assert wrong == []


def test_insulins_are_told_apart() -> None:
    medicines = load_medicines()
    keys = {medicine.key for medicine in medicines_of_class("insuline")}
    apart = {
        "insuline_humaine_rapide", "insuline_lispro", "insuline_asparte", "insuline_glulisine", "insuline_nph",
        "insuline_biphasique_humaine", "insuline_asparte_biphasique", "insuline_glargine", "insuline_detemir", "insuline_degludec",
    }  # fmt: skip
    assert apart <= keys
    assert {medicines[key].kind for key in apart} == {"substance"}


def test_a_heading_names_what_it_may_stand_for_and_is_none_of_it() -> None:
    rapid = load_medicines()["insuline_rapide"]
    assert rapid.kind == "intitulé"
    assert "insuline_humaine_rapide" in rapid.any_of
    assert rapid in headings_of("insuline_lispro")
    assert headings_of("insuline_rapide") == ()


def test_depot_forms_are_entries_of_their_own() -> None:
    oral, depot = load_medicines()["paliperidone"], load_medicines()["palmitate_de_paliperidone"]
    assert oral.key not in {medicine.key for medicine in medicines_of_class("antipsychotique_retard")}
    assert depot in medicines_of_class("antipsychotique_retard")
    assert depot in medicines_of_class("antipsychotique")


def test_presentations_for_children_are_marked() -> None:
    marked = {form.text: form.paediatric for form in load_medicines()["dolutegravir"].forms}
    assert marked == {"comprimé 50 mg": False, "comprimé dispersible 10 mg (enfant)": True}


def test_no_brand_is_a_forgotten_class_and_no_class_is_empty() -> None:
    assert [key for key in load_classes() if not medicines_of_class(key)] == []


def test_the_vocabulary_cannot_be_changed_by_a_reader() -> None:
    with pytest.raises(TypeError):
        load_medicines()["x"] = load_medicines()["lamivudine"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        load_medicines()["lamivudine"].fr = "autre"


def test_the_medicines_load_in_two_seconds() -> None:
    began = time.perf_counter()
    load_medicines.__wrapped__(FOLDER)
    assert time.perf_counter() - began < 2


BUFORMIN = '    en: "buformin"\n'


@pytest.mark.parametrize(
    ("file", "before", "after", "sentence"),
    [
        ("diabete.yml", '    fr: "metformine"\n', "", 'diabete.yml: entry "metformine": "fr" is missing'),
        ("diabete.yml", '    fr: "metformine"\n', '    fr: "  "\n', 'diabete.yml: entry "metformine": "fr"'),
        ("diabete.yml", '    en: "metformin"\n', "", 'diabete.yml: entry "metformine": "en" is missing'),
        (
            "diabete.yml",
            BUFORMIN,
            BUFORMIN + '    synonyms: {fr: ["Metformine"]}\n',
            'diabete.yml: entry "buformine": the name "Metformine" belongs to "metformine" already',
        ),
        (
            "vih.yml",
            'abbreviations: ["3TC"]',
            'abbreviations: ["3TC", "AZT"]',
            'vih.yml: entry "lamivudine": the abbreviation "AZT" belongs to "zidovudine" already',
        ),
        (
            "vih.yml",
            'abbreviations: ["3TC"]',
            'abbreviations: ["3TC", "3tc"]',
            'entry "lamivudine": the abbreviation "3tc" belongs to "lamivudine" already',
        ),
        (
            "vih.yml",
            'general: ["Zerit", "Stavir"]',
            'general: ["Zerit", "Glucophage"]',
            'vih.yml: entry "stavudine": the brand "Glucophage" belongs to "metformine" already',
        ),
        (
            "vih.yml",
            'general: ["Zerit", "Stavir"]',
            'general: ["ARV"]',
            'entry "stavudine": the brand "ARV" belongs to "the class antiretroviral" already',
        ),
        (
            "vih.yml",
            'general: ["Zerit", "Stavir"]',
            'ouidire: ["Zerit"]',
            'vih.yml: entry "stavudine": the origin "ouidire" is not known',
        ),
        ("vih.yml", '{general: ["Zerit", "Stavir"]}', "[Zerit]", 'entry "stavudine": brands are written by origin'),
        (
            "vih.yml",
            "combination_of: [lopinavir, ritonavir]",
            "combination_of: [lopinavir, ritonavire]",
            'vih.yml: entry "lopinavir_ritonavir": the medicine "ritonavire" is not known',
        ),
        (
            "vih.yml",
            "combination_of: [lopinavir, ritonavir]",
            "combination_of: [lopinavir]",
            'entry "lopinavir_ritonavir": combination_of needs two medicines at least',
        ),
        (
            "vih.yml",
            "combination_of: [lopinavir, ritonavir]",
            "combination_of: [lopinavir, lopinavir]",
            'entry "lopinavir_ritonavir": combination_of names one medicine twice',
        ),
        (
            "vih.yml",
            "combination_of: [lopinavir, ritonavir]",
            "combination_of: [lopinavir, abacavir_lamivudine]",
            'entry "lopinavir_ritonavir": the part "abacavir_lamivudine" is not a single substance',
        ),
        (
            "vih.yml",
            "combination_of: [atazanavir, ritonavir]",
            "combination_of: [ritonavir, lopinavir]",
            'entry "atazanavir_ritonavir": "lopinavir_ritonavir" is the same combination',
        ),
        ("vih.yml", "classes: [inti]", "classes: [inty]", 'entry "zidovudine": the class "inty" is not known'),
        ("vih.yml", "families: [vih]", "families: [sida]", 'entry "zidovudine": the family "sida" is not known'),
        (
            "vih.yml",
            '"gélule 30 mg"',
            '"cachet 30 mg"',
            'entry "stavudine": the presentation "cachet 30 mg" is not read',
        ),
        ("vih.yml", '"gélule 30 mg"', '"gélule"', 'entry "stavudine": the presentation "gélule" is not read'),
        ("vih.yml", '"gélule 30 mg"', '"gélule 30 mg le soir"', 'entry "stavudine": the presentation'),
        ("vih.yml", "  stavudine:\n", "  zidovudine:\n", '"zidovudine" is written twice'),
        ("vih.yml", "  stavudine:\n", "  metformine:\n", 'entry "metformine" stands in diabete.yml too'),
        ("vih.yml", "  stavudine:\n", "  Stavudine!:\n", 'vih.yml: entry "Stavudine!": "key"'),
        ("vih.yml", '    en: "stavudine"\n', '    en: "stavudine"\n    prix: 3\n', 'the key "prix" is not known'),
        ("vih.yml", "about: >-", "a_propos: >-", "vih.yml: a file of medicines holds about and medicines"),
        ("vih.yml", "2026-11-22", "naguère", "vih.yml: about says where the list comes from and its date"),
    ],
)
def test_a_slip_in_the_medicines_is_told(broken: Break, file: str, before: str, after: str, sentence: str) -> None:
    folder = broken(f"medicines/{file}", before, after)
    with pytest.raises(VocabularyError) as told:
        load_medicines(folder)
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("file", "before", "after", "sentence"),
    [
        ("classes.yml", "within: antiviral}", "within: virus}", 'the class "virus" is not known'),
        ("classes.yml", 'fr: ["statine", "statines"]', 'fr: ["insuline"]', 'the name "insuline" belongs to'),
        ("forms.yml", 'fr: ["sirop"]', 'fr: ["comprimé"]', 'forms.yml: entry "sirop": the name "comprimé" belongs to'),
        ("ambiguous.yml", "tenofovir_alafenamide]", "tenofovir]", 'the medicine "tenofovir" is not known'),
        ("listed_names.yml", "medicine: solution_de_lugol", "medicine: iode", 'the medicine "iode" is not known'),
        (
            "listed_names.yml",
            'medicine: solution_de_lugol, reason: "',
            'medicine: solution_de_lugol, why: "',
            '"reason"',
        ),
        ("origins.yml", 'dated: "2024"', 'dated: "récemment"', 'origins.yml: entry "ppb_kenya": "dated"'),
    ],
)
def test_a_slip_in_the_words_is_told(broken: Break, file: str, before: str, after: str, sentence: str) -> None:
    folder = broken(f"medicine_words/{file}", before, after)
    with pytest.raises(VocabularyError) as told:
        load_medicines(folder)
    assert sentence in str(told.value)


def test_a_folder_without_medicines_is_told(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="no file of medicines"):
        load_medicines(tmp_path)


def our_french() -> Iterator[tuple[str, str]]:
    for key, medicine in load_medicines().items():
        texts = (medicine.fr, *medicine.synonyms.fr, *(form.text for form in medicine.forms))
        yield from ((key, text) for text in texts)
    for key, one in load_classes().items():
        yield from ((key, text) for text in one.fr)
    for key, form in load_forms().items():
        yield from ((key, text) for text in form.fr)
    for key, origin in load_origins().items():
        yield key, origin.title
    yield from ((listed.medicine, listed.reason) for listed in load_listed_names().values())


def test_french_typography() -> None:
    assert [(key, text) for key, text in our_french() if BAD_SPACE.search(text)] == []


def test_a_salt_that_makes_another_medicine_is_never_taken_off() -> None:
    salts = set(load_name_words().trailing_salts)
    assert not salts & {
        "decanoate",
        "palmitate",
        "pamoate",
        "enantate",
        "disoproxil",
        "alafenamide",
        "mofetil",
        "liposomal",
    }


def test_the_page_on_medicines_tells_the_figures_of_today() -> None:
    page = (FOLDER.parents[1] / "docs" / "medicaments.md").read_text(encoding="utf-8")
    medicines = load_medicines().values()
    kinds = Counter(medicine.kind for medicine in medicines)
    origins = Counter(brand.origin.key for medicine in medicines for brand in medicine.brands)
    forms = [form for medicine in medicines for form in medicine.forms]
    used = sum(1 for medicine in medicines if medicine.kind == "substance" and medicine.families)
    figures = [
        f"{len(medicines)} entrées", f"{kinds['substance']} substances", f"{kinds['association']} associations fixes",
        f"{kinds['intitulé']} intitulés", f"{origins.total()} marques", f"{origins['general']} liens",
        f"{origins['ppb_kenya']} liens", f"{len(forms)} présentations usuelles", f"{used} substances",
        f"{sum(form.paediatric for form in forms)} faites pour l’enfant",
    ]  # fmt: skip
    told = " ".join(re.sub(r"(?<=\d) (?=\d{3})", "", page).split())
    assert [figure for figure in figures if figure not in told] == []
