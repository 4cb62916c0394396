"""Passages and reports of a release by the id of their line: what a citation opens again. Read-only."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from kb.clock import paris_day
from kb.kinds import DOCUMENT, PASSAGE
from kb.lines import Line
from kb.passage_lines import DOCUMENT_COLUMNS, PASSAGE_COLUMNS, line_of_document, line_of_passage, quotable
from kb.provenance import provenance_of
from kb.releases import RELEASE, ReleaseInfo, in_release

p, d = PASSAGE.table.c, DOCUMENT.table.c


def _documents(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(*DOCUMENT_COLUMNS).where(in_release(RELEASE, DOCUMENT.table), *conditions)


_PASSAGES = select(*PASSAGE_COLUMNS).where(
    p.line_id.in_(bindparam("ids", expanding=True)), in_release(RELEASE, PASSAGE.table)
)
_DOCUMENTS = _documents(d.line_id.in_(bindparam("ids", expanding=True)))
# an answer that lists a report twice has said its title the first time
_THEIRS = _documents(d.address_id.in_(bindparam("held", expanding=True)), d.rank == 0)


def report_lines_by_id(connection: Connection, release: ReleaseInfo, ids: Collection[str]) -> dict[str, Line]:
    """The lines of passages and reports by id; an id that the release does not hold is absent from the answer.

    Nothing was looked for here: where only a short quotation may go out, it is the beginning of the passage.
    """
    asked = {"ids": list(ids), "release": release.number}
    passages, documents = (connection.execute(statement, asked).all() for statement in (_PASSAGES, _DOCUMENTS))
    held = {row.address_id for row in passages}
    told = connection.execute(_THEIRS, {"held": sorted(held), "release": release.number})
    theirs = {(row.address_id, row.document): row for row in told}
    origins = provenance_of(connection, release.number, held | {row.address_id for row in documents})
    day = paris_day(release.created_at).isoformat()
    lines = [line_of_document(row, origins[row.address_id], day) for row in documents]
    for row in passages:
        origin = origins[row.address_id]
        lines.append(line_of_passage(row, theirs[row.address_id, row.document], origin, day, quotable(row, origin)))
    return {line.id: line for line in lines}
