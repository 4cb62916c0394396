from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, Model, build, fields_of, read_entries
from kb.vocabulary.folding import fold
from kb.vocabulary.models import Component, Country, Family

COUNTRIES = "countries.yml"
FAMILIES = "pathology_families.yml"
COMPONENTS = "components.yml"
AMBIGUOUS = "ambiguous_names.yml"
AREA_CODES = "who_area_codes.yml"


@cache
def load_countries(folder: Path = FOLDER) -> Mapping[str, Country]:
    """Read the countries by ISO 3166 alpha-3 key; no two of them answer to one name or one code."""
    countries = _build_all(Country, "iso3", folder / COUNTRIES)
    ambiguous = load_ambiguous("countries", folder)
    _require_declared(countries, ambiguous)
    _refuse_shared(COUNTRIES, {key: country.words for key, country in countries.items()}, ambiguous)
    _refuse_shared(COUNTRIES, {key: (key, country.iso2) for key, country in countries.items()}, {})
    return MappingProxyType(countries)


@cache
def load_components(folder: Path = FOLDER) -> Mapping[str, Component]:
    """Read the elements of the global treatment, in the order they are shown."""
    components = _build_all(Component, "key", folder / COMPONENTS)
    _refuse_shared(COMPONENTS, {key: (one.label, *one.words) for key, one in components.items()}, {})
    return MappingProxyType(components)


@cache
def load_families(folder: Path = FOLDER) -> Mapping[str, Family]:
    """Read the pathology families, in the order they are shown."""
    families = _build_all(Family, "key", folder / FAMILIES)
    for key, family in families.items():
        require_known(FAMILIES, key, "component", family.components_without_object, load_components(folder))
    ambiguous = load_ambiguous("families", folder)
    _require_declared(families, ambiguous)
    _refuse_shared(FAMILIES, {key: family.names for key, family in families.items()}, ambiguous)
    return MappingProxyType(families)


@cache
def load_ambiguous(kind: str, folder: Path = FOLDER) -> Mapping[str, tuple[str, ...]]:
    """Read the words that several entries answer to, folded, with the keys they may mean."""
    words = fields_of(AMBIGUOUS, kind, read_entries(folder / AMBIGUOUS))
    return MappingProxyType({fold(word): tuple(keys) for word, keys in words.items()})


@cache
def load_area_codes(folder: Path = FOLDER) -> Mapping[str, str]:
    """Read the codes WHO types COUNTRY that are no country of today, each with the reason to leave its rows out."""
    return MappingProxyType({code: str(reason) for code, reason in read_entries(folder / AREA_CODES).items()})


def require_known(file: str, entry: str, what: str, keys: Iterable[str], known: Mapping[str, object]) -> None:
    """Stop at the first key that the vocabulary does not hold."""
    for key in keys:
        if key not in known:
            raise VocabularyError(f'{file}: entry "{entry}": the {what} "{key}" is not known.')


def _build_all(model: type[Model], key_field: str, path: Path) -> dict[str, Model]:
    entries = read_entries(path)
    return {
        key: build(model, path.name, key, {key_field: key, **fields_of(path.name, key, entries)}) for key in entries
    }


def _require_declared(entries: Mapping[str, object], ambiguous: Mapping[str, tuple[str, ...]]) -> None:
    for word, keys in ambiguous.items():
        require_known(AMBIGUOUS, word, "key", keys, entries)


def _refuse_shared(file: str, names: Mapping[str, tuple[str, ...]], ambiguous: Mapping[str, tuple[str, ...]]) -> None:
    """A word that two entries hold would pick one of them by chance: it is declared ambiguous, or it is a fault."""
    owners = {word: key for word, keys in ambiguous.items() for key in keys}
    for key, own in names.items():
        for name in own:
            word = fold(name)
            owner = owners.setdefault(word, key)
            if owner != key and key not in ambiguous.get(word, ()):
                raise VocabularyError(
                    f'{file}: entry "{key}": the name "{name}" belongs to "{owner}" too; '
                    f"drop one, or declare it in {AMBIGUOUS}."
                )
