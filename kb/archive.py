"""The archive: what publishers served, kept as WARC/1.1 so that any other archive tool can open it."""

import base64
import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any
from urllib.parse import urlsplit

import fsspec
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kb.errors import ArchiveError
from kb.identity import sha256_of

# These headers speak of the wire; the archive keeps the decoded bytes that the readers and the hash are about.
_WIRE_HEADERS = {"content-encoding", "transfer-encoding", "content-length"}
TOLD = "X-Recoupe-Told"
COMPRESSION = 6  # level 9, the default of the library, took a tenth of a reading to save 2 % of the bytes
_REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_UNREADABLE = (OSError, StopIteration, EOFError, ValueError, zlib.error, ArchiveLoadFailed)
_NOT_MODIFIED_PROFILE = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True)
class Place:
    """Where a record lies in the archive."""

    file: str
    offset: int
    record_id: str


@dataclass(frozen=True)
class Answer:
    """One HTTP answer, decoded, as the archive keeps it. `replay` holds the provenance of a recorded answer."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    request_headers: Mapping[str, str]
    received_at: datetime
    replay: Mapping[str, str] | None = None
    told: Mapping[str, Any] | None = None
    """What a listing said of it before anyone opened it."""
    method: str = "GET"

    @cached_property
    def sha256(self) -> str:
        """Of the decoded body; whole series have megabytes, so once."""
        return sha256_of(self.body)


def archive_at(archive_url: str) -> tuple[Any, str]:
    """The file system and the root of an archive address, or ArchiveError saying what the address should be."""
    try:
        fs, root = fsspec.core.url_to_fs(archive_url)
    except (ValueError, ImportError) as error:
        raise ArchiveError(
            f"RECOUPE_ARCHIVE_URL={archive_url!r} is no archive address ({error}). Give a folder, or an address that fsspec knows."
        ) from None
    return fs, root


class RunArchive:
    """The WARC file of one run, written record by record. Every failure to write is an ArchiveError."""

    def __init__(self, archive_url: str, source_key: str, run_uid: str, started_at: datetime) -> None:
        self._fs, self._root = archive_at(archive_url)
        self.file = f"{source_key}/{started_at:%Y}/{run_uid}.warc.gz"
        try:
            self._fs.makedirs(f"{self._root}/{source_key}/{started_at:%Y}", exist_ok=True)
            self._out: IO[bytes] = self._fs.open(f"{self._root}/{self.file}", "wb")
        except OSError as error:
            raise ArchiveError(
                f"The archive folder {archive_url} cannot be written ({error.strerror or error}). "
                "Nothing was fetched. Set RECOUPE_ARCHIVE_URL to a folder you may write to."
            ) from None
        self._writer = WARCWriter(BytesIO(), gzip=False, warc_version="1.1")  # makes the records; _write packs them
        opening = self._writer.create_warcinfo_record(self.file, {"software": "recoupe", "isPartOf": run_uid})
        # the library writes the hour of the machine: a review keeps its day only, and a test its own clock
        opening.rec_headers.replace_header("WARC-Date", _dated(started_at)["WARC-Date"])
        self._write(opening)

    def add(self, answer: Answer, known_as: Place | None = None) -> Place:
        """Keep the request and the answer; bytes already archived (`known_as`) become a revisit record that points there."""
        extra = _dated(answer.received_at) | {"X-Recoupe-Payload-SHA256": answer.sha256}
        if answer.replay:
            extra["X-Recoupe-Replay"] = json.dumps(dict(answer.replay), ensure_ascii=True, sort_keys=True)
        if answer.told:
            extra[TOLD] = json.dumps(dict(answer.told), ensure_ascii=True, sort_keys=True)
        record = self._revisit(answer, extra, known_as) if known_as else self._response(answer, extra)
        place = self._write(record)
        self._write(self._request(answer, place.record_id))
        return place

    def add_not_modified(self, answer: Answer, known_as: Place, sha256: str) -> None:
        """Keep an answer 304: the publisher says that the bytes archived at `known_as` are still those of the address."""
        extra = _dated(answer.received_at) | {
            "X-Recoupe-Payload-SHA256": sha256,
            "WARC-Profile": _NOT_MODIFIED_PROFILE,
            "WARC-Refers-To": known_as.record_id,
            "WARC-Refers-To-Target-URI": answer.url,
        }
        record = self._writer.create_warc_record(
            answer.url, "revisit", http_headers=_http(answer), warc_headers_dict=extra
        )
        place = self._write(record)
        self._write(self._request(answer, place.record_id))

    def note(self, kind: str, facts: Mapping[str, Any], at: datetime) -> None:
        """A metadata record: the run's own account (outcome, counts, findings), so that the archive can stand alone."""
        body = json.dumps({"kind": kind, **facts}, ensure_ascii=False, sort_keys=True).encode()
        record = self._writer.create_warc_record(
            f"urn:recoupe:{kind}",
            "metadata",
            payload=BytesIO(body),
            length=len(body),
            warc_content_type="application/json",
            warc_headers_dict=_dated(at),
        )
        self._write(record)

    def conversion(self, url: str, of: Place, facts: Mapping[str, str], lines: bytes, at: datetime) -> None:
        """What a reader drew from archived bytes, as JSON lines, pointing to the record they came from."""
        extra = _dated(at) | {"WARC-Refers-To": of.record_id}
        extra |= {f"X-Recoupe-{name}": value for name, value in facts.items()}
        record = self._writer.create_warc_record(
            url,
            "conversion",
            payload=BytesIO(lines),
            length=len(lines),
            warc_content_type="application/x-ndjson",
            warc_headers_dict=extra,
        )
        self._write(record)

    def discard(self) -> None:
        """Take the file away, as if it had never been begun."""
        with suppress(OSError):
            self._out.close()
        with suppress(OSError):
            self._fs.rm_file(f"{self._root}/{self.file}")

    def close(self) -> None:
        """End the file. On an object store it exists only from now on."""
        try:
            self._out.close()
        except OSError as error:
            raise ArchiveError(
                f"The archive file {self.file} could not be ended ({error.strerror or error}). Free some room, then crawl again."
            ) from None

    def _write(self, record: Any) -> Place:
        plain = BytesIO()
        WARCWriter(plain, gzip=False, warc_version="1.1").write_record(record)
        try:
            offset = self._out.tell()
            self._out.write(gzip.compress(plain.getbuffer(), COMPRESSION, mtime=0))
            self._out.flush()
        except OSError as error:
            raise ArchiveError(
                f"The archive file {self.file} cannot be written ({error.strerror or error}). Free some room, then crawl again."
            ) from None
        return Place(self.file, offset, record.rec_headers.get_header("WARC-Record-ID"))

    def _response(self, answer: Answer, extra: dict[str, str]) -> Any:
        return self._writer.create_warc_record(
            answer.url,
            "response",
            payload=BytesIO(answer.body),
            http_headers=_http(answer),
            warc_headers_dict=extra,
        )

    def _revisit(self, answer: Answer, extra: dict[str, str], known_as: Place) -> Any:
        sha1 = base64.b32encode(hashlib.sha1(answer.body, usedforsecurity=False).digest()).decode()
        extra |= {
            "WARC-Profile": _REVISIT_PROFILE,
            "WARC-Refers-To": known_as.record_id,
            "WARC-Refers-To-Target-URI": answer.url,
            "WARC-Payload-Digest": f"sha1:{sha1}",
        }
        return self._writer.create_warc_record(
            answer.url, "revisit", http_headers=_http(answer), warc_headers_dict=extra
        )

    def _request(self, answer: Answer, concurrent_to: str) -> Any:
        path = urlsplit(answer.url)
        line = f"{answer.method} {path.path or '/'}{'?' + path.query if path.query else ''} HTTP/1.1"
        headers = StatusAndHeaders(line, [("Host", path.netloc), *answer.request_headers.items()], is_http_request=True)
        extra = _dated(answer.received_at) | {"WARC-Concurrent-To": concurrent_to}
        return self._writer.create_warc_record(answer.url, "request", http_headers=headers, warc_headers_dict=extra)


