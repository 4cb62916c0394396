"""Withdrawing a document: its bytes and its text go, a dated tombstone with hash and reason stays (design §2.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, and_, insert, select, update

from kb.archive import write_decision
from kb.clock import now
from kb.drawing import conversion_lines, kind_header
from kb.engine import writing
from kb.errors import KbError, UnknownKey
from kb.kinds import KINDS, Kind, Row
from kb.readings import addresses, readings, snapshots, withdrawals
from kb.redaction import redacted_conversion, replace_record, tombstone
from kb.releases import content_hash, expected_hash, holdings, in_release, release_residues, releases
from kb.search import indexing
from kb.survey import Drawn, conversion_rows, survey

MIN_PREFIX = 8  # characters of a hash that a person copies; fewer could name two documents


@dataclass(frozen=True)
class Withdrawn:
    """What was withdrawn, and the releases that say so from now on."""

    url: str
    sha256: str
    releases: tuple[int, ...]


def withdraw(engine: Engine, archive_url: str, document: str, reason: str) -> list[Withdrawn]:
    """Withdraw the archived answers that `document` names: a SHA-256 (or its first 8 characters at least), or an address.

    Raises UnknownKey when nothing has that name, KbError when a release is not as it was frozen: a withdrawal must not
    cover an alteration.
    """
    if not reason.strip():
        raise KbError("A withdrawal is kept with its reason: give --reason TEXT.")
    with writing(engine) as connection:
        found = _find(connection, document)
        touched = {row.id: _releases_holding(connection, row.id) for row in found}
        for number in sorted({number for numbers in touched.values() for number in numbers}):
            _require_intact(connection, number)
        at = now()
        ids = [_record_withdrawal(connection, row.id, at, reason) for row in found]
        _forget(connection, [row.id for row in found])
        residues = _residues(connection, dict(zip(ids, touched.values(), strict=True)))
        _, drawn, _ = survey(archive_url, decisions_whole=False)
        for row in found:
            _redact(archive_url, row, drawn, at.strftime("%Y-%m-%dT%H:%M:%SZ"), reason)
        decision = {
            "decision": "withdrawal",
            "withdrawn_at": at.isoformat(),
            "reason": reason,
            "answers": [[row.source_key, row.url, row.sha256] for row in found],
            "residues": residues,
        }
        write_decision(archive_url, f"withdrawal-{at:%Y%m%dT%H%M%SZ}-{found[0].sha256[:8]}", decision, at)
    _wipe(engine)
    return [Withdrawn(row.url, row.sha256, tuple(touched[row.id])) for row in found]


def _wipe(engine: Engine) -> None:
    """SQLite keeps what was overwritten in its journal until a checkpoint; freed room itself is zeroed (secure_delete)."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _find(connection: Connection, document: str) -> Sequence[Any]:
    named = snapshots.c.sha256.startswith(document.lower(), autoescape=True)
    by_hash = len(document) >= MIN_PREFIX and all(c in "0123456789abcdef" for c in document.lower())
    statement = (
        select(
            snapshots.c.id, snapshots.c.sha256, snapshots.c.warc_file, snapshots.c.warc_offset,
            addresses.c.source_key, addresses.c.url,
        )
        .join(addresses, addresses.c.id == snapshots.c.address_id)
        .where(named if by_hash else addresses.c.url == document)
        .where(addresses.c.origin == "crawl", snapshots.c.id.not_in(select(withdrawals.c.snapshot_id)))
        .order_by(snapshots.c.id)
    )  # fmt: skip
    found = connection.execute(statement).all()
    if not found:
        raise UnknownKey(
            f"No archived answer is named {document!r}, or it was withdrawn already. Give its address, or the first "
            f"{MIN_PREFIX} characters of its SHA-256, as `recoupe fiche … --format json` shows them."
        )
    return found


