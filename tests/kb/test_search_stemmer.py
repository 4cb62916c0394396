"""The stemmer in C: the stems of the reference, in any thread. They are stored, so neither may ever differ."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.french_stemmer import FrenchStemmer
from snowballstemmer.portuguese_stemmer import PortugueseStemmer
from snowballstemmer.spanish_stemmer import SpanishStemmer

from kb.search.stems import LANGUAGES, _stemmer
from kb.search.words import folded, words_of
from kb.vocabulary.files import FOLDER

REFERENCE: dict[str, Callable[[], object]] = {
    "fr": FrenchStemmer, "en": EnglishStemmer, "es": SpanishStemmer, "pt": PortugueseStemmer,
}  # fmt: skip
ENDINGS = (
    "", "s", "es", "tion", "tions", "ment", "issement", "ing", "edly", "ness", "able", "ances", "isme", "eux", "euse", "ciones",
    "mente", "idades", "amos", "iendo", "ssem", "ique", "ied", "yings", "ions", "ogia", "ativos", "erions",
)  # fmt: skip
WORDS = st.builds(str.__add__, st.text("abcdefghijklmnopqrstuvwxyz", max_size=12), st.sampled_from(ENDINGS))


def reference(lang: str) -> Callable[[str], str]:
    made: Callable[[str], str] = REFERENCE[lang]().stemWord  # type: ignore[attr-defined]
    return made


def vocabulary_words() -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yml")))
    return sorted({part for text in texts for word in words_of(text) for part in folded(word)})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_vocabulary_has_the_stem_of_the_reference(lang: str) -> None:
    ours, theirs = _stemmer(lang), reference(lang)
    words = vocabulary_words()
    assert len(words) > 1_000
    assert [word for word in words if ours(word) != theirs(word)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@given(word=WORDS)
def test_a_made_word_has_the_stem_of_the_reference(lang: str, word: str) -> None:
    assert _stemmer(lang)(word) == reference(lang)(word)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sessions_that_stem_at_once_have_the_stems_of_one_alone(lang: str) -> None:
    stem, words = _stemmer(lang), vocabulary_words()
    alone = [stem(word) for word in words]
    with ThreadPoolExecutor(4) as threads:
        for together in threads.map(lambda _: [stem(word) for word in words], range(8)):
            assert together == alone
