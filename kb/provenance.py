"""Where the rows of an answer come from: the same for every line of one answer, so it is read once per answer."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, Text, bindparam, cast, func, select

from kb.expectations import UNKNOWN_ADDRESS
from kb.readings import addresses, readings, sightings, snapshots, withdrawals
from kb.releases import RELEASE, holdings, in_release, release_runs, runs
from kb.sources.definition import SourceDefinition, all_sources, source


class Provenance(msgspec.Struct, frozen=True):
    """The answer that a release holds at an address. Moments are ISO text, shortened to what is known; None: not recorded."""

    definition: SourceDefinition
    url: str
    extractor: str
    sha256: str
    retrieved_at: str | None
    last_checked_at: str | None
    archived: bool
    replayed: bool
    starter: bool
    withdrawn_on: str | None
    withdrawn_because: str | None
    no_longer_published: bool
    """The last run of the release asked for this series by its address, and the publisher answered that there is none."""


def _statement() -> Select[Any]:
    checked = (
        select(func.max(sightings.c.seen_at))
        .join(release_runs, release_runs.c.run_id == sightings.c.run_id)
        .join(runs, runs.c.id == sightings.c.run_id)
        # a replayed answer is no check of the publisher: it only repeats what was captured
        .where(sightings.c.snapshot_id == snapshots.c.id, runs.c.replay.is_(False))
        .where(release_runs.c.release_number <= RELEASE)
        .scalar_subquery()
    )
    s = snapshots.c
    return (
        select(
            addresses.c.id, addresses.c.source_key, func.coalesce(s.fetched_from, addresses.c.url), addresses.c.origin,
            readings.c.extractor, s.sha256,
            s.retrieved_at, s.captured_on, s.replay_kind, s.warc_file, checked,
            withdrawals.c.withdrawn_at, withdrawals.c.reason, addresses.c.url,
        )
        .join(readings, readings.c.id == holdings.c.reading_id)
        .join(snapshots, snapshots.c.id == readings.c.snapshot_id)
        .join(addresses, addresses.c.id == holdings.c.address_id)
        .outerjoin(withdrawals, withdrawals.c.snapshot_id == snapshots.c.id)
        .where(holdings.c.address_id.in_(bindparam("held", expanding=True)), in_release(RELEASE, holdings))
    )  # fmt: skip


_STATEMENT = _statement()


def _last_runs() -> Select[Any]:
    newest = (
        select(func.max(runs.c.id))
        .join(release_runs, release_runs.c.run_id == runs.c.id)
        .where(release_runs.c.release_number <= RELEASE)
        .where(runs.c.source_key.in_(bindparam("sources", expanding=True)))
        .group_by(runs.c.source_key)
    )
    # most runs say nothing of the kind, and what they do say is long to read
    told = cast(runs.c.findings, Text).contains(f'"{UNKNOWN_ADDRESS}"', autoescape=True)
    return select(runs.c.source_key, runs.c.findings).where(runs.c.id.in_(newest), told)


_LAST_RUNS = _last_runs()


def provenance_of(connection: Connection, release: int, held: Collection[int]) -> dict[int, Provenance]:
    """Address number → what the release holds there."""
    if not held:
        return {}
    rows = connection.execute(_STATEMENT, {"held": list(held), "release": release}).all()
    gone = _gone(connection, release, {row.source_key for row in rows})
    return {row[0]: _provenance(*tuple(row)[1:-1], no_longer_published=(row[1], row[-1]) in gone) for row in rows}


def _gone(connection: Connection, release: int, sources: Collection[str]) -> set[tuple[str, str]]:
    """Source and address of the series that their publisher no longer has. Each run asks for every series of its list, so
    the last one decides; a list of reports does not name its old ones for ever, and says nothing of the kind."""
    of_series = [key for key in sources if key in all_sources() and all_sources()[key].indicators]
    if not of_series:
        return set()
    return {
        (source_key, finding["where"])
        for source_key, findings in connection.execute(_LAST_RUNS, {"release": release, "sources": of_series})
        for finding in findings
        if finding["what"] == UNKNOWN_ADDRESS
    }


def _provenance(
    source_key: str, url: str, origin: str, extractor: str, sha256: str, retrieved_at: datetime | None,
    captured_on: str | None, replay_kind: str | None, warc_file: str | None, checked: datetime | None,
    withdrawn_at: datetime | None, reason: str | None, *, no_longer_published: bool,
) -> Provenance:  # fmt: skip
    retrieved = captured_on or _moment(retrieved_at)
    return Provenance(
        definition=source(source_key),
        url=url,
        extractor=extractor,
        sha256=sha256,
        retrieved_at=retrieved,
        # recorded bytes were last seen at their publisher's on the day of their capture, not when they were played again
        last_checked_at=_moment(checked) or retrieved,
        archived=warc_file is not None and withdrawn_at is None,
        replayed=replay_kind is not None,
        starter=origin == "starter",
        withdrawn_on=f"{withdrawn_at:%Y-%m-%d}" if withdrawn_at else None,
        withdrawn_because=reason,
        no_longer_published=no_longer_published,
    )


def _moment(at: datetime | None) -> str | None:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else None
