"""Dated lines as one HTML table. Breakdowns by sex, age or place are folded under their headline."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kb.lines import Line
from kb.vocabulary.terms import load_terms
from kb.wording import counted, french_period
from ui import wording_fr as w
from ui.components import cells
from ui.components.html import head, small, tag, text


@dataclass(frozen=True)
class Group:
    """One indicator: the lines shown at once, and those folded under them."""

    headlines: tuple[Line, ...]
    breakdowns: tuple[Line, ...]


def grouped(lines: Iterable[Line]) -> list[Group]:
    """Lines by indicator, in the order given. What does not vary inside an indicator does not make a breakdown."""
    by_indicator: dict[tuple[str, str | None], list[Line]] = {}
    for line in lines:
        by_indicator.setdefault((line.source, line.indicator or line.type), []).append(line)
    return [_group(members) for members in by_indicator.values()]


def _group(members: Sequence[Line]) -> Group:
    held = [cells.broken_down(line) for line in members]
    varying = {kind for one in held for kind in one if any(other.get(kind) != one[kind] for other in held)}
    totals = load_terms().totals
    heads = [
        line
        for line, one in zip(members, held, strict=True)
        if all(one.get(kind) is None or one[kind] in totals for kind in varying)
    ]
    if not heads:
        return Group(tuple(members), ())
    return Group(tuple(heads), tuple(line for line in members if line not in heads))


def lines_table(lines: Iterable[Line], release: int, caption: str) -> str:
    """The table of a component or of the annexe."""
    body = "".join(_rows(group, release) for group in grouped(lines))
    return tag(
        "table",
        tag("caption", text(caption), class_="rc-hidden"),
        _widths(),
        head(w.LINE_COLUMNS),
        tag("tbody", body),
        class_="rc-lines",
    )


def flat_table(lines: Iterable[Line], release: int, caption: str, over: Callable[[Line], str]) -> str:
    """Lines in the order given, none folded, each under a word of its own: the annexe may hold several countries."""
    body = "".join(row(line, release, over=over(line)) for line in lines)
    hidden = tag("caption", text(caption), class_="rc-hidden")
    return tag("table", hidden, _widths(), head(w.LINE_COLUMNS), tag("tbody", body), class_="rc-lines")


def _widths() -> str:
    return tag("colgroup", *(tag("col", class_=f"rc-w{number}") for number in range(len(w.LINE_COLUMNS))))


def _rows(group: Group, release: int) -> str:
    places = Counter(
        (line.series, line.period_as_stated, line.dimensions.get("DATASOURCE")) for line in group.headlines
    )
    again = {place for place, times in places.items() if times > 1}
    rows = "".join(
        row(line, release, repeated=(line.series, line.period_as_stated, line.dimensions.get("DATASOURCE")) in again)
        for line in group.headlines
    )
    if not group.breakdowns:
        return rows
    inner = tag(
        "table",
        tag("caption", text(w.breakdowns_of(group.breakdowns[0].label)), class_="rc-hidden"),
        _widths(),
        tag("thead", tag("tr", *(tag("th", text(c), scope="col") for c in w.LINE_COLUMNS)), class_="rc-hidden"),
        tag("tbody", *(row(line, release, short=True) for line in group.breakdowns)),
        class_="rc-lines rc-inner",
    )
    said = counted(len(group.breakdowns), w.BREAKDOWN)
    summary = tag("summary", text(said), small(_kinds(group.breakdowns), _periods(group.breakdowns)))
    folded = tag("details", summary, inner, class_="rc-breakdowns")
    return rows + tag("tr", tag("td", folded, colspan=str(len(w.LINE_COLUMNS))), class_="rc-folded")


def _kinds(lines: Iterable[Line]) -> str:
    kinds = {kind for line in lines for kind in cells.broken_down(line)}
    return ", ".join(sorted(w.DIMENSION_KINDS.get(kind, kind) for kind in kinds))


def _periods(lines: Iterable[Line]) -> str:
    # said before unfolding: a breakdown may be years older than its headline
    return ", ".join(sorted({french_period(line.period_as_stated) for line in lines}))


def row(line: Line, release: int, *, short: bool = False, over: str | None = None, repeated: bool = False) -> str:
    """One line of the table. `short` names a breakdown by what sets it apart."""
    detail = cells.dimensions_text(line)
    said = [] if short else [detail, *cells.mentions(line)]
    what = (
        small(over) + text(detail if short and detail else line.label) + small(*said, w.REPEATED if repeated else None)
    )
    return tag(
        "tr",
        tag("th", what, scope="row"),
        tag("td", cells.value(line), class_="rc-figure"),
        tag("td", cells.period(line)),
        tag("td", cells.published(line)),
        tag("td", cells.retrieved(line)),
        tag("td", cells.checked(line)),
        tag("td", cells.who(line)),
        tag("td", cells.buttons(line, release), class_="rc-actions"),
    )
