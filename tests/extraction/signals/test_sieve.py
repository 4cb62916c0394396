"""The sieve holds back only what could match no rule: with it or without it, a text gives the same signals."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.signals import Signal, extract, sieve
from extraction.signals.extractor import _Reader
from extraction.signals.folding import View, fold
from extraction.signals.lexicon import LANGUAGES, load_lexicon
from extraction.signals.rules import Rule, grammar_of
from extraction.signals.sieve import Sieve, Words
from extraction.signals.tagging import tag

from .conftest import all_sentences


class Unsieved(_Reader):
    """A reader that tags every sentence and tries every rule."""

    def _possible(self, seen: View, words: Words, start: int, end: int) -> list[Rule]:
        return list(grammar_of(self.lang).rules)


unsieved = cache(Unsieved)
SENTENCES = st.sampled_from([one.text for one in all_sentences()])
WORDS = SENTENCES.flatmap(lambda text: st.sampled_from(text.split()))
PIECES = st.one_of(
    SENTENCES, WORDS, st.sampled_from(["9USD", "5€", "٣", "３", "½", "m²", "|", "_", "\n", "\n- ", "\n\n", "α"])
)
JOINED = st.sampled_from([" ", "", "\n", "-", "'", "_", ", "])


@st.composite
def texts(draw: st.DrawFn) -> str:
    return "".join(piece for _ in range(draw(st.integers(1, 12))) for piece in (draw(PIECES), draw(JOINED)))


@given(texts(), st.sampled_from(LANGUAGES))
@settings(max_examples=200, deadline=None)
def test_nothing_is_held_back_that_a_rule_would_match(text: str, lang: str) -> None:
    assert extract(text, lang) == list(unsieved(lang).read(text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_read_together_lose_nothing(lang: str) -> None:
    text = "\n\n".join(sentence.text for sentence in all_sentences())
    assert extract(text, lang) == list(unsieved(lang).read(text))


@pytest.mark.shared
@pytest.mark.slow
def test_recorded_reports_lose_nothing(reports: dict[str, str]) -> None:
    for text in list(reports.values())[::20]:
        for lang in ("fr", "en"):
            assert extract(text, lang) == list(unsieved(lang).read(text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_most_sentences_are_held_back(lang: str) -> None:
    text = "La réunion a eu lieu mardi. The meeting was held. La reunión fue el martes. A reunião foi na terça."
    assert list(kept(text, lang)) == []


def kept(text: str, lang: str) -> Iterator[Rule]:
    filter_ = Sieve(lang)
    yield from filter_.rules_for(filter_.words_of(fold(text)), 0, len(text))[0]


@pytest.mark.parametrize("price", ["9USD", "9 USD", "9€", "9 €", "$9", "９ USD", "٩ USD", "9 USD α"])
def test_a_price_is_read_however_it_is_written(price: str) -> None:
    text = f"L’insuline est vendue {price} à l’hôpital."
    assert extract(text, "fr") == list(unsieved("fr").read(text))
    assert [one.type for one in extract(text, "fr")] == ["cost_barrier"]


def test_words_forgotten_are_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sieve, "_REMEMBERED", 3)
    text = "\n".join(one.text for one in all_sentences() if one.lang == "fr")
    found: list[Signal] = list(_Reader("fr").read(text))
    assert found == extract(text, "fr")


def test_a_word_of_thousands_of_letters_is_not_remembered() -> None:
    filter_ = Sieve("en")
    text = "stock" * 1_000 + " " + "%".join(["insulin"] * 1_000)
    filter_.rules_for(filter_.words_of(text), 0, len(text))
    assert not filter_.remembered


@given(texts(), st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None)
def test_every_code_stands_at_its_words(text: str, lang: str) -> None:
    tagged = tag(View(text, text, fold(text)), 0, len(text), load_lexicon(lang))
    places = [(tagged.start_of(index), tagged.end_of(index)) for index in range(len(tagged.codes))]
    assert all(start < end for start, end in places)
    assert all(end <= after for (_, end), (after, _) in pairwise(places))
