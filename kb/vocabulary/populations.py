"""The populations a reader may filter by, and what in a line of a source states one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from kb.vocabulary.entries_loader import require_known
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, fields_of, read_entries
from kb.vocabulary.models import Entry, Text
from kb.vocabulary.standing import read_once

FILE = "populations.yml"


class Group(Entry):
    """A population of the closed list; `label` is the word that kb/vocabulary/indicators/ uses for it."""

    key: Text
    label: Text
    shows: tuple[str, ...] = Field(min_length=1)
    reason: Text


class CodeReading(Entry):
    """What one code of a dimension says of the population; None where it says nothing certain."""

    population: str | None
    reason: Text


@dataclass(frozen=True)
class Populations:
    """The whole file."""

    groups: Mapping[str, Group]
    codes: Mapping[str, CodeReading]

    def stated_by(self, label: str | None, codes: Iterable[str]) -> frozenset[str]:
        """The keys of the populations that a line states, by the word of its series and by its dimensions."""
        by_label = {group.key for group in self.groups.values() if group.label == label}
        by_code = {self.codes[code].population for code in codes if code in self.codes}
        return frozenset(by_label | {key for key in by_code if key})


@read_once
def load_populations(folder: Path = FOLDER) -> Populations:
    """Read the file strictly; a population always shows itself."""
    content = read_entries(folder / FILE)
    if set(content) != {"populations", "codes"}:
        raise VocabularyError(f"{FILE}: the file holds populations and codes, and nothing else.")
    listed, coded = fields_of(FILE, "populations", content), fields_of(FILE, "codes", content)
    groups = {key: build(Group, FILE, key, {"key": key, **fields_of(FILE, key, listed)}) for key in listed}
    codes = {code: build(CodeReading, FILE, code, fields_of(FILE, code, coded)) for code in coded}
    for key, group in groups.items():
        require_known(FILE, key, "population", group.shows, groups)
        if key not in group.shows:
            raise VocabularyError(f'{FILE}: entry "{key}": a population shows at least itself.')
    for code, reading in codes.items():
        require_known(FILE, code, "population", filter(None, [reading.population]), groups)
    return Populations(MappingProxyType(groups), MappingProxyType(codes))
