"""The bare figures of some series of a country: what a comparison reads, without the forty fields of a line. Read-only."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Engine, Select, Text, bindparam, cast, select

from kb.readings import observations, readings, snapshots, withdrawals
from kb.releases import RELEASE, ReleaseInfo, holdings, in_release


class Figure(NamedTuple):
    """One figure of a release. Days are ISO text; `dimensions` holds the codes, without the survey it came from."""

    id: str
    indicator: str
    period: str
    start: str
    end: str
    dimensions: tuple[str, ...]
    value: float
    low: float | None
    high: float | None


def _statement() -> Select[Any]:
    o = observations.c
    # under a withdrawn answer a row says nothing
    withdrawn = (
        select(holdings.c.address_id)
        .join(readings, readings.c.id == holdings.c.reading_id)
        .join(snapshots, snapshots.c.id == readings.c.snapshot_id)
        .join(withdrawals, withdrawals.c.snapshot_id == snapshots.c.id)
        .where(in_release(RELEASE, holdings))
    )
    return select(
        o.line_id, o.indicator, o.period_as_stated, cast(o.period_start, Text), cast(o.period_end, Text),
        o.dim1, o.dim2, o.dim3, o.value, o.low, o.high,
    ).where(
        o.area == bindparam("country"),
        o.area_type == "COUNTRY",
        o.indicator.in_(bindparam("indicators", expanding=True)),
        in_release(RELEASE),
        o.value.is_not(None),
        o.reported.is_(True),
        o.address_id.not_in(withdrawn),
    )  # fmt: skip


_STATEMENT = _statement()


def figures_of(engine: Engine, release: ReleaseInfo, country: str, indicators: Collection[str]) -> list[Figure]:
    """Every figure that a release holds of these series for a country, whatever its year; texts are left out."""
    if not indicators:
        return []
    asked = {"country": country, "indicators": sorted(indicators), "release": release.number}
    with engine.connect() as connection:
        return [_figure(*row) for row in connection.execute(_STATEMENT, asked)]


def _figure(
    line_id: str, indicator: str, period: str, start: str, end: str, dim1: str | None, dim2: str | None,
    dim3: str | None, value: float, low: float | None, high: float | None,
) -> Figure:  # fmt: skip
    kept = tuple(code for code in (dim1, dim2, dim3) if code)
    return Figure(line_id, indicator, period, start, end, kept, value, low, high)
