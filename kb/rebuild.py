"""Making the base again from the archive alone: same runs, same snapshots, same readings, same releases, same hashes."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from kb.archive import TOLD, Place
from kb.engine import set_counters, upgrade, writing
from kb.errors import ArchiveError, KbError
from kb.freezing import Plan, freeze
from kb.frozen_vocabulary import DECISION, restore_vocabulary
from kb.quarantine import Held
from kb.quotations import Misquoted
from kb.readings import UNREAD_COLUMNS, Drawing, Unread, add_reading, addresses, readings, snapshots, withdrawals
from kb.releases import release_residues, releases, runs
from kb.reviews import restore_reviews
from kb.store import RunRef, SnapshotItem, insert_snapshot_and_sighting
from kb.survey import Drawn, conversion_rows, survey
from kb.warc_members import record_at

RUN_ACCOUNT = {
    "number", "uid", "source", "started_at", "finished_at", "replay", "outcome", "reason", "counts", "findings", "answers",
}  # fmt: skip
Reread = Callable[[Unread, str], Drawing | None]
"""Today's reader on an archived snapshot: its rows, or None where the reader is of another version than the one named."""


@dataclass
class RebuildReport:
    """What was made again, and the snapshots on which today's reader no longer agrees with what was drawn then."""

    runs: int = 0
    snapshots: int = 0
    readings: int = 0
    releases: int = 0
    reviews: int = 0
    disagreements: list[str] | None = None


def rebuild(
    archive_url: str, engine: Engine, reread: Reread, progress: Callable[[int, int], None] | None = None
) -> RebuildReport:
    """Fill an empty base from an archive. Every release must come out with the hash that the archive recorded."""
    upgrade(engine)
    _require_empty(engine)
    told_runs, drawn, decisions = survey(archive_url)
    if any(not run.keys() >= RUN_ACCOUNT for run in told_runs):
        raise ArchiveError(
            "The archive holds the account of a run in another form: rebuild it with the version that wrote it."
        )
    report = RebuildReport(disagreements=[])
    for account in sorted(told_runs, key=lambda run: int(run["number"])):
        _restore_run(engine, archive_url, account)
        report.runs += 1
        report.snapshots += len(account["answers"])
    ordered = sorted(drawn, key=lambda one: (one.at, one.file, one.offset))
    for number, one in enumerate(ordered, 1):
        report.readings += _restore_reading(engine, archive_url, one, reread, report)
        if progress:
            progress(number, len(ordered))
    withdrawn = sorted(
        (d for d in decisions if d["decision"] == "withdrawal"), key=lambda one: str(one["withdrawn_at"])
    )
    released = sorted((d for d in decisions if d["decision"] == "release"), key=lambda one: int(one["number"]))
    _require_whole(released)
    with writing(engine) as connection:
        for words in (d for d in decisions if d["decision"] == DECISION):
            restore_vocabulary(connection, words)
    marks = [_restore_withdrawal(engine, decision) for decision in withdrawn]
    for decision in released:
        left = [(mark, told["residues"][str(decision["number"])]) for told, mark in zip(withdrawn, marks, strict=True)
                if str(decision["number"]) in told["residues"]]  # fmt: skip
        _restore_release(engine, decision, left)
        report.releases += 1
    with writing(engine) as connection:
        report.reviews = restore_reviews(connection, decisions)
        set_counters(connection)
    return report


def _require_whole(released: Sequence[Mapping[str, Any]]) -> None:
    """A release that the archive lost must not go unnoticed: numbers run from 1, and each parent is there."""
    numbers = [int(one["number"]) for one in released]
    if numbers != list(range(1, len(numbers) + 1)):
        missing = next(number for number in range(1, len(numbers) + 2) if number not in numbers[:number])
        raise ArchiveError(
            f"The archive lacks the decision of release {missing}: nothing was rebuilt of it. Restore its files."
        )


def _restore_withdrawal(engine: Engine, decision: Mapping[str, Any]) -> int:
    """Mark the answers again; the releases made afterwards come out as the withdrawal left them. Returns the last mark."""
    last = 0
    with writing(engine) as connection:
        for source, url, sha256 in decision["answers"]:
            snapshot = (
                select(snapshots.c.id)
                .join(addresses, addresses.c.id == snapshots.c.address_id)
                .where(addresses.c.source_key == source, addresses.c.url == url, snapshots.c.sha256 == sha256)
            )
            statement = insert(withdrawals).values(
                snapshot_id=connection.scalar(snapshot),
                withdrawn_at=datetime.fromisoformat(decision["withdrawn_at"]),
                reason=decision["reason"],
            )
            last = int(connection.execute(statement).inserted_primary_key[0])  # type: ignore[index]
    return last


