import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crawlers.replay import BadReplay, NotRecorded, ReplayIndex, UnreadableRecording

if TYPE_CHECKING:
    from conftest import Base

URL = "https://ghoapi.azureedge.net/api/X"
LINE: dict[str, Any] = {
    "source": "who_gho", "url": URL, "match": "path", "file": "x.json", "content_encoding": None, "status": 200,
    "media_type": "application/json", "captured_on": "2018-10", "kind": "as_captured", "note": "",
}  # fmt: skip


def index(folder: Path, *lines: object, name: str = "index.jsonl") -> Path:
    path = folder / name
    path.write_text(
        "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), encoding="utf-8"
    )
    return path


def test_any_query_of_a_path_gets_its_answer(tmp_path: Path) -> None:
    replay = ReplayIndex([index(tmp_path, LINE)])
    assert replay.find(f"{URL}?$skip=10").file == "x.json"
    with pytest.raises(NotRecorded, match=f"{URL}Y"):
        replay.find(f"{URL}Y")


def test_an_exact_address_answers_before_its_path(tmp_path: Path) -> None:
    exact = {**LINE, "url": f"{URL}?page=2", "match": "exact", "file": "page2.json"}
    replay = ReplayIndex([index(tmp_path, LINE, exact)])
    assert [replay.find(f"{URL}{query}").file for query in ("", "?page=2", "?page=3")] == [
        "x.json",
        "page2.json",
        "x.json",
    ]


def test_the_first_index_that_holds_an_address_answers(tmp_path: Path) -> None:
    newer = index(tmp_path, {**LINE, "file": "new.json"}, name="new.jsonl")
    older = index(tmp_path, LINE, {**LINE, "url": f"{URL}Y", "file": "y.json"}, name="old.jsonl")
    replay = ReplayIndex([newer, older])
    assert [replay.find(url).file for url in (URL, f"{URL}Y")] == ["new.json", "y.json"]


@pytest.mark.parametrize("encoding", [None, "gzip"])
def test_a_body_is_the_bytes_that_were_served(tmp_path: Path, encoding: str | None) -> None:
    body = "Côte d’Ivoire".encode()
    (tmp_path / "x.json").write_bytes(gzip.compress(body) if encoding else body)
    assert ReplayIndex([index(tmp_path, {**LINE, "content_encoding": encoding})]).find(URL).body() == body


CUT = gzip.compress(b"x" * 9999)[:-20]
SPOILT = gzip.compress(b"xyz" * 50)[:12] + bytes(30)


@pytest.mark.parametrize("stored", [None, b"not gzip", CUT, SPOILT], ids=["absent", "plain", "cut", "spoilt"])
def test_a_damaged_recording_is_told(tmp_path: Path, stored: bytes | None) -> None:
    if stored is not None:
        (tmp_path / "x.json").write_bytes(stored)
    answer = ReplayIndex([index(tmp_path, {**LINE, "content_encoding": "gzip"})]).find(URL)
    with pytest.raises(UnreadableRecording, match=r"x\.json"):
        answer.body()


BROKEN = {
    "not JSON": "{url: 1}",
    "a list": "[1]",
    "a number": "7",
    "cut off": json.dumps(LINE)[:-5],
    "a field missing": {name: value for name, value in LINE.items() if name != "file"},
    "an unknown field": {**LINE, "etag": "x"},
    "an unknown match": {**LINE, "match": "prefix"},
    "an unknown kind": {**LINE, "kind": "live"},
    "a status in words": {**LINE, "status": "ok"},
    "an unknown encoding": {**LINE, "content_encoding": "br"},
}


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN)
def test_a_broken_line_of_the_index_is_named(tmp_path: Path, line: object) -> None:
    path = index(tmp_path, LINE, "", line)
    with pytest.raises(BadReplay, match=f"Line 3 of the replay index {path}") as told:
        ReplayIndex([path])
    assert "\n" not in str(told.value)


def garbage(path: Path) -> Path:
    path.write_bytes(b"\xff\xfe\x00garbage")
    return path


@pytest.mark.parametrize("kind", ["absent", "folder", "empty", "blank lines", "not UTF-8", "broken line"])
def test_an_index_that_cannot_be_used_is_bad_input(base: "Base", tmp_path: Path, kind: str) -> None:
    path = {
        "absent": lambda: tmp_path / "absent.jsonl",
        "folder": lambda: tmp_path,
        "empty": lambda: index(tmp_path),
        "blank lines": lambda: index(tmp_path, "", " "),
        "not UTF-8": lambda: garbage(tmp_path / "garbage.jsonl"),
        "broken line": lambda: index(tmp_path, LINE, "oops"),
    }[kind]()
    told = base.crawl(path)
    assert told.returncode == 2
    assert told.stdout == ""
    assert "Traceback" not in told.stderr
    assert told.stderr.startswith("recoupe: ")
    assert str(path) in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
    assert ("Line 2" in told.stderr) is (kind == "broken line")
    assert not base.archive.exists(), "nothing was fetched"
