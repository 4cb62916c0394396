"""Reading the base: the lines of a release, by fiche, by series, by id. Read-only, one SQL statement each."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, Select, and_, case, func, select

from kb.lines import Line, line_from_row
from kb.readings import addresses, observations, readings, sightings, snapshots, withdrawals
from kb.releases import ReleaseInfo, holdings, in_release, release_runs, runs


def _select(release: ReleaseInfo) -> Select[Any]:
    """Every column a line needs, for the rows of one release."""
    checked = (
        select(func.max(sightings.c.seen_at))
        .join(release_runs, release_runs.c.run_id == sightings.c.run_id)
        .join(runs, runs.c.id == sightings.c.run_id)
        # a replayed answer is no check of the publisher: it only repeats what was captured
        .where(sightings.c.snapshot_id == snapshots.c.id, runs.c.replay.is_(False))
        .where(release_runs.c.release_number <= release.number)
        .scalar_subquery()
    )
    return (
        select(
            observations, addresses.c.source_key, addresses.c.url, addresses.c.origin, readings.c.extractor,
            snapshots.c.sha256, snapshots.c.retrieved_at, snapshots.c.captured_on, snapshots.c.replay_kind,
            snapshots.c.warc_file, withdrawals.c.withdrawn_at, withdrawals.c.reason.label("withdrawn_because"),
            checked.label("checked_at"),
        )
        .join(holdings, and_(holdings.c.address_id == observations.c.address_id, in_release(release.number, holdings)))
        .join(readings, readings.c.id == holdings.c.reading_id)
        .join(snapshots, snapshots.c.id == readings.c.snapshot_id)
        .join(addresses, addresses.c.id == observations.c.address_id)
        .outerjoin(withdrawals, withdrawals.c.snapshot_id == snapshots.c.id)
        .where(in_release(release.number))
    )  # fmt: skip


def newest_lines(engine: Engine, release: ReleaseInfo, country: str, indicators: Iterable[str]) -> list[Line]:
    """For each series of a country, its newest reported value, and any newer statement that nothing was reported.

    A series is indicator × dimensions: two surveys of one year are two lines of the same series.
    """
    o = observations.c
    series = (o.indicator, o.dim1, o.dim2, o.dim3)
    window = {"partition_by": series}
    newest_value = func.max(case((o.reported.is_(True), o.period_end))).over(**window)  # type: ignore[arg-type]
    newest = func.coalesce(newest_value, func.max(o.period_end).over(**window))  # type: ignore[arg-type]
    dated = (
        select(o.id, o.period_end, newest.label("newest"))
        .where(
            o.area == country, o.area_type == "COUNTRY", o.indicator.in_(list(indicators)), in_release(release.number)
        )
        .subquery()
    )
    chosen = select(dated.c.id).where(dated.c.period_end >= dated.c.newest)
    return _fetch(engine, release, _select(release).where(o.id.in_(chosen)))


def series_lines(engine: Engine, release: ReleaseInfo, country: str, source_key: str, indicator: str) -> list[Line]:
    """Every value of an indicator for a country, oldest first, dimensions apart."""
    o = observations.c
    statement = _select(release).where(
        o.area == country, o.area_type == "COUNTRY", o.indicator == indicator, addresses.c.source_key == source_key
    )
    return sorted(_fetch(engine, release, statement), key=lambda line: (line.series, line.period_end, line.id))


def lines_by_id(engine: Engine, release: ReleaseInfo, ids: Iterable[str]) -> dict[str, Line]:
    """The lines of a release by id; an id that the release does not hold is absent from the answer."""
    statement = _select(release).where(observations.c.line_id.in_(list(ids)))
    return {line.id: line for line in _fetch(engine, release, statement)}


def _fetch(engine: Engine, release: ReleaseInfo, statement: Select[Any]) -> list[Line]:
    with engine.connect() as connection:
        return [line_from_row(row, release.created_at) for row in connection.execute(statement).mappings()]