def _releases_holding(connection: Connection, snapshot_id: int) -> list[int]:
    held = (
        select(releases.c.number)
        .join(holdings, in_release(releases.c.number, holdings))
        .join(readings, readings.c.id == holdings.c.reading_id)
        .where(readings.c.snapshot_id == snapshot_id)
        .order_by(releases.c.number)
    )
    return list(connection.scalars(held))


def _require_intact(connection: Connection, number: int) -> None:
    digest, _ = content_hash(connection, number)
    if digest != expected_hash(connection, number):
        raise KbError(
            f"Release {number} is not as it was frozen: nothing was withdrawn. See `recoupe release verify {number}`."
        )


def _record_withdrawal(connection: Connection, snapshot_id: int, at: Any, reason: str) -> int:
    statement = insert(withdrawals).values(snapshot_id=snapshot_id, withdrawn_at=at, reason=reason)
    return int(connection.execute(statement).inserted_primary_key[0])  # type: ignore[index]


def _forget(connection: Connection, snapshot_ids: Sequence[int]) -> None:
    """Empty the rows that only withdrawn answers hold; a row that another answer holds too stays for that one."""
    connection.execute(update(snapshots).where(snapshots.c.id.in_(snapshot_ids)).values(told=None))
    gone = select(withdrawals.c.snapshot_id)
    emptied = {}
    for kind in KINDS.values():
        held_by = select(kind.member).join(readings, readings.c.id == kind.members.c.reading_id)
        of_these = held_by.where(readings.c.snapshot_id.in_(snapshot_ids))
        of_others = held_by.where(readings.c.snapshot_id.not_in(gone))
        original = kind.table.c.original_id
        only_theirs = and_(original.in_(of_these), original.not_in(of_others))
        blank = [name for name in kind.facts if name not in kind.kept]
        connection.execute(update(kind.table).where(only_theirs).values(dict.fromkeys(blank)))
        emptied[kind.name] = select(original).where(only_theirs)
    indexing.forget(connection, emptied)


def _residues(connection: Connection, touched: dict[int, list[int]]) -> dict[str, str]:
    """The hash of what is left of each release; a number that several withdrawals touch is hashed once, after them all."""
    left: dict[str, str] = {}
    for withdrawal_id, numbers in touched.items():
        for number in numbers:
            if str(number) not in left:
                left[str(number)] = content_hash(connection, number)[0]
            row = {"release_number": number, "withdrawal_id": withdrawal_id, "sha256": left[str(number)]}
            connection.execute(insert(release_residues).values(row))
    return left


def _redact(archive_url: str, row: Any, drawn: Sequence[Drawn], date: str, reason: str) -> None:
    facts = {"sha256": row.sha256, "url": row.url, "withdrawn_at": date, "reason": reason}
    replace_record(archive_url, row.warc_file, row.warc_offset, tombstone(row.url, facts, date))
    for one in drawn:
        if (one.source, one.url, one.sha256) != (row.source_key, row.url, row.sha256):
            continue
        drawn_rows = conversion_rows(archive_url, one)
        rows = {name: [_blanked(KINDS[name], row) for row in kept] for name, kept in drawn_rows.items()}
        headers = {
            "WARC-Date": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "X-Recoupe-Source": one.source,
            "X-Recoupe-Payload-SHA256": one.sha256,
            "X-Recoupe-Extractor": one.extractor,
            "X-Recoupe-Areas": " ".join(one.areas),
            "X-Recoupe-Withdrawn": date,
            "X-Recoupe-Kind": kind_header(rows),
        }
        body = conversion_lines(rows)
        replace_record(archive_url, one.file, one.offset, redacted_conversion(one.url, body, headers))


def _blanked(kind: Kind, row: Row) -> Row:
    """The row without what it said."""
    kept = {*kind.identity, *kind.kept}
    return tuple(
        value if name in kept else None for name, value in zip((*kind.identity, *kind.facts), row, strict=True)
    )
