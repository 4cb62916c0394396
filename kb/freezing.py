"""Freezing: making the next release, in one transaction. A crash leaves the previous one intact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, func, insert, literal, or_, select, update

from kb.archive import write_decision
from kb.change_counts import count_changes
from kb.clock import now
from kb.engine import writing
from kb.errors import NoRelease
from kb.expectations import Outcome
from kb.frozen_vocabulary import keep_vocabulary, words_named
from kb.kinds import DOCUMENT, KINDS, PASSAGE, SIGNAL, Kind
from kb.quarantine import Held, hold_back, readings_again
from kb.quotations import leave_out, misquoted
from kb.readings import addresses, readings, sightings, snapshots
from kb.releases import ReleaseInfo, content_hash, current_holding, get_release, holdings, release_runs, releases, runs
from kb.search.showing import follow
from kb.standing import wanted_readings
from kb.twins import BY_DOCUMENT, awake, close_rows, rows_of, silent_addresses


def create_release(
    engine: Engine, archive_url: str, *, label: str | None = None, accept: Mapping[int, str] | None = None
) -> ReleaseInfo:
    """Freeze the last good answers as the next release.

    Takes the complete runs that no release took, less those that kb.quarantine holds back, those of `accept` (run id →
    reason), and what a newer extractor read again of the bytes held now. Raises NoRelease when there is nothing to take, or
    when a run still has unread snapshots.
    """
    accepted = dict(accept or {})
    with writing(engine) as connection:
        candidates = _candidates(connection, accepted)
        taken, held = hold_back(connection, candidates, set(accepted))
        wanted = wanted_readings(connection, taken)
        again, waiting = readings_again(connection, wanted)
        if not taken and not again:
            raise NoRelease(_nothing_to_take([*held, *waiting]))
        previous = connection.scalar(select(func.max(releases.c.number)))
        number, at = 1 + (previous or 0), now()
        plan = Plan(
            number=number,
            label=label or f"Base n° {number}",
            created_at=at,
            parent=previous or None,
            vocabulary=keep_vocabulary(connection, archive_url, at),
            runs={run: accepted.get(run) for run in taken},
            readings=again | wanted,
            held=[one.as_dict() for one in (*held, *waiting)],
        )
        digest, plan = freeze(connection, plan)
        write_decision(archive_url, f"release-{number:04d}", describe(connection, plan, digest), plan.created_at)
    return get_release(engine, number)


@dataclass(frozen=True)
class Plan:
    """All that decides what a release holds; the archive keeps it, so that the release can be made again."""

    number: int
    label: str
    created_at: datetime
    parent: int | None
    vocabulary: str | None
    """SHA-256 of the words of the day (kb.frozen_vocabulary)."""
    runs: Mapping[int, str | None]
    """Run → the reason given when it was accepted, None for a run that was complete."""
    readings: Mapping[int, int]
    """Address → the reading that takes its place."""
    held: Sequence[Mapping[str, Any]]
    refused: Sequence[Mapping[str, Any]] | None = None
    """The quotations that were left out when it was made; None while it is being made: they are looked for."""


def freeze(connection: Connection, plan: Plan) -> tuple[str, Plan]:
    """Write the release of a plan inside the caller's transaction; returns its content hash, and the plan as carried out."""
    replace_holdings(connection, plan.number, plan.readings)
    for kind in KINDS.values():
        _open_and_close_rows(connection, plan.number, kind)
    _one_speaker_per_bytes(connection, plan)
    # the documents last: they tell which answer speaks
    for kind in (SIGNAL, PASSAGE, DOCUMENT):
        _one_answer_per_document(connection, plan.number, kind)
    if plan.refused is None:
        plan = replace(plan, refused=[one.as_dict() for one in misquoted(connection, plan.number)])
    leave_out(connection, plan.number, plan.refused or ())
    follow(connection, plan.number)
    digest, lines = content_hash(connection, plan.number)
    statement = insert(releases).values(
        number=plan.number,
        label=plan.label,
        created_at=plan.created_at,
        sha256=digest,
        parent=plan.parent,
        vocabulary=plan.vocabulary,
        counts={"lines": lines, "runs": len(plan.runs), **_set_aside(plan)},
    )
    connection.execute(statement)
    chosen = [{"release_number": plan.number, "run_id": run, "reason": reason} for run, reason in plan.runs.items()]
    if chosen:
        connection.execute(insert(release_runs), chosen)
    with words_named(connection, plan.vocabulary):
        count_changes(connection, plan.number, plan.parent)
    return digest, plan


