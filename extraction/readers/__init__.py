"""One reader per source: payload → items. `reader_of` is the only place that knows them by key."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from extraction.items import Item, Payload
from kb.sources.definition import SourceDefinition, all_sources

# What reads documents takes tens of megabytes: it is loaded for the first source that has some, once its answers are fetched.
if TYPE_CHECKING:
    from extraction.reports import Report


@dataclass(frozen=True)
class Reader:
    """A source's reader and the version that is written beside everything it draws."""

    extractor: str
    read: Callable[[Payload], Iterable[Item]]
    reports: "Callable[[Payload], Iterable[Report]] | None" = None
    """Of a source of reports: the reports of an answer with the text of their pages, against which quotations are checked."""


class NoReader(Exception):
    """Raised by reader_of for a source whose real answers nobody has seen: its bytes are kept, its fields are not invented."""


def reader_of(source_key: str) -> Reader:
    """The reader named after the source (`extraction/readers/<source_key>.py`), or the one that all listed reports share.

    Raises NoReader.
    """
    name = f"extraction.readers.{source_key}"
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        if definition := _listed(source_key):
            listed = import_module("extraction.listed")
            return _reader_of_reports(listed.EXTRACTOR, partial(listed.reports, definition=definition))
        raise NoReader(
            f"Aucun lecteur n’existe encore pour la source {source_key}, dont aucune réponse réelle n’a été vue : ses octets "
            "sont gardés."
        ) from None
    if hasattr(module, "reports"):
        return _reader_of_reports(module.EXTRACTOR, module.reports)
    return Reader(module.EXTRACTOR, module.read)


def has_reader(source_key: str) -> bool:
    """False for a source that is fetched and archived, and that nothing reads yet."""
    return find_spec(f"extraction.readers.{source_key}") is not None or _listed(source_key) is not None


def _reader_of_reports(extractor: str, reports: "Callable[[Payload], Iterable[Report]]") -> Reader:
    from extraction.report_signals import EXTRACTOR, signals_of_report
    from extraction.reports import report_items

    def read(payload: Payload) -> Iterator[Item]:
        for report in reports(payload):
            yield from report_items(report, payload.retrieved_on, signals_of_report)

    # other signals drawn from the same text are another reading too
    return Reader(f"{extractor} {EXTRACTOR}", read, reports)


def _listed(source_key: str) -> SourceDefinition | None:
    """The definition of a source whose documents are listed: pages and files, which nobody has to learn to read."""
    definition = all_sources().get(source_key)
    return definition if definition and definition.listing else None
