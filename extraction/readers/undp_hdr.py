"""UNDP, Human Development Report: the wide table of composite indices → observations."""

import io
import re
from collections.abc import Iterator

from extraction.formats.csv_tables import read_csv, require_names
from extraction.formats.estimates import number, reported
from extraction.formats.observations import observation
from extraction.items import ObservationItem, Payload
from kb.vocabulary.areas_loader import area_of
from kb.vocabulary.indicators_loader import load_indicators

EXTRACTOR = "undp_hdr/1"

_FIGURE = re.compile(r"(?P<measure>\w+)_(?P<year>\d{4})")
# groups of the area itself, not figures; names were damaged in the file of 2023-24 (« C魌e d'Ivoire »): codes are read
_LABELS = ("iso3", "country", "hdicode", "region")


def read(payload: Payload) -> Iterator[ObservationItem]:
    """One observation per filled cell; a blank cell states nothing. Raises UnreadablePayload on any column not known here."""
    table = read_csv(payload.url, lambda: io.BytesIO(payload.body))
    require_names(payload.url, table.header, set(table.header))  # a column written twice would say two things
    figures = [_FIGURE.fullmatch(name) for name in table.header]
    measures = [found["measure"] for found in figures if found]
    others = [name for name, found in zip(table.header, figures, strict=True) if not found]
    require_names(payload.url, others, _LABELS)
    require_names(payload.url, list(dict.fromkeys(measures)), list(load_indicators("undp_hdr")))
    code = table.header.index("iso3")
    columns = [(at, found["measure"], found["year"]) for at, found in enumerate(figures) if found]
    for row in table.rows:
        area = area_of("undp_hdr", row[code])
        for at, measure, year in columns:
            if row[at]:
                yield _observation(measure, area, year, row[at])


def _observation(measure: str, area: tuple[str, str], year: str, text: str) -> ObservationItem:
    days = (f"{year}-01-01", f"{year}-12-31")
    return observation(measure, area, year, days, text, value=number(text), reported=reported(text))
