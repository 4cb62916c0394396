"""What every source of listed reports shares: a page or a file, with what the list said of it, → one report."""

from collections.abc import Iterator

from extraction.items import Payload
from extraction.reports import Report, Stated, day_of, extractor
from extraction.text.pages import read_pages
from kb.sources.definition import SourceDefinition

EXTRACTOR = extractor("report/1")


def reports(payload: Payload, definition: SourceDefinition) -> Iterator[Report]:
    """The one report of an address."""
    only = definition.covers.countries
    home = tuple(only) if only != "world" and len(only) == 1 else ()
    yield listed_report(payload, home)


def listed_report(payload: Payload, home: tuple[str, ...] = ()) -> Report:
    """`home` is the country of which the whole source speaks, where it speaks of one only."""
    return Report(payload.url, read_pages(payload.body, payload.media_type), _stated(payload, home))


def _stated(payload: Payload, home: tuple[str, ...]) -> Stated:
    told = payload.told
    return Stated(
        title=told.get("title"),
        published_by=told.get("publisher"),
        countries=tuple(told["countries"].split()) if told.get("countries") else home,
        lang=told.get("language"),
        published_on=day_of(told.get("published")),
        words=told.get("published_words", "liste des documents"),
    )
