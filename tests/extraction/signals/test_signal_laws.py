"""Laws that hold on any text: true offsets, same answer twice, paragraphs read apart, nothing that crashes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.signals import EXTRACTOR, Signal, extract
from extraction.signals.chunks import chunks_of
from extraction.signals.folding import fold, view
from extraction.signals.lexicon import LANGUAGES
from extraction.signals.sentences import sentence_starts

from .conftest import all_sentences

ANY = st.text(st.characters(blacklist_categories=["Cs"]), max_size=400)
PIECES = st.sampled_from(
    [sentence.text for sentence in all_sentences()] + ["\n", "- ", "|", "é", "\u0301", "-\n", "\u00ad"]
)
MIXED = st.lists(st.one_of(PIECES, ANY), max_size=8).map(" ".join)
LANG = st.sampled_from(LANGUAGES)


@given(MIXED, LANG)
@settings(max_examples=150, deadline=None)
def test_every_quotation_is_the_text_itself(text: str, lang: str) -> None:
    for one in extract(text, lang):
        assert one.quote == text[one.start : one.end]
        assert one.quote == one.quote.strip()
        assert one.cue
        assert one.rule
        assert one.extractor == EXTRACTOR


@given(MIXED, LANG)
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_signals(text: str, lang: str) -> None:
    assert extract(text, lang) == extract(text, lang)


@given(st.lists(st.sampled_from([one for one in all_sentences() if one.lang == "fr"]), min_size=1, max_size=5))
@settings(max_examples=80, deadline=None)
def test_paragraphs_are_read_apart(sentences: list) -> None:
    whole = "\n\n".join(sentence.text for sentence in sentences)
    apart, offset = [], 0
    for sentence in sentences:
        apart += [told_at(one, offset) for one in extract(sentence.text, "fr")]
        offset += len(sentence.text) + 2
    assert [told_at(one, 0) for one in extract(whole, "fr")] == apart


def told_at(one: Signal, offset: int) -> tuple[str, str, int, int, str]:
    return one.type, one.polarity, one.start + offset, one.end + offset, one.rule


@given(ANY)
def test_folding_keeps_the_length_and_leads_back(text: str) -> None:
    assert len(fold(text)) == len(text)
    seen = view(text)
    assert len(seen.clean) == len(seen.folded)
    for position in range(len(seen.clean)):
        assert seen.original[seen.original_start(position)] == seen.clean[position]


@given(ANY)
def test_sentences_and_chunks_cover_the_text(text: str) -> None:
    starts = sentence_starts(text)
    assert starts == sorted(set(starts))
    assert starts[0] == 0
    assert "".join(chunk for _, chunk in chunks_of(text * 3)) == text * 3


def told(text: str, lang: str = "fr") -> list[Signal]:
    return extract(text, lang)


def test_a_word_cut_at_the_end_of_a_line_is_read_and_quoted_as_it_stands() -> None:
    text = "Les centres ont connu une rup-\nture d’antirétrovi-\nraux."
    (one,) = told(text)
    assert one.type == "stock_out_medicines"
    assert "rup-\nture" in one.quote
    assert text[one.start : one.end] == one.quote


def test_capitals_and_missing_accents_change_nothing() -> None:
    plain = told("L'hôpital manque d'insuline depuis février.")
    assert [one.type for one in plain] == ["stock_out_medicines"]
    assert [one.type for one in told("L'hopital manque d'insuline depuis fevrier.")] == ["stock_out_medicines"]
    assert [one.type for one in told("L'HOPITAL MANQUE D'INSULINE DEPUIS 3 MOIS.")] == ["stock_out_medicines"]


def test_a_headline_glued_to_the_first_sentence_is_not_told_twice() -> None:
    dated = "Hospital attacked by gunmen 12 March 2019, Lodwar, Kenya – The hospital was attacked by armed men."
    glued = "District Hospital Attacked And Looted In Turkana A clinic was attacked by armed men on Monday."
    for text, first in ((dated, dated.index("–")), (glued, glued.index(" A clinic"))):
        found = extract(text, "en")
        assert found
        assert all(one.end > first for one in found)


def test_accents_written_apart_change_nothing() -> None:
    text = "L'ho\u0302pital manque d'insuline pe\u0301diatrique."
    (one,) = told(text)
    assert one.quote == text[one.start : one.end]


def test_a_bullet_and_a_row_are_statements() -> None:
    text = "Pharmacie :\n• insuline : épuisée depuis mai\n• paracétamol : 300 boîtes\nAmoxicilline | 0 | rupture"
    assert [one.quote.split()[0] for one in told(text)] == ["insuline", "Amoxicilline"]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n\n", "[" * 100_000, "(" * 50_000 + ")" * 50_000, "a" * 200_000, "|" * 50_000, "é" * 100_000,
        ". " * 50_000, "الأدوية غير متوفرة في المستشفى منذ ثلاثة أشهر", "\u202eمستشفى rupture de stock\u202c", "ne " * 30_000,
        "rupture de stock " * 20_000,
    ],
    ids=lambda text: f"{text[:8]!r}x{len(text)}",
)  # fmt: skip
@pytest.mark.parametrize("lang", ["fr", "en", None])
def test_strange_texts_end_quickly(text: str, lang: str | None) -> None:
    started = time.process_time()
    for one in extract(text, lang):
        assert one.quote == text[one.start : one.end]
    assert time.process_time() - started < 20


def test_a_text_in_a_language_not_read_has_no_signal() -> None:
    assert extract("Il farmaco non è disponibile in ospedale dal mese di marzo e i pazienti aspettano.") == []
    assert extract("Rupture de stock d’insuline à l’hôpital.", "de") == []


def test_a_language_is_recognised_when_it_is_not_given() -> None:
    (one,) = extract("The district hospital has not received any anti-TB drugs since June, said the chief nurse.")
    assert one.type == "stock_out_medicines"


@pytest.mark.slow
def test_time_follows_length() -> None:
    page = "\n".join(
        f"{sentence.text} La réunion a eu lieu mardi." for sentence in all_sentences() if sentence.lang == "fr"
    )
    one_mb, ten_mb = page * (1_000_000 // len(page) + 1), page * (10_000_000 // len(page) + 1)
    extract(one_mb, "fr")

    def per_mb(text: str) -> float:
        started = time.process_time()
        extract(text, "fr")
        return (time.process_time() - started) / len(text)

    assert per_mb(ten_mb) <= 1.3 * min(per_mb(one_mb) for _ in range(3))
