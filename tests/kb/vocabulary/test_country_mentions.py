"""The countries named in a running text: exact words, offsets of the original, and a reason for what is set aside."""

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.vocabulary.cautions import load_cautions
from kb.vocabulary.country_mentions import countries_in, doubtful_countries_in
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER
from kb.vocabulary.folding import fold
from kb.vocabulary.loader import load_countries


def named(text: str) -> list[tuple[str, str]]:
    return [(one.iso3, one.word) for one in countries_in(text)]


def set_aside(text: str) -> list[tuple[str, str]]:
    return [(one.word, one.because) for one in doubtful_countries_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La Guinée équatoriale n’est pas la Guinée.", [("GNQ", "Guinée équatoriale"), ("GIN", "Guinée")]),
        ("En Guinée-Bissau et en Guinée-Conakry", [("GNB", "Guinée-Bissau"), ("GIN", "Guinée-Conakry")]),
        ("La République dominicaine et la Dominique", [("DOM", "République dominicaine"), ("DMA", "la Dominique")]),
        ("le Nigeria, puis le Niger", [("NGA", "Nigeria"), ("NER", "Niger")]),
        ("Congo-Brazzaville, RD Congo", [("COG", "Congo-Brazzaville"), ("COD", "RD Congo")]),
        ("la R.D.C. et la RDC", [("COD", "R.D.C"), ("COD", "RDC")]),
        ("République du Congo ; RD du Congo", [("COG", "République du Congo"), ("COD", "RD du Congo")]),
        ("République démocratique du Congo", [("COD", "République démocratique du Congo")]),
        ("South Sudan and Sudan", [("SSD", "South Sudan"), ("SDN", "Sudan")]),
        ("Corée du Nord, Corée du Sud", [("PRK", "Corée du Nord"), ("KOR", "Corée du Sud")]),
        ("Papua New Guinea", [("PNG", "Papua New Guinea")]),
        ("Samoa américaines, Samoa", [("ASM", "Samoa américaines"), ("WSM", "Samoa")]),
        ("en COTE D'IVOIRE et en Côte d’Ivoire", [("CIV", "COTE D'IVOIRE"), ("CIV", "Côte d’Ivoire")]),
        ("en Côte\nd’Ivoire", [("CIV", "Côte\nd’Ivoire")]),
        ("en Guinée-\nBissau", [("GNB", "Guinée-\nBissau")]),
        ("En Guinée\n\nÉquatoriale", [("GIN", "Guinée")]),
        ("In Guinea. Bissau is elsewhere.", [("GIN", "Guinea")]),
        ("o Sudão do Sul e a Guiné-Bissau", [("SSD", "Sudão do Sul"), ("GNB", "Guiné-Bissau")]),
        ("a Costa do Marfim", [("CIV", "Costa do Marfim")]),
        ("en Haití y en la República Dominicana", [("HTI", "Haití"), ("DOM", "República Dominicana")]),
        ("no Irã e no Brasil", [("IRN", "Irã"), ("BRA", "Brasil")]),
        ("Swaziland (now Eswatini)", [("SWZ", "Swaziland"), ("SWZ", "Eswatini")]),
        ("Kenya’s nurses; Mali's hospitals", [("KEN", "Kenya"), ("MLI", "Mali")]),
        ("Mali², Mali3 et Mali*", [("MLI", "Mali"), ("MLI", "Mali"), ("MLI", "Mali")]),
        ("frontière Mali/Niger", [("MLI", "Mali"), ("NER", "Niger")]),
        ("Antigua & Barbuda, Turks & Caicos", [("ATG", "Antigua & Barbuda"), ("TCA", "Turks & Caicos")]),
        ("Rép. dém. du Congo", [("COD", "Rép. dém. du Congo")]),
        ("Bahamas, The", [("BHS", "Bahamas")]),
        ("les Afghans et la Syrienne", [("AFG", "Afghans"), ("SYR", "Syrienne")]),
        ("Se\u0301ne\u0301gal et Hai\u0308ti", [("SEN", "Se\u0301ne\u0301gal"), ("HTI", "Hai\u0308ti")]),
        ("Séné\u00adgal", [("SEN", "Séné\u00adgal")]),
        ("au Sénègal", [("SEN", "Sénègal")]),
        ("Nigériens et Nigérianes", [("NER", "Nigériens"), ("NGA", "Nigérianes")]),
        ("bissau-guinéens, équato-guinéenne, guinéen", [("GNB", "bissau-guinéens"), ("GNQ", "équato-guinéenne"), ("GIN", "guinéen")]),
        ("nord-coréen, sud-soudanaise", [("PRK", "nord-coréen"), ("SSD", "sud-soudanaise")]),
    ],
)  # fmt: skip
def test_the_longest_name_is_the_one_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tamali",
        "antimalien",
        "Nigeriana",
        "malienneté",
        "Nigerland",
        "malines",
        "Guinness",
        "Chadwick",
        "romaniac",
        "Iranologue",
        "mali_2019",
    ],
)
def test_a_name_inside_a_word_is_not_read(text: str) -> None:
    assert (named(text), set_aside(text)) == ([], [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Le Mali", "nom"),
        ("la RDC", "abréviation"),
        ("les Maliennes", "gentilé"),
        ("la Haute-Volta", "ancien nom"),
        ("Ivory Coast", "synonyme"),
        ("Tanzania (United Republic of)", "nom"),
    ],
)
def test_a_mention_says_why(text: str, reason: str) -> None:
    assert [one.reason for one in countries_in(text)] == [reason]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("au Congo", "Congo"),
        ("des infirmières congolaises", "congolaises"),
        ("a Korean hospital", "Korean"),
        ("roast turkey", "turkey"),
        ("a guinea pig", "guinea pig"),
        ("le ver de Guinée", "ver de Guinée"),
        ("Chad Smith said", "Chad"),
        ("Dr. Jordan said", "Jordan"),
        ("Michael Jordan", "Jordan"),
        ("M. Pierre JORDAN", "JORDAN"),
        ("in Atlanta, Georgia", "Georgia"),
        ("the state of Georgia", "Georgia"),
        ("à Atlanta, en Géorgie", "Géorgie"),
        ("le lac Tchad", "lac Tchad"),
        ("Niger Delta", "Niger Delta"),
        ("le fleuve Sénégal", "fleuve Sénégal"),
        ("un caractère bénin", "bénin"),
        ("la réunion du comité", "la réunion"),
        ("Maurice a consulté", "Maurice"),
        ("Salvador Allende", "Salvador"),
        ("available in French", "French"),
        ("des soldats américains", "américains"),
        ("l’EAU EST RARE", "EAU"),
        ("le bénéficiaire du RSA", "RSA"),
        ("the CAR was late", "CAR"),
        ("the Danish Refugee Council", "Danish Refugee Council"),
        ("fièvre hémorragique de Crimée-Congo", "Crimée-Congo"),
        ("encéphalite japonaise", "encéphalite japonaise"),
        ("en rdc", "rdc"),
        ("https://example.org/kenya/report", "kenya"),
        ("bureau.kenya@example.org", "kenya"),
        ("Volker Türk", "Türk"),
        ("en Irlande du Nord", "Irlande du Nord"),
    ],
)
def test_a_doubtful_word_is_set_aside_with_its_reason(text: str, word: str) -> None:
    assert named(text) == []
    ((found, because),) = set_aside(text)
    assert found == word
    assert because


