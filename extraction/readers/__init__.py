"""One reader per source: payload → items. `reader_of` is the only place that knows them by key."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from extraction.items import Item, Payload


@dataclass(frozen=True)
class Reader:
    """A source's reader and the version that is written beside everything it draws."""

    extractor: str
    read: Callable[[Payload], Iterable[Item]]


def reader_of(source_key: str) -> Reader:
    """The reader named after the source (`extraction/readers/<source_key>.py`)."""
    module = import_module(f"extraction.readers.{source_key}")
    return Reader(module.EXTRACTOR, module.read)
