"""The types of continuity signals and the component each bears on (design §3)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kb.vocabulary.entries_loader import load_components, require_known
from kb.vocabulary.files import FOLDER, build_all, read_entries
from kb.vocabulary.models import Entry, Text

FILE = "signal_types.yml"


class SignalType(Entry):
    """What a passage speaks of, in French, and the component it bears on by default."""

    key: Text
    fr: Text
    component: Text


@cache
def load_signal_types(folder: Path = FOLDER) -> Mapping[str, SignalType]:
    """Read the types by key, in the order they are shown."""
    types = build_all(SignalType, "key", FILE, read_entries(folder / FILE))
    for key, one in types.items():
        require_known(FILE, key, "component", [one.component], load_components(folder))
    return MappingProxyType(types)
