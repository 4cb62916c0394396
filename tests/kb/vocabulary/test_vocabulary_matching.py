"""What a hurried reader types, and what it may mean: a near miss is picked only when nothing else is near."""

import pytest

from kb.vocabulary.matching import find_country, find_family, find_indicator


@pytest.mark.parametrize(
    ("typed", "key", "reason"),
    [
        ("cote d", "CIV", "nom"),
        ("Côte d’Ivoire", "CIV", "nom"),
        ("COTE D'IVOIRE", "CIV", "nom"),
        ("cote-d-ivoire", "CIV", "nom"),
        ("ivory coast", "CIV", "synonyme"),
        ("RCI", "CIV", "abréviation"),
        ("RDC", "COD", "abréviation"),
        ("rdc", "COD", "abréviation"),
        ("RD Congo", "COD", "synonyme"),
        ("Zaïre", "COD", "ancien nom"),
        ("congo kinshasa", "COD", "synonyme"),
        ("République démocratique du Congo", "COD", "nom"),
        ("congo brazaville", "COG", "synonyme"),
        ("république du congo", "COG", "synonyme"),
        ("guinee", "GIN", "nom"),
        ("guinée bissau", "GNB", "nom"),
        ("guinee equatoriale", "GNQ", "nom"),
        ("papouasie", "PNG", "synonyme"),
        ("niger", "NER", "nom"),
        ("Nigéria", "NGA", "nom"),
        ("dominique", "DMA", "nom"),
        ("république dominicaine", "DOM", "nom"),
        ("dominicaine", "DOM", "gentilé"),
        ("malienne", "MLI", "gentilé"),
        ("Conakry", "GIN", "ville"),
        ("tchetchenie", "RUS", "région"),
        ("Costa do Marfim", "CIV", "nom"),
        ("le mali", "MLI", "nom"),
        ("l’Algérie", "DZA", "nom"),
        ("algrie", "DZA", "nom"),
        ("senegall", "SEN", "nom"),
        ("cameroum", "CMR", "nom"),
        ("swaziland", "SWZ", "ancien nom"),
        ("birmanie", "MMR", "ancien nom"),
        ("MLI", "MLI", "code"),
        ("ML", "MLI", "code"),
        ("EAU", "ARE", "abréviation"),
        ("kosovo", "XKX", "nom"),
        ("réunion", "REU", "nom"),
        ("sud soudan", "SSD", "synonyme"),
        ("occupied Palestinian territory, including east Jerusalem", "PSE", "synonyme"),
    ],
)
def test_a_country_is_picked(typed: str, key: str, reason: str) -> None:
    found = find_country(typed)
    assert found.picked == key
    assert (found.matches[0].key, found.matches[0].reason) == (key, reason)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("congo", {"COD", "COG"}),
        ("Congo ", {"COD", "COG"}),
        ("corée", {"KOR", "PRK"}),
        ("saint-martin", {"MAF", "SXM"}),
        ("nigera", {"NGA", "NER"}),
        ("guin", {"GIN", "GNB", "GNQ"}),
        ("ma", {"MLI", "MAR"}),
        ("ira", {"IRN", "IRQ"}),
    ],
)
def test_a_doubtful_country_is_proposed_never_picked(typed: str, keys: set[str]) -> None:
    found = find_country(typed)
    assert found.picked is None
    assert keys <= {match.key for match in found.matches}


@pytest.mark.parametrize("typed", ["", "   ", "?", "xyzxyz"])
def test_what_names_no_country_finds_none(typed: str) -> None:
    assert find_country(typed).picked is None
    assert find_country(typed).matches == ()


def test_neighbours_in_spelling_are_still_listed() -> None:
    assert [match.key for match in find_country("guinée").matches][:4] == ["GIN", "GNB", "GNQ", "PNG"]
    assert [match.key for match in find_country("niger").matches][:2] == ["NER", "NGA"]


@pytest.mark.parametrize(
    ("typed", "key", "reason"),
    [
        ("VIH", "vih", "nom"),
        ("sida", "vih", "synonyme"),
        ("hiv", "vih", "nom"),
        ("ARV", "vih", "abréviation"),
        ("drepanocytose", "drepanocytose_hematologie", "synonyme"),
        ("drépanocitose", "drepanocytose_hematologie", "synonyme"),
        ("sickle cell disease", "drepanocytose_hematologie", "synonyme"),
        ("schizophrenie", "psychoses_bipolaire", "synonyme"),
        ("PTSD", "psychotrauma_depression", "abréviation"),
        ("HTA", "cardiovasculaire", "abréviation"),
        ("SEP", "neurologie", "abréviation"),
        ("dialyse", "insuffisance_renale", "synonyme"),
        ("insuffisance rénale", "insuffisance_renale", "nom"),
        ("diabete", "diabete", "nom"),
        ("leukemia", "hemopathies_malignes", "synonyme"),
        ("glaucome", "ophtalmologie_orl", "synonyme"),
        ("E11.9", "diabete", "CIM-10"),
        ("e11", "diabete", "CIM-10"),
        ("E119", "diabete", "CIM-10"),
        ("Z21", "vih", "CIM-10"),
        ("Z99.2", "insuffisance_renale", "CIM-10"),
        ("A31.0", "tuberculose", "CIM-10"),
        ("A30", "autres_infections", "CIM-10"),
        ("F62.0", "psychotrauma_depression", "CIM-10"),
        ("C50", "cancers_solides", "CIM-10"),
        ("J45", "pneumologie", "CIM-10"),
    ],
)
def test_a_family_is_picked(typed: str, key: str, reason: str) -> None:
    found = find_family(typed)
    assert found.picked == key
    assert (found.matches[0].key, found.matches[0].reason) == (key, reason)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("AVC", {"cardiovasculaire", "neurologie"}),
        ("I63.9", {"cardiovasculaire", "neurologie"}),
        ("I27.0", {"cardiovasculaire", "pneumologie"}),
        ("E84", {"endocrino_metabolique", "pneumologie"}),
        ("T86.1", {"greffes", "malformations_handicap"}),
        ("G80", {"neurologie", "malformations_handicap"}),
        ("greffe rénale", {"greffes", "insuffisance_renale"}),
        ("mucoviscidose", {"endocrino_metabolique", "pneumologie"}),
    ],
)
def test_a_family_shared_by_two_is_proposed_never_picked(typed: str, keys: set[str]) -> None:
    found = find_family(typed)
    assert found.picked is None
    assert {match.key for match in found.matches if match.similarity == 100} == keys


@pytest.mark.parametrize("typed", ["J01", "Z00.0", "K35.8"])
def test_a_code_no_family_holds_finds_nothing(typed: str) -> None:
    assert find_family(typed).matches == ()


def test_words_around_the_name_do_not_hide_it() -> None:
    assert find_family("cancer du sein métastatique").matches[0].key == "cancers_solides"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("NCD_CCS_Insulin", "NCD_CCS_Insulin"),
        ("ncd_ccs_insulin", "NCD_CCS_Insulin"),
        ("Hospital beds (per 10 000 population)", "WHS6_102"),
        ("GHED_GGHE-DCHE_SHA2011", "GHED_GGHE-DCHE_SHA2011"),
    ],
)
def test_an_indicator_is_picked_by_code_or_title(typed: str, code: str) -> None:
    assert find_indicator("who_gho", typed).picked == code


def test_an_indicator_is_proposed_by_its_words() -> None:
    assert "MH_6" in {match.key for match in find_indicator("who_gho", "psychiatre").matches}
    assert find_indicator("who_gho", "médecins").picked is None
