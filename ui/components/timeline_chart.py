"""The timeline drawn: one row per type and source, a bar from start to end, an open end drawn open. Shapes tell, colour does not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from scoring.timeline import Ending, Entry, Scope, TypeEntries
from ui import wording_fr as w
from ui.components.html import clean

MOST_ROWS = 40  # more do not fit a screen: the page then asks for one type, and the tables hold everything
_ROW = 22  # pixels
_NAME = 46  # characters of a row's name; the whole name stands in the table
_POINTS = {"negated": "square", "hypothetical": "diamond"}


@dataclass(frozen=True)
class Row:
    """One row of the drawing."""

    name: str
    entries: tuple[Entry, ...]


def rows(scope: Scope) -> list[Row]:
    """The rows that hold something dated, in the order of the tables."""
    names: Counter[str] = Counter()
    found = []
    for one in scope.types:
        for source in one.sources:
            dated = tuple(entry for entry in source.entries if entry.first_day)
            if dated:
                found.append(Row(_name(one, source.source, names), dated))
    return found


def _name(one: TypeEntries, source: str, names: Counter[str]) -> str:
    """Two long names cut at the same place are two rows all the same."""
    who = clean(source)
    name = f"{clean(one.label)} — {who if len(who) <= _NAME else who[: _NAME - 1] + '…'}"
    names[name] += 1
    return name if names[name] == 1 else f"{name} ({names[name]})"


def chart(drawn: list[Row], accent: str) -> dict[str, Any]:
    """A Vega-Lite description of plain values: names, days and our own words; nothing of it is an expression."""
    values = [value for row in drawn for value in _values_of(row)]
    up = {
        "field": "row", "type": "ordinal", "title": None, "sort": [row.name for row in drawn],
        "axis": {"labelLimit": 420, "labelOverlap": False, "grid": True, "ticks": False, "domain": False, "labelColor": accent},
    }  # fmt: skip
    across = {
        "field": "from", "type": "temporal", "title": None, "scale": {"domain": _reach(values)},
        "axis": {"format": "%Y", "tickCount": "year", "labelOverlap": True, "labelColor": accent},
    }  # fmt: skip
    return {
        "data": {"values": values},
        "height": {"step": _ROW},
        "layer": [_layer(mark, kinds, up, across) for kinds, mark in _marks(accent)],
        "config": {"aria": False},  # a mark has no name of its own: the chart has one, and the tables say the rest
    }


def _reach(values: list[dict[str, Any]]) -> list[str]:
    """Whole years, from the first day to the last, with room at the end for the words."""
    years = [int(value[key][:4]) for value in values for key in ("from", "to") if key in value]
    first, last = min(years), max(years)
    return [_day(date(first, 1, 1)), _day(date(last + 1 + max(1, (last - first) // 4), 1, 1))]


def _marks(accent: str) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Kinds of value, and the mark that draws them."""
    yield ("present",), {"type": "bar", "height": 7, "color": accent}
    yield ("historical",), {"type": "bar", "height": 7, "fill": "transparent", "stroke": accent, "strokeWidth": 1.5}
    yield ("negated", "hypothetical"), {"type": "rule", "color": accent, "strokeDash": [2, 2]}
    yield (("end",), {"type": "tick", "color": accent, "thickness": 3, "size": 16, "orient": "vertical"})
    yield (
        ("open",),
        {"type": "point", "shape": "triangle-right", "filled": True, "size": 90, "color": accent, "opacity": 1},
    )
    for polarity, shape in _POINTS.items():
        yield (
            (f"at_{polarity}",),
            {"type": "point", "shape": shape, "filled": False, "size": 70, "color": accent, "opacity": 1},
        )
    yield ("words",), {"type": "text", "align": "left", "dx": 9, "color": accent, "fontSize": 11}


def _layer(mark: dict[str, Any], kinds: tuple[str, ...], up: dict[str, Any], across: dict[str, Any]) -> dict[str, Any]:
    encoding = {"y": up, "x": across}
    if mark["type"] in {"bar", "rule"}:
        encoding["x2"] = {"field": "to"}
    if mark["type"] == "text":
        encoding["text"] = {"field": "words", "type": "nominal"}
    return {
        "transform": [{"filter": {"field": "kind", "oneOf": list(kinds)}}],
        "mark": {**mark, "aria": False},
        "encoding": encoding,
    }


def _values_of(row: Row) -> Iterator[dict[str, Any]]:
    for entry in row.entries:
        yield from _values(row.name, entry)
    last = max(row.entries, key=lambda entry: (entry.last_day, entry.line.id))
    # one word a row, at its latest day: more would write over one another
    if last.line.polarity not in _POINTS:
        words = w.END_NOT_DOCUMENTED if last.ending is Ending.NOT_DOCUMENTED else w.END_TOLD
        yield {"row": row.name, "kind": "words", "from": _end(last), "words": words}


def _values(row: str, entry: Entry) -> Iterator[dict[str, Any]]:
    polarity, start, end = entry.line.polarity or "", _day(date.fromisoformat(entry.first_day)), _end(entry)
    yield {"row": row, "kind": polarity, "from": start, "to": end}
    if polarity in _POINTS:
        yield {"row": row, "kind": f"at_{polarity}", "from": start}
    else:
        yield {"row": row, "kind": "open" if entry.ending is Ending.NOT_DOCUMENTED else "end", "from": end}


def _end(entry: Entry) -> str:
    """The day after the last one: a bar covers its last day."""
    return _day(date.fromisoformat(entry.last_day) + timedelta(days=1))


def _day(day: date) -> str:
    """With the hour, as a browser reads a bare day as UTC."""
    return f"{day.isoformat()}T00:00"


def alt(scope: str) -> str:
    """What the chart is, for who does not see it."""
    return f"{scope}. {w.CHART_ALT}"
