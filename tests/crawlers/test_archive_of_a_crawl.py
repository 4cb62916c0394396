import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from warcio.archiveiterator import ArchiveIterator

if TYPE_CHECKING:
    from conftest import Base


def records(path: Path) -> list[tuple[Any, bytes]]:
    with path.open("rb") as stream:
        return [(record, record.content_stream().read()) for record in ArchiveIterator(stream, check_digests=True)]


@pytest.fixture(scope="module")
def crawled_twice(released_template: "Base", small_template: Path, tmp_path_factory: pytest.TempPathFactory) -> "Base":
    base = released_template.copy_to(tmp_path_factory.mktemp("twice"))
    base.at("2026-03-13T09:00:00+00:00").crawl(small_template)
    return base


@pytest.fixture(scope="module")
def warcs(crawled_twice: "Base") -> tuple[Path, Path]:
    """The archive files of the two runs."""
    first, second = sorted(crawled_twice.archive.rglob("who_gho/**/*.warc.gz"))
    return first, second


def test_every_archive_file_passes_the_check_of_another_tool(crawled_twice: "Base") -> None:
    files = sorted(crawled_twice.archive.rglob("*.warc.gz"))
    assert {path.relative_to(crawled_twice.archive).parts[0] for path in files} >= {"who_gho", "decisions"}
    checked = subprocess.run([sys.executable, "-m", "warcio.cli", "check", *files], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_each_answer_has_its_request_and_known_bytes_become_a_revisit(warcs: tuple[Path, Path]) -> None:
    first, second = warcs
    assert Counter(record.rec_type for record, _ in records(first)) == {
        "warcinfo": 1,
        "response": 5,
        "request": 5,
        "metadata": 1,
    }
    assert Counter(record.rec_type for record, _ in records(second)) == {
        "warcinfo": 1,
        "revisit": 5,
        "request": 5,
        "metadata": 1,
    }


def test_a_request_names_the_answer_it_brought(warcs: tuple[Path, Path]) -> None:
    for path in warcs:
        answers = {
            record.rec_headers.get_header("WARC-Record-ID"): record.rec_headers.get_header("WARC-Target-URI")
            for record, _ in records(path)
            if record.rec_type in {"response", "revisit"}
        }
        named = {
            record.rec_headers.get_header("WARC-Concurrent-To"): record.rec_headers.get_header("WARC-Target-URI")
            for record, _ in records(path)
            if record.rec_type == "request"
        }
        assert named == answers


def test_a_revisit_points_to_the_record_that_holds_the_bytes(warcs: tuple[Path, Path]) -> None:
    first, second = warcs
    held = {
        record.rec_headers.get_header("WARC-Record-ID"): record
        for record, _ in records(first)
        if record.rec_type == "response"
    }
    pointing = [record.rec_headers for record, _ in records(second) if record.rec_type == "revisit"]
    assert len(pointing) == 5
    for headers in pointing:
        holder = held[headers.get_header("WARC-Refers-To")].rec_headers
        assert headers.get_header("WARC-Payload-Digest") == holder.get_header("WARC-Payload-Digest")
        assert headers.get_header("WARC-Target-URI") == holder.get_header("WARC-Target-URI")


def test_a_replayed_answer_says_so_in_the_archive(warcs: tuple[Path, Path]) -> None:
    for path in warcs:
        stated = [
            json.loads(record.rec_headers.get_header("X-Recoupe-Replay"))
            for record, _ in records(path)
            if record.rec_type in {"response", "revisit"}
        ]
        assert Counter(one["captured_on"] for one in stated) == {"2018-10": 4, "2026-04-07": 1}
        assert {one["kind"] for one in stated} == {"reconstructed"}


def test_the_hash_in_the_archive_is_that_of_the_bytes(warcs: tuple[Path, Path]) -> None:
    first, _ = warcs
    for record, body in records(first):
        if record.rec_type == "response":
            assert record.rec_headers.get_header("X-Recoupe-Payload-SHA256") == hashlib.sha256(body).hexdigest()


def test_the_run_tells_its_own_story_in_the_archive(base: "Base", small_index: Path) -> None:
    told = base.crawl(small_index).run
    (warc,) = base.archive.rglob("who_gho/**/*.warc.gz")
    (note,) = [json.loads(body) for record, body in records(warc) if record.rec_type == "metadata"]
    assert {name: note[name] for name in ("kind", "source", "outcome", "reason", "findings", "replay")} == {
        "kind": "run", "source": "who_gho", "outcome": told["outcome"], "reason": told["reason"],
        "findings": told["findings"], "replay": True,
    }  # fmt: skip
    assert note["counts"] == {"answers": 5, "indicators": 3, "observations": 22, "countries": 5}
