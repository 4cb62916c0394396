"""The fifteen signal types, their French labels, and the component that each speaks of."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kb.vocabulary.entries_loader import load_components, require_known
from kb.vocabulary.files import FOLDER, build, fields_of, read_entries
from kb.vocabulary.models import Entry, Text
from kb.vocabulary.standing import read_once

SIGNAL_TYPES = "signal_types.yml"
SIGNAL_OBJECTS = "signal_objects.yml"


class SignalType(Entry):
    """A type of continuity signal."""

    key: Text
    label: Text
    component: Text


class SignalObject(Entry):
    """An object that, named in the sentence, says the component better than the type does."""

    key: Text
    component: Text
    types: tuple[Text, ...]
    words: Text


@read_once
def load_signal_types(folder: Path = FOLDER) -> Mapping[str, SignalType]:
    """Read the types by key, in the order of the guide."""
    entries = read_entries(folder / SIGNAL_TYPES)
    types = {
        key: build(SignalType, SIGNAL_TYPES, key, {"key": key, **fields_of(SIGNAL_TYPES, key, entries)})
        for key in entries
    }
    for key, type_ in types.items():
        require_known(SIGNAL_TYPES, key, "component", [type_.component], load_components(folder))
    return MappingProxyType(types)


@read_once
def load_signal_objects(folder: Path = FOLDER) -> Mapping[str, SignalObject]:
    """Read the objects that override a component, in their order: the first that fits is taken."""
    entries = read_entries(folder / SIGNAL_OBJECTS)
    objects = {
        key: build(SignalObject, SIGNAL_OBJECTS, key, {"key": key, **fields_of(SIGNAL_OBJECTS, key, entries)})
        for key in entries
    }
    for key, one in objects.items():
        require_known(SIGNAL_OBJECTS, key, "component", [one.component], load_components(folder))
        require_known(SIGNAL_OBJECTS, key, "type", one.types, load_signal_types(folder))
    return MappingProxyType(objects)
