"""Reading the base: the lines of a release, by fiche, by series, by id. Read-only; statements are made once, then reused."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Engine, Select, Text, bindparam, case, cast, func, select

from kb.clock import paris_day
from kb.frozen_vocabulary import words_of
from kb.lines import Line, line_of_observation
from kb.provenance import provenance_of
from kb.readings import addresses, observations
from kb.releases import RELEASE, ReleaseInfo, in_release

o = observations.c
# days as text: a line shows them as they are stored, and a date object per row is half the time of a fiche
FIGURE_COLUMNS = (
    o.address_id, o.line_id, o.indicator, o.area_type, o.area, o.period_as_stated,
    cast(o.period_start, Text), cast(o.period_end, Text).label("period_end"), cast(o.published_on, Text),
    o.dim1_type, o.dim1, o.dim2_type, o.dim2, o.dim3_type, o.dim3, o.data_source,
    o.value_as_published, o.value, o.low, o.high, o.comments, o.reported,
)  # fmt: skip
_COUNTRY = (o.area == bindparam("country"), o.area_type == "COUNTRY")


def _newest() -> Select[Any]:
    window = {"partition_by": (o.indicator, o.dim1, o.dim2, o.dim3)}
    newest_value = func.max(case((o.reported.is_(True), o.period_end))).over(**window)  # type: ignore[arg-type]
    newest = func.coalesce(newest_value, func.max(o.period_end).over(**window))  # type: ignore[arg-type]
    dated = (
        select(o.id, o.period_end, newest.label("newest"))
        .where(*_COUNTRY, o.indicator.in_(bindparam("indicators", expanding=True)), in_release(RELEASE))
        .subquery()
    )
    return select(*FIGURE_COLUMNS).where(o.id.in_(select(dated.c.id).where(dated.c.period_end >= dated.c.newest)))


_NEWEST = _newest()
_SERIES = (
    select(*FIGURE_COLUMNS)
    .join(addresses, addresses.c.id == o.address_id)
    .where(*_COUNTRY, in_release(RELEASE), o.indicator == bindparam("indicator"))
    .where(addresses.c.source_key == bindparam("source_key"))
)
_BY_ID = select(*FIGURE_COLUMNS).where(o.line_id.in_(bindparam("ids", expanding=True)), in_release(RELEASE))


def newest_lines(engine: Engine, release: ReleaseInfo, country: str, indicators: Iterable[str]) -> list[Line]:
    """For each series of a country, its newest reported value, and any newer statement that nothing was reported.

    A series is indicator × dimensions: two surveys of one year are two lines of the same series. A code belongs to one
    source only (the vocabulary sees to it).
    """
    return _fetch(engine, release, _NEWEST, {"country": country, "indicators": list(indicators)})


def series_lines(engine: Engine, release: ReleaseInfo, country: str, source_key: str, indicator: str) -> list[Line]:
    """Every value of an indicator for a country, oldest first, dimensions apart."""
    asked = {"country": country, "source_key": source_key, "indicator": indicator}
    found = _fetch(engine, release, _SERIES, asked)
    return sorted(found, key=lambda line: (line.series, line.period_end, line.id))


def figures_by_id(engine: Engine, release: ReleaseInfo, ids: Iterable[str]) -> list[Line]:
    """The figures of a release by id."""
    return _fetch(engine, release, _BY_ID, {"ids": list(ids)})


def _fetch(engine: Engine, release: ReleaseInfo, statement: Select[Any], asked: Mapping[str, Any]) -> list[Line]:
    with words_of(engine, release), engine.connect() as connection:
        rows = connection.execute(statement, {**asked, "release": release.number}).all()
        came_from = provenance_of(connection, release.number, {row[0] for row in rows})
        day = paris_day(release.created_at).isoformat()
        return [line_of_observation(row, came_from[row[0]], day) for row in rows]
