"""What a publisher's own area codes and names stand for: a country of the vocabulary, or a kind of aggregate."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kb.vocabulary.entries_loader import load_countries
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, read_entries
from kb.vocabulary.standing import read_once

COUNTRY = "COUNTRY"
AGGREGATES = frozenset({"GLOBAL", "REGION", "WORLDBANKINCOMEGROUP", "GROUP", "SUBNATIONAL"})


@read_once
def load_areas(source_key: str, folder: Path = FOLDER) -> Mapping[str, str]:
    """Read areas/<source_key>.yml: code, or name where the publisher gives no code → ISO alpha-3, or kind of aggregate."""
    path = folder / "areas" / f"{source_key}.yml"
    found = {code: str(place) for code, place in read_entries(path).items()}
    for code, place in found.items():
        if place not in AGGREGATES and place not in load_countries(folder):
            raise VocabularyError(
                f'{path.name}: "{code}": "{place}" is neither a country nor one of {", ".join(sorted(AGGREGATES))}.'
            )
    return MappingProxyType(found)


@cache
def area_of(source_key: str, code: str, name: str = "") -> tuple[str, str]:
    """Area type and area of a published row; the name counts where the code is no country's.

    A code that nobody named yet stays a country under its own code: the run then finds it unknown, and tells it.
    """
    known = load_areas(source_key)
    place = known.get(code)
    if place is None and code not in load_countries():
        place = known.get(name)
    if place is None:
        return COUNTRY, code or name
    return (place, code or name) if place in AGGREGATES else (COUNTRY, place)


@read_once
def by_iso2(folder: Path = FOLDER) -> Mapping[str, str]:
    """ISO alpha-2 → alpha-3, for publishers that write two letters."""
    return MappingProxyType({country.iso2: iso3 for iso3, country in load_countries(folder).items()})
