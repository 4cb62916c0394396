"""Cutting, folding and stemming; what a question is read as; where its words stand in a text."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import BadQuery
from kb.search.expansions import SYNONYMS, Expansion, all_of, load_synonyms, synonyms
from kb.search.expressions import fts5, holds, tsquery
from kb.search.marks import Sought, within
from kb.search.medicine_names import medicine_names
from kb.search.query import MAX_CHARACTERS, MAX_WORDS, Query, parse
from kb.search.stems import LANGUAGES, forms, language, stems, stream
from kb.search.words import LONGEST, bare_words, folded, words_of
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.medicines_loader import load_medicines

# What is stored is made of these. A stem that changes is an index to make again: see kb.search.words.
STORED = {
    "fr": ("Césariennes, traitées à l’hôpital : 12 lits.", "cesarien trait a l hopital 12 lit"),
    "en": ("Shortages of antiretrovirals; AIDS clinics closed.", "shortag of antiretrovir aids clinic close"),
    "es": ("Las medicaciones y la atención hospitalaria.", "las medic y la atencion hospitalari"),
    "pt": ("As medicações e as crianças; a situação.", "as medicaca e as crianc a situaca"),
    None: ("GHED_OOPSCHE_SHA2011 Ⅳ ﬁèvre", "ghed oopsche sha2011 iv fievre"),
}


@pytest.mark.parametrize("lang", STORED)
def test_the_stems_that_are_stored(lang: str | None) -> None:
    text, wanted = STORED[lang]
    assert stream(text, lang) == wanted


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Œdème", ("oedeme",)), ("e\u0301te\u0301", ("ete",)), ("mé\u00addicament", ("medicament",)), ("HIV_ART", ("hiv", "art")),
        ("½", ("1", "2")), ("_", ()), ("\u0301", ()), ("Łódź", ("lodz",)), ("İ", ("i",)), ("دواء", ("0xd8afd988d8a7d8a1",)),
        ("a" * 300, ("a" * LONGEST,)),
    ],
)  # fmt: skip
def test_a_word_is_folded_to_letters_and_digits_of_ascii(word: str, parts: tuple[str, ...]) -> None:
    assert folded(word) == parts


@given(st.text(max_size=60), st.sampled_from((*LANGUAGES, None)))
def test_whatever_the_text_its_stems_are_letters_and_digits(text: str, lang: str | None) -> None:
    parts = stream(text, lang).split(" ") if stream(text, lang) else []
    assert all(part and part.isascii() and part.isalnum() for part in parts)


@given(st.text(alphabet="abcdeéèêëàçñõôüıœ", min_size=1, max_size=14), st.sampled_from((*LANGUAGES, None)))
def test_accents_and_case_never_change_a_stem(word: str, lang: str | None) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.replace("ı", "i")) if not unicodedata.combining(c))
    assert stems(word, lang) == stems(bare.upper(), lang) == stems(unicodedata.normalize("NFD", word), lang)


@given(st.text(max_size=80), st.sampled_from((*LANGUAGES, None)))
def test_a_text_and_its_words_have_the_same_stems(text: str, lang: str | None) -> None:
    one_by_one = [stem for word in words_of(text) for stem in stems(word, lang)]
    assert [stem for stem in stream(text, lang).split(" ") if stem] == one_by_one


def test_the_language_a_source_states() -> None:
    assert [language(told) for told in ("fr", "pt-BR", "EN", "ar", "", None)] == ["fr", "pt", "en", None, None, None]


def test_short_stems_do_not_swallow_names() -> None:
    assert not forms(["Mali"]) & forms(["mal"])
    assert forms(["lits"]) & forms(["lit"])


def words_in(query: Query) -> list[str]:
    return [min(" ".join(stems) for stems in term) for clause in query.clauses for term in clause.alternatives[0]]


@pytest.mark.parametrize(
    ("typed", "wanted", "excluded", "ignored"),
    [
        ("rupture insuline", ["ruptur", "insulin"], [], ()),
        ("la rupture de l’insuline", ["ruptur", "insulin"], [], ("la", "de")),
        ('"rupture de stock" insuline', ["ruptur de stock", "insulin"], [], ()),
        ("« rupture de stock »", ["ruptur de stock"], [], ()),
        ("insuline -Bouaké", ["insulin"], ["bouak"], ()),
        ('insuline -"San Pedro"', ["insulin"], ["san pedr"], ()),
        ("insuline -San-Pedro", ["insulin"], ["san pedr"], ()),
        ("anti-VIH", ["anti", "vih"], [], ()),
        ("10 - 20", ["10", "20"], [], ()),
        ('rupture "insuline', ["ruptur", "insulin"], [], ()),
        ("rupture« insuline", ["ruptur", "insulin"], [], ()),
        ("le la", ["le", "la"], [], ()),
        ("sans insuline", ["san", "insulin"], [], ()),
        ("hépatite C, vitamine D", ["hepatit", "c", "vitamin", "d"], [], ()),
        ("insuline insulines INSULINE", ["insulin", "insulin"], [], ()),
    ],
)
def test_a_question_is_read(typed: str, wanted: list[str], excluded: list[str], ignored: tuple[str, ...]) -> None:
    query = parse(typed)
    assert sorted(words_in(query)) == sorted(wanted)
    assert [min(" ".join(stems) for stems in term) for term in query.excluded] == excluded
    assert query.ignored == ignored


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "needs a word"), ("  \t\n", "needs a word"), ('""', "needs a word"), ("🙂 — ¿?", "needs a word"),
        ("(((( *", "needs a word"), ("\x00", "needs a word"),
        ("-rupture", "beside the words it leaves out"), ('-"rupture" -stock', "beside the words it leaves out"),
        ("x" * (MAX_CHARACTERS + 1), "at most 1000 characters"), ("a " * (MAX_WORDS + 1), "at most 40 words"),
        ("rupture " * 150_000, "at most 1000 characters"),
    ],
)  # fmt: skip
def test_a_question_without_a_word_is_refused_in_one_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(BadQuery, match=sentence) as told:
        parse(typed)
    assert "\n" not in str(told.value)
    assert "rupture" not in str(told.value).replace("« rupture insuline »", ""), "what is typed is never repeated"


HOSTILE = (
    'NEAR(a b, 2)', "words : a", "a*", "^a", "a AND OR NOT b", 'a" OR "1"="1', "'; DROP TABLE search_entry; --", "a & b | !c",
    "a:*B", "{a} : b", "a\x00b", "\ud800a", "a" * 900, "(((( a", "a ) b", '"a" "b', "« a", "-- a", "\\'a", "%a_", "ا ل", "🙂a", "\u202ea",
)  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_of_the_syntax_of_an_engine_passes(typed: str) -> None:
    query = parse(typed)
    stems = {stem for sequence in query.sought for stem in sequence}
    assert stems
    assert all(stem.isascii() and stem.isalnum() for stem in stems)
    bare = fts5(query)
    for stem in stems:
        bare = bare.replace(f'"{stem}"', "")
    assert set(bare.replace("AND", "").replace("OR", "").replace("NOT", "")) <= set('() "' + "".join(stems))
    assert set(tsquery(query)) <= set("()&|!' " + "".join(stems))


def test_other_names_of_a_term() -> None:
    added = [one.added for one in synonyms("Ruptures de stock")]
    assert "stockout" in added
    assert "rupture de stock" not in added
    assert [one.reason for one in synonyms("paludisme")] == ["synonyme"] * 2
    assert synonyms("Mali") == synonyms("xyz") == ()


def test_a_question_tells_what_was_added_and_forgets_what_was_taken_out() -> None:
    query = parse("paludisme -malaria", synonyms)
    assert [one.added for one in query.expansions] == ["malaria", "paludismo"]
    assert parse("paludisme", synonyms, without=["malaria", "paludismo"]) == parse("paludisme")
    assert parse('"paludisme"', synonyms).expansions == ()


def test_the_longest_term_is_taken() -> None:
    query = parse("rupture de stock insuline", synonyms)
    assert {one.typed for one in query.expansions} == {"rupture de stock", "insuline"}
    assert len(query.clauses) == 2


def test_several_vocabularies_are_asked_as_one() -> None:
    brands = {"doliprane": [Expansion("doliprane", "paracétamol", "marque → DCI")]}
    expand = all_of(synonyms, lambda text: brands.get(text.lower(), ()))
    query = parse("Doliprane paludisme", expand)
    assert [one.reason for one in query.expansions] == ["marque → DCI", "synonyme", "synonyme"]


def test_the_file_of_synonyms_is_read_strictly(tmp_path: Path) -> None:
    assert len(load_synonyms()) > 50
    path = tmp_path / SYNONYMS
    path.write_text('a: {fr: ["césarienne"], en: ["x"]}\nb: {fr: ["Cesariennes"], en: ["y"]}\n', encoding="utf-8")
    with pytest.raises(VocabularyError, match='« Cesariennes » belongs to "a" too'):
        load_synonyms(tmp_path)
    path.write_text('a: {fr: ["césarienne"], en: ["x"], de: ["z"]}\n', encoding="utf-8")
    with pytest.raises(VocabularyError, match='"de"'):
        load_synonyms(tmp_path)


def marked(typed: str, text: str, lang: str | None = "fr") -> list[str]:
    return [text[slice(*mark)] for mark in Sought(parse(typed).sought).marks(text, lang)]


@pytest.mark.parametrize(
    ("typed", "text", "wanted"),
    [
        ("rupture", "RUPTURES et ruptures, rupturé ?", ["RUPTURES", "ruptures", "rupturé"]),
        ('"rupture de stock"', "rupture de stock, rupture du stock", ["rupture de stock"]),
        ("etude oeil", "L’étude de l’œil ; e\u0301tudes", ["étude", "œil", "e\u0301tudes"]),
        ("artcoverage", "code HIV_ARTCOVERAGE", ["HIV_ARTCOVERAGE"]),
        ("dialyse rein", "rien", []),
        ('"a b c" b', "a b c", ["a b c"]),
        ("hiver", "l’hiver_vert d’hiver", ["hiver_vert", "hiver"]),
        ('"stock rupture"', "stock", []),
        ("دواء", "نقص دواء", ["دواء"]),
    ],
)
def test_offsets_are_those_of_the_text_itself(typed: str, text: str, wanted: list[str]) -> None:
    assert marked(typed, text) == wanted


@given(
    st.text(max_size=60),
    st.sampled_from(["été", "rupture", "dying", "ido", "œil"]),
    st.sampled_from((*LANGUAGES, None)),
)
def test_a_text_is_marked_exactly_where_it_holds_a_word(text: str, word: str, lang: str | None) -> None:
    query = parse(word)
    for told in (text, f"{text} {word}s"):
        marks = Sought(query.sought).marks(told, lang)
        assert bool(marks) == holds(query, f" {stream(told, lang)} ")
        assert all(forms([told[slice(*mark)]]) for mark in marks)


def test_marks_in_a_piece_of_the_text() -> None:
    assert within([(0, 3), (10, 13), (20, 25)], 8, 21) == ((2, 5),)


def test_bare_words_lose_their_elisions_only() -> None:
    assert bare_words("l’eau qu'il n’a pas aujourd’hui d’une hépatite C") == [
        "eau", "il", "a", "pas", "aujourd", "hui", "une", "hépatite", "C",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Glucophage", ["metformine", "metformin"]),
        ("GLUCOPHAGE", ["metformine", "metformin"]),
        ("metformine", ["metformin"]),
        ("insuline", []),  # a class leads to none of its medicines
        ("AS", []),  # two letters are many things
        ("glucophag", []),  # what is only near is another medicine
        ("rupture", []),
    ],
)
def test_a_brand_leads_to_its_inn_and_nothing_else_does(typed: str, wanted: list[str]) -> None:
    assert [one.added for one in medicine_names(typed)] == wanted


def test_a_combination_never_leads_to_its_parts() -> None:
    medicines = load_medicines()
    for medicine in (one for one in medicines.values() if one.combination_of and one.brands):
        added = {one.added for brand in medicine.brands for one in medicine_names(brand.name)}
        assert added <= {medicine.fr, medicine.en}
