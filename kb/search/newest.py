"""The figure that stands for an indicator × country among results: the newest, and of its day the one that is for everybody."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select

from kb.kinds import OBSERVATION
from kb.lines import Line
from kb.queries import figures_by_id
from kb.releases import RELEASE, ReleaseInfo, in_release
from kb.search.refs import Ref
from kb.vocabulary.terms import is_total

o = OBSERVATION.table.c
# where several pairs are asked about, this brings rows of pairs that were not: they are dropped below
_STATEMENT = (
    select(o.line_id, o.indicator, o.area, o.period_end, o.reported, o.dim1_type, o.dim1, o.dim2_type, o.dim2, o.dim3_type, o.dim3)
    .where(o.area.in_(bindparam("areas", expanding=True)), o.area_type == "COUNTRY")
    .where(o.indicator.in_(bindparam("codes", expanding=True)))
    .where(o.period_end.in_(bindparam("ends", expanding=True)), in_release(RELEASE))
)  # fmt: skip


def newest_figures(connection: Connection, release: ReleaseInfo, refs: Sequence[Ref]) -> dict[tuple[str, str], Line]:
    """(Indicator, country) → its line."""
    if not refs:
        return {}
    ends = {(ref.code, ref.area): _date(ref.day) for ref in refs}
    asked = {
        "areas": sorted({area for _, area in ends}),
        "codes": sorted({code for code, _ in ends}),
        "ends": sorted(set(ends.values())),
        "release": release.number,
    }
    chosen: dict[tuple[str, str], tuple[bool, bool, str]] = {}
    for row in connection.execute(_STATEMENT, asked):
        pair = row.indicator, row.area
        if row.period_end == ends.get(pair):
            chosen[pair] = min(chosen.get(pair, _place(row)), _place(row))
    figures = figures_by_id(connection.engine, release, [named for _, _, named in chosen.values()])
    lines = {line.id: line for line in figures}
    return {pair: lines[named] for pair, (_, _, named) in chosen.items()}


def _place(row: Any) -> tuple[bool, bool, str]:
    """Reported before not reported, everybody before a part, then the line's id."""
    named = ((row.dim1_type, row.dim1), (row.dim2_type, row.dim2), (row.dim3_type, row.dim3))
    return not row.reported, not is_total({kind: code for kind, code in named if kind}), row.line_id


def _date(day: int) -> date:
    return date(day // 10_000, day // 100 % 100, day % 100)
