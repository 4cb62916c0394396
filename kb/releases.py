"""Releases: what they are, which rows they hold, how their content is hashed. Written by kb.freezing."""

import hashlib
import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    Table,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from kb.clock import PARIS
from kb.errors import NoRelease
from kb.identity import ID_LENGTH, canonical, ending
from kb.kinds import KINDS, Kind
from kb.models import Holding, Release, ReleaseResidue, ReleaseRun, Run
from kb.readings import addresses, observations, readings, snapshots, withdrawals

releases: Table = Release.__table__  # type: ignore[attr-defined]
release_runs: Table = ReleaseRun.__table__  # type: ignore[attr-defined]
holdings: Table = Holding.__table__  # type: ignore[attr-defined]
runs: Table = Run.__table__  # type: ignore[attr-defined]
release_residues: Table = ReleaseResidue.__table__  # type: ignore[attr-defined]

# the number of the release that a statement made once is asked about
RELEASE: BindParameter[int] = bindparam("release")
LAST_DAY = date(9000, 1, 1)
MAX_NUMBER = 2**31  # what an integer column holds on both engines


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
    vocabulary: str | None = None
    """SHA-256 of the words it was frozen with (kb.frozen_vocabulary); None: none were kept."""

    @property
    def is_starter(self) -> bool:
        """Release 0 holds the starter figures: no run made it."""
        return self.number == 0


def current_holding() -> Any:
    """The SQL condition « this holding is open now », the starter left out."""
    return and_(holdings.c.last_release.is_(None), holdings.c.first_release >= 1)


def in_release(number: int | ColumnElement[int], table: FromClause = observations) -> Any:
    """The SQL condition « this row belongs to release `number` » for a table of intervals."""
    return and_(table.c.first_release <= number, or_(table.c.last_release.is_(None), table.c.last_release >= number))


def content_hash(connection: Connection, number: int) -> tuple[str, int]:
    """SHA-256 of the sorted canonical lines of a release (design §5), and how many there are.

    Every kind is read in the byte order of the line ids, which is the order of the sorted lines: an id opens its line.
    """
    held = [kind for kind in KINDS.values() if _holds(connection, number, kind)]
    streams = [_canonical_lines(connection, number, kind) for kind in held]
    ordered = streams[0] if len(streams) == 1 else _merged(streams)
    digest, lines = hashlib.sha256(), 0
    for batch in ordered:
        digest.update("".join(batch).encode())
        lines += len(batch)
    return digest.hexdigest(), lines


def _holds(connection: Connection, number: int, kind: Kind) -> bool:
    return connection.scalar(select(kind.table.c.id).where(in_release(number, kind.table)).limit(1)) is not None


def _canonical_lines(connection: Connection, number: int, kind: Kind) -> Iterator[list[str]]:
    """The sorted canonical lines of one kind, in batches. What an answer shares is fetched once per answer, not per row."""
    c = kind.table.c
    answers = _answers(connection, number)
    blank = [name in kind.said for name in kind.hashed]
    statement = (
        select(c.address_id, c.line_id, *(c[name] for name in kind.hashed))
        .where(in_release(number, kind.table))
        .order_by(c.line_id)
        .execution_options(yield_per=10_000)
    )
    kept: list[str] = []
    for batch in connection.execute(statement).partitions():
        for address, line, *told in batch:
            source, end, withdrawn = answers[address]
            if withdrawn:
                told = [None if gone else value for value, gone in zip(told, blank, strict=True)]
            kept.append(canonical((line, source, *told)) + end)
        # lines of one id may come in any order: the last id waits for the next batch
        kept.sort()
        last = kept[-1][:ID_LENGTH]
        whole = next(n for n in range(len(kept), 0, -1) if n == 1 or kept[n - 2][:ID_LENGTH] != last) - 1
        yield kept[:whole]
        kept = kept[whole:]
    yield kept


def _answers(connection: Connection, number: int) -> dict[int, tuple[str, str, bool]]:
    """Address → source, the end of its canonical lines (payload hash, extractor version), whether it was withdrawn."""
    statement = (
        select(
            holdings.c.address_id, addresses.c.source_key, snapshots.c.sha256, readings.c.extractor,
            withdrawals.c.id.is_not(None),
        )
        .join(readings, readings.c.id == holdings.c.reading_id)
        .join(snapshots, snapshots.c.id == readings.c.snapshot_id)
        .join(addresses, addresses.c.id == holdings.c.address_id)
        .outerjoin(withdrawals, withdrawals.c.snapshot_id == snapshots.c.id)
        .where(in_release(number, holdings))
    )  # fmt: skip
    return {
        address: (source, ending(sha256, extractor), bool(withdrawn))
        for address, source, sha256, extractor, withdrawn in connection.execute(statement)
    }


def _merged(streams: Sequence[Iterator[list[str]]]) -> Iterator[list[str]]:
    lines = heapq.merge(*(chain.from_iterable(stream) for stream in streams))
    while batch := list(islice(lines, 10_000)):
        yield batch


def expected_hash(connection: Connection, number: int) -> str | None:
    """What a release must hash to today: its own hash, or that of what the last withdrawal left of it."""
    left = (
        select(release_residues.c.sha256)
        .where(release_residues.c.release_number == number)
        .order_by(release_residues.c.withdrawal_id.desc())
        .limit(1)
    )
    frozen = select(releases.c.sha256).where(releases.c.number == number)
    return connection.scalar(left) or connection.scalar(frozen)


def get_release(engine: Engine, number: int) -> ReleaseInfo:
    """One release, or NoRelease."""
    if not 0 <= number < MAX_NUMBER:
        raise NoRelease(f"The base holds no release number {number}: numbers start at 1 and are small.")
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
        # the year 9999 has no day after it; any day as late as that asks for the last release
        end = datetime.combine(min(as_of, LAST_DAY) + timedelta(days=1), time.min, tzinfo=PARIS)
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
