"""Reading the archive as a whole: the accounts of runs, what readers drew, the decisions."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kb.drawing import rows_of_lines
from kb.errors import ArchiveError
from kb.kinds import OBSERVATION, Row
from kb.warc_members import Record, archive_files, damaged, record_at, records


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
    kind: str
    withdrawn: bool
    """Its rows keep which lines there were, and nothing of what they said."""


_TOLD = frozenset({"metadata", "conversion"})


def survey(
    archive_url: str, *, decisions_whole: bool = True
) -> tuple[list[dict[str, Any]], list[Drawn], list[dict[str, Any]]]:
    """One pass over the archive: accounts of runs, conversion records by place, decisions.

    A rebuild needs every decision whole; who only looks for what was drawn does not (`decisions_whole=False`).
    """
    told_runs: list[dict[str, Any]] = []
    drawn: list[Drawn] = []
    decisions: list[dict[str, Any]] = []
    for file in archive_files(archive_url):
        deciding = decisions_whole and file.startswith("decisions/")
        before = len(decisions)
        for record in records(archive_url, file, _TOLD, may_be_unfinished=not deciding):
            if record.kind == "conversion":
                drawn.append(_drawn(record))
                continue
            told = _json(record)
            if told.get("kind") == "run":
                told_runs.append(told)
            elif told.get("kind") == "decision":
                decisions.append(told)
        if deciding and len(decisions) == before:
            raise ArchiveError(f"The archive file {file} holds no decision. Restore it from a backup.")
    return told_runs, drawn, decisions


def _json(record: Record) -> dict[str, Any]:
    try:
        told = json.loads(record.content)
    except ValueError as error:
        raise damaged(record.file, record.offset, error) from None
    if not isinstance(told, dict):
        raise damaged(record.file, record.offset, "its account is no object")
    return told


def _drawn(record: Record) -> Drawn:
    return Drawn(
        at=datetime.fromisoformat(record.head("WARC-Date").replace("Z", "+00:00")),
        source=record.head("X-Recoupe-Source"),
        url=record.head("WARC-Target-URI"),
        sha256=record.head("X-Recoupe-Payload-SHA256"),
        extractor=record.head("X-Recoupe-Extractor"),
        areas=(record.headers.get_header("X-Recoupe-Areas") or "").split(),
        file=record.file,
        offset=record.offset,
        kind=record.headers.get_header("X-Recoupe-Kind") or OBSERVATION.name,
        withdrawn=record.headers.get_header("X-Recoupe-Withdrawn") is not None,
    )


def conversion_rows(archive_url: str, one: Drawn) -> dict[str, list[Row]]:
    """The rows of a conversion record by kind, in the order identity + facts."""
    content = record_at(archive_url, one.file, one.offset).content
    try:
        return rows_of_lines(content, one.kind)
    except (ValueError, TypeError, LookupError) as error:
        raise damaged(one.file, one.offset, error) from None
