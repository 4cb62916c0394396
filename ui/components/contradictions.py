"""Both sides of what disagrees, side by side; and, inside a component, the figures that were put side by side."""

from collections.abc import Sequence

from kb.lines import Line
from kb.sources.definition import source
from kb.vocabulary.source_types import interest_of, type_label
from kb.wording import french_period
from scoring.contradictions import Contradiction, Side
from scoring.numeric import Comparison
from ui import wording_fr as w
from ui.components import cells
from ui.components.html import head, small, tag, text


def contradictions(found: Sequence[Contradiction], release: int) -> str:
    """The block « Sources discordantes »; nothing where nothing disagrees."""
    if not found:
        return ""
    heading = tag("h2", text(w.discordant_sources(len(found))), class_="rc-h2", id="discordances")
    order = tag("p", text(w.SIDES_ORDER), class_="rc-legend")
    return tag("section", heading, order, *(_one(each, release) for each in found), class_="rc-versus")


def _one(found: Contradiction, release: int) -> str:
    title = tag("h3", text(found.about), small(french_period(found.period)), class_="rc-h3")
    why = tag("p", tag("strong", text(w.WHY)), " ", text(found.reason), small(found.note), class_="rc-why")
    columns = [w.side_named(number, side.says) for number, side in enumerate(found.sides, 1)]
    table = tag(
        "table",
        tag("caption", text(w.sides_of(found.about)), class_="rc-hidden"),
        head(columns),
        tag("tbody", tag("tr", *(tag("td", _side(side, release)) for side in found.sides))),
        class_="rc-sides",
    )
    return title + why + table


def _side(side: Side, release: int) -> str:
    return "".join(_said(line, release) for line in side.lines)


def _said(line: Line, release: int) -> str:
    """One line as a sentence: what, value or quotation, period and age, who, what is at stake, the other dates, actions."""
    kind = type_label(source(line.source).tier)
    stake = interest_of(line.source, self_reported=line.self_reported)
    rows = (
        tag("p", tag("strong", text(line.label)), " ", cells.value(line)),
        tag("p", cells.period(line)),
        tag("p", cells.who(line), small(kind, *cells.mentions(line)), small(f"{w.STAKE} {stake}")),
        tag("p", *(_dated(name, shown(line)) for name, shown in _DATES)),
        tag("p", cells.buttons(line, release), class_="rc-actions"),
    )
    return tag("div", *rows, class_="rc-side")


_DATES = ((w.PUBLISHED, cells.published), (w.RETRIEVED, cells.retrieved), (w.CHECKED, cells.checked))


def _dated(name: str, shown: str) -> str:
    return tag("span", text(f"{name}\u00a0: "), shown, class_="rc-dated")


def compared(found: Sequence[Comparison]) -> str:
    """The figures of one component that one quantity brings together, folded; nothing where there are none."""
    if not found:
        return ""
    said = w.compared_counted(len(found))
    summary = tag("summary", text(w.COMPARED_FIGURES), " ", small(said, w.COMPARED_NOTE))
    table = tag(
        "table",
        tag("caption", text(w.COMPARED_FIGURES), class_="rc-hidden"),
        head(w.COMPARED_COLUMNS),
        tag("tbody", *(_compared(one) for one in found)),
        class_="rc-fields",
    )
    return tag("details", summary, table, class_="rc-breakdowns")


def _compared(found: Comparison) -> str:
    return tag(
        "tr",
        tag("th", text(found.about), scope="row"),
        tag("td", text(french_period(found.period))),
        *(tag("td", cells.value(line), small(source(line.source).short)) for line in found.lines),
        tag("td", text(found.relation.value), small(found.reason)),
    )
