"""Where the quotation of a signal stands in the extracted text of its page: a place is no text, and is told under any licence."""

from sqlalchemy import Engine, select

from kb.kinds import SIGNAL
from kb.lines import Line
from kb.releases import ReleaseInfo, in_release

s = SIGNAL.table.c


def place_in_page(engine: Engine, release: ReleaseInfo, line: Line) -> tuple[int, int] | None:
    """First character and the one after the last; None where the release does not hold the signal."""
    statement = select(s.start, s.end).where(s.line_id == line.id, in_release(release.number, SIGNAL.table))
    with engine.connect() as connection:
        row = connection.execute(statement).first()
    return (row.start, row.end) if row else None
