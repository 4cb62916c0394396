"""Reading the archive as a whole: the accounts of runs, what readers drew, the decisions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from kb.archive import archive_at
from kb.errors import ArchiveError
from kb.readings import FACTS, IDENTITY, Row


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
    withdrawn: bool
    """Its rows keep which lines there were, and nothing of what they said."""


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
            if told.get("kind") == "run":
                told_runs.append(told)
            elif told.get("kind") == "decision":
                decisions.append(told)
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
                    withdrawn=head("X-Recoupe-Withdrawn") is not None,
                )
            )
    return told_runs, drawn, decisions


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
