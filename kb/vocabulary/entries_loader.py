from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build_all, fields_of, read_entries
from kb.vocabulary.folding import fold
from kb.vocabulary.icd10_loader import check_families
from kb.vocabulary.located import Entries, place_of_text
from kb.vocabulary.models import Component, Country, Family
from kb.vocabulary.standing import read_once

COUNTRIES = "countries.yml"
FAMILIES = "pathology_families.yml"
COMPONENTS = "components.yml"
AMBIGUOUS = "ambiguous_names.yml"
AREA_CODES = "who_area_codes.yml"


@read_once
def load_countries(folder: Path = FOLDER) -> Mapping[str, Country]:
    """Read the countries by ISO 3166 alpha-3 key; no two of them answer to one name or one code."""
    written = read_entries(folder / COUNTRIES)
    countries = build_all(Country, "iso3", COUNTRIES, written)
    ambiguous = load_ambiguous("countries", folder)
    _require_declared("countries", countries, folder)
    _refuse_shared(COUNTRIES, {key: country.words for key, country in countries.items()}, ambiguous, written)
    _refuse_shared(COUNTRIES, {key: (key, country.iso2) for key, country in countries.items()}, {}, written)
    return MappingProxyType(countries)


@read_once
def load_components(folder: Path = FOLDER) -> Mapping[str, Component]:
    """Read the elements of the global treatment, in the order they are shown."""
    written = read_entries(folder / COMPONENTS)
    components = build_all(Component, "key", COMPONENTS, written)
    _refuse_shared(COMPONENTS, {key: (one.label, *one.words) for key, one in components.items()}, {}, written)
    return MappingProxyType(components)


@read_once
def load_families(folder: Path = FOLDER) -> Mapping[str, Family]:
    """Read the pathology families, in the order they are shown."""
    written = read_entries(folder / FAMILIES)
    families = build_all(Family, "key", FAMILIES, written)
    for key, family in families.items():
        _require_components(family, written, folder)
        _refuse_repeated(key, family, written)
    ambiguous = load_ambiguous("families", folder)
    _require_declared("families", families, folder)
    _refuse_shared(FAMILIES, {key: family.names for key, family in families.items()}, ambiguous, written)
    check_families(families, written, FAMILIES, folder)
    return MappingProxyType(families)


@read_once
def load_ambiguous(kind: str, folder: Path = FOLDER) -> Mapping[str, tuple[str, ...]]:
    """Read the words that several entries answer to, folded, with the keys they may mean."""
    words = fields_of(AMBIGUOUS, kind, read_entries(folder / AMBIGUOUS))
    return MappingProxyType({fold(word): tuple(keys) for word, keys in words.items()})


@read_once
def load_area_codes(folder: Path = FOLDER) -> Mapping[str, str]:
    """Read the codes WHO types COUNTRY that are no country of today, each with the reason to leave its rows out."""
    return MappingProxyType({code: str(reason) for code, reason in read_entries(folder / AREA_CODES).items()})


def require_known(place: str, entry: str, what: str, keys: Iterable[str], known: Mapping[str, object]) -> None:
    """Stop at the first key that the vocabulary does not hold. `place` is the file, with its line where it is known."""
    for key in keys:
        if key not in known:
            raise VocabularyError(f'{place}: entry "{entry}": the {what} "{key}" is not known.')


def _require_components(family: Family, written: Entries, folder: Path) -> None:
    for component in family.components_without_object:
        place = written.place(FAMILIES, family.key, "components_without_object", component)
        require_known(place, family.key, "component", [component], load_components(folder))


def _require_declared(kind: str, entries: Mapping[str, object], folder: Path) -> None:
    written = read_entries(folder / AMBIGUOUS)
    for word, keys in fields_of(AMBIGUOUS, kind, written).items():
        require_known(written.place(AMBIGUOUS, kind, word), word, "key", keys, entries)


def _refuse_repeated(key: str, family: Family, written: Entries) -> None:
    """A synonym that says again what the family already says: a copy left behind, or a slip for another word."""
    seen = {fold(name) for name in (family.label, family.short, family.en)}
    for name in family.names[3:]:
        if fold(name) in seen:
            place = place_of_text(written, FAMILIES, key, name)
            raise VocabularyError(f'{place}: entry "{key}": the synonym "{name}" is written twice; keep one.')
        seen.add(fold(name))


def _refuse_shared(
    file: str,
    names: Mapping[str, tuple[str, ...]],
    ambiguous: Mapping[str, tuple[str, ...]],
    written: Mapping[str, object],
) -> None:
    """A word that two entries hold would pick one of them by chance: it is declared ambiguous, or it is a fault."""
    owners = {word: key for word, keys in ambiguous.items() for key in keys}
    for key, own in names.items():
        for name in own:
            word = fold(name)
            owner = owners.setdefault(word, key)
            if owner != key and key not in ambiguous.get(word, ()):
                raise VocabularyError(
                    f'{place_of_text(written, file, key, name)}: entry "{key}": the name "{name}" belongs to '
                    f'"{owner}" too; drop one, or declare it in {AMBIGUOUS}.'
                )
