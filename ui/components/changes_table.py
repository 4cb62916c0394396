"""Changes of a choice: one folded table per series, « what was published » beside « what is published »."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from kb.differences import Change, Statement
from kb.lines import Line
from kb.vocabulary.loader import load_components
from kb.wording import french_number
from ui import changes
from ui import wording_fr as w
from ui.components import cells
from ui.components.html import button, clean, head, small, tag, text

_FEW = 40  # rows: so few are shown unfolded


@dataclass(frozen=True)
class Side:
    """One of the two bases: its number and the lines it holds."""

    number: int
    lines: Mapping[str, Line]


def changes_html(found: list[changes.Series], old: Side, new: Side, seen: Callable[[Change], str]) -> str:
    """Every series of a page. `seen` names the base in which a change was first met."""
    unfolded = sum(len(series.rows) for series in found) <= _FEW
    tools = tag(
        "p",
        button(w.UNFOLD_ALL, "tout:ouvrir", w.UNFOLD_ALL),
        button(w.FOLD_ALL, "tout:fermer", w.FOLD_ALL),
        class_="rc-tools",
    )
    return tools + "".join(_series(series, old, new, seen, unfolded) for series in found)


def _series(series: changes.Series, old: Side, new: Side, seen: Callable[[Change], str], unfolded: bool) -> str:
    first, last = series.periods
    summary = tag(
        "summary",
        tag("span", text(series.label), class_="rc-title"),
        " ",
        small(
            w.kinds_counted(series.counts),
            first if first == last else f"{first}–{last}",
            _component(series.component),
            w.part_of_group(len(series.rows)) if series.is_cut else None,
        ),
    )
    columns = w.change_columns(old.number, new.number)
    table = tag(
        "table",
        # outside the fold the label is read already: the eye needs the unit alone
        tag("caption", tag("span", text(w.changes_of(series.label)), class_="rc-hidden"), small(series.unit)),
        tag("colgroup", *(tag("col", class_=f"rc-c{number}") for number in range(len(columns)))),
        head(columns),
        tag("tbody", *(_row(change, old, new, seen(change)) for change in series.rows)),
        class_="rc-lines rc-changes",
    )
    opened: dict[str, str | None] = {"open": "" if unfolded else None}
    return tag("details", summary, table, class_="rc-section", data_section=f"serie-{series.indicator}", **opened)


def _component(key: str | None) -> str:
    return load_components()[key].label if key else w.CONTEXT


def _row(change: Change, old: Side, new: Side, seen: str) -> str:
    name = changes.identity(change)
    held, shown = (old, old.lines.get(name)) if change.kind == "gone" else (new, new.lines.get(name))
    kind = changes.kind(change)
    return tag(
        "tr",
        tag("th", text(changes.period(change)), scope="row"),
        tag("td", _dimensions(change)),
        tag("td", _side(change.before, change.after, old, change) or _none(w.NO_BEFORE), class_="rc-figure"),
        tag("td", _side(change.after, change.before, new, change) or _none(w.NO_AFTER), class_="rc-figure"),
        tag("td", text(w.KIND[kind]), small(w.BY[change.by]), small(_same_number(change))),
        tag("td", text(seen)),
        tag("td", cells.buttons(shown, held.number) if shown else "", class_="rc-actions"),
    )


def _same_number(change: Change) -> str | None:
    """Revised, although the number is the same: it is the bounds that came, went or moved."""
    before, after = change.before, change.after
    if not (before and after) or change.presentation_only or before.value is None:
        return None
    return w.SAME_NUMBER if before.value == after.value else None


def _dimensions(change: Change) -> str:
    said = ", ".join(cells.dimension(*pair) for pair in changes.dimensions(change).items())
    return text(said or w.NO_LINE) + small(changes.survey(change))


def _none(said: str) -> str:
    return tag("span", text(said), class_="rc-none")


def _side(said: Statement | None, other: Statement | None, side: Side, change: Change) -> str:
    """What one base says; nothing when it says nothing."""
    if said is None:
        return ""
    line = side.lines.get(changes.identity(change))
    # repeated keys: the line found may be another of the same key, and then only lends its language and unit
    if line is None or (said.value is None and line.value_as_published != said.value_as_published):
        shown = tag("q", text(said.value_as_published)) if said.value_as_published else text(w.BLANK)
    else:
        shown = cells.said(
            said.value_as_published, said.value, msgspec.structs.replace(line, unit=None)
        )  # the series says it
    return shown + small(*_fine_print(said, other))


def _fine_print(said: Statement, other: Statement | None) -> list[str]:
    """What differs although the published text does not."""
    if other is None:
        return []
    notes = []
    if said.value_as_published == other.value_as_published:
        if said.value != other.value and said.value is not None:
            notes.append(w.read_as(french_number(said.value)))
        if (said.low, said.high) != (other.low, other.high):
            notes.append(w.bounds(_number(said.low), _number(said.high)))
    if said.comments != other.comments:
        notes.append(w.comment(clean(said.comments) if said.comments else None))
    return notes


def _number(value: float | None) -> str:
    return w.NO_LINE if value is None else french_number(value)