def _dated(at: datetime) -> dict[str, str]:
    return {"WARC-Date": f"{at:%Y-%m-%dT%H:%M:%SZ}"}


def _http(answer: Answer) -> StatusAndHeaders:
    kept = [(name, value) for name, value in answer.headers.items() if name.lower() not in _WIRE_HEADERS]
    phrase = next((status.phrase for status in HTTPStatus if status == answer.status), "")
    headers = [*kept, ("Content-Length", str(len(answer.body)))]
    return StatusAndHeaders(f"{answer.status} {phrase}".strip(), headers, protocol="HTTP/1.1")


@dataclass(frozen=True)
class ArchivedAnswer:
    """An answer as it lies in the archive: what the publisher said of it, and its bytes."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


def read_answer(archive_url: str, place: Place, sha256: str) -> ArchivedAnswer:
    """The archived answer of a snapshot, checked against its hash. Raises ArchiveError."""
    record, payload = _read_record(archive_url, place.file, place.offset, sha256)
    return ArchivedAnswer(tuple(record.http_headers.headers) if record.http_headers else (), payload)


def read_headers(archive_url: str, place: Place) -> dict[str, str]:
    """What the publisher said of an archived answer, its bytes unread. Raises ArchiveError."""
    fs, root = archive_at(archive_url)
    try:
        with fs.open(f"{root}/{place.file}", "rb") as stream:
            stream.seek(place.offset)
            record = next(iter(ArchiveIterator(stream)))
    except _UNREADABLE as error:
        raise _lost(place.file, place.offset, error) from None
    return dict(record.http_headers.headers) if record.http_headers else {}


def read_payload(archive_url: str, file: str, offset: int, sha256: str) -> bytes:
    """The archived bytes of a snapshot, checked against their hash."""
    return _read_record(archive_url, file, offset, sha256)[1]


def _read_record(archive_url: str, file: str, offset: int, sha256: str) -> tuple[Any, bytes]:
    fs, root = archive_at(archive_url)
    try:
        with fs.open(f"{root}/{file}", "rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)))
            payload: bytes = record.content_stream().read()
    except _UNREADABLE as error:
        raise _lost(file, offset, error) from None
    if sha256_of(payload) != sha256:
        raise ArchiveError(
            f"The archive file {file} at {offset} no longer holds the bytes {sha256[:12]}. Restore it from a backup."
        )
    return record, payload


def _lost(file: str, offset: int, error: Exception) -> ArchiveError:
    return ArchiveError(f"The archive file {file} cannot be read at {offset} ({error}). Restore it from a backup.")


def write_decision(archive_url: str, name: str, facts: Mapping[str, Any], at: datetime) -> None:
    """Keep a decision (release, acceptance, withdrawal) as a WARC file of its own, so that the archive alone tells all."""
    archive = RunArchive(archive_url, "decisions", name, at)
    try:
        archive.note("decision", facts, at)
        archive.close()
    except ArchiveError:
        archive.discard()  # half a decision would stand in the way of a rebuild
        raise
