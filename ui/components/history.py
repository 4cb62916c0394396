"""What the publisher said of one line, release after release; bases that say the same stand in one row."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.differences import Statement
from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.wording import french_day
from ui import wording_fr as w
from ui.components import cells
from ui.components.html import head, small, tag, text

Held = tuple[ReleaseInfo, Line | None]


@dataclass(frozen=True)
class Stretch:
    """Releases in a row that say the same; `line` is the one of the last of them, None where there is none."""

    first: ReleaseInfo
    last: ReleaseInfo
    line: Line | None


def stretches(held: Sequence[Held]) -> list[Stretch]:
    """From the oldest release to the newest."""
    found: list[Stretch] = []
    for release, line in held:
        if found and _statement(found[-1].line) == _statement(line):
            found[-1] = Stretch(found[-1].first, release, line)
        else:
            found.append(Stretch(release, release, line))
    return found


def _statement(line: Line | None) -> Statement | None:
    if line is None:
        return None
    return Statement(line.value_as_published, line.value, line.low, line.high, line.comments)


def history_table(found: Sequence[Stretch], read: int) -> str:
    """Newest first; nothing when every release says the same."""
    if len(found) < 2:
        return ""
    befores = [None, *found[:-1]]
    rows = "".join(_row(one, before, read) for one, before in reversed(list(zip(found, befores, strict=True))))
    table = tag(
        "table",
        tag("caption", text(w.HISTORY_CAPTION), class_="rc-hidden"),
        head(w.HISTORY_COLUMNS),
        tag("tbody", rows),
        class_="rc-lines rc-series",
    )
    return tag("h3", text(w.HISTORY), class_="rc-h3") + table


def _row(one: Stretch, before: Stretch | None, read: int) -> str:
    line = one.line
    here = one.first.number <= read <= one.last.number
    dates = [cells.published(line), cells.retrieved(line)] if line else [text(w.NO_LINE)] * 2
    return tag(
        "tr",
        tag("th", text(_bases(one)), small(w.READ_BASE if here else None), scope="row"),
        tag("td", cells.value(line) if line else text(w.NOT_IN_BASE), class_="rc-figure"),
        *(tag("td", shown) for shown in dates),
        tag("td", _change(before.line, line) if before else text(w.NO_LINE)),
    )


def _bases(one: Stretch) -> str:
    first, last = (french_day(release.created_at.isoformat()) for release in (one.first, one.last))
    if one.first.number == one.last.number:
        return w.base_short(one.first.number, first)
    return w.bases_range(one.first.number, first, one.last.number, last)


def _change(before: Line | None, line: Line | None) -> str:
    was, is_now = _statement(before), _statement(line)
    if was is None or is_now is None:
        return text(w.KIND["added" if was is None else "gone"])
    kind = "rewritten" if was.reads_as(is_now) else "revised"
    # the same bytes can only differ by the way they were read
    by = "reader" if before and line and before.sha256 == line.sha256 else "publisher"
    return text(w.KIND[kind]) + small(w.BY[by])
