"""What stands around a quotation in its report: 300 characters each side, as far as the terms of the source let it be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, select

from kb.kinds import PASSAGE, SIGNAL
from kb.lines import Line
from kb.releases import ReleaseInfo, in_release
from kb.sources.definition import source

REACH = 300  # characters each side, at most: design §2.10
QUOTABLE = frozenset({"full", "quote"})

s, p = SIGNAL.table.c, PASSAGE.table.c


@dataclass(frozen=True)
class Around:
    """The text before and after a quotation, on its page; a side is cut where more text follows it."""

    before: str
    after: str
    heading: str | None
    cut_before: bool
    cut_after: bool


def around(engine: Engine, release: ReleaseInfo, line: Line) -> Around | None:
    """The surroundings of a signal's quotation. None for what is no quotation of a report, or may not be quoted."""
    if line.kind != "signal" or not line.quote or source(line.source).redistribution not in QUOTABLE:
        return None
    with engine.connect() as connection:
        found = connection.execute(
            select(s.address_id, s.document, s.page, s.start, s.end)
            .where(s.line_id == line.id, s.private_person.is_(False), in_release(release.number, SIGNAL.table))
            .limit(1)
        ).first()
        return _around(_passages(connection, release.number, found), found.start, found.end) if found else None


def _passages(connection: Connection, release: int, quoted: Any) -> Sequence[Any]:
    """The passages of the page that lie within reach; one that names a private person is never among them."""
    statement = (
        select(p.start, p.end, p.text, p.heading)
        .where(p.address_id == quoted.address_id, p.document == quoted.document, p.page == quoted.page)
        .where(p.end >= quoted.start - REACH, p.start <= quoted.end + REACH)
        .where(p.private_person.is_(False), p.text.is_not(None), in_release(release, PASSAGE.table))
        .order_by(p.start, p.ordinal)
    )
    return connection.execute(statement).all()


def _around(passages: Sequence[Any], start: int, end: int) -> Around | None:
    """Passages laid where they stand on the page; what no passage holds between two of them is white space."""
    if not passages:
        return None
    first, last = passages[0].start, max(one.end for one in passages)
    page = [" "] * (last - first)
    for one in passages:
        page[one.start - first : one.end - first] = one.text
    text = "".join(page)
    low, high = max(start - REACH, first), min(end + REACH, last)
    own = next((one for one in passages if one.start <= start < one.end), None)
    return Around(
        before=text[low - first : max(start - first, 0)].lstrip(),
        after=text[max(end - first, 0) : high - first].rstrip(),
        heading=own.heading if own else None,
        cut_before=low > first,
        cut_after=high < last,
    )
