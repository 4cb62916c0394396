import resource
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from kb.archive import Answer, Place, RunArchive, read_payload
from kb.errors import ArchiveError, KbError
from kb.identity import sha256_of

AT = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
URL = "https://ghoapi.azureedge.net/api/NCD_CCS_Insulin?$skip=10"


def answer(body: bytes, **changed: object) -> Answer:
    stated: dict[str, object] = {
        "url": URL, "status": 200, "headers": {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        "body": body, "request_headers": {"User-Agent": "Recoupe"}, "received_at": AT,
    }  # fmt: skip
    return Answer(**{**stated, **changed})  # type: ignore[arg-type]


def archived(folder: Path, body: bytes) -> Place:
    archive = RunArchive(str(folder), "who_gho", "run", AT)
    archive.add(answer(b"first"))
    place = archive.add(answer(body))
    archive.close()
    return place


@pytest.mark.parametrize(
    "body", [b"{}", b"", "Côte d’Ivoire".encode(), bytes(range(256)) * 300], ids=["json", "empty", "utf-8", "binary"]
)
def test_archived_bytes_come_back_as_they_were(tmp_path: Path, body: bytes) -> None:
    place = archived(tmp_path, body)
    assert read_payload(str(tmp_path), place.file, place.offset, sha256_of(body)) == body


def test_the_archived_headers_speak_of_the_bytes_that_are_kept(tmp_path: Path) -> None:
    place = archived(tmp_path, b'{"value": []}')
    with (tmp_path / place.file).open("rb") as stream:
        responses = [record for record in ArchiveIterator(stream) if record.rec_type == "response"]
    assert [record.http_headers.get_header("Content-Encoding") for record in responses] == [None, None]
    assert [record.http_headers.get_header("Content-Length") for record in responses] == ["5", "13"]


def test_bytes_that_are_not_the_announced_ones_are_refused(tmp_path: Path) -> None:
    place = archived(tmp_path, b"what was served")
    with pytest.raises(ArchiveError, match="no longer holds the bytes"):
        read_payload(str(tmp_path), place.file, place.offset, sha256_of(b"what was announced"))


@pytest.mark.parametrize("spoil", ["missing", "cut", "zeroed", "offset", "flipped"])
def test_a_damaged_archive_file_is_told_in_one_sentence(tmp_path: Path, spoil: str) -> None:
    body = secrets.token_bytes(5000)
    place = archived(tmp_path, body)
    path, offset = tmp_path / place.file, place.offset
    whole = path.read_bytes()
    if spoil == "missing":
        path.unlink()
    elif spoil == "cut":
        path.write_bytes(whole[: offset + 2500])
    elif spoil == "zeroed":
        path.write_bytes(whole[:offset] + bytes(len(whole) - offset))
    elif spoil == "flipped":
        middle = offset + 2500
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :])
    else:
        offset += 7
    with pytest.raises(ArchiveError, match=r"Restore it from a backup\.") as told:
        read_payload(str(tmp_path), place.file, offset, sha256_of(body))
    assert "\n" not in str(told.value)


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ArchiveError, match=r"Nothing was fetched\. Set RECOUPE_ARCHIVE_URL"):
        RunArchive(str(tmp_path / "file" / "archive"), "who_gho", "run", AT)


def test_an_archive_address_of_an_unknown_kind_is_told() -> None:
    with pytest.raises(KbError, match="RECOUPE_ARCHIVE_URL"):
        RunArchive("nonsense://archive", "who_gho", "run", AT)


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """A full disk, as far as one process can have it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_and_what_was_archived_before_stays_readable(tmp_path: Path) -> None:
    archive = RunArchive(str(tmp_path), "who_gho", "run", AT)
    place = archive.add(answer(b"kept"))
    with no_file_above(20_000), pytest.raises(ArchiveError, match="Free some room"):
        archive.add(answer(secrets.token_bytes(200_000)))
    assert read_payload(str(tmp_path), place.file, place.offset, sha256_of(b"kept")) == b"kept"
