"""Sentences of our own, written type by type and polarity by polarity before the extractor was run on them.

They measure how the frames reach: most are found, some are not, and the bound is a floor, not a claim on every sentence.
"""

from collections import Counter
from pathlib import Path

import pytest

from extraction.signals import Signal, extract
from extraction.signals.lexicon import LANGUAGES
from kb.vocabulary.signals_loader import load_signal_types

from .conftest import Expected, Sentence, parse

FRAMES = Path(__file__).parent / "frames"
FLOOR = {"fr": 0.90, "en": 0.90, "es": 0.90, "pt": 0.88}  # F1 over all types and polarities
FALSE_ALARMS = 0.05  # of the sentences that hold no signal


def frames(lang: str) -> list[Sentence]:
    lines = (FRAMES / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    return [parse(lang, line) for line in lines if line and not line.startswith("#")]


def same(gold: Expected, one: Signal) -> bool:
    alike = (gold.type, gold.polarity) == (one.type, one.polarity)
    return alike and gold.start < one.end and one.start < gold.end


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_type_is_written_in_every_polarity(lang: str) -> None:
    written = {(one.type, one.polarity) for sentence in frames(lang) for one in sentence.expected}
    wanted = {
        (type_, way) for type_ in load_signal_types() for way in ("present", "negated", "hypothetical", "historical")
    }
    assert wanted - written == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_frames_are_reached(lang: str) -> None:
    counts: Counter[str] = Counter()
    for sentence in frames(lang):
        found, wanted = extract(sentence.text, lang), list(sentence.expected)
        counts["found"] += len(found)
        counts["wanted"] += len(wanted)
        for one in found:
            if fits := next((gold for gold in wanted if same(gold, one)), None):
                wanted.remove(fits)
                counts["right"] += 1
    assert 2 * counts["right"] / (counts["found"] + counts["wanted"]) >= FLOOR[lang]


def test_sentences_without_a_signal_stay_silent() -> None:
    plain = [sentence for lang in LANGUAGES for sentence in frames(lang) if not sentence.expected]
    loud = [sentence.text for sentence in plain if extract(sentence.text, sentence.lang)]
    assert len(loud) <= FALSE_ALARMS * len(plain), loud