def _require_empty(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.scalar(select(func.count()).select_from(runs)):
            raise KbError("This base is not empty: a rebuild needs a new one. Give another --database.")


def _restore_run(engine: Engine, archive_url: str, account: Mapping[str, Any]) -> None:
    started = datetime.fromisoformat(account["started_at"])
    with writing(engine) as connection:
        statement = insert(runs).values(
            id=account["number"],
            uid=account["uid"], source_key=account["source"], started_at=started, replay=account["replay"],
            finished_at=datetime.fromisoformat(account["finished_at"]), outcome=account["outcome"],
            reason=account["reason"], counts=account["counts"], findings=account["findings"],
        )  # fmt: skip
        run_id = int(connection.execute(statement).inserted_primary_key[0])  # type: ignore[index]
        run = RunRef(run_id, account["uid"], account["source"], started, account["replay"])
        for answer in account["answers"]:
            item = SnapshotItem(
                url=answer["url"], sha256=answer["sha256"], size=answer["size"], media_type=answer["media_type"],
                seen_at=datetime.fromisoformat(answer["seen_at"]), captured_on=answer["captured_on"],
                replay_kind=answer["replay_kind"], replay_note=answer["replay_note"],
                retrieved_at=datetime.fromisoformat(answer["retrieved_at"]) if answer["retrieved_at"] else None,
                fetched_from=answer["fetched_from"], told=_told(archive_url, answer),
            )  # fmt: skip
            place = Place(answer["warc_file"], answer["warc_offset"], answer["warc_record_id"])
            insert_snapshot_and_sighting(connection, run, item, place)


def _told(archive_url: str, answer: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a listing said of an answer; None where nothing did, or where it was withdrawn with the bytes."""
    if not answer["told"]:
        return None
    header = record_at(archive_url, answer["warc_file"], answer["warc_offset"]).headers.get_header(TOLD)
    return dict(json.loads(header)) if header else None


def _restore_reading(engine: Engine, archive_url: str, one: Drawn, reread: Reread, report: RebuildReport) -> int:
    with engine.connect() as connection:
        snapshot = _snapshot(connection, one)
        if snapshot is None:
            return 0  # bytes of a run that never ended: no release can hold them
        done = select(readings.c.id).where(
            readings.c.snapshot_id == snapshot.snapshot_id, readings.c.extractor == one.extractor
        )
        if connection.scalar(done) is not None:
            return 0  # a reading that a crash made the reader write twice
    rows = conversion_rows(archive_url, one)
    today = None if one.withdrawn else reread(snapshot, one.extractor)
    if today is not None and today != rows and report.disagreements is not None:
        report.disagreements.append(one.url)
    add_reading(engine, snapshot, one.extractor, rows, one.areas)
    return 1


def _snapshot(connection: Connection, one: Drawn) -> Unread | None:
    statement = (
        select(*UNREAD_COLUMNS)
        .join(addresses, addresses.c.id == snapshots.c.address_id)
        .where(addresses.c.source_key == one.source, addresses.c.url == one.url, snapshots.c.sha256 == one.sha256)
    )
    row = connection.execute(statement).first()
    return Unread(*tuple(row)) if row else None


def _restore_release(engine: Engine, decision: Mapping[str, Any], left: Sequence[tuple[int, str]]) -> None:
    with writing(engine) as connection:
        run_ids = dict(connection.execute(select(runs.c.uid, runs.c.id)).all())
        named = (
            select(
                addresses.c.source_key,
                addresses.c.url,
                snapshots.c.sha256,
                readings.c.extractor,
                addresses.c.id,
                readings.c.id,
            )
            .join(snapshots, snapshots.c.address_id == addresses.c.id)
            .join(readings, readings.c.snapshot_id == snapshots.c.id)
        )
        known = {tuple(row[:4]): (row[4], row[5]) for row in connection.execute(named)}
        try:
            plan = Plan(
                number=decision["number"],
                label=decision["label"],
                created_at=datetime.fromisoformat(decision["created_at"]),
                parent=decision["parent"],
                vocabulary=decision.get("vocabulary"),
                runs={run_ids[uid]: reason for uid, reason in decision["runs"]},
                readings=dict(known[tuple(named_reading)] for named_reading in decision["readings"]),
                held=[Held(**one).as_dict() for one in decision["held"]],
                # a release made before quotations were checked left none out
                refused=[Misquoted(**one).as_dict() for one in decision.get("refused", ())],
            )
        except KeyError as error:
            raise ArchiveError(
                f"Release {decision['number']} cannot be made again: the archive lacks {error.args[0]}. Restore its files."
            ) from None
        digest, _ = freeze(connection, plan)
        wanted = left[-1][1] if left else decision["sha256"]
        if digest != wanted:
            raise ArchiveError(
                f"Release {decision['number']} came out with another hash ({digest[:12]} for {wanted[:12]}): "
                "the archive is not the one it was made from. Nothing was kept of it."
            )
        # what was frozen then stays its name, whatever was withdrawn since
        kept = update(releases).where(releases.c.number == plan.number).values(sha256=decision["sha256"])
        connection.execute(kept)
        for mark, sha256 in left:
            row = {"release_number": plan.number, "withdrawal_id": mark, "sha256": sha256}
            connection.execute(insert(release_residues).values(row))
