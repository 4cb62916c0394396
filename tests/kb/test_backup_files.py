"""A backup brings everything back, or says in one sentence why it brought nothing."""

import json
import random
import sqlite3
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Base, Recording, Told

QUESTIONS = (
    ["fiche", "CIV", "vih,diabete", "--format", "json"],
    ["series", "SEN", "who_gho:GHED_OOPSCHE_SHA2011", "--format", "json"],
    ["release", "list", "--format", "json"],
)


def answers(base: "Base") -> list[str]:
    told = [base(*question) for question in QUESTIONS]
    assert [one.stderr for one in told if one.returncode] == []
    return [one.stdout for one in told]


def assert_sentence(told: "Told", *words: str) -> None:
    assert "fault of the programme" not in told.stderr, told.stderr
    assert told.returncode == 2, told
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    for word in words:
        assert word in told.stderr


def place(base: "Base", folder: Path) -> "Base":
    """A new place, where nothing is."""
    from dataclasses import replace

    folder.mkdir(exist_ok=True)
    return replace(base, folder=folder)


def assert_nothing_there(base: "Base") -> None:
    assert not base.archive.exists() or not [path for path in base.archive.rglob("*") if path.is_file()]
    if base.file.exists():
        told = base("release", "list", "--format", "json")
        assert told.returncode == 2 or told.json == []
        with sqlite3.connect(base.file) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            held = {n: connection.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in names}
        ours = {name: count for name, count in held.items() if not name.startswith("search_words")}  # FTS5's own
        assert not {name: count for name, count in ours.items() if count and name != "alembic_version"}


def dump(connection: sqlite3.Connection) -> list[str]:
    """The whole base, less the pages of FTS5: the same words may be laid out otherwise."""
    return sorted(line for line in connection.iterdump() if '"search_words_' not in line)


@pytest.fixture
def file(released: "Base") -> Path:
    path = released.folder / "backup.tar"
    told = released("backup", path)
    assert told.returncode == 0, told.stderr
    return path


def test_a_backup_brings_back_the_same_base_and_the_same_archive(
    released: "Base", file: Path, tmp_path: Path, recording: "Recording"
) -> None:
    other = place(released, tmp_path / "other")
    told = other("restore", file)
    assert (told.returncode, told.stderr) == (0, "")
    assert "1 release(s)" in told.stdout
    assert answers(other) == answers(released)
    assert other("release", "verify", 1).returncode == 0
    kept = [{p.relative_to(b.archive): p.read_bytes() for p in b.archive.rglob("*.gz")} for b in (released, other)]
    assert kept[0] == kept[1]
    with sqlite3.connect(released.file) as one, sqlite3.connect(other.file) as two:
        assert dump(one) == dump(two)
    assert other.crawl(recording.index).run["snapshots_new"] == 0


def test_a_new_base_with_its_starter_gives_way_to_what_comes_back(released: "Base", file: Path, tmp_path: Path) -> None:
    other = place(released, tmp_path / "other")
    assert other("init").returncode == 0
    assert other("restore", file).returncode == 0
    assert answers(other) == answers(released)


def test_a_base_that_is_not_empty_is_not_restored_over(released: "Base", file: Path) -> None:
    before = answers(released)
    assert_sentence(released("restore", file), "not empty")
    assert answers(released) == before


def test_an_archive_that_is_not_empty_is_not_restored_over(released: "Base", file: Path, tmp_path: Path) -> None:
    other = place(released, tmp_path / "other")
    other.archive.mkdir()
    (other.archive / "mine.warc.gz").write_bytes(b"mine")
    assert_sentence(other("restore", file), "not empty")
    assert [path.name for path in other.archive.rglob("*")] == ["mine.warc.gz"]


def test_a_flipped_byte_is_seen_wherever_it_is(released: "Base", file: Path, tmp_path: Path) -> None:
    chance, whole = random.Random(20261122), file.read_bytes()
    with tarfile.open(file) as tar:
        parts = [(one.offset, one.offset_data, one.size) for one in tar.getmembers()]
    where = [chance.randrange(start, start + size) for _, start, size in parts if size]
    where += [chance.randrange(head, head + 160) for head, _, _ in chance.sample(parts, 5)]
    faults = []
    for number, at in enumerate(where):
        spoilt = bytearray(whole)
        spoilt[at] ^= 0xFF
        file.write_bytes(spoilt)
        other = place(released, tmp_path / f"other-{number}")
        told = other("restore", file)
        try:
            if told.returncode == 0:  # a byte that carries nothing: then everything came back
                assert answers(other) == answers(released)
            else:
                assert_sentence(told, "backup")
                assert_nothing_there(other)
        except AssertionError as error:
            faults.append((at, str(error).splitlines()[0]))
    assert not faults


@pytest.mark.parametrize("kept", [0, 100, 0.3, 0.7])
def test_a_backup_cut_short_restores_nothing(released: "Base", file: Path, tmp_path: Path, kept: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * kept) if isinstance(kept, float) else kept])
    other = place(released, tmp_path / "other")
    assert_sentence(other("restore", file), "Nothing was restored")
    assert_nothing_there(other)


def test_a_file_that_is_no_backup_restores_nothing(released: "Base", tmp_path: Path) -> None:
    other = place(released, tmp_path / "other")
    (tmp_path / "letter").write_text("Dear reader")
    for name in ("letter", "absent", "other"):
        assert_sentence(other("restore", tmp_path / name), "Nothing was restored")
    assert_nothing_there(other)


@pytest.mark.parametrize(
    "manifest", [[], {"parts": []}, {"revision": None, "parts": {}}, {"revision": "0001", "parts": {}}]
)
def test_a_backup_with_another_manifest_restores_nothing(released: "Base", tmp_path: Path, manifest: object) -> None:
    told = tmp_path / "manifest.json"
    told.write_text(json.dumps(manifest))
    with tarfile.open(tmp_path / "odd.tar", "w") as tar:
        tar.add(told, "manifest.json")
    other = place(released, tmp_path / "other")
    assert_sentence(other("restore", tmp_path / "odd.tar"), "backup")
    assert_nothing_there(other)


def test_where_the_archive_cannot_be_written_nothing_is_restored(released: "Base", file: Path, tmp_path: Path) -> None:
    other = place(released, tmp_path / "other")
    (other.folder / "file").write_text("not a folder")
    told = other.having(RECOUPE_ARCHIVE_URL=str(other.folder / "file" / "archive"))("restore", file)
    assert_sentence(told, "archive")
    assert_nothing_there(other)


@pytest.mark.parametrize("target", ["absent/backup.tar", "file/backup.tar", "folder"])
def test_a_target_that_cannot_be_written_leaves_no_part_of_a_backup(released: "Base", target: str) -> None:
    (released.folder / "file").write_text("not a folder")
    (released.folder / "folder").mkdir()
    (released.folder / "folder" / "mine").write_text("mine")
    before = {path for path in released.folder.rglob("*") if "base.db" not in path.name}
    assert_sentence(released("backup", released.folder / target), "cannot be written")
    after = {path for path in released.folder.rglob("*") if "base.db" not in path.name}
    assert after == before
