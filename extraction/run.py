"""Reads the archived snapshots that nobody has read yet. The only file of extraction/ that writes."""

import json
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec
from sqlalchemy import Engine

from extraction.conversions import Conversions
from extraction.items import KIND_OF, Payload, ReportItem, UnreadablePayload
from extraction.readers import NoReader, Reader, reader_of
from kb.archive import read_payload
from kb.clock import paris_day
from kb.errors import ArchiveError
from kb.expectations import Finding
from kb.kinds import Row
from kb.readings import Drawing, Unread, add_reading, unread
from kb.vocabulary.loader import load_area_codes, load_countries

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Unreadable:
    """Why a snapshot cannot be read: one sentence."""

    sentence: str


Attempt = tuple[Unread, dict[str, list[Row]] | Unreadable]
ReadAll = Callable[[str, Sequence[Unread]], Iterator[Attempt]]
"""Archive, snapshots → what each gave, in the order of the snapshots, whoever reads them."""
_COUNTRIES = ReportItem.__struct_fields__.index("countries")


@dataclass
class ReadReport:
    """What a reading of one source brought, and what could not be read."""

    new: Counter[str] = field(default_factory=Counter)
    """Kind → rows that the base did not hold."""
    snapshots_read: int = 0
    findings: list[Finding] = field(default_factory=list)
    unreadable: dict[int, Finding] = field(default_factory=dict)
    """Snapshot → why it cannot be read."""


def read_pending(
    engine: Engine, archive_url: str, source_key: str, progress: Progress | None = None, reading: ReadAll | None = None
) -> ReadReport:
    """Read every unread snapshot of a source; an unreadable one is named and left for a better reader.

    `reading` says who reads (extraction.rereading); what is written, and in which order, is the same whoever does.
    """
    report = ReadReport()
    try:
        reader = reader_of(source_key)
    except NoReader as error:
        kept = unread(engine, source_key, "")
        report.unreadable = {one.snapshot_id: Finding("no_reader", one.url, str(error)) for one in kept}
        return report
    waiting = unread(engine, source_key, reader.extractor)
    with Conversions(archive_url) as conversions:
        for number, (snapshot, drawn) in enumerate((reading or _here)(archive_url, waiting), 1):
            if isinstance(drawn, Unreadable):
                report.unreadable[snapshot.snapshot_id] = Finding("unreadable", snapshot.url, drawn.sentence)
                continue
            areas, unknown = _areas(drawn)
            # the archive first: rows that the base holds can always be found again there
            conversions.write(snapshot, reader.extractor, drawn, areas)
            report.new.update(add_reading(engine, snapshot, reader.extractor, drawn, areas).new)
            report.snapshots_read += 1
            report.findings += [Finding("unknown_area", code, f"typed COUNTRY at {snapshot.url}") for code in unknown]
            if progress:
                progress(number, len(waiting))
    return report


def attempt(archive_url: str, snapshot: Unread) -> dict[str, list[Row]] | Unreadable:
    """What the source's reader draws from a snapshot, or why it cannot: nothing of the base is needed, any process may do it."""
    try:
        return read_snapshot(archive_url, snapshot, reader_of(snapshot.source_key))
    except (UnreadablePayload, ArchiveError) as error:
        return Unreadable(str(error))


def _here(archive_url: str, waiting: Sequence[Unread]) -> Iterator[Attempt]:
    """One after the other, in this process."""
    return ((snapshot, attempt(archive_url, snapshot)) for snapshot in waiting)


def read_snapshot(archive_url: str, snapshot: Unread, reader: Reader) -> dict[str, list[Row]]:
    """What a reader draws from an archived snapshot, by kind. Raises UnreadablePayload or ArchiveError."""
    body = read_payload(archive_url, snapshot.warc_file, snapshot.warc_offset, snapshot.sha256)
    payload = Payload(
        snapshot.fetched_from or snapshot.url, body, dates_are_ours(snapshot), snapshot.media_type, snapshot.told or {},
        retrieved_on(snapshot),
    )  # fmt: skip
    drawn: dict[str, list[Row]] = {}
    for item in reader.read(payload):
        drawn.setdefault(KIND_OF[type(item)], []).append(msgspec.structs.astuple(item))
    return drawn


def dates_are_ours(snapshot: Unread) -> bool:
    """True where the recording's note says that its row dates were not the publisher's (design §7)."""
    return "Date are ours" in (snapshot.replay_note or "")


def retrieved_on(snapshot: Unread) -> date | None:
    """The last day on which the bytes can have been served; never the day of the reading, which would change what is read."""
    if snapshot.captured_on is not None:
        return last_day_of(snapshot.captured_on)
    return paris_day(snapshot.retrieved_at) if snapshot.retrieved_at else None


def last_day_of(captured_on: str) -> date | None:
    """« 2018-10 », « 2022..2025 », « 2019 »: the last day of what is known of a capture; None where that is no date."""
    stated = re.fullmatch(r"(?:.*\.\.)?(\d{4})(?:-(\d\d))?(?:-(\d\d))?", captured_on.strip())
    if stated is None:
        return None
    year, month, day = int(stated[1]), int(stated[2] or 12), stated[3]
    try:
        return date(year, month, int(day) if day else monthrange(year, month)[1])
    except ValueError:  # a month or a day that no calendar has
        return None


def _areas(drawn: Drawing) -> tuple[list[str], list[str]]:
    """The codes that are countries of the vocabulary, and those that nobody has named yet."""
    codes = {row[2] for row in drawn.get("observation", ()) if row[1] == "COUNTRY"}
    codes |= {row[1] for name in ("listing", "signal") for row in drawn.get(name, ())}
    codes |= {code for row in drawn.get("document", ()) for code in json.loads(row[_COUNTRIES])}
    countries = codes & load_countries().keys()
    return sorted(countries), sorted(codes - countries - load_area_codes().keys())
