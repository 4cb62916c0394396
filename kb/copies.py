"""The archived copy behind a line: what it is, and what of it the terms of its source let us show (design §2.10)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, bindparam, select

from kb.archive import read_payload
from kb.kinds import KINDS
from kb.lines import Line
from kb.readings import readings, snapshots
from kb.releases import RELEASE, ReleaseInfo, holdings, in_release
from kb.sources.definition import Redistribution, source

_TABLES = {name: kind.table for name, kind in KINDS.items()}
# a browser is handed a file to keep, never a page to show: whatever may run in one leaves as plain text
_ENDINGS = {"application/pdf": "pdf", "application/json": "json", "text/csv": "csv"}
MOST_RECORDS = 3  # one is expected: more of them, and the place of the line is shown as they are, up to this many
LARGEST = 64 * 1024 * 1024  # bytes of an answer that is opened to find one record in it


@dataclass(frozen=True)
class Copy:
    """An archived answer: its place, and the terms it stands under."""

    file: str
    offset: int
    sha256: str
    size: int
    media_type: str | None
    terms: Redistribution

    @property
    def is_whole(self) -> bool:
        """True when the terms let the bytes themselves be handed over."""
        return self.terms == "full"

    @property
    def shows_record(self) -> bool:
        """True when the terms let figures be shown as published: the record of the line, not the file."""
        return self.terms == "figures" and self.size <= LARGEST and _is_json(self.media_type)

    @property
    def name(self) -> str:
        """A neutral file name: the beginning of the hash, an ending that no browser runs."""
        plain = (self.media_type or "").split(";")[0].strip()
        return f"copie-{self.sha256[:12]}.{_ENDINGS.get(plain, 'txt' if _is_text(plain) else 'bin')}"


def copy_of(engine: Engine, release: ReleaseInfo, line: Line) -> Copy | None:
    """The archived answer that a line was read from; None when it is not in this archive (starter figure, withdrawn)."""
    if not line.archived:
        return None
    with engine.connect() as connection:
        asked = {"line": line.id, "sha256": line.sha256, "release": release.number}
        found = connection.execute(_STATEMENTS[line.kind], asked).first()
    if found is None:
        return None
    file, offset, sha256, size, media_type = found
    return Copy(file, offset, sha256, size, media_type, source(line.source).redistribution)


def _statement(kind: str) -> Select[Any]:
    table = _TABLES[kind]
    return (
        select(
            snapshots.c.warc_file, snapshots.c.warc_offset, snapshots.c.sha256, snapshots.c.size, snapshots.c.media_type
        )
        .join(readings, readings.c.snapshot_id == snapshots.c.id)
        .join(holdings, holdings.c.reading_id == readings.c.id)
        .join(table, table.c.address_id == holdings.c.address_id)
        .where(table.c.line_id == bindparam("line"), snapshots.c.sha256 == bindparam("sha256"))
        .where(in_release(RELEASE, holdings), in_release(RELEASE, table), snapshots.c.warc_file.is_not(None))
        .limit(1)
    )


_STATEMENTS = {kind: _statement(kind) for kind in _TABLES}


def payload(archive_url: str, copy: Copy) -> bytes:
    """The bytes, checked against their hash. Raises ArchiveError."""
    return read_payload(archive_url, copy.file, copy.offset, copy.sha256)


def text_of(copy: Copy, content: bytes) -> str | None:
    """The bytes as text where they are one; None for a file that a person does not read as such (PDF, workbook)."""
    plain = (copy.media_type or "").split(";")[0].strip()
    return content.decode("utf-8", "replace") if _is_text(plain) else None


def _is_text(plain: str) -> bool:
    return plain.startswith("text/") or plain in {"application/json", "application/xml", "application/xhtml+xml"}


def _is_json(media_type: str | None) -> bool:
    return (media_type or "").split(";")[0].strip() == "application/json"


def records_of(content: bytes, line: Line) -> list[str]:
    """The records of a JSON answer that carry a line, as published, laid out for a reader. Empty where none is recognised."""
    try:
        answer = json.loads(content)
    except ValueError:
        return []
    wanted = {str(one) for one in (line.value_as_published, line.period_as_stated, *line.dimensions.values()) if one}
    found: list[str] = []
    if not wanted:  # a passage states no figure: every record of its country would seem to carry it
        return found
    for record in _records(answer):
        held = {str(one) for one in _scalars(record)}
        if wanted <= held and line.area in held:
            found.append(json.dumps(record, ensure_ascii=False, indent=1))
            if len(found) == MOST_RECORDS:
                break
    return found


def _records(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects that stand in a list, at any depth: the rows of an answer."""
    if isinstance(value, dict):
        for held in value.values():
            yield from _records(held)
    elif isinstance(value, list):
        for held in value:
            if isinstance(held, dict):
                yield held
            yield from _records(held)


def _scalars(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for held in value.values():
            yield from _scalars(held)
    elif isinstance(value, list):
        for held in value:
            yield from _scalars(held)
    elif value is not None:
        yield value
