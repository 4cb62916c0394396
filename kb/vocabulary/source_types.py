"""What kind of body a source is, and what it has at stake in what it says (source_types.yml)."""

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from kb.sources.definition import Tier, source
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build, read_entries
from kb.vocabulary.models import Entry, Text
from kb.vocabulary.standing import read_once, said_then

FILE = "source_types.yml"


class SourceType(Entry):
    """A kind of source, in French."""

    label: Text
    interest: Text


class SourceTypes(Entry):
    """The whole file."""

    types: Mapping[str, SourceType]
    self_reported: Text


@read_once
def load_source_types(folder: Path = FOLDER) -> SourceTypes:
    """Read the types; each kind that a definition may be has one."""
    if not said_then(folder, FILE):
        folder = FOLDER  # older words say nothing of it; a type is a type
    held = build(SourceTypes, FILE, "types", read_entries(folder / FILE))
    if set(held.types) != set(get_args(Tier)):
        raise VocabularyError(f"{FILE}: the types are {', '.join(get_args(Tier))}, each once.")
    return held


def type_label(tier: str) -> str:
    """« organisation internationale »."""
    return load_source_types().types[tier].label


def interest_of(source_key: str, *, self_reported: bool) -> str:
    """What whoever speaks has at stake: the State of itself, else what the definition says, else its kind."""
    held, definition = load_source_types(), source(source_key)
    if self_reported:
        return held.self_reported
    return definition.interest or held.types[definition.tier].interest
