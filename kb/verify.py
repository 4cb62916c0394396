"""Checking a release: its content is hashed again, its archived bytes are read again, and the first difference is named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Select, select

from kb.archive import read_payload
from kb.errors import ArchiveError
from kb.frozen_vocabulary import altered_vocabulary
from kb.kinds import DOCUMENT, KINDS, Kind, Row
from kb.readings import addresses, rank_rows, readings, snapshots, withdrawals
from kb.releases import content_hash, expected_hash, get_release, holdings, in_release, releases
from kb.survey import Drawn, conversion_rows, survey
from kb.twins import silent_addresses


@dataclass(frozen=True)
class Verification:
    """What was checked, and the first thing that is not as it was frozen (None: everything is)."""

    number: int
    lines: int
    snapshots: int
    difference: str | None
    withdrawn: tuple[str, ...] = ()
    """What was withdrawn of it since: address, day, reason."""


def verify_release(
    engine: Engine, archive_url: str, number: int, progress: Callable[[int, int], None] | None = None
) -> Verification:
    """Hash the release again, and every archived answer it rests on."""
    release = get_release(engine, number)
    with engine.connect() as connection:
        digest, lines = content_hash(connection, number)
        wanted = expected_hash(connection, number) or release.sha256
        gone = connection.execute(_withdrawn(number)).all()
        held = (
            select(addresses.c.url, snapshots.c.sha256, snapshots.c.warc_file, snapshots.c.warc_offset)
            .join(snapshots, snapshots.c.address_id == addresses.c.id)
            .join(readings, readings.c.snapshot_id == snapshots.c.id)
            .join(holdings, holdings.c.reading_id == readings.c.id)
            .where(in_release(number, holdings), snapshots.c.warc_file.is_not(None))
            .where(snapshots.c.id.not_in(select(withdrawals.c.snapshot_id)))
            .order_by(snapshots.c.id)
        )
        answers = connection.execute(held).all()
    difference = None
    if lines != release.counts.get("lines"):
        difference = f"the base holds {lines} lines of it where {release.counts.get('lines')} were frozen"
    elif digest != wanted:
        difference = f"its lines hash to {digest[:16]}… where {wanted[:16]}… was frozen"
    checked = 0
    for url, sha256, file, offset in answers:
        try:
            read_payload(archive_url, file, offset, sha256)
        except ArchiveError as error:
            difference = difference or f"{url}: {error}"
            break
        checked += 1
        if progress:
            progress(checked, len(answers))
    difference = difference or altered_vocabulary(engine, release)
    altered = _first_altered_line(engine, archive_url, number) if answers else None
    if difference is None:
        difference = altered
    elif checked == len(answers):
        difference += f"; {altered or 'the archive does not tell which line was altered'}"
    told = tuple(f"{url}, retiré le {at:%d/%m/%Y} : {reason}" for url, at, reason in gone)
    return Verification(number, lines, checked, difference, told)


def _withdrawn(number: int) -> Select[Any]:
    return (
        select(addresses.c.url, withdrawals.c.withdrawn_at, withdrawals.c.reason)
        .join(snapshots, snapshots.c.id == withdrawals.c.snapshot_id)
        .join(addresses, addresses.c.id == snapshots.c.address_id)
        .join(readings, readings.c.snapshot_id == snapshots.c.id)
        .join(holdings, holdings.c.reading_id == readings.c.id)
        .where(in_release(number, holdings))
        .order_by(addresses.c.url)
    )


def _first_altered_line(engine: Engine, archive_url: str, number: int) -> str | None:
    """The first line, in the order of the ids, that is not what the archive says its reader drew."""
    try:
        _, drawn, _ = survey(archive_url, decisions_whole=False)
        return _compare(engine, archive_url, number, drawn)
    except ArchiveError as error:
        return str(error)


def _compare(engine: Engine, archive_url: str, number: int, drawn: Sequence[Drawn]) -> str | None:
    records = {(one.source, one.url, one.sha256, one.extractor): one for one in drawn}
    found: list[tuple[str, str]] = []
    with engine.connect() as connection:
        silent = silent_addresses(connection, number)
        refused = _refused_up_to(connection, number)
        for address_id, *named in connection.execute(_held_readings(number)):
            record = records.get(tuple(named))
            if record is None:
                continue
            rows = conversion_rows(archive_url, record)
            for name, kind in KINDS.items():
                speaks = not (kind.by_document and address_id in silent)  # the same bytes may speak at another address
                ranked = rank_rows(kind, rows.get(name, ()) if speaks else ())
                drawn_then = {kind.line_id(record.source, row, rank): row for rank, row in ranked}
                held_now = _line_ids(connection, kind, number, address_id) if refused & drawn_then.keys() else set()
                drawn_then = {key: row for key, row in drawn_then.items() if key not in refused or key in held_now}
                found += _altered(connection, kind, number, address_id, drawn_then)
    return min(found)[1] if found else None


def _refused_up_to(connection: Connection, number: int) -> set[str]:
    """The lines that this release or an earlier one left out: the archive drew them, no text bears them out."""
    told = connection.scalars(select(releases.c.counts).where(releases.c.number <= number))
    return {one["line"] for counts in told for one in counts.get("refused", ())}


def _line_ids(connection: Connection, kind: Kind, number: int, address_id: int) -> set[str]:
    c = kind.table.c
    held = select(c.line_id).where(c.address_id == address_id, in_release(number, kind.table))
    return set(connection.scalars(held))


def _held_readings(number: int) -> Select[Any]:
    return (
        select(holdings.c.address_id, addresses.c.source_key, addresses.c.url, snapshots.c.sha256, readings.c.extractor)
        .join(readings, readings.c.id == holdings.c.reading_id)
        .join(snapshots, snapshots.c.id == readings.c.snapshot_id)
        .join(addresses, addresses.c.id == holdings.c.address_id)
        .where(in_release(number, holdings), snapshots.c.id.not_in(select(withdrawals.c.snapshot_id)))
    )


def _altered(
    connection: Connection, kind: Kind, number: int, address_id: int, drawn: dict[str, Row]
) -> list[tuple[str, str]]:
    c = kind.table.c
    columns = [c[name] for name in (*kind.identity, *kind.facts)]
    statement = select(c.line_id, *columns).where(c.address_id == address_id, in_release(number, kind.table))
    held = {row[0]: tuple(row[1:]) for row in connection.execute(statement)}
    if kind.by_document and drawn.keys() - held.keys():
        drawn = _less_spoken_elsewhere(connection, kind, number, address_id, drawn)
    told = []
    for key in held.keys() | drawn.keys():
        now_is, was = _plain(held.get(key)), _plain(drawn.get(key))
        if now_is != was:
            named = ", ".join(str(part) for part in kind.key(was or now_is or ()) if part is not None)
            told.append((key, f"line {key} ({named}) reads {_said(kind, now_is)} where {_said(kind, was)} was drawn"))
    return told


def _less_spoken_elsewhere(
    connection: Connection, kind: Kind, number: int, address_id: int, drawn: dict[str, Row]
) -> dict[str, Row]:
    """Without the documents that another answer brought later: its rows speak in this release."""
    d = DOCUMENT.table.c
    named = {row[0] for row in drawn.values()}
    elsewhere = select(d.document).where(
        d.document.in_(named), d.address_id != address_id, in_release(number, DOCUMENT.table)
    )
    spoken = set(connection.scalars(elsewhere))
    return {key: row for key, row in drawn.items() if row[0] not in spoken}


def _plain(row: Row | None) -> Row | None:
    return None if row is None else tuple(v.isoformat() if isinstance(v, date) else v for v in row)


def _said(kind: Kind, row: Row | None) -> str:
    return "nothing" if row is None else repr(row[len(kind.identity) :])