@pytest.mark.parametrize(
    "text", ["il faut de l’eau", "us and them", "he drove a car", "il ira", "él irá mañana", "omar", "le marché", ""]
)
def test_common_words_are_no_countries(text: str) -> None:
    assert (named(text), set_aside(text)) == ([], [])


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Turkey and the turkeys", ["TUR"]),
        ("Guinea and its guinea pigs", ["GIN"]),
        ("Northern Jordan, Jordan and Lebanon", ["JOR", "JOR", "LBN"]),
        ("in eastern Chad. Chad hosts", ["TCD", "TCD"]),
        ("CHAD HUMANITARIAN UPDATE", ["TCD"]),
        ("fighting in Gaza. Israel denied", ["ISR"]),
        ("Tbilisi, Georgia", ["GEO"]),
        ("à Tbilissi, en Géorgie", ["GEO"]),
        ("Central African Republic (CAR)", ["CAF", "CAF"]),
        ("DRC nurses", ["COD"]),
        ("the Danish Refugee Council (DRC) in Mali", ["MLI"]),
        ("l’île Maurice", ["MUS"]),
        ("El Salvador", ["SLV"]),
        ("le Bénin", ["BEN"]),
    ],
)
def test_the_country_is_read_beside_its_double(text: str, keys: list[str]) -> None:
    assert [one.iso3 for one in countries_in(text)] == keys


