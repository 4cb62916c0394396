"""Stems: « ruptures » and « rupture » are one word. Snowball's French, English, Spanish and Portuguese, on folded words.

Folded first, so that a word typed without its accents has the stem of the word as it is written. What that costs the French
and Portuguese stemmers, which look at accents, is given back by `_ENDINGS`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from kb.search.words import WORD, folded

LANGUAGES = ("fr", "en", "es", "pt")
Stems = tuple[str, ...]
"""Consecutive stems: one for a word, several for a phrase."""


_MOST = 1_000_000
SHORTEST = 4  # letters: « Mali » and « mal », « Dakar » and « dak » are not one word
_WHOLE = frozenset({"aids"})  # « aid » is another thing
# « traitée » and « traités », « medicação » and « medicações » fall apart once folded
_ENDINGS = {"fr": (re.compile(r"ee(s?)$"), r"e\1"), "pt": (re.compile(r"[oa]es$"), "ao")}


_NAMES = {"fr": "french", "en": "english", "es": "spanish", "pt": "portuguese"}


@cache
def _stemmer(lang: str) -> Callable[[str], str]:
    # imported here: a command that neither reads nor searches does not wait for it
    from Stemmer import Stemmer

    # no cache of its own, since `_Known` keeps the stems. Sessions share it: a call in C is not interrupted by another thread
    stem: Callable[[str], str] = Stemmer(_NAMES[lang], 0).stemWord
    return stem


def language(stated: str | None) -> str | None:
    """The stemmer's language for what a source states (« fr », « pt-BR »); None: words are only folded."""
    code = (stated or "")[:2].lower()
    return code if code in LANGUAGES else None


class _Known(dict[str, str]):
    """Word → its stems, with a space between where one word is several. A million words take about 150 MB: then it starts anew."""

    def __init__(self, lang: str | None) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST:
            self.clear()
        found = self[word] = " ".join(_stem(part, self._lang) for part in folded(word))
        return found


@cache
def _known(lang: str | None) -> _Known:
    return _Known(lang)


def stems(word: str, lang: str | None) -> Stems:
    """The stems of one word in a language of `LANGUAGES`, or folded where there is none."""
    return tuple(_known(lang)[word].split())


def _stem(part: str, lang: str | None) -> str:
    if lang is None or part in _WHOLE or not part.isalpha():
        return part  # a dose, a code and a word of another script have no stem
    ending = _ENDINGS.get(lang)
    stem = _stemmer(lang)(ending[0].sub(ending[1], part) if ending else part)
    return stem if len(stem) >= SHORTEST else part[:-1] if len(part) >= SHORTEST and part[-1] == "s" else part


def stream(text: str, lang: str | None) -> str:
    """The stems of a text, in order, one space between them. This runs once per word of the base: no loop of ours."""
    found = " ".join(map(_known(lang).__getitem__, WORD.findall(text.lower())))
    # a « word » of accents alone leaves nothing between its spaces
    return " ".join(found.split()) if "  " in found or found != found.strip() else found


def forms(words: Sequence[str]) -> frozenset[Stems]:
    """What consecutive words may be in the index: a report in French holds their French stems, and so on."""
    return frozenset(_joined(stems(word, lang) for word in words) for lang in (*LANGUAGES, None))


def _joined(parts: Iterable[Stems]) -> Stems:
    return tuple(stem for part in parts for stem in part)
