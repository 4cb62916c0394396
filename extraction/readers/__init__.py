"""One reader per source: payload → items. `reader_of` is the only place that knows them by key."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from extraction.items import Item, Payload


@dataclass(frozen=True)
class Reader:
    """A source's reader and the version that is written beside everything it draws."""

    extractor: str
    read: Callable[[Payload], Iterable[Item]]


class NoReader(Exception):
    """Raised by reader_of for a source whose real answers nobody has seen: its bytes are kept, its fields are not invented."""


def reader_of(source_key: str) -> Reader:
    """The reader named after the source (`extraction/readers/<source_key>.py`). Raises NoReader."""
    name = f"extraction.readers.{source_key}"
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise NoReader(
            f"Aucun lecteur n’existe encore pour la source {source_key}, dont aucune réponse réelle n’a été vue : ses octets "
            "sont gardés."
        ) from None
    return Reader(module.EXTRACTOR, module.read)


def has_reader(source_key: str) -> bool:
    """False for a source that is fetched and archived, and that nothing reads yet."""
    return find_spec(f"extraction.readers.{source_key}") is not None
