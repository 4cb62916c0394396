"""Ways from one medicine to others: a class to its medicines, a substance to the combinations and headings around it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kb.vocabulary.files import FOLDER
from kb.vocabulary.medicine_models import Medicine
from kb.vocabulary.medicine_words import class_and_wider
from kb.vocabulary.medicines_loader import load_medicines
from kb.vocabulary.standing import of_the_standing


@of_the_standing
def medicines_of_class(key: str, folder: Path = FOLDER) -> tuple[Medicine, ...]:
    """The medicines of a class and of the classes within it, in the files' order."""
    return _by_class(folder).get(key, ())


@of_the_standing
def medicines_of_family(key: str, folder: Path = FOLDER) -> tuple[Medicine, ...]:
    """The medicines that a pathology family usually uses, in the files' order."""
    return tuple(medicine for medicine in load_medicines(folder).values() if key in medicine.families)


@of_the_standing
def combinations_with(key: str, folder: Path = FOLDER) -> tuple[Medicine, ...]:
    """The fixed combinations that hold a substance: others than itself, to be shown apart."""
    return tuple(medicine for medicine in load_medicines(folder).values() if key in medicine.combination_of)


@of_the_standing
def headings_of(key: str, folder: Path = FOLDER) -> tuple[Medicine, ...]:
    """The headings under which a list may put a medicine without naming it: a line there does not say that it is meant."""
    return tuple(medicine for medicine in load_medicines(folder).values() if key in medicine.any_of)


@cache
def _by_class(folder: Path) -> Mapping[str, tuple[Medicine, ...]]:
    found: dict[str, list[Medicine]] = {}
    for medicine in load_medicines(folder).values():
        classes = {wider for key in medicine.classes for wider in class_and_wider(key, folder)}
        for key in classes:
            found.setdefault(key, []).append(medicine)
    return {key: tuple(held) for key, held in found.items()}
