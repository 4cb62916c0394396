"""What holds of every search, whatever is typed."""

import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.folding import fold
from kb.vocabulary.loader import load_components, load_countries, load_families, load_indicators
from kb.vocabulary.matching import KINDS, find, find_indicator
from kb.vocabulary.places_loader import load_places
from kb.vocabulary.similarity import EXACT, MOST, folded_name, term
from kb.vocabulary.term_index import LONGEST, TermIndex


def names() -> Iterator[tuple[str, str, str]]:
    """Every name of every entry as its file writes it: kind, key, name."""
    for key, country in load_countries().items():
        yield from (("country", key, name) for name in (*country.words, country.iso2, key))
    places = load_places()
    for held in (places.cities, places.regions):
        yield from (("country", key, name) for key, own in held.items() for name in own)
    for key, family in load_families().items():
        yield from (("family", key, name) for name in (*family.names, *family.icd10))
    for key, component in load_components().items():
        yield from (("component", key, name) for name in (component.label, *component.words))
    for code, one in load_indicators("who_gho").items():
        yield from (("indicator", code, name) for name in (code, one.label, one.label_en, one.label_who_fr) if name)


@cache
def owners(kind: str) -> dict[str, set[str]]:
    """Each folded name with the keys it leads to."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in KINDS[kind].terms():
        found[one.folded].add(one.key)
    return found


@given(st.text())
@example("ẞ ℡ İ ﬁ Łódź Å")
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert fold(text.upper().lower()) == fold(text.lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d’Ivoire", "COTE D'IVOIRE"),
        ("Łódź", "lodz"),
        ("Cœur", "coeur"),
        ("Tromsø", "tromso"),
        ("Diyarbakır", "diyarbakir"),
        ("Sa\u0303o Tome\u0301", "São Tomé"),
        ("№ 5 ℡", "no 5 tel"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_name_always_finds_its_entry() -> None:
    lost = [row for row in names() if row[1] not in {match.key for match in find(row[0], row[2]).matches}]
    assert lost == []


def test_a_name_that_is_one_entry_s_alone_is_never_another_s() -> None:
    betrayed = [row for row in names() if find(row[0], row[2]).picked not in (None, row[1])]
    assert betrayed == []


@given(st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.tuples(st.just(kind), st.text(max_size=40))))
@example(("country", "Beni"))
def test_what_is_picked_is_proposed_and_never_against_the_exact_name(asked: tuple[str, str]) -> None:
    kind, text = asked
    found = find(kind, text)
    similarities = [match.similarity for match in found.matches]
    assert similarities == sorted(similarities, reverse=True)
    assert len({match.key for match in found.matches}) == len(found.matches)
    assert found.picked in {None, *(match.key for match in found.matches[:1])}
    exact = owners(kind).get(folded_name(text), set())
    if exact and found.picked is not None and KINDS[kind].of_code(text) is None:
        assert exact == {found.picked}


@given(st.data())
def test_case_accents_and_hyphens_change_nothing(data: st.DataObject) -> None:
    kind, _, name = data.draw(st.sampled_from(list(names())))
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).replace("-", " ").lower()
    assert fold(plain) == fold(name)
    keys = owners(kind).get(folded_name(plain), set())
    assert keys <= {match.key for match in find(kind, plain).matches}


# each pair, and what parts them: a letter, a word, or a State
NEVER_CONFUSED = [
    ("COD", "COG"), ("GIN", "GNB"), ("GIN", "GNQ"), ("GNB", "GNQ"), ("PNG", "GIN"), ("NER", "NGA"), ("DMA", "DOM"), ("SDN", "SSD"),
    ("PRK", "KOR"), ("WSM", "ASM"), ("GEO", "SGS"), ("IRN", "IRQ"), ("IRL", "ISL"), ("SVK", "SVN"), ("AUT", "AUS"), ("MLI", "MWI"),
    ("MLT", "MLI"), ("MRT", "MUS"), ("MAR", "MRT"), ("GUY", "GUF"), ("PRY", "URY"), ("LTU", "LVA"), ("ZMB", "GMB"), ("LBY", "LBR"),
    ("LBN", "LBR"), ("MDV", "FLK"), ("SWE", "CHE"), ("SYR", "SRB"), ("KEN", "KGZ"), ("TUR", "TKM"), ("TJK", "TKM"), ("GRD", "GRL"),
]  # fmt: skip


def slips(name: str, chance: random.Random) -> Iterator[str]:
    """One letter dropped, doubled, swapped with the next or replaced, at every place."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for place in range(len(name)):
        before, here, after = name[:place], name[place], name[place + 1 :]
        yield before + after
        yield before + here + here + after
        yield before + after[:1] + here + after[1:]
        yield before + chance.choice(letters) + after


