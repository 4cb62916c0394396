"""What a French doctor types finds the family; what two families share is proposed and never picked."""

import pytest
from vocabulary_files import Break

from kb.vocabulary.entries_loader import load_ambiguous
from kb.vocabulary.folding import fold
from kb.vocabulary.loader import indicators_for, load_families
from kb.vocabulary.matching import find_family

TYPED = {
    "vih": "VIH, sida, SIDA, HIV, PVVIH, ARV, trithérapie, séropositif, PTME, infection à VIH",
    "hepatites_cirrhose": "VHB, VHC, VHD, hépatite B, hepatite c, cirrhose, NASH, HBV, hépatite delta, varices œsophagiennes",
    "tuberculose": "TB, BK, tuberculose, TB-MR, MDR-TB, mal de Pott, tuberculose multirésistante, mycobactéries",
    "autres_infections": "paludisme, lèpre, bilharziose, HTLV, kyste hydatique, Chagas disease, MTN, syphilis, ulcère de Buruli",
    "psychoses_bipolaire": "schizophrénie, bipolaire, trouble bipolaire, psychose, schizo-affectif, BDA, antipsychotiques, TBP",
    "psychotrauma_depression": "PTSD, ESPT, TSPT, dépression, TOC, anxiété, torture, psychotrauma, EMDR, tentative de suicide",
    "addictions": "TSO, toxicomanie, alcoolisme, héroïne, méthadone substitution, BHD, tabac, addictologie",
    "cancers_solides": "cancer du sein, K du sein, CHC, CBNPC, cancer du col de l’utérus, chimiothérapie, mélanome, GIST",
    "hemopathies_malignes": "LMC, LLC, LAM, leucémie, lymphome, myélome, Hodgkin, SMD",
    "drepanocytose_hematologie": "drépano, drepanocytose, SCD, hémophilie, thalassémie, PTI, G6PD, aplasie médullaire",
    "diabete": "DT1, DT2, diabète, diabete de type 2, DNID, insuline, T2D, pied diabétique",
    "endocrino_metabolique": "hypothyroïdie, Addison, Basedow, Gaucher, PKU, acromégalie, maladie de Wilson, obésité",
    "cardiovasculaire": "HTA, IDM, ACFA, insuffisance cardiaque, RAA, AOMI, valvulopathie, pacemaker, hypertension",
    "insuffisance_renale": "IRC, IRCT, dialyse, insuffisance rénale, insuffisance renale chronique, CKD, hémodialyse, MRC",
    "greffes": "greffe, transplantation, greffé rénal, immunosuppresseurs, greffe cardiaque, rejet de greffe",
    "neurologie": "SEP, épilepsie, Parkinson, SLA, Alzheimer, myasthénie, sclérose en plaques, migraine",
    "pneumologie": "BPCO, asthme, HTAP, DDB, fibrose pulmonaire, COPD, SAOS, oxygénothérapie",
    "auto_immunes": "PR, lupus, Crohn, RCH, MICI, psoriasis, polyarthrite rhumatoïde, spondylarthrite, LES",
    "ophtalmologie_orl": "glaucome, DMLA, ORL, surdité, cataracte, décollement de rétine, kératocône, implant cochléaire",
    "malformations_handicap": "autisme, TSA, trisomie 21, amputation, brûlure, TDAH, spina bifida, handicap",
}
# words the reader means otherwise than the vocabulary alone could tell: proposed first is enough
ONLY_PROPOSED = {
    "schizo-affectif", "Hodgkin", "méthadone substitution", "greffé rénal", "Addison", "Basedow", "Gaucher", "Parkinson",
    "Alzheimer", "Crohn",
}  # fmt: skip
CASES = [(word.strip(), key) for key, words in TYPED.items() for word in words.split(",")]


@pytest.mark.parametrize(("typed", "key"), [case for case in CASES if case[0] not in ONLY_PROPOSED])
def test_a_word_finds_its_family(typed: str, key: str) -> None:
    assert find_family(typed).picked == key


@pytest.mark.parametrize(("typed", "key"), [case for case in CASES if case[0] in ONLY_PROPOSED])
def test_a_part_of_a_name_proposes_its_family(typed: str, key: str) -> None:
    assert key in {match.key for match in find_family(typed).matches}


def test_what_two_families_share_is_proposed_under_each_and_never_picked() -> None:
    assert len(load_ambiguous("families")) > 40
    for word, keys in load_ambiguous("families").items():
        found = find_family(word)
        assert found.picked is None, word
        assert {match.key for match in found.matches if match.similarity == 100} == set(keys), word


def test_a_word_declared_for_two_families_is_written_in_both() -> None:
    """A line left behind in ambiguous_names.yml would go on proposing a family that no longer answers to the word."""
    held = {key: {fold(name) for name in family.names} for key, family in load_families().items()}
    idle = [(word, key) for word, keys in load_ambiguous("families").items() for key in keys if word not in held[key]]
    assert idle == []


@pytest.mark.parametrize("key", load_families())
def test_a_family_has_words_in_both_languages(key: str) -> None:
    family = load_families()[key]
    assert len(family.synonyms.fr) >= 10
    assert len(family.synonyms.en) >= 5
    assert family.synonyms.abbreviations


def test_no_component_is_out_of_scope_today() -> None:
    """A cell is hidden only where a whole family truly has no use for it; in doubt it reads « non documenté »."""
    assert {key for key, family in load_families().items() if family.components_without_object} == set()


def test_a_component_declared_without_object_receives_no_series(broken: Break) -> None:
    declared = "  components_without_object:\n    dispositif: « sans objet »\n"
    folder = broken("pathology_families.yml", "\npsychotrauma_depression:\n", f"\npsychotrauma_depression:\n{declared}")
    assert "dispositif" in indicators_for("who_gho", "psychotrauma_depression")
    assert "dispositif" not in indicators_for("who_gho", "psychotrauma_depression", folder)
