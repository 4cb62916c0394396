from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from kb.legal.models import LegalSource, Section, Statement
from kb.vocabulary.entries_loader import require_known
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import build, fields_of, read_entries

FILE = "cadre.yml"
FOLDER = Path(__file__).parent
FILE_KEYS = {"about", "sources", "statements"}


@dataclass(frozen=True)
class LegalFrame:
    """Everything the page shows, in the order of the file."""

    sources: Mapping[str, LegalSource]
    statements: tuple[Statement, ...]

    def of(self, section: Section) -> tuple[Statement, ...]:
        """The statements of one section."""
        return tuple(one for one in self.statements if one.section == section)

    @property
    def read_on(self) -> tuple[date, date]:
        """The first and the last day of reading."""
        days = [one.seen_on for one in self.statements if one.seen_on]
        return min(days), max(days)


@cache
def load_legal_frame(folder: Path = FOLDER) -> LegalFrame:
    """Read the frame strictly: the first fault becomes one sentence that names the file and the entry."""
    content = read_entries(folder / FILE)
    if set(content) != FILE_KEYS or not isinstance(content["about"], str):
        raise VocabularyError(f"{FILE}: the file holds about, sources and statements, all three and nothing else.")
    listed = fields_of(FILE, "sources", content)
    sources = {key: build(LegalSource, FILE, key, {"key": key, **fields_of(FILE, key, listed)}) for key in listed}
    written = fields_of(FILE, "statements", content)
    statements = tuple(build(Statement, FILE, key, {"key": key, **fields_of(FILE, key, written)}) for key in written)
    frame = LegalFrame(MappingProxyType(sources), statements)
    _require_whole(frame)
    return frame


def _require_whole(frame: LegalFrame) -> None:
    for one in frame.statements:
        require_known(FILE, one.key, "source", one.read_in, frame.sources)
    used = {key for one in frame.statements for key in one.read_in}
    for key in frame.sources:
        if key not in used:
            raise VocabularyError(f'{FILE}: entry "{key}": no statement was read in this source; drop it.')
    for section in get_args(Section):
        if not frame.of(section):
            raise VocabularyError(f'{FILE}: the section "{section}" holds no statement.')
    days = [one.since for one in frame.of("criteres") if one.since]
    if days != sorted(set(days)):
        raise VocabularyError(f'{FILE}: the statements of "criteres" stand in the order of their dates, each its own.')
