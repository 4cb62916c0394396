"""One reader per source: payload → items. `reader_of` is the only place that knows them by key."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from extraction.items import ObservationItem, Payload


@dataclass(frozen=True)
class Reader:
    """A source's reader and the version that is written beside everything it draws."""

    extractor: str
    read: Callable[[Payload], Iterator[ObservationItem]]


def reader_of(source_key: str) -> Reader:
    """The reader named after the source (`extraction/readers/<source_key>.py`)."""
    module = import_module(f"extraction.readers.{source_key}")
    return Reader(module.EXTRACTOR, module.read)


def has_reader(source_key: str) -> bool:
    """False for a source that is fetched and archived, and that nothing reads yet."""
    return find_spec(f"extraction.readers.{source_key}") is not None