def _set_aside(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """What did not enter the release: the runs held back, and the quotations that the archived text does not bear out."""
    return {"held": [dict(one) for one in plan.held], "refused": [dict(one) for one in plan.refused or ()]}


def describe(connection: Connection, plan: Plan, digest: str) -> dict[str, Any]:
    """The plan in names that another base understands: run uids, addresses, hashes, extractor versions."""
    uids = dict(connection.execute(select(runs.c.id, runs.c.uid).where(runs.c.id.in_(list(plan.runs)))).all())
    named = (
        select(addresses.c.source_key, addresses.c.url, snapshots.c.sha256, readings.c.extractor)
        .join(snapshots, snapshots.c.address_id == addresses.c.id)
        .join(readings, readings.c.snapshot_id == snapshots.c.id)
        .join(holdings, holdings.c.reading_id == readings.c.id)
        .where(holdings.c.first_release == plan.number)
        .order_by(addresses.c.source_key, addresses.c.url)
    )
    return {
        "decision": "release",
        "number": plan.number,
        "label": plan.label,
        "created_at": plan.created_at.isoformat(),
        "sha256": digest,
        "parent": plan.parent,
        "vocabulary": plan.vocabulary,
        "runs": [[uids[run], reason] for run, reason in plan.runs.items()],
        "readings": [list(row) for row in connection.execute(named)],
        **_set_aside(plan),
    }


def _candidates(connection: Connection, accepted: Mapping[int, str]) -> list[int]:
    free = runs.c.id.not_in(select(release_runs.c.run_id))
    good = or_(runs.c.outcome == Outcome.COMPLETE.value, runs.c.id.in_(list(accepted)))
    newest = (
        select(runs.c.source_key, func.max(runs.c.id).label("newest"))
        .join(release_runs, release_runs.c.run_id == runs.c.id)
        .group_by(runs.c.source_key)
        .subquery()
    )
    statement = (
        select(runs.c.id)
        .outerjoin(newest, newest.c.source_key == runs.c.source_key)
        # a run older than one that was released would bring the past back
        .where(free, good, runs.c.outcome.is_not(None), runs.c.id > func.coalesce(newest.c.newest, 0))
        .order_by(runs.c.id)
    )
    found = list(connection.scalars(statement))
    refused = sorted(set(accepted) - set(found))
    if refused:
        raise NoRelease(
            f"Run {refused[0]} cannot be accepted: it does not exist, is not judged, or a release took it or a newer one."
        )
    _require_read(connection, found)
    return found


def _require_read(connection: Connection, candidates: Sequence[int]) -> None:
    unread = connection.scalar(
        select(func.count())
        .select_from(sightings.outerjoin(readings, readings.c.snapshot_id == sightings.c.snapshot_id))
        .where(sightings.c.run_id.in_(candidates), readings.c.id.is_(None))
    )
    if unread:
        raise NoRelease(f"{unread} archived answers are not read yet. Run `recoupe read`, then create the release.")


def _nothing_to_take(held: Sequence[Held]) -> str:
    if held:
        return f"Nothing was released. {held[0].sentence}"
    return "No complete run waits for a release. Run `recoupe crawl` first; `recoupe sources` says how the last runs ended."


def replace_holdings(connection: Connection, number: int, changed: Mapping[int, int]) -> None:
    """Point each address of `changed` to its new reading; an address that the runs did not meet keeps the one it had."""
    if not changed:
        return
    replaced = update(holdings).where(current_holding(), holdings.c.address_id.in_(list(changed)))
    connection.execute(replaced.values(last_release=number - 1))
    opened = [{"address_id": a, "reading_id": reading, "first_release": number} for a, reading in changed.items()]
    connection.execute(insert(holdings), opened)


def _open_and_close_rows(connection: Connection, number: int, kind: Kind) -> None:
    """Close the rows that the new readings no longer hold, open those they bring (or bring back)."""
    table = kind.table
    changed = select(holdings.c.address_id).where(holdings.c.first_release == number)
    kept = (
        select(kind.member)
        .join(holdings, holdings.c.reading_id == kind.members.c.reading_id)
        .where(holdings.c.first_release == number)
    )
    open_row = and_(table.c.first_release.is_not(None), table.c.last_release.is_(None))
    connection.execute(
        update(table)
        .where(table.c.address_id.in_(changed), open_row, table.c.original_id.not_in(kept))
        .values(last_release=number - 1)
    )
    connection.execute(
        update(table).where(table.c.id.in_(kept), table.c.first_release.is_(None)).values(first_release=number)
    )
    _reopen(connection, number, table, kept)


def _reopen(connection: Connection, number: int, table: Table, kept: Any) -> None:
    """A row that came back after it was closed is written once more: an interval is never stretched over a gap."""
    twin = table.alias()
    # found by line_id because that column has an index
    same_row = and_(twin.c.line_id == table.c.line_id, twin.c.original_id == table.c.id)
    still_open = select(twin.c.id).where(same_row, twin.c.last_release.is_(None)).exists()
    last_id = connection.scalar(select(func.max(table.c.id))) or 0
    copied = [c.name for c in table.columns if c.name not in {"id", "first_release", "last_release"}]
    back = select(
        literal(last_id) + func.row_number().over(order_by=table.c.id),
        literal(number),
        *(table.c[name] for name in copied),
    ).where(table.c.id.in_(kept), table.c.last_release.is_not(None), ~still_open)
    connection.execute(insert(table).from_select(["id", "first_release", *copied], back))


def _one_speaker_per_bytes(connection: Connection, plan: Plan) -> None:
    """Two addresses that serve the same bytes are one document seen twice; one that is alone again speaks again."""
    silent = silent_addresses(connection, plan.number)
    close_rows(connection, plan.number, silent)
    back = awake(silent_addresses(connection, plan.number - 1), silent, plan.readings)
    for kind in BY_DOCUMENT if back else ():
        _reopen(connection, plan.number, kind.table, rows_of(kind, back))


def _one_answer_per_document(connection: Connection, number: int, kind: Kind) -> None:
    """Where several answers of a source bring the same document, the one read last speaks; the others close.

    A row that this release opened and closes at once has an empty interval: no release shows it.
    """
    d, table = DOCUMENT.table, kind.table
    speaks = (
        select(addresses.c.source_key, d.c.document, func.max(holdings.c.reading_id).label("reading_id"))
        .join(addresses, addresses.c.id == d.c.address_id)
        .join(holdings, and_(holdings.c.address_id == d.c.address_id, current_holding()))
        .where(d.c.first_release.is_not(None), d.c.last_release.is_(None))
        .group_by(addresses.c.source_key, d.c.document)
        .subquery()
    )
    its_own = holdings.alias()
    beaten = (
        select(table.c.id)
        .join(addresses, addresses.c.id == table.c.address_id)
        .join(its_own, and_(its_own.c.address_id == table.c.address_id, its_own.c.last_release.is_(None)))
        .join(speaks, and_(speaks.c.source_key == addresses.c.source_key, speaks.c.document == table.c.document))
        .where(table.c.first_release.is_not(None), table.c.last_release.is_(None))
        .where(its_own.c.reading_id != speaks.c.reading_id)
    )
    connection.execute(update(table).where(table.c.id.in_(beaten)).values(last_release=number - 1))
