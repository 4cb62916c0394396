"""Entries of lists and signals that changed between two bases: a folded table for each, what was said beside what is said."""

from collections.abc import Sequence

from kb.lines import Line
from kb.wording import french_period
from ui import line_changes
from ui import wording_fr as w
from ui.components import cells
from ui.components.html import head, small, tag, text
from ui.line_changes import LineChange

_FEW = 12  # so few are shown unfolded


def line_changes_html(found: Sequence[LineChange], old: int, new: int) -> str:
    """One folded table for lists and registers, one for signals; nothing where nothing changed. Numbers of the two bases."""
    return "".join(
        _table(kind, held, old, new) for kind in line_changes.KINDS if (held := line_changes.of_kind(found, kind))
    )


def _table(kind: str, held: Sequence[LineChange], old: int, new: int) -> str:
    title = w.LINE_CHANGES[kind]
    summary = tag(
        "summary", tag("span", text(title), class_="rc-title"), " ", small(w.kinds_counted(line_changes.counts(held)))
    )
    table = tag(
        "table",
        tag("caption", text(title), class_="rc-hidden"),
        head(w.line_change_columns(old, new)),
        tag("tbody", *(_row(one, old, new) for one in held)),
        class_="rc-lines rc-changes-lines",
    )
    opened: dict[str, str | None] = {"open": "" if len(held) <= _FEW else None}
    return tag("details", summary, table, class_="rc-section", data_section=f"changes-{kind}", **opened)


def _row(one: LineChange, old: int, new: int) -> str:
    line = one.line
    return tag(
        "tr",
        tag("th", text(line.label), small(line.title, cells.dimensions_text(line)), scope="row"),
        tag("td", text(french_period(line.period_as_stated)), small(cells.age(line))),
        tag("td", _side(one.before, w.NO_BEFORE)),
        tag("td", _side(one.after, w.NO_AFTER)),
        tag("td", text(w.KIND[one.kind]), small(w.BY[one.by])),
        tag("td", cells.buttons(line, new if one.after else old), class_="rc-actions"),
    )


def _side(line: Line | None, absent: str) -> str:
    if line is None:
        return tag("span", text(absent), class_="rc-none")
    return cells.value(line) + small(*cells.mentions(line), line.comments)
