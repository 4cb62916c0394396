"""Releases: freezing a numbered state of the base, in one transaction. A crash leaves the previous one intact."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, FromClause, Table, and_, func, insert, literal, or_, select, update

from kb.archive import write_decision
from kb.clock import PARIS, now
from kb.engine import writing
from kb.errors import NoRelease
from kb.expectations import Outcome
from kb.identity import canonical
from kb.models import Holding, Release, ReleaseRun, Run
from kb.readings import addresses, members, observations, readings, sightings, snapshots

releases: Table = Release.__table__  # type: ignore[attr-defined]
release_runs: Table = ReleaseRun.__table__  # type: ignore[attr-defined]
holdings: Table = Holding.__table__  # type: ignore[attr-defined]
runs: Table = Run.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class ReleaseInfo:
    """What is said of a release."""

    number: int
    label: str
    created_at: datetime
    sha256: str
    parent: int | None
    runs: tuple[int, ...]
    counts: Mapping[str, Any]

    @property
    def is_starter(self) -> bool:
        """Release 0 holds the starter figures: no run made it."""
        return self.number == 0


def create_release(
    engine: Engine, archive_url: str, *, label: str | None = None, accept: Mapping[int, str] | None = None
) -> ReleaseInfo:
    """Freeze the last good answers as the next release.

    Takes the complete runs that no release took, and those of `accept` (run id → reason). Raises NoRelease when there is
    nothing to take, or when a run still has unread snapshots.
    """
    accepted = dict(accept or {})
    with writing(engine) as connection:
        taken = _runs_to_take(connection, accepted)
        previous = connection.scalar(select(func.max(releases.c.number)))
        number = 1 + (previous or 0)
        created = now()
        _replace_holdings(connection, number, taken)
        _open_and_close_rows(connection, number)
        digest, lines = content_hash(connection, number)
        facts = {
            "number": number,
            "label": label or f"Base n° {number}",
            "created_at": created,
            "sha256": digest,
            "parent": previous or None,
            "counts": {"lines": lines, "runs": len(taken)},
        }
        connection.execute(insert(releases).values(facts))
        chosen = [{"release_number": number, "run_id": run, "reason": accepted.get(run)} for run in taken]
        connection.execute(insert(release_runs), chosen)
        uids = connection.scalars(select(runs.c.uid).where(runs.c.id.in_(taken)).order_by(runs.c.id)).all()
        decision = {**facts, "created_at": created.isoformat(), "runs": list(uids)}
        write_decision(archive_url, f"release-{number:04d}", decision, created)
    return get_release(engine, number)


def _runs_to_take(connection: Connection, accepted: Mapping[int, str]) -> list[int]:
    free = runs.c.id.not_in(select(release_runs.c.run_id))
    good = or_(runs.c.outcome == Outcome.COMPLETE.value, runs.c.id.in_(list(accepted)))
    taken = list(
        connection.scalars(select(runs.c.id).where(free, good, runs.c.outcome.is_not(None)).order_by(runs.c.id))
    )
    refused = set(accepted) - set(taken)
    if refused:
        numbers = ", ".join(str(run) for run in sorted(refused))
        raise NoRelease(
            f"Run {numbers} cannot be accepted: it does not exist, is not judged, or a release took it already."
        )
    if not taken:
        raise NoRelease(
            "No complete run waits for a release. Run `recoupe crawl` first; `recoupe sources` says how the last runs ended."
        )
    unread = connection.scalar(
        select(func.count())
        .select_from(sightings.outerjoin(readings, readings.c.snapshot_id == sightings.c.snapshot_id))
        .where(sightings.c.run_id.in_(taken), readings.c.id.is_(None))
    )
    if unread:
        raise NoRelease(f"{unread} archived answers are not read yet. Run `recoupe read`, then create the release.")
    return taken


def _replace_holdings(connection: Connection, number: int, taken: list[int]) -> None:
    """Point each address met by the runs to its last reading; an address not met keeps the reading it had."""
    last_run = (
        select(snapshots.c.address_id, func.max(sightings.c.run_id).label("run_id"))
        .join(sightings, sightings.c.snapshot_id == snapshots.c.id)
        .where(sightings.c.run_id.in_(taken))
        .group_by(snapshots.c.address_id)
        .subquery()
    )
    wanted = dict(
        connection.execute(
            select(snapshots.c.address_id, func.max(readings.c.id))
            .join(sightings, sightings.c.snapshot_id == snapshots.c.id)
            .join(
                last_run, and_(last_run.c.address_id == snapshots.c.address_id, last_run.c.run_id == sightings.c.run_id)
            )
            .join(readings, readings.c.snapshot_id == snapshots.c.id)
            .group_by(snapshots.c.address_id)
        )
        .tuples()
        .all()
    )
    held = dict(
        connection.execute(select(holdings.c.address_id, holdings.c.reading_id).where(_current_holding()))
        .tuples()
        .all()
    )
    changed = {address: reading for address, reading in wanted.items() if held.get(address) != reading}
    if changed:
        replaced = update(holdings).where(_current_holding(), holdings.c.address_id.in_(list(changed)))
        connection.execute(replaced.values(last_release=number - 1))
        opened = [
            {"address_id": address, "reading_id": reading, "first_release": number}
            for address, reading in changed.items()
        ]
        connection.execute(insert(holdings), opened)


def _current_holding() -> Any:
    return and_(holdings.c.last_release.is_(None), holdings.c.first_release >= 1)


def _open_and_close_rows(connection: Connection, number: int) -> None:
    """Close the rows that the new readings no longer hold, open those they bring (or bring back)."""
    changed = select(holdings.c.address_id).where(holdings.c.first_release == number)
    kept = (
        select(members.c.observation_id)
        .join(holdings, holdings.c.reading_id == members.c.reading_id)
        .where(holdings.c.first_release == number)
    )
    open_row = and_(observations.c.first_release.is_not(None), observations.c.last_release.is_(None))
    connection.execute(
        update(observations)
        .where(observations.c.address_id.in_(changed), open_row, observations.c.original_id.not_in(kept))
        .values(last_release=number - 1)
    )
    connection.execute(
        update(observations)
        .where(observations.c.id.in_(kept), observations.c.first_release.is_(None))
        .values(first_release=number)
    )
    _reopen(connection, number, kept)


def _reopen(connection: Connection, number: int, kept: Any) -> None:
    """A row that came back after it was closed is written once more: an interval is never stretched over a gap."""
    twin = observations.alias()
    # found by line_id because that column has an index
    same_row = and_(twin.c.line_id == observations.c.line_id, twin.c.original_id == observations.c.id)
    still_open = select(twin.c.id).where(same_row, twin.c.last_release.is_(None)).exists()
    last_id = connection.scalar(select(func.max(observations.c.id))) or 0
    copied = [c.name for c in observations.columns if c.name not in {"id", "first_release", "last_release"}]
    back = select(
        literal(last_id) + func.row_number().over(order_by=observations.c.id),
        literal(number),
        *(observations.c[name] for name in copied),
    ).where(observations.c.id.in_(kept), observations.c.last_release.is_not(None), ~still_open)
    connection.execute(insert(observations).from_select(["id", "first_release", *copied], back))


def in_release(number: int, table: FromClause = observations) -> Any:
    """The SQL condition « this row belongs to release `number` » for a table of intervals."""
    return and_(table.c.first_release <= number, or_(table.c.last_release.is_(None), table.c.last_release >= number))


def content_hash(connection: Connection, number: int) -> tuple[str, int]:
    """SHA-256 of the sorted canonical lines of a release (design §5), and how many there are.

    Read in the byte order of the line ids, which is the order of the sorted lines: an id opens its line.
    """
    o = observations.c
    series = (
        o.indicator,
        o.area_type,
        o.area,
        o.dim1_type,
        o.dim1,
        o.dim2_type,
        o.dim2,
        o.dim3_type,
        o.dim3,
        o.data_source,
    )
    statement = (
        select(
            o.line_id, addresses.c.source_key, *series, o.period_as_stated, o.value_as_published,
            o.value, o.low, o.high, snapshots.c.sha256, readings.c.extractor,
        )
        .join(holdings, and_(holdings.c.address_id == o.address_id, in_release(number, holdings)))
        .join(readings, readings.c.id == holdings.c.reading_id)
        .join(snapshots, snapshots.c.id == readings.c.snapshot_id)
        .join(addresses, addresses.c.id == o.address_id)
        .where(in_release(number))
        .order_by(o.line_id)
        .execution_options(yield_per=10_000)
    )  # fmt: skip
    digest, lines = hashlib.sha256(), 0
    result = connection.execute(statement)
    for batch in result.partitions():
        digest.update("".join([canonical(row) + "\n" for row in batch]).encode())
        lines += len(batch)
    return digest.hexdigest(), lines


def get_release(engine: Engine, number: int) -> ReleaseInfo:
    """One release, or NoRelease."""
    with engine.connect() as connection:
        row = connection.execute(select(releases).where(releases.c.number == number)).mappings().first()
        taken = connection.scalars(
            select(release_runs.c.run_id).where(release_runs.c.release_number == number).order_by(release_runs.c.run_id)
        ).all()
    if row is None:
        raise NoRelease(f"The base holds no release number {number}. `recoupe release list` shows those it holds.")
    return ReleaseInfo(runs=tuple(taken), **row)


def list_releases(engine: Engine) -> list[ReleaseInfo]:
    """Every release, oldest first."""
    with engine.connect() as connection:
        numbers = list(connection.scalars(select(releases.c.number).order_by(releases.c.number)))
    return [get_release(engine, number) for number in numbers]


def current_release(engine: Engine, as_of: date | None = None) -> ReleaseInfo:
    """The last release, or the last one created before the end of a day in Paris.

    Release 0 (starter figures) answers only while no other release exists.
    """
    statement = select(func.max(releases.c.number))
    if as_of is not None:
        end = datetime.combine(as_of + timedelta(days=1), time.min, tzinfo=PARIS)
        statement = statement.where(releases.c.created_at < end, releases.c.number > 0)
    with engine.connect() as connection:
        number = connection.scalar(statement)
    if number is None and as_of is not None:
        raise NoRelease(
            f"Aucune base à cette date ({as_of:%d/%m/%Y}). `recoupe release list` montre celles qui existent."
        )
    if number is None:
        raise NoRelease("The base holds no release yet. Run `recoupe crawl`, then `recoupe release create`.")
    return get_release(engine, number)
