"""UNAIDS, workbook « HIV estimates 1990 to present »: one row per area and year, one column per figure or bound."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extraction.formats.csv_tables import require_names
from extraction.formats.estimates import number, reported, with_bounds, year_bounds
from extraction.formats.observations import observation
from extraction.formats.workbooks import Row, read_sheets
from extraction.items import ObservationItem, Payload, UnreadablePayload
from kb.vocabulary.areas_loader import area_of

# The two sheets « by Year » repeat the rows of these in another order.
SHEETS = ("HIV estimates - by Area", "Treatment - by Area")
REPEATED = ("HIV estimates - by Year", "Treatment - by Year")
HEADER_ROW, SOURCE_ROW = 6, 3  # the title, the years and the source stand above the header
FIRST_FIGURE = 3  # after the year, the code and the name of the area
_BOUND = re.compile(r"(?P<figure>.*?)\s+-\s+(?P<bound>low estimate|high estimate|lower|upper)", re.IGNORECASE)
Places = Mapping[str, tuple[int, int | None, int | None]]
"""Title of a figure → the columns of the figure and of its bounds."""


def read_workbook(payload: Payload, known: Sequence[str]) -> Iterator[ObservationItem]:
    """Every figure of both sheets; `known` are the titles of figures that the vocabulary names. Raises UnreadablePayload."""
    sheets = read_sheets(payload.url, payload.body)
    require_names(payload.url, list(sheets), [*SHEETS, *REPEATED], "feuilles")
    tops = {name: [next(sheets[name], ()) for _ in range(HEADER_ROW)] for name in SHEETS}
    places = {name: _places(payload.url, top[-1]) for name, top in tops.items()}
    require_names(payload.url, [title for found in places.values() for title in found], known)
    for name, top in tops.items():
        yield from _figures(payload.url, sheets[name], places[name], _source(payload.url, top[SOURCE_ROW - 1]))


def _places(url: str, header: Row) -> Places:
    titles = [" ".join(str(cell).split()) if cell is not None else "" for cell in header]
    places: dict[str, list[int | None]] = {}
    for column, title in enumerate(titles):
        bound = _BOUND.fullmatch(title)
        if bound is None and title:
            places[title] = [column, None, None]
        elif bound and bound["figure"] in places:
            places[bound["figure"]][1 if bound["bound"].lower().startswith("low") else 2] = column
        elif bound:
            raise UnreadablePayload(f"Le classeur de {url} donne une borne sans son chiffre (« {title} »).")
    return {title: (int(at[0] or 0), at[1], at[2]) for title, at in places.items()}


def _source(url: str, row: Row) -> str:
    said = str(row[0]) if row and row[0] else ""
    if not said.startswith("Source: "):
        raise UnreadablePayload(
            f"Le classeur de {url} ne dit plus sa source à la ligne {SOURCE_ROW} : rien n’en a été lu."
        )
    return said.removeprefix("Source: ").strip()


def _figures(url: str, rows: Iterator[Row], places: Places, source: str) -> Iterator[ObservationItem]:
    for row in rows:
        if all(cell is None for cell in row):
            continue
        days = year_bounds(str(row[0]))
        if days is None or len(row) < FIRST_FIGURE:
            raise UnreadablePayload(f"Une ligne du classeur de {url} ne commence pas par une année ({row[0]!r}).")
        code, name = (" ".join(str(cell or "").split()) for cell in row[1:FIRST_FIGURE])
        area = area_of("unaids", code, name)
        for title, columns in places.items():
            text, low, high = (_text(row, column) for column in columns)
            if text or low or high:  # a blank cell states nothing
                yield _observation(title, area, days, source, text, low, high)


def _text(row: Row, column: int | None) -> str:
    return "" if column is None or column >= len(row) or row[column] is None else str(row[column])


def _observation(
    title: str, area: tuple[str, str], days: tuple[str, str], source: str, text: str, low: str, high: str
) -> ObservationItem:
    return observation(
        title,
        area,
        days[0][:4],
        days,
        with_bounds(text, low, high),
        value=number(text),
        reported=reported(text),
        bounds=(number(low), number(high)),
        data_source=source,
    )
