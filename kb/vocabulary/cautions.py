"""The conditions under which a word of a running text counts as a country (country_cautions.yml), read strictly."""

from collections.abc import Mapping
from pathlib import Path

from kb.vocabulary.entries_loader import load_countries
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, read_entries
from kb.vocabulary.folding import fold
from kb.vocabulary.models import Entry, Text
from kb.vocabulary.standing import read_once

FILE = "country_cautions.yml"


class Company(Entry):
    """Words that decide, by their presence, what a country's name stands for."""

    words: tuple[Text, ...]
    because: Text


class Cautions(Entry):
    """The whole file. Words are folded when it is loaded, but for those that must be met as they are written."""

    needs_capital: Mapping[str, Text]
    not_beside_a_name: Mapping[str, Text]
    never_alone: Mapping[str, Text]
    exactly: Mapping[str, Company]
    needs_full_name: Mapping[str, Text]
    not_with: Mapping[str, Company]
    not_near: Mapping[str, Company]
    not_a_name: frozenset[Text]
    phrases: Mapping[str, Text]

    @property
    def words(self) -> frozenset[str]:
        """Every word under a condition, folded."""
        ruled = (self.needs_capital, self.not_beside_a_name, self.never_alone, self.needs_full_name)
        return frozenset().union(*ruled, self.exactly, self.not_with, self.not_near)


@read_once
def load_cautions(folder: Path = FOLDER) -> Cautions:
    """Read the conditions; a word that no country bears is a fault."""
    cautions = build(Cautions, FILE, "cautions", read_entries(folder / FILE))
    known = {fold(word) for country in load_countries(folder).values() for word in country.words}
    folded = cautions.model_copy(
        update={
            name: _folded(getattr(cautions, name)) for name in type(cautions).model_fields if name not in _AS_WRITTEN
        }
    )
    for word in sorted(folded.words - known):
        raise VocabularyError(f'{FILE}: "{word}" is no word of a country; drop it, or write it in countries.yml.')
    return folded


_AS_WRITTEN = {"not_a_name", "phrases"}


def _folded(words: Mapping[str, object]) -> dict[str, object]:
    return {fold(word): value for word, value in words.items()}
