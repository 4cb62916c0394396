"""Sources that oppose one another on a signal, side by side: two columns of one width, the older first, neither weighed."""

from collections.abc import Iterable, Sequence

from kb.lines import Line
from kb.wording import french_day
from scoring.contradictions import Contradiction, Side
from scoring.timeline import source_name
from scoring.timeline_filters import Asked, keeps
from ui import wording_fr as w
from ui.components import cells
from ui.components.html import small, tag, text
from ui.components.line_reviews import review_words
from ui.components.timeline_table import Told, folded, said
from ui.components.timeline_words import period_words

_FEW = 6  # so few statements are shown unfolded


def facing_of(found: Iterable[Contradiction], components: Sequence[str], asked: Asked) -> list[Contradiction]:
    """Those that hold a signal asked for, both sides whole: a filter never leaves one side alone."""
    return [
        one
        for one in found
        if (not components or one.component in components)
        and any(line.kind == "signal" and keeps(asked, line) for side in one.sides for line in side.lines)
    ]


def facing_tables(found: Sequence[Contradiction], release: int, reviews: Told) -> str:
    """One table each, in the order of the fiche."""
    return "".join(_table(one, release, reviews) for one in found)


def _table(one: Contradiction, release: int, reviews: Told) -> str:
    columns = tag("tr", *(tag("th", text(side.says), scope="col") for side in one.sides))
    faced = tag("tr", *(tag("td", *(_faced(line, release, reviews) for line in side.lines)) for side in one.sides))
    table = tag(
        "table",
        tag("caption", text(w.facing_of(one.about)), class_="rc-hidden"),
        tag("thead", columns),
        tag("tbody", faced),
        class_="rc-lines rc-facing",
    )
    reason = tag("p", text(w.fr(one.reason)), class_="rc-legend")
    lines = _lines(one.sides)
    return folded(w.fr(one.about), lines, reason + table, unfolded=len(lines) <= _FEW)


def _lines(sides: Iterable[Side]) -> list[Line]:
    return [line for side in sides for line in side.lines]


def _faced(line: Line, release: int, reviews: Told) -> str:
    """One statement of a side, with the same four dates as everywhere."""
    dates = small(
        period_words(line) or w.NO_PERIOD,
        w.dated(w.PUBLISHED, french_day(line.published_on)),
        _retrieved(line),
        w.dated(w.CHECKED, french_day(line.last_checked_at)),
        cells.age(line),
    )
    reviewed = small(*review_words(reviews.get(line.id, ()), line))
    who = tag("strong", text(source_name(line)))
    return tag("div", who, " ", said(line), dates, reviewed, cells.buttons(line, release), class_="rc-faced")


def _retrieved(line: Line) -> str:
    """A recorded answer is never dressed as a live one."""
    day = french_day(line.retrieved_at)
    return w.replayed(day) if line.is_replay else w.dated(w.RETRIEVED, day)
