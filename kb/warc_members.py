"""Reading WARC files record by record, sure of every byte: gzip's own checksum is verified before a record is parsed."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from kb.archive import archive_at
from kb.errors import ArchiveError

_CHUNK = 1 << 18


@dataclass(frozen=True)
class Record:
    """One whole record: where it stands, its header lines, its content."""

    file: str
    offset: int
    kind: str
    headers: Any
    content: bytes

    def head(self, name: str) -> str:
        """A header line; ArchiveError where the record lacks it."""
        value = self.headers.get_header(name)
        if value is None:
            raise damaged(self.file, self.offset, f"its record has no {name}")
        return str(value)


def damaged(file: str, offset: int, why: object) -> ArchiveError:
    """The one sentence about an archive file that is not as it was written."""
    told = str(why).splitlines()[0] if str(why) else type(why).__name__
    return ArchiveError(f"The archive file {file} is damaged at {offset} ({told}). Restore it from a backup.")


def archive_files(archive_url: str) -> list[str]:
    """The WARC files of an archive, by name; ArchiveError when there is none."""
    fs, root = archive_at(archive_url)
    found = sorted(path[len(root) :].lstrip("/") for path in fs.find(root) if path.endswith(".warc.gz"))
    if not found:
        raise ArchiveError(
            f"The archive {archive_url} holds no WARC file. Give the folder that `recoupe crawl` filled."
        )
    return found


def records(archive_url: str, file: str, kinds: frozenset[str], *, may_be_unfinished: bool) -> Iterator[Record]:
    """The whole records of a file, of the kinds asked for.

    A last record that a crash cut short is left out where the file may be unfinished: nothing rests on it. Any other
    damage is an ArchiveError.
    """
    with _opened(archive_url, file) as stream:
        size = stream.seek(0, io.SEEK_END)
        offset = 0
        while offset < size:
            member, end = _member(file, stream, offset)
            if member is None:
                if not may_be_unfinished:
                    raise damaged(file, offset, "it ends in the middle of a record")
                return
            record = _parsed(file, offset, member, kinds)
            if record:
                yield record
            offset = end


def record_at(archive_url: str, file: str, offset: int) -> Record:
    """The record at an offset, whole, or ArchiveError."""
    with _opened(archive_url, file) as stream:
        member, _ = _member(file, stream, offset)
    record = _parsed(file, offset, member, None) if member else None
    if record is None:
        raise damaged(file, offset, "no whole record starts there")
    return record


@contextmanager
def _opened(archive_url: str, file: str) -> Iterator[IO[bytes]]:
    fs, root = archive_at(archive_url)
    try:
        with fs.open(f"{root}/{file}", "rb") as stream:
            yield stream
    except OSError as error:
        raise ArchiveError(f"The archive file {file} cannot be read ({error}). Restore it from a backup.") from None


def _member(file: str, stream: IO[bytes], offset: int) -> tuple[bytes | None, int]:
    """One gzip member and where it ends; None for a member that is cut short."""
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    stream.seek(offset)
    parts: list[bytes] = []
    end = offset
    try:
        while not inflater.eof and (chunk := stream.read(_CHUNK)):
            parts.append(inflater.decompress(chunk))
            end += len(chunk)
    except zlib.error as error:
        raise damaged(file, offset, error) from None
    return (b"".join(parts) if inflater.eof else None), end - len(inflater.unused_data)


def _parsed(file: str, offset: int, member: bytes, kinds: frozenset[str] | None) -> Record | None:
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(member))))
        if kinds is not None and record.rec_type not in kinds:
            return None
        return Record(file, offset, record.rec_type, record.rec_headers, record.content_stream().read())
    except (ArchiveLoadFailed, StopIteration, ValueError, EOFError, OSError) as error:
        raise damaged(file, offset, error) from None
