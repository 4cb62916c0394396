"""The medicines: every file of medicines/ read strictly into one frozen mapping."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kb.vocabulary.entries_loader import load_families, require_known
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, fields_of, read_entries
from kb.vocabulary.folding import fold
from kb.vocabulary.medicine_models import Medicine, Medicines
from kb.vocabulary.medicine_words import (
    AMBIGUOUS,
    LISTED_NAMES,
    WORDS,
    load_ambiguous_medicines,
    load_classes,
    load_listed_names,
    load_origins,
)
from kb.vocabulary.standing import read_once
from kb.vocabulary.usual_forms import read_usual_form

MEDICINES = "medicines"
FILE_KEYS = {"about", "medicines"}
_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")


@read_once
def load_medicines(folder: Path = FOLDER) -> Medicines:
    """Read every medicine by key; no two of them answer to one name, and a brand leads to one INN."""
    files = sorted((folder / MEDICINES).glob("*.yml"))
    if not files:
        raise VocabularyError(f"{MEDICINES}/: no file of medicines.")
    found: dict[str, Medicine] = {}
    places: dict[str, str] = {}
    for path in files:
        for key, medicine in _read_file(path, folder).items():
            if key in places:
                raise VocabularyError(f'{path.name}: entry "{key}" stands in {places[key]} too.')
            places[key], found[key] = path.name, medicine
    _check_whole(found, places, folder)
    return MappingProxyType(found)


@read_once
def medicines_digest(folder: Path = FOLDER) -> str:
    """Eight hexadecimal digits that change with the words of the medicines: what a reader recognises depends on them."""
    files = sorted([*(folder / MEDICINES).glob("*.yml"), *(folder / WORDS).glob("*.yml")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]


def _read_file(path: Path, folder: Path) -> dict[str, Medicine]:
    content = read_entries(path)
    entries = content.get("medicines")
    if set(content) != FILE_KEYS or not isinstance(entries, dict):
        raise VocabularyError(f"{path.name}: a file of medicines holds about and medicines, nothing else.")
    if not _DATE.search(str(content["about"])):
        raise VocabularyError(f"{path.name}: about says where the list comes from and its date, as 2026-11-22.")
    return {key: _read_entry(path.name, key, fields_of(path.name, key, entries), folder) for key in entries}


def _read_entry(file: str, key: str, fields: Mapping[str, Any], folder: Path) -> Medicine:
    read = dict(fields)
    read["brands"] = list(_brands(file, key, read.get("brands", {}), folder))
    read["forms"] = [read_usual_form(file, key, text, folder) for text in read.get("forms", ())]
    medicine = build(Medicine, file, key, {"key": key, **read})
    require_known(file, key, "class", medicine.classes, load_classes(folder))
    require_known(file, key, "family", medicine.families, load_families(folder))
    return medicine


def _brands(file: str, key: str, by_origin: object, folder: Path) -> Iterable[dict[str, object]]:
    if not isinstance(by_origin, dict):
        raise VocabularyError(f'{file}: entry "{key}": brands are written by origin, as in {{general: [Tivicay]}}.')
    require_known(file, key, "origin", by_origin, load_origins(folder))
    for origin, names in by_origin.items():
        for name in names if isinstance(names, list) else [names]:
            yield {"name": name, "origin": load_origins(folder)[origin]}


def _check_whole(medicines: Medicines, places: Mapping[str, str], folder: Path) -> None:
    for key, medicine in medicines.items():
        require_known(places[key], key, "medicine", (*medicine.combination_of, *medicine.any_of), medicines)
        _require_substances(places[key], medicine, medicines)
    for word, keys in load_ambiguous_medicines(folder).items():
        require_known(AMBIGUOUS, word, "medicine", keys, medicines)
    for listed in load_listed_names(folder).values():
        require_known(LISTED_NAMES, listed.name, "medicine", [listed.medicine], medicines)
    _refuse_two_of_a_combination(medicines, places)
    _refuse_shared_names(medicines, places, folder)


def _require_substances(file: str, medicine: Medicine, medicines: Medicines) -> None:
    """A combination is made of substances: a part that is a combination itself would hide what is in it."""
    for part in medicine.combination_of:
        if medicines[part].kind != "substance":
            raise VocabularyError(f'{file}: entry "{medicine.key}": the part "{part}" is not a single substance.')


def _refuse_two_of_a_combination(medicines: Medicines, places: Mapping[str, str]) -> None:
    owners: dict[frozenset[str], str] = {}
    for key, medicine in medicines.items():
        if medicine.combination_of:
            owner = owners.setdefault(frozenset(medicine.combination_of), key)
            if owner != key:
                raise VocabularyError(f'{places[key]}: entry "{key}": "{owner}" is the same combination.')


def _refuse_shared_names(medicines: Medicines, places: Mapping[str, str], folder: Path) -> None:
    """A word that two entries hold would lead to one of them by chance; twice in one entry, one of them is a slip."""
    owners = {fold(name): f"the class {key}" for key, one in load_classes(folder).items() for name in one.names}
    owners |= dict.fromkeys(load_ambiguous_medicines(folder), AMBIGUOUS)
    for key, medicine in medicines.items():
        for what, name in _claims(medicine):
            word = fold(name)
            if not word or word in owners:
                owner = owners.get(word, "nobody: it holds no letter")
                raise VocabularyError(
                    f'{places[key]}: entry "{key}": the {what} "{name}" belongs to "{owner}" already; drop one.'
                )
            owners[word] = key


def _claims(medicine: Medicine) -> Iterable[tuple[str, str]]:
    french, english, *others = medicine.names
    # the French and the English INN may be one word: « abacavir »
    inns = [french] if fold(french) == fold(english) else [french, english]
    yield from (("name", name) for name in (*inns, *others))
    yield from (("abbreviation", name) for name in medicine.synonyms.abbreviations)
    yield from (("brand", brand.name) for brand in medicine.brands)
