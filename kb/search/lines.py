"""The lines of a page of results, with the offsets of what was looked for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from kb.clock import paris_day
from kb.frozen_vocabulary import words_named
from kb.kinds import DOCUMENT, LISTING, OBSERVATION, PASSAGE, Kind
from kb.lines import Line, line_of_observation
from kb.listing_lines import LISTING_COLUMNS, line_of_listing
from kb.passage_lines import DOCUMENT_COLUMNS, PASSAGE_COLUMNS, line_of_document, line_of_passage
from kb.provenance import Provenance, provenance_of
from kb.releases import RELEASE, ReleaseInfo, in_release
from kb.search.marks import Sought, Span
from kb.search.newest import newest_figures
from kb.search.refs import Ref
from kb.search.series import LABELS


@dataclass(frozen=True)
class Hit:
    """A line, and where in its label and in its quotation the words stand."""

    line: Line
    label_marks: tuple[Span, ...] = ()
    quote_marks: tuple[Span, ...] = ()


Rows = Mapping[int, Any]
"""Original number of a statement → its row in the release."""


def _statement(kind: Kind, columns: Sequence[Any]) -> Any:
    numbers: BindParameter[int] = bindparam("numbers", expanding=True)
    return select(*columns).where(kind.table.c.original_id.in_(numbers), in_release(RELEASE, kind.table))


_STATEMENTS = {
    PASSAGE.name: _statement(PASSAGE, PASSAGE_COLUMNS),
    DOCUMENT.name: _statement(DOCUMENT, DOCUMENT_COLUMNS),
    LISTING.name: _statement(LISTING, LISTING_COLUMNS),
}


def hits_of(connection: Connection, release: ReleaseInfo, refs: Sequence[Ref], sought: Sought) -> list[Hit]:
    """One hit per reference, in their order."""
    with words_named(connection, release.vocabulary):
        return _hits(connection, release, refs, sought)


def _hits(connection: Connection, release: ReleaseInfo, refs: Sequence[Ref], sought: Sought) -> list[Hit]:
    figures = newest_figures(connection, release.number, [ref for ref in refs if ref.kind == OBSERVATION.name])
    rows = {kind: _rows(connection, release, kind, refs) for kind in _STATEMENTS}
    shown = [*figures.values(), *(row for found in rows.values() for row in found.values())]
    origins = provenance_of(connection, release.number, {row.address_id for row in shown})
    day = paris_day(release.created_at).isoformat()
    made = []
    for ref in refs:
        if ref.kind == OBSERVATION.name:
            row = figures[ref.code, ref.area]
            line = line_of_observation(row, origins[row.address_id], day)
            made.append(Hit(line, sought.marks(line.label, LABELS)))
        else:
            made.append(_BUILDERS[ref.kind](ref, rows, origins, day, sought))
    return made


def _rows(connection: Connection, release: ReleaseInfo, kind: str, refs: Iterable[Ref]) -> Rows:
    numbers = {ref.document_id if kind == DOCUMENT.name else ref.statement_id for ref in refs
               if ref.kind == kind or (kind == DOCUMENT.name and ref.document_id is not None)}  # fmt: skip
    if not numbers:
        return {}
    asked = {"numbers": sorted(n for n in numbers if n is not None), "release": release.number}
    return {row.original_id: row for row in connection.execute(_STATEMENTS[kind], asked)}


def _passage(ref: Ref, rows: Mapping[str, Rows], origins: Mapping[int, Provenance], day: str, sought: Sought) -> Hit:
    row, document = rows[PASSAGE.name][ref.statement_id], rows[DOCUMENT.name][ref.document_id or 0]
    line = line_of_passage(row, document, origins[row.address_id], day)
    return Hit(line, sought.marks(line.label, row.lang), sought.marks(line.quote or "", row.lang))


def _document(ref: Ref, rows: Mapping[str, Rows], origins: Mapping[int, Provenance], day: str, sought: Sought) -> Hit:
    row = rows[DOCUMENT.name][ref.statement_id]
    line = line_of_document(row, origins[row.address_id], day)
    return Hit(line, sought.marks(line.label, row.lang))


def _listing(ref: Ref, rows: Mapping[str, Rows], origins: Mapping[int, Provenance], day: str, sought: Sought) -> Hit:
    row = rows[LISTING.name][ref.statement_id]
    line = line_of_listing(row, origins[row.address_id], day)
    return Hit(
        line, (), sought.marks(line.quote or "", ref.lang)
    )  # the label is ours: nobody's words were looked for in it


Builder = Callable[[Ref, Mapping[str, Rows], Mapping[int, Provenance], str, Sought], Hit]
_BUILDERS: Mapping[str, Builder] = {PASSAGE.name: _passage, DOCUMENT.name: _document, LISTING.name: _listing}
