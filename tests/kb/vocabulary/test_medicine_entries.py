"""Entries of published lists: read exactly, or said to be unrecognised. A combination is never one of its parts."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kb.vocabulary.folding import fold
from kb.vocabulary.medicine_entries import account_for, read_columns, read_entry
from kb.vocabulary.medicine_lexicon import SHORTEST_ABBREVIATION
from kb.vocabulary.medicine_models import Medicine
from kb.vocabulary.medicines_loader import load_medicines


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("dolutegravir", "dolutegravir"),
        ("DOLUTÉGRAVIR", "dolutegravir"),
        ("Insulin, short acting", "insuline_rapide"),
        ("insulin, long acting", "insuline_lente"),
        ("Intermediate-acting insulin", "insuline_intermediaire"),
        ("insulin (soluble)", None),
        ("Insuline asparte 100 UI/ml stylo prérempli", "insuline_asparte"),
        ("lamivudine (3TC) oral solution 50 mg/5 ml", "lamivudine"),
        ("Tenofovir Disoproxil Fumarate", "tenofovir_disoproxil"),
        ("tenofovir alafenamide 25 mg tablet", "tenofovir_alafenamide"),
        ("chlorhydrate de metformine", "metformine"),
        ("Metformin hydrochloride BP 850 mg", "metformine"),
        ("amoxicillin (as trihydrate) capsules 500 mg", "amoxicilline"),
        ("Amlodipine besilate equivalent to amlodipine 5 mg", "amlodipine"),
        ("perindopril arginine 5 mg", "perindopril"),
        ("interferon alpha 2b", "interferon_alfa_2b"),
        ("ferrous sulphate tablets", "sulfate_ferreux"),
        ("Vitamin D (Cholecalciferol, Ergocalciferol)", "vitamine_d"),
        ("Zidovudine (Retrovir)", "zidovudine"),
        ("Haloperidol decanoate injection 50 mg/ml", "decanoate_d_haloperidol"),
        ("amphotericin B liposomal 50 mg powder for injection", "amphotericine_b_liposomale"),
        ("Rifampicin^{12}", "rifampicine"),
        ("Isoprenaline/Isoproterenol", "isoprenaline"),
    ],
)
def test_a_medicine_is_recognised_by_its_exact_name(text: str, key: str | None) -> None:
    assert read_entry(text).medicine == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Amoxicillin + clavulanic acid 500 mg/125 mg tablet", "amoxicilline_acide_clavulanique"),
        ("clavulanic acid and amoxicillin", "amoxicilline_acide_clavulanique"),
        ("amoxicilline/acide clavulanique", "amoxicilline_acide_clavulanique"),
        ("Co-trimoxazole", "sulfamethoxazole_trimethoprime"),
        ("sulfamethoxazole + trimethoprim (suspension) 200 mg/40 mg par 5 ml", "sulfamethoxazole_trimethoprime"),
        ("TDF/3TC/DTG", "tenofovir_disoproxil_lamivudine_dolutegravir"),
        ("Tenofovir disoproxil fumarate + Lamivudine + Dolutegravir (TDF+3TC+DTG)", "tenofovir_disoproxil_lamivudine_dolutegravir"),
        ("lamivudine 150 mg zidovudine 300 mg", "lamivudine_zidovudine"),
        ("Rifampicin, isoniazid, pyrazinamide & ethambutol", "rifampicine_isoniazide_pyrazinamide_ethambutol"),
        ("artemether + lumefantrine (AL)", "artemether_lumefantrine"),
        ("rifampicin + isoniazid FDC tablet 150/75 mg", "rifampicine_isoniazide"),
    ],
)  # fmt: skip
def test_a_combination_is_recognised_as_itself(text: str, key: str) -> None:
    entry = read_entry(text)
    assert (entry.medicine, entry.combination) == (key, True)
    assert entry.parts == load_medicines()[key].combination_of or set(entry.parts) == set(
        load_medicines()[key].combination_of
    )


def test_a_combination_without_entry_names_its_parts_and_no_medicine() -> None:
    entry = read_entry("Dolutegravir + lamivudine + zidovudine 50/150/300 mg tablet")
    assert (entry.medicine, entry.combination) == (None, True)
    assert entry.parts == ("dolutegravir", "lamivudine", "zidovudine")
    assert entry.reason.startswith("association sans entrée au vocabulaire")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "aucun nom de médicament"),
        ("  + / ;", "aucun nom de médicament"),
        ("500 mg tablet", "aucun nom de médicament"),
        ("dolutegravirr", "mots non reconnus : « dolutegravirr »"),
        ("Tenofovir", "« Tenofovir » peut nommer plusieurs médicaments"),
        ("Insulin", "« Insulin » est une classe, pas un médicament"),
        ("Coartem", "« Coartem » est une marque ou une abréviation, sans DCI"),
        ("pegylated amoxicillin", "mots non reconnus : « pegylated »"),
        ("beclometasone or budesonide", "« beclometasone » et « budesonide » sont au choix"),
        ("azithromycin fluconazole", "« azithromycin » et « fluconazole » se suivent sans rien qui les joigne"),
        ("Lamivudine (zidovudine)", "« zidovudine » n’est pas un autre nom de ce qui est nommé"),
        ("Ibuprofen (Coartem)", "« Coartem » n’est pas un autre nom de ce qui est nommé"),
        ("perindopril equivalent to enalapril", "ne sont pas le même médicament"),
        ("lamivudine fixed-dose combination", "annonce une association, une seule substance est nommée"),
        ("haloperidol depot injection", "mots non reconnus : « depot »"),
    ],
)
def test_what_is_not_recognised_is_said_and_never_guessed(text: str, reason: str) -> None:
    entry = read_entry(text)
    assert entry.medicine is None
    assert reason in entry.reason


def test_an_entry_with_an_unknown_word_keeps_what_was_read() -> None:
    entry = read_entry("nouveauté + lamivudine 150 mg comprimé")
    assert (entry.medicine, entry.parts, entry.form) == (None, ("lamivudine",), "comprime")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("lamivudine 150 mg film-coated tablets", "comprime"),
        ("abacavir dispersible tablet 60 mg", "comprime_dispersible"),
        ("metformin extended-release tablet 500 mg", "comprime_lp"),
        ("insulin glargine pre-filled pen 100 IU/ml", "stylo"),
        ("ceftriaxone powder for injection 1 g", "poudre_injectable"),
        ("timolol eye drops 0.5%", "collyre"),
        ("salbutamol inhaler 100 µg/dose", "inhalation"),
        ("goserelin implant 3.6 mg", "implant"),
        ("amoxicillin", None),
        ("amoxicillin tablet or capsule 500 mg", None),
    ],
)
def test_the_dose_form_is_read(text: str, form: str | None) -> None:
    entry = read_entry(text)
    assert entry.form == form
    assert entry.medicine is not None


def test_an_entry_for_children_says_who_says_so() -> None:
    listed = read_entry("Amoxicillin paediatric 125 mg dispersible tablet")
    known = read_entry("Dolutegravir dispersible tablet 10 mg")
    assert listed.paediatric
    assert listed.reason.endswith("dit la liste")
    assert known.paediatric
    assert known.reason.endswith("dit le vocabulaire")
    assert not read_entry("Dolutegravir tablet 50 mg").paediatric
    assert not read_entry("Dolutegravir").paediatric


def test_columns_are_read_together_and_the_name_alone_decides() -> None:
    entry = read_columns("Lamivudine", "Oral liquid", "50 mg/5 mL")
    assert (entry.medicine, entry.form) == ("lamivudine", "solution_buvable")
    assert [one.concentration[0] for one in entry.strengths] == [10]
    assert entry.paediatric
    assert read_columns("Lamivudine", "Tablet", "metformin 5 mg").medicine == "lamivudine"
    assert read_columns("Inconnu", "Tablet", "5 mg").medicine is None


def test_every_name_of_the_vocabulary_is_read_as_itself() -> None:
    wrong = []
    for key, medicine in load_medicines().items():
        long_ones = [name for name in medicine.synonyms.abbreviations if len(fold(name)) >= SHORTEST_ABBREVIATION]
        names = (*medicine.names, *long_ones, medicine.fr.upper(), f"{medicine.en} 500 mg tablet")
        wrong += [(name, key) for name in names if read_entry(name).medicine != key]
    assert wrong == []


def test_each_name_of_a_list_is_accounted_for_once() -> None:
    account = account_for(["Lamivudine", "Lamivudine", "Inconnu", "Tenofovir"])
    assert account.resolved == {"Lamivudine": "lamivudine"}
    assert set(account.unresolved) == {"Inconnu", "Tenofovir"}
    assert all(account.unresolved.values())


SUBSTANCES = [medicine for medicine in load_medicines().values() if medicine.kind == "substance"]
ABOUT_MEDICINES = st.text(
    st.sampled_from("abcdeéinorst 0123456789.,/+()[]%-«»^{}µ&;:'"), max_size=60
) | st.lists(
    st.sampled_from(["lamivudine", "zidovudine", "500 mg", "tablet", "(", ")", "+", "or", "3TC", "Epivir", "insulin"]), max_size=8
).map(" ".join)  # fmt: skip


@given(st.text() | ABOUT_MEDICINES)
def test_any_text_is_read_without_a_guess(text: str) -> None:
    entry = read_entry(text)
    assert entry.text == text
    assert entry.medicine is None or entry.medicine in load_medicines()
    assert entry.reason
    assert all(strength.said in text for strength in entry.strengths)
    assert read_entry(text) == entry


@given(st.sampled_from(SUBSTANCES), st.sampled_from(SUBSTANCES), st.sampled_from([" + ", "/", " and ", ", ", " & "]))
def test_two_substances_are_never_one_of_them(one: Medicine, other: Medicine, joint: str) -> None:
    assume(one.key != other.key)
    entry = read_entry(f"{one.en}{joint}{other.en}")
    assert entry.combination
    assert set(entry.parts) == {one.key, other.key}
    if entry.medicine is not None:
        assert set(load_medicines()[entry.medicine].combination_of) == {one.key, other.key}


@given(st.sampled_from(SUBSTANCES), st.sampled_from(SUBSTANCES))
def test_the_order_of_the_parts_says_nothing(one: Medicine, other: Medicine) -> None:
    said, turned = read_entry(f"{one.fr} + {other.fr}"), read_entry(f"{other.fr} + {one.fr}")
    assert said.medicine == turned.medicine


@given(st.sampled_from(list(load_medicines().values())), st.sampled_from([" 500 mg", " tablet", " 10 mg/ml injection"]))
def test_strength_and_form_do_not_change_the_medicine(medicine: Medicine, after: str) -> None:
    assert read_entry(medicine.en + after).medicine == medicine.key


@given(st.sampled_from(list(load_medicines().values())), st.text(st.characters(categories=["Ll"]), min_size=9))
def test_a_word_that_nobody_knows_forbids_to_conclude(medicine: Medicine, word: str) -> None:
    assume(read_entry(word).reason.startswith("mots non reconnus"))
    assert read_entry(f"{medicine.fr} {word}").medicine is None
