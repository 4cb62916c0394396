from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kb.vocabulary.entries_loader import AMBIGUOUS, load_ambiguous, load_countries, require_known
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, read_entries
from kb.vocabulary.folding import fold
from kb.vocabulary.models import Places
from kb.vocabulary.standing import read_once

FILE = "cities.yml"


@read_once
def load_places(folder: Path = FOLDER) -> Places:
    """Read the cities and regions; two countries may share one, but none takes the name of another country in silence."""
    places = build(Places, FILE, "places", read_entries(folder / FILE))
    countries = load_countries(folder)
    for held in (places.cities, places.regions):
        require_known(FILE, "places", "country", held, countries)
        for key, names in held.items():
            _require_own(key, names, _owners(folder), load_ambiguous("countries", folder))
    return places


@cache
def _owners(folder: Path) -> Mapping[str, str]:
    return {fold(word): key for key, country in load_countries(folder).items() for word in country.words}


def _require_own(
    key: str, names: tuple[str, ...], owners: Mapping[str, str], ambiguous: Mapping[str, tuple[str, ...]]
) -> None:
    for name in names:
        owner = owners.get(fold(name), key)
        if owner != key and key not in ambiguous.get(fold(name), ()):
            raise VocabularyError(
                f'{FILE}: entry "{key}": "{name}" is also a name of "{owner}"; drop it, or declare it in {AMBIGUOUS}.'
            )
