"""Each sentence gives exactly the signals it is marked with."""

import re
from operator import attrgetter

import pytest

from extraction.signals import extract
from extraction.signals.lexicon import LANGUAGES, groups_of
from extraction.signals.rules import constructions
from kb.vocabulary.signals_loader import load_signal_types

from .conftest import Sentence, all_sentences


@pytest.mark.parametrize("sentence", all_sentences(), ids=str)
def test_a_sentence_gives_its_signals_and_no_other(sentence: Sentence) -> None:
    found = sorted(extract(sentence.text, sentence.lang), key=attrgetter("type"))
    expected = sorted(sentence.expected, key=attrgetter("type"))
    assert [(one.type, one.polarity) for one in found] == [(one.type, one.polarity) for one in expected]
    for got, wanted in zip(found, expected, strict=True):
        assert max(got.start, wanted.start) < min(got.end, wanted.end), got.quote


def test_the_sentences_cover_every_type_and_polarity() -> None:
    expected = [one for sentence in all_sentences() for one in sentence.expected]
    assert {one.type for one in expected} == set(load_signal_types())
    assert {one.polarity for one in expected} == {"present", "negated", "hypothetical", "historical"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Devant une rupture d’anévrisme, l’hôpital appelle le chirurgien."),
        ("fr", "Le traitement d’entretien par méthadone est prescrit à l’hôpital."),
        ("fr", "Les stock-options des dirigeants de la clinique ont été votées."),
        ("fr", "L’étude coût-efficacité du dépistage est publiée."),
        ("en", "Maintenance therapy with tacrolimus is given for life."),
        ("en", "The hospital chain granted stock options to its directors."),
        ("en", "A cost-effectiveness analysis of screening was published."),
        ("en", "The patient had a ruptured aneurysm."),
        ("es", "La terapia de mantenimiento con metadona se ofrece en la clínica."),
        ("pt", "A análise de custo-efetividade do rastreio foi publicada."),
    ],
)
def test_words_of_another_sense_give_nothing(lang: str, text: str) -> None:
    assert extract(text, lang) == []


def test_a_false_negation_affirms() -> None:
    (one,) = extract("Le dépôt n’est pas sans ruptures d’antirétroviraux.", "fr")
    assert (one.type, one.polarity) == ("stock_out_medicines", "present")


def test_what_cannot_be_excluded_is_feared() -> None:
    (one,) = extract("L’enquête ne permet pas d’exclure une rupture d’antirétroviraux.", "fr")
    assert one.polarity == "hypothetical"


def test_every_class_of_a_construction_has_words() -> None:
    made_by_code = {
        "WORD",
        "NUM",
        "NAME",
        "COMMA",
        "PAREN",
        "STRONG",
        "COLON",
        "PIPE",
        "PCT",
        "LIST",
        "APP",
        "X",
        "INN",
        "YEAR",
    }
    named = {
        name
        for construction in constructions()
        for pattern in [
            *construction.patterns,
            *construction.types.values(),
            *construction.unless,
            *construction.beside,
        ]
        for name in re.findall(r"[A-Z][A-Z_]+|X\b", pattern)
    }
    held = {group.class_ for lang in LANGUAGES for group in groups_of(lang)}
    assert sorted(named - held - made_by_code) == []
