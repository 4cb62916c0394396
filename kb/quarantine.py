"""Holding back a run that would close too much of what a source said: a half-empty answer must not replace a good one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, select

from kb.kinds import LISTING, OBSERVATION, Kind
from kb.readings import addresses
from kb.releases import runs
from kb.standing import newer_readings, wanted_readings

# a report is rewritten as a whole; a table that loses a third of its rows is rarely the truth
GUARDED = (OBSERVATION, LISTING)
MAX_CLOSED_SHARE = 0.30  # asked by the design (R2): above it a person must look first


@dataclass(frozen=True)
class Held:
    """A run that was left out of a release, and why."""

    run: int | None
    """None for bytes that a newer extractor read again, without a run."""
    source: str
    closed: int
    open: int

    @property
    def sentence(self) -> str:
        """Why, and what to do."""
        if self.run is None:
            return (
                f"The new reading of {self.source} is left for its next run: it would close {self.closed} of the {self.open} rows "
                f"of the source ({self.closed / self.open:.0%}, above {MAX_CLOSED_SHARE:.0%}), and a person must look first. The "
                f"last release keeps serving. Run `recoupe crawl {self.source}`, then accept the run."
            )
        return (
            f"Run {self.run} of {self.source} is held: it would close {self.closed} of the {self.open} rows of the source "
            f"({self.closed / self.open:.0%}, above {MAX_CLOSED_SHARE:.0%}). The last release keeps serving. If the change is "
            f"the publisher's, take it with `recoupe release create --accept {self.run} --reason TEXT`."
        )

    def as_dict(self) -> dict[str, Any]:
        """Plain values, kept in the release."""
        return asdict(self)


def hold_back(connection: Connection, candidates: Sequence[int], accepted: set[int]) -> tuple[list[int], list[Held]]:
    """The candidates to take, and those held. Of each source the latest runs are held until the rest closes little enough."""
    by_source: dict[str, list[int]] = defaultdict(list)
    found = select(runs.c.source_key, runs.c.id).where(runs.c.id.in_(candidates)).order_by(runs.c.id)
    for source, run in connection.execute(found):
        by_source[source].append(run)
    taken: list[int] = []
    held: list[Held] = []
    for source, found_runs in by_source.items():
        # judged without the accepted runs: accepting one run accepts no other
        waiting = [run for run in found_runs if run not in accepted]
        while waiting:
            closed, standing = _would_close(connection, source, waiting)
            if not standing or closed / standing <= MAX_CLOSED_SHARE:
                break
            held.append(Held(waiting.pop(), source, closed, standing))
        taken += [*waiting, *(run for run in found_runs if run in accepted)]
    return sorted(taken), held


def readings_again(connection: Connection, beside: Mapping[int, int]) -> tuple[dict[int, int], list[Held]]:
    """Address → reading, for the bytes that a newer extractor read again; and the sources where that would close too much.

    `beside`: the addresses that runs settle already.
    """
    again: dict[int, int] = {}
    held: list[Held] = []
    for source, found in newer_readings(connection).items():
        wanted = {address: reading for address, reading in found.items() if address not in beside}
        closed, standing = _closed_by(connection, source, wanted)
        if standing and closed / standing > MAX_CLOSED_SHARE:
            held.append(Held(None, source, closed, standing))
        else:
            again |= wanted
    return again, held


def _would_close(connection: Connection, source: str, taken: Sequence[int]) -> tuple[int, int]:
    """How many rows of the source the runs would close, and how many it has open: of the kind that would lose most."""
    return _closed_by(connection, source, wanted_readings(connection, taken))


def _closed_by(connection: Connection, source: str, wanted: Mapping[int, int]) -> tuple[int, int]:
    found = [_closing(connection, source, wanted, kind) for kind in GUARDED]
    return max(found, key=lambda one: one[0] / one[1] if one[1] else 0.0)


def _closing(connection: Connection, source: str, wanted: Mapping[int, int], kind: Kind) -> tuple[int, int]:
    rows = kind.table.c
    ours = select(addresses.c.id).where(addresses.c.source_key == source, addresses.c.origin == "crawl")
    still_open = and_(rows.address_id.in_(ours), rows.first_release >= 1, rows.last_release.is_(None))
    standing = connection.scalar(select(func.count()).select_from(kind.table).where(still_open)) or 0
    if not standing or not wanted:
        return 0, standing
    kept = select(kind.member).where(kind.members.c.reading_id.in_(list(wanted.values())))
    closing = and_(still_open, rows.address_id.in_(list(wanted)), rows.original_id.not_in(kept))
    return connection.scalar(select(func.count()).select_from(kind.table).where(closing)) or 0, standing
