"""The marks that a person may give to an extraction, and the closed list of reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from kb.vocabulary.entries_loader import require_known
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, fields_of, read_entries
from kb.vocabulary.models import Entry, Text

REVIEW_REASONS = "review_reasons.yml"


class Mark(Entry):
    """What a person thinks of an extraction."""

    key: Text
    label: Text


class Reason(Entry):
    """Why, and the marks that it may go with."""

    key: Text
    label: Text
    marks: tuple[Text, ...] = Field(min_length=1)
    why: Text


@dataclass(frozen=True)
class ReviewWords:
    """The whole file."""

    marks: Mapping[str, Mark]
    reasons: Mapping[str, Reason]

    def reasons_for(self, mark: str) -> list[Reason]:
        """The reasons that may go with a mark, in the order of the file."""
        return [reason for reason in self.reasons.values() if mark in reason.marks]


@cache
def load_review_words(folder: Path = FOLDER) -> ReviewWords:
    """Read the file strictly; every mark has a reason."""
    content = read_entries(folder / REVIEW_REASONS)
    if set(content) != {"marks", "reasons"}:
        raise VocabularyError(f"{REVIEW_REASONS}: the file holds marks and reasons, and nothing else.")
    named = {part: fields_of(REVIEW_REASONS, part, content) for part in ("marks", "reasons")}
    marks = {key: build(Mark, REVIEW_REASONS, key, _keyed(key, named["marks"])) for key in named["marks"]}
    reasons = {key: build(Reason, REVIEW_REASONS, key, _keyed(key, named["reasons"])) for key in named["reasons"]}
    for key, reason in reasons.items():
        require_known(REVIEW_REASONS, key, "mark", reason.marks, marks)
    words = ReviewWords(MappingProxyType(marks), MappingProxyType(reasons))
    for key in marks:
        if not words.reasons_for(key):
            raise VocabularyError(f'{REVIEW_REASONS}: mark "{key}" has no reason: nobody could give it.')
    return words


def _keyed(key: str, entries: Mapping[str, object]) -> dict[str, object]:
    return {"key": key, **fields_of(REVIEW_REASONS, key, entries)}
