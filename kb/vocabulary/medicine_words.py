"""The words around medicines: dose forms, classes, salts, origins. Each file of medicine_words/ is read once, strictly."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, Model, build, fields_of, read_entries
from kb.vocabulary.folding import fold
from kb.vocabulary.medicine_models import DoseForm, ListedName, MedicineClass, NameWords, Origin
from kb.vocabulary.standing import of_the_standing, read_once

WORDS = "medicine_words"
FORMS, CLASSES, ORIGINS = "forms.yml", "classes.yml", "origins.yml"
NAME_WORDS, LISTED_NAMES, AMBIGUOUS = "name_words.yml", "listed_names.yml", "ambiguous.yml"


@read_once
def load_forms(folder: Path = FOLDER) -> Mapping[str, DoseForm]:
    """Read the dose forms by key; no two of them answer to one word."""
    forms = _entries(DoseForm, folder / WORDS / FORMS)
    _refuse_shared(FORMS, {key: (*form.fr, *form.en) for key, form in forms.items()})
    return MappingProxyType(forms)


@read_once
def load_classes(folder: Path = FOLDER) -> Mapping[str, MedicineClass]:
    """Read the classes by key; each lies within a known one, and in no circle."""
    classes = _entries(MedicineClass, folder / WORDS / CLASSES)
    _refuse_shared(CLASSES, {key: one.names for key, one in classes.items()})
    for key in classes:
        _climb(key, classes)
    return MappingProxyType(classes)


@read_once
def load_origins(folder: Path = FOLDER) -> Mapping[str, Origin]:
    """Read where the links between brands and INNs come from."""
    return MappingProxyType(_entries(Origin, folder / WORDS / ORIGINS))


@read_once
def load_name_words(folder: Path = FOLDER) -> NameWords:
    """Read the words that are taken off a name before it is compared."""
    return build(NameWords, NAME_WORDS, "words", read_entries(folder / WORDS / NAME_WORDS))


@read_once
def load_listed_names(folder: Path = FOLDER) -> Mapping[str, ListedName]:
    """Read the published wordings that no rule reads, by folded wording."""
    entries = read_entries(folder / WORDS / LISTED_NAMES)
    read = [
        build(ListedName, LISTED_NAMES, name, {"name": name, **fields_of(LISTED_NAMES, name, entries)})
        for name in entries
    ]
    return MappingProxyType({fold(one.name): one for one in read})


@read_once
def load_ambiguous_medicines(folder: Path = FOLDER) -> Mapping[str, tuple[str, ...]]:
    """Read the words that several medicines answer to, folded, with the keys they may mean."""
    words = read_entries(folder / WORDS / AMBIGUOUS)
    return MappingProxyType({fold(word): tuple(keys) for word, keys in words.items()})


@of_the_standing
def class_and_wider(key: str, folder: Path = FOLDER) -> tuple[str, ...]:
    """A class and those it lies within, the narrowest first."""
    return _climb(key, load_classes(folder))


def _refuse_shared(file: str, names: Mapping[str, tuple[str, ...]]) -> None:
    """Stop at a word that two entries hold."""
    owners: dict[str, str] = {}
    for key, own in names.items():
        for name in own:
            owner = owners.setdefault(fold(name), key)
            if owner != key:
                raise VocabularyError(f'{file}: entry "{key}": the name "{name}" belongs to "{owner}" too; drop one.')


def _entries(model: type[Model], path: Path) -> dict[str, Model]:
    entries = read_entries(path)
    return {key: build(model, path.name, key, {"key": key, **fields_of(path.name, key, entries)}) for key in entries}


def _climb(key: str, classes: Mapping[str, MedicineClass]) -> tuple[str, ...]:
    climbed = [key]
    while (wider := classes[climbed[-1]].within) is not None:
        if wider not in classes or wider in climbed:
            raise VocabularyError(f'{CLASSES}: entry "{key}": the class "{wider}" is not known, or holds itself.')
        climbed.append(wider)
    return tuple(climbed)
