"""Making the base again from the archive alone: same runs, same snapshots, same readings, same releases, same hashes."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select
from warcio.archiveiterator import ArchiveIterator

from kb.archive import Place, archive_at
from kb.engine import upgrade, writing
from kb.errors import ArchiveError, KbError
from kb.freezing import Plan, freeze
from kb.readings import FACTS, IDENTITY, Row, Unread, add_reading, addresses, readings, snapshots
from kb.releases import runs
from kb.store import RunRef, SnapshotItem, insert_snapshot_and_sighting

Reread = Callable[[Unread, str], list[Row] | None]
"""Today's reader on an archived snapshot: its rows, or None where the reader is of another version than the one named."""


@dataclass
class RebuildReport:
    """What was made again, and the snapshots on which today's reader no longer agrees with what was drawn then."""

    runs: int = 0
    snapshots: int = 0
    readings: int = 0
    releases: int = 0
    disagreements: list[str] | None = None


@dataclass(frozen=True)
class Drawn:
    """A conversion record: what an extractor version drew from a snapshot."""

    at: datetime
    source: str
    url: str
    sha256: str
    extractor: str
    areas: list[str]
    file: str
    offset: int


def rebuild(
    archive_url: str, engine: Engine, reread: Reread, progress: Callable[[int, int], None] | None = None
) -> RebuildReport:
    """Fill an empty base from an archive. Every release must come out with the hash that the archive recorded."""
    upgrade(engine)
    _require_empty(engine)
    told_runs, drawn, decisions = survey(archive_url)
    report = RebuildReport(disagreements=[])
    for account in sorted(told_runs, key=lambda run: (run["started_at"], run["uid"])):
        _restore_run(engine, account)
        report.runs += 1
        report.snapshots += len(account["answers"])
    ordered = sorted(drawn, key=lambda one: (one.at, one.file, one.offset))
    for number, one in enumerate(ordered, 1):
        report.readings += _restore_reading(engine, archive_url, one, reread, report)
        if progress:
            progress(number, len(ordered))
    for decision in sorted(decisions, key=lambda one: int(one["number"])):
        _restore_release(engine, decision)
        report.releases += 1
    return report


def _require_empty(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.scalar(select(func.count()).select_from(runs)):
            raise KbError("This base is not empty: a rebuild needs a new one. Give another --database.")


def _records(archive_url: str) -> Iterator[tuple[str, ArchiveIterator, Any]]:
    """Every record with its file and the iterator, which tells the offset once the record was read."""
    fs, root = archive_at(archive_url)
    found = sorted(path for path in fs.find(root) if path.endswith(".warc.gz"))
    if not found:
        raise ArchiveError(
            f"The archive {archive_url} holds no WARC file. Give the folder that `recoupe crawl` filled."
        )
    for path in found:
        name = path[len(root) :].lstrip("/")
        with fs.open(path, "rb") as stream:
            records = ArchiveIterator(stream)
            for record in records:
                yield name, records, record


def survey(archive_url: str) -> tuple[list[dict[str, Any]], list[Drawn], list[dict[str, Any]]]:
    """One pass over the headers: accounts of runs, conversion records by place, decisions."""
    told_runs: list[dict[str, Any]] = []
    drawn: list[Drawn] = []
    decisions: list[dict[str, Any]] = []
    for name, records, record in _records(archive_url):
        head = record.rec_headers.get_header
        if record.rec_type == "metadata":
            told = json.loads(record.content_stream().read())
            (told_runs if told.get("kind") == "run" else decisions).append(told)
        elif record.rec_type == "conversion":
            drawn.append(
                Drawn(
                    at=datetime.fromisoformat(head("WARC-Date").replace("Z", "+00:00")),
                    source=head("X-Recoupe-Source"),
                    url=head("WARC-Target-URI"),
                    sha256=head("X-Recoupe-Payload-SHA256"),
                    extractor=head("X-Recoupe-Extractor"),
                    areas=(head("X-Recoupe-Areas") or "").split(),
                    file=name,
                    offset=records.get_record_offset(),
                )
            )
    return told_runs, drawn, decisions


def _restore_run(engine: Engine, account: Mapping[str, Any]) -> None:
    started = datetime.fromisoformat(account["started_at"])
    with writing(engine) as connection:
        statement = insert(runs).values(
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
            )  # fmt: skip
            place = Place(answer["warc_file"], answer["warc_offset"], answer["warc_record_id"])
            insert_snapshot_and_sighting(connection, run, item, place)


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
    today = reread(snapshot, one.extractor)
    if today is not None and today != rows and report.disagreements is not None:
        report.disagreements.append(one.url)
    add_reading(engine, snapshot, one.extractor, rows, one.areas)
    return 1


def _snapshot(connection: Connection, one: Drawn) -> Unread | None:
    s = snapshots.c
    statement = (
        select(
            s.id, addresses.c.id, addresses.c.source_key, addresses.c.url, s.sha256, s.warc_file, s.warc_offset,
            s.warc_record_id, s.replay_note,
        )
        .join(addresses, addresses.c.id == s.address_id)
        .where(addresses.c.source_key == one.source, addresses.c.url == one.url, s.sha256 == one.sha256)
    )  # fmt: skip
    row = connection.execute(statement).first()
    return Unread(*row) if row else None


def conversion_rows(archive_url: str, one: Drawn) -> list[Row]:
    """The rows of a conversion record, in the order IDENTITY + FACTS."""
    fs, root = archive_at(archive_url)
    with fs.open(f"{root}/{one.file}", "rb") as stream:
        stream.seek(one.offset)
        lines = next(iter(ArchiveIterator(stream))).content_stream().read().splitlines()
    rows = [tuple(json.loads(line)) for line in lines if line.strip()]
    width = len(IDENTITY) + len(FACTS)
    if any(len(row) != width for row in rows):
        raise ArchiveError(
            f"The archive file {one.file} at {one.offset} holds rows of another shape. Restore it from a backup."
        )
    return rows


def _restore_release(engine: Engine, decision: Mapping[str, Any]) -> None:
    with writing(engine) as connection:
        run_ids = dict(connection.execute(select(runs.c.uid, runs.c.id)).tuples().all())
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
                runs={run_ids[uid]: reason for uid, reason in decision["runs"]},
                readings=dict(known[tuple(named_reading)] for named_reading in decision["readings"]),
                held=decision["held"],
            )
        except KeyError as error:
            raise ArchiveError(
                f"Release {decision['number']} cannot be made again: the archive lacks {error.args[0]}. Restore its files."
            ) from None
        digest = freeze(connection, plan)
        if digest != decision["sha256"]:
            raise ArchiveError(
                f"Release {decision['number']} came out with another hash ({digest[:12]} for {decision['sha256'][:12]}): "
                "the archive is not the one it was made from. Nothing was kept of it."
            )
