"""The figure that stands for an indicator × country among results: the newest, and of its day the one that is for everybody."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select

from kb.kinds import OBSERVATION
from kb.queries import FIGURE_COLUMNS
from kb.releases import RELEASE, in_release
from kb.search.refs import Ref
from kb.vocabulary.terms import is_total

o = OBSERVATION.table.c
# where several pairs are asked about, this brings rows of pairs that were not: they are dropped below
_STATEMENT = (
    select(*FIGURE_COLUMNS)
    .where(o.area.in_(bindparam("areas", expanding=True)), o.area_type == "COUNTRY")
    .where(o.indicator.in_(bindparam("codes", expanding=True)))
    .where(o.period_end.in_(bindparam("ends", expanding=True)), in_release(RELEASE))
)


def newest_figures(connection: Connection, release: int, refs: Sequence[Ref]) -> dict[tuple[str, str], Any]:
    """(Indicator, country) → its row of FIGURE_COLUMNS, in the release of that number."""
    if not refs:
        return {}
    ends = {(ref.code, ref.area): _date(ref.day) for ref in refs}
    asked = {
        "areas": sorted({area for _, area in ends}),
        "codes": sorted({code for code, _ in ends}),
        "ends": sorted(set(ends.values())),
        "release": release,
    }
    told = {pair: end.isoformat() for pair, end in ends.items()}
    chosen: dict[tuple[str, str], Any] = {}
    for row in connection.execute(_STATEMENT, asked):
        pair = row.indicator, row.area
        if row.period_end == told.get(pair) and (pair not in chosen or _place(row) < _place(chosen[pair])):
            chosen[pair] = row
    return chosen


def _place(row: Any) -> tuple[bool, bool, str]:
    """Reported before not reported, everybody before a part, then the line's id."""
    named = ((row.dim1_type, row.dim1), (row.dim2_type, row.dim2), (row.dim3_type, row.dim3))
    return not row.reported, not is_total({kind: code for kind, code in named if kind}), row.line_id


def _date(day: int) -> date:
    return date(day // 10_000, day // 100 % 100, day % 100)
