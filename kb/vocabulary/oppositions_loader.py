"""Answers to surveys that a report's signal may contradict, and when a sentence without a period speaks (oppositions.yml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from kb.vocabulary.entries_loader import require_known
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, build_all, read_entries
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.medicine_lookup import medicines_of_class
from kb.vocabulary.medicine_words import load_classes
from kb.vocabulary.medicines_loader import load_medicines
from kb.vocabulary.models import Entry, Text
from kb.vocabulary.signals_loader import load_signal_types
from kb.vocabulary.standing import read_once, said_then

FILE = "oppositions.yml"
FILE_KEYS = {"unstated_period", "answers"}


class UnstatedPeriod(Entry):
    """How many days before its publication a sentence without a period is held to speak of."""

    days: int = Field(gt=0)
    reason: Text


class Answer(Entry):
    """What the answers to one question say of a type of signal."""

    key: Text
    source: Text
    type: Text
    products: tuple[Text, ...] = ()
    classes: tuple[Text, ...] = ()
    denies: tuple[Text, ...] = ()
    affirms: tuple[Text, ...] = ()
    reason: Text


@dataclass(frozen=True)
class Oppositions:
    """The whole file; `products` holds, by code, the keys of every medicine that an answer speaks of."""

    unstated_days: int | None
    """None for words frozen before anything was opposed: no text is compared with another."""
    answers: Mapping[str, Answer]
    products: Mapping[str, frozenset[str]]


@read_once
def load_oppositions(folder: Path = FOLDER) -> Oppositions:
    """Read the answers by code; a code, a type, a medicine or a class that the vocabulary does not hold is a fault."""
    if not said_then(folder, FILE):
        return Oppositions(None, MappingProxyType({}), MappingProxyType({}))
    content = read_entries(folder / FILE)
    if set(content) != FILE_KEYS:
        raise VocabularyError(f"{FILE}: the file holds {' and '.join(sorted(FILE_KEYS))}, nothing else.")
    unstated = build(UnstatedPeriod, FILE, "unstated_period", content["unstated_period"], content)
    written = content.part("answers")
    answers = build_all(Answer, "key", FILE, written)
    for key, answer in answers.items():
        place = written.place(FILE, key)
        require_known(place, key, "code", [key], load_indicators(answer.source, folder))
        require_known(place, key, "type", [answer.type], load_signal_types(folder))
        require_known(place, key, "medicine", answer.products, load_medicines(folder))
        require_known(place, key, "class", answer.classes, load_classes(folder))
        if set(answer.denies) & set(answer.affirms) or not (answer.denies or answer.affirms):
            raise VocabularyError(f'{place}: entry "{key}": an answer denies or affirms, one of them.')
    products = {key: _products(answer, folder) for key, answer in answers.items()}
    return Oppositions(unstated.days, MappingProxyType(answers), MappingProxyType(products))


def _products(answer: Answer, folder: Path) -> frozenset[str]:
    # a fixed combination is not its parts: its own shortage says nothing of them
    of_classes = (
        medicine.key
        for key in answer.classes
        for medicine in medicines_of_class(key, folder)
        if not medicine.combination_of
    )
    return frozenset((*answer.products, *of_classes))