@pytest.mark.parametrize("pair", NEVER_CONFUSED, ids=lambda pair: "-".join(pair))
def test_no_slip_of_the_finger_turns_a_country_into_its_neighbour(pair: tuple[str, str]) -> None:
    chance = random.Random(7)
    for key, other in (pair, pair[::-1]):
        typed = {slip for name in load_countries()[key].words for slip in slips(fold(name), chance)}
        # a slip that is the other's very name, « nigerien » for « nigerian », says what it says
        wrong = [
            text
            for text in typed
            if find("country", text).picked == other and other not in owners("country").get(folded_name(text), ())
        ]
        assert wrong == []


BAD = {
    "nothing": "", "spaces": " \t\n ", "marks": "?!…«»-—'’\"", "emoji": "🩺💊🇲🇱", "arabic": "الجزائر", "hebrew": "ישראל",
    "mixed": "mali الجزائر",
    "controls": "\x00\x07\x1b[31mmali\x7f", "surrogate": "\ud800mali", "combining": "\u0301" * 500, "zero width": "\u200b\ufeff",
    "long word": "a" * 10_000, "long text": "guinée équatoriale " * 600, "long figures": "1" * 10_000, "wildcards": "% _ * .* [a-z] \\",
    "right to left mark": "\u202emali\u202c", "null": "\x00",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_nothing_typed_stops_the_search(kind: str, text: str) -> None:
    assert len(find(kind, text).matches) <= MOST


def test_what_holds_no_letter_finds_nothing() -> None:
    for kind in KINDS:
        for name in (
            "nothing",
            "spaces",
            "marks",
            "emoji",
            "arabic",
            "hebrew",
            "combining",
            "zero width",
            "wildcards",
            "null",
        ):
            assert find(kind, BAD[name]).picked is None


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(VocabularyError, match=r"'ville' is not a kind of entry\. Kinds: country, family"):
        find("ville", "mali")


def test_a_word_of_two_entries_is_proposed_for_both_whatever_their_number() -> None:
    many = TermIndex("x", [term("Saint-Jean", f"k{number}", f"k{number}", "nom") for number in range(MOST + 5)])
    found = many.search("saint jean")
    assert found.picked is None
    assert len(found.matches) == MOST + 5
    assert {match.similarity for match in found.matches} == {EXACT}


@pytest.mark.parametrize(
    ("typed", "name"),
    [("hepatite e", "hépatite B"), ("hypotension", "hypertension"), ("trisomie 18", "trisomie 21"), ("lagos", "Laos")],
)
def test_another_figure_letter_or_prefix_is_not_a_slip(typed: str, name: str) -> None:
    found = TermIndex("x", [term(name, "k", name, "nom")]).search(typed)
    assert found.picked is None
    assert [match.key for match in found.matches] == ["k"]


@pytest.mark.parametrize("typed", ["bopindolol", "pindolo", "pindolol 5 mg"])
def test_where_a_letter_makes_another_entry_only_an_exact_name_is_picked(typed: str) -> None:
    index = TermIndex("x", [term("pindolol", "pindolol", "pindolol", "nom")], exact_only=True)
    assert index.search(typed).picked is None
    assert [match.key for match in index.search(typed).matches] == ["pindolol"]
    assert index.search("Pindolol").picked == "pindolol"


def test_no_name_is_longer_than_what_is_read_of_a_query() -> None:
    assert max(len(name) for _, _, name in names()) < LONGEST


def test_an_indicator_is_sought_in_its_source_or_in_all() -> None:
    assert find_indicator("who_gho", "WHS6_102") == find("indicator", "WHS6_102")
    with pytest.raises(VocabularyError, match='no file for the source "oms"'):
        find_indicator("oms", "WHS6_102")
