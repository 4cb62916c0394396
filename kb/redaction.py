"""Taking a record out of a WARC file without moving the others: its gzip member is replaced by one of the same length."""

import io
import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any

from warcio.warcwriter import WARCWriter

from kb.archive import archive_at
from kb.errors import ArchiveError

_HEADER = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"  # gzip, with a comment: the comment fills the room that is left
_CHUNK = 1 << 20


def replace_record(archive_url: str, file: str, offset: int, record: bytes) -> None:
    """Put `record` (an uncompressed WARC record) in the place of the one at `offset`; every other offset stays true.

    Raises ArchiveError when the file cannot be written, or when the new record does not fit in the room of the old one.
    """
    fs, root = archive_at(archive_url)
    path = f"{root}/{file}"
    try:
        content = bytearray(fs.cat_file(path))
        length = _member_length(content, offset)
        content[offset : offset + length] = _member(record, length)
        fs.pipe_file(path, bytes(content))
    except (OSError, zlib.error) as error:
        raise ArchiveError(
            f"The archive file {file} cannot be rewritten at {offset} ({error}). Nothing was withdrawn."
        ) from None


def _member_length(content: bytearray, offset: int) -> int:
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    position = offset
    while not inflater.eof and position < len(content):
        inflater.decompress(bytes(content[position : position + _CHUNK]))
        position += _CHUNK
    return min(position, len(content)) - offset - len(inflater.unused_data)


def _member(record: bytes, length: int) -> bytes:
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflater.compress(record) + deflater.flush()
    trailer = struct.pack("<II", zlib.crc32(record), len(record) & 0xFFFFFFFF)
    room = length - len(_HEADER) - 1 - len(body) - len(trailer)
    if room < 0:
        raise ArchiveError("The record is too small to hold the mark of its withdrawal. Nothing was withdrawn.")
    return _HEADER + b" " * room + b"\x00" + body + trailer


def tombstone(url: str, facts: Mapping[str, Any], date: str) -> bytes:
    """The record that stands where withdrawn bytes were: address, hash, day, reason."""
    body = json.dumps({"kind": "tombstone", **facts}, ensure_ascii=False, sort_keys=True).encode()
    return _record(url, "metadata", body, "application/json", {"WARC-Date": date})


def redacted_conversion(url: str, rows: bytes, headers: Mapping[str, str]) -> bytes:
    """A conversion record that keeps which lines there were, and nothing of what they said."""
    return _record(url, "conversion", rows, "application/x-ndjson", dict(headers))


def _record(url: str, kind: str, body: bytes, content_type: str, headers: dict[str, str]) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    record = writer.create_warc_record(
        url, kind, payload=io.BytesIO(body), length=len(body), warc_content_type=content_type, warc_headers_dict=headers
    )
    writer.write_record(record)
    return out.getvalue()