def test_every_name_is_read_in_a_sentence_or_set_aside() -> None:
    """No name is lost, none is another country's: a database label with a comma apart."""
    for key, country in load_countries().items():
        for name in (*country.names, *country.es, *country.pt, *country.demonyms.fr, *country.demonyms.en):
            if "," in name or fold(name) in load_cautions().words:
                continue
            text = f"— {name} ; fin"
            found, doubtful = countries_in(text), doubtful_countries_in(text)
            assert {one.iso3 for one in found} <= {key}, (key, name, found)
            assert found or any(key in one.keys for one in doubtful), (key, name)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_apart_or_joined_read_alike(form: str) -> None:
    for key, country in load_countries().items():
        if fold(country.fr) in load_cautions().words:
            continue
        text = unicodedata.normalize(form, f"À {country.fr} ; {country.fr.upper()}")
        assert {one.iso3 for one in countries_in(text)} <= {key}
        assert all(text[one.start : one.end] == one.word for one in countries_in(text))


WORDS = st.sampled_from(
    ["Guinée", " ", "-", "équatoriale", "Congo", "RDC", "République", " du ", "Sudan", "South ", "\n", "Niger", "ia", ".", "’",
     "\u0301", "Jordan", "Mr. ", "œuvre ", "ﬁn ", "\u00ad", "²", "https://", "@", "Chad", "EAU", "🩺", "ا", " & ", "Turks", ",", "the "]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map("".join)))
@example("Guinée-" * 50)
@example("\u0301Mali\u0301\u0301")
def test_offsets_are_those_of_the_original(text: str) -> None:
    spans = sorted([(one.start, one.end, one.word) for one in (*countries_in(text), *doubtful_countries_in(text))])
    assert all(text[start:end] == word and word for start, end, word in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(st.lists(WORDS, max_size=20).map("".join))
def test_what_is_read_does_not_depend_on_what_stands_far_away(text: str) -> None:
    far = "\n\n" + "x " * 100
    assert named(far + text + far) == named(text)


def test_the_reasons_are_written_as_the_rest() -> None:
    rules = load_cautions()
    held = (rules.needs_capital, rules.not_beside_a_name, rules.never_alone, rules.needs_full_name, rules.phrases)
    near = (rules.exactly, rules.not_with, rules.not_near)
    reasons = {
        *(one for rule in held for one in rule.values()),
        *(one.because for rule in near for one in rule.values()),
    }
    assert [reason for reason in reasons if "'" in reason or reason[-1] in ".;:"] == []


def test_a_condition_on_no_country_s_word_is_told(tmp_path: Path) -> None:
    for name in ("countries.yml", "ambiguous_names.yml", "country_cautions.yml"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace('"Turkey": dinde', '"Turquey": dinde'), encoding="utf-8")
    with pytest.raises(VocabularyError, match=r'country_cautions\.yml: "turquey" is no word of a country'):
        load_cautions(tmp_path)
