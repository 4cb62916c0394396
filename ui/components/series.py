"""One series: a chart with its bounds as a band, and the same figures as a table."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from kb.lines import Line
from kb.wording import french_period
from ui import wording_fr as w
from ui.components import cells
from ui.components.html import head, small, tag, text
from ui.line_data import Revision

_NUMBERS = {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", "\u00a0€"]}


def chart(values: Sequence[Line], accent: str, older: Sequence[Revision] = ()) -> dict[str, Any] | None:
    """A Vega-Lite description made of numbers and our own words only; None where there is nothing to follow.

    What older releases held is a thinner, dashed line each: what was published then, beside what is published now.
    """
    points = _points(values)
    places = {point["p"] for point in points}
    if len(places) < 2:
        return None
    across = {"field": "p", "type": "temporal", "title": None, "axis": {"format": "%Y", "grid": False, "tickCount": 8}}
    layers: list[dict[str, Any]] = []
    if any(point["low"] is not None and point["high"] is not None for point in points):
        band = {"x": across, "y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}}
        layers.append({"mark": {"type": "area", "opacity": 0.18, "color": accent, "aria": False}, "encoding": band})
    # several values of one period (two surveys, say) are points: a line through them would invent a course
    once = len(places) == len(points)
    look = {"color": accent, "aria": False}
    mark = {"type": "line", "point": look, **look} if once else {"type": "point", **look}
    up = {"field": "v", "type": "quantitative", "title": None, "scale": {"zero": True}}
    thin = {"type": "line", "strokeWidth": 1, "strokeDash": [4, 3], "opacity": 0.7, **look}
    layers += [
        {"data": {"values": _points(one.lines)}, "mark": thin, "encoding": {"x": across, "y": up}}
        for one in older
        if once
    ]
    layers.append({"mark": mark, "encoding": {"x": across, "y": up}})
    title = {"text": cells.unit(values[0]) or w.NO_UNIT, "anchor": "start", "fontSize": 12, "fontWeight": "normal"}
    return {
        "data": {"values": points},
        "layer": layers,
        "title": title,
        "height": 200,
        # the whole has a name and a table of its own; what Vega would read aloud of its parts is English
        "config": {"aria": False, "locale": {"number": _NUMBERS}},
    }


def _points(values: Sequence[Line]) -> list[dict[str, Any]]:
    return [
        {"p": _place(line), "v": line.value, "low": line.low, "high": line.high}
        for line in values
        if line.value is not None
    ]


def _place(line: Line) -> str:
    """Where a period stands on the axis: a year under its own mark, a longer period in its middle."""
    start, end = date.fromisoformat(line.period_start or line.dated), date.fromisoformat(line.dated)
    middle = start if end - start < timedelta(days=367) else start + (end - start) / 2
    return f"{middle.isoformat()}T00:00"  # without the hour a browser reads the day as UTC


def series_table(values: Sequence[Line], current: str, older: Sequence[Revision] = ()) -> str:
    """Newest first, as the chart cannot be read aloud; under a value, what older bases held in its place."""
    rows = "".join(
        tag(
            "tr",
            tag(
                "th",
                text(french_period(line.period_as_stated)),
                small(w.THIS_LINE if line.id == current else None),
                scope="row",
            ),
            tag("td", cells.value(line), small(*_before(line, older)), class_="rc-figure"),
            tag("td", cells.published(line)),
            tag("td", cells.retrieved(line)),
            tag("td", cells.checked(line)),
        )
        for line in sorted(values, key=lambda line: (line.dated, line.id), reverse=True)
    )
    return tag(
        "table",
        tag("caption", text(w.SERIES_CAPTION), class_="rc-hidden"),
        head(w.SERIES_COLUMNS),
        tag("tbody", rows),
        class_="rc-lines rc-series",
    )


def _before(line: Line, older: Sequence[Revision]) -> list[str]:
    """« base n° 1 : 36,0 », where it was not the same."""
    said = []
    after = line.value_as_published
    for one in older:
        held = next((before for before in one.lines if before.id == line.id), None)
        if held and held.value_as_published != after:
            said.append(w.held_before(one.release.number, cells.value_text(held)))
            after = held.value_as_published
    return said
