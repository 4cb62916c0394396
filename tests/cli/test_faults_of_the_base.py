"""A damaged base, a newer one, two writers, a full disk: one sentence, and nothing that was kept is lost."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Base, Recording, Told

COMMANDS: dict[str, list[object]] = {
    "init": ["init", "--no-starter"],
    "fiche": ["fiche", "CIV", "vih"],
    "list": ["release", "list"],
    "diff": ["release", "diff", 1, 1],
    "verify": ["release", "verify", 1],
    "create": ["release", "create", "--accept", 1, "--reason", "x"],
    "backup": ["backup", "backup.tar"],
    "export": ["export", "package"],
    "read": ["read"],
    "sources": ["sources"],
}


def assert_sentence(told: "Told", *words: str, codes: tuple[int, ...] = (2,)) -> None:
    assert "fault of the programme" not in told.stderr, told.stderr
    assert "Traceback" not in told.stderr
    assert told.returncode in codes, told
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    for word in words:
        assert word in told.stderr


def in_one_file(base: "Base") -> bytes:
    """The base without its side files."""
    connection = sqlite3.connect(base.file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for side in ("-wal", "-shm"):
        base.file.with_name(base.file.name + side).unlink(missing_ok=True)
    return base.file.read_bytes()


@pytest.mark.parametrize("kept", [0.9, 0.5, 0.1])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_base_cut_short_is_told_by_every_command(released: "Base", command: str, kept: float) -> None:
    whole = in_one_file(released)
    released.file.write_bytes(whole[: int(len(whole) * kept)])
    told = released(*COMMANDS[command])
    if told.returncode != 0:  # a command that needs none of the lost pages may answer
        assert_sentence(told, "base", codes=(1, 2) if command == "verify" else (2,))
    assert not (released.folder / "backup.tar.partial").exists()
    if told.returncode:
        assert not (released.folder / "backup.tar").exists()
        assert not (released.folder / "package" / "datapackage.json").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_base_of_an_unknown_revision_is_told_by_every_command(released: "Base", command: str) -> None:
    with sqlite3.connect(released.file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'abcdef'")
        before = list(connection.iterdump())
    assert_sentence(released(*COMMANDS[command]), "newer version of Recoupe (revision abcdef)")
    with sqlite3.connect(released.file) as connection:
        assert list(connection.iterdump()) == before


def test_a_base_of_an_unknown_revision_is_neither_restored_nor_rebuilt_over(released: "Base", tmp_path: Path) -> None:
    assert released("backup", tmp_path / "backup.tar").returncode == 0
    (tmp_path / "other").mkdir()
    other = replace(released, folder=tmp_path / "other")
    assert other("init", "--no-starter").returncode == 0
    with sqlite3.connect(other.file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'abcdef'")
    assert_sentence(other("restore", tmp_path / "backup.tar"), "newer version")
    assert_sentence(other("rebuild", "--archive", released.archive, "--database", other.file), "newer version")


def wait_for(children: list[int]) -> list[int]:
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def test_two_crawls_at_once_lose_nothing(base: "Base", released: "Base", small_index: Path, tmp_path: Path) -> None:
    wanted = released("release", "list", "--format", "json").json[0]["sha256"]
    (tmp_path / "twice").mkdir()
    twice = replace(base, folder=tmp_path / "twice")
    assert twice("init", "--no-starter").returncode == 0
    children = [twice.started("crawl", "who_gho", "--replay", small_index) for _ in range(2)]
    assert set(wait_for(children)) <= {0, 1}
    faults = twice.folder / "var" / "log" / "faults.log"
    assert not faults.exists(), faults.read_text()
    with sqlite3.connect(twice.file) as connection:
        held = [
            connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("snapshot", "observation", "sighting")
        ]
        outcomes = connection.execute("SELECT DISTINCT outcome FROM run").fetchall()
    assert held == [5, 22, 10]
    assert outcomes == [("below_expectation",)]
    assert twice.release()["sha256"] == wanted
    assert twice("release", "verify", 1).returncode == 0


def test_two_releases_made_at_once_take_a_run_once(base: "Base", small_index: Path) -> None:
    base.crawl(small_index)
    children = [base.started("release", "create", "--accept", 1, "--reason", "x") for _ in range(2)]
    assert sorted(wait_for(children)) == [0, 2]
    assert [one["runs"] for one in base("release", "list", "--format", "json").json] == [[1]]
    assert base("release", "verify", 1).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte; `mount -o remount,size=…` makes it larger."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def resize(disk: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


def fill(disk: Path, spare: int) -> Path:
    """Leave `spare` bytes."""
    room = os.statvfs(disk)
    rest = disk / "rest"
    rest.write_bytes(b"\0" * max(room.f_bavail * room.f_frsize - spare, 0))
    return rest


@pytest.mark.parametrize("spare", [65_536, 262_144])
def test_a_full_disk_is_told_and_a_release_comes_once_there_is_room(
    released: "Base", recording: "Recording", small_disk: Path, spare: int
) -> None:
    in_one_file(released)
    resize(small_disk, "8m")
    base = released.copy_to(small_disk / "base")
    question = ["fiche", "CIV", "vih,diabete", "--release", 1, "--format", "json"]
    before = released(*question).stdout
    payload = recording.answer("GHED_OOPSCHE_SHA2011")
    payload["value"][0]["NumericValue"] = 1.5
    recording.keep("GHED_OOPSCHE_SHA2011", payload)
    rest = fill(small_disk, spare)
    for command in (
        ["crawl", "who_gho", "--replay", recording.index],
        ["release", "create", "--accept", 2, "--reason", "x"],
    ):
        told = base.having(RECOUPE_LOG_DIR=str(released.folder / "log")).installed(*command)
        assert "fault of the programme" not in told.stderr, told.stderr
        assert "Traceback" not in told.stderr, told.stderr
    rest.unlink()
    assert base(*question).stdout == before
    last = base("release", "list", "--format", "json").json[-1]["number"]
    assert [base("release", "verify", number).returncode for number in range(1, last + 1)] == [0] * last
    base.crawl(recording.index)
    done = base.release()
    released.crawl(recording.index)
    assert done["sha256"] == released.release()["sha256"]
    assert base("release", "verify", done["number"]).returncode == 0


@pytest.mark.parametrize("spare", [4_096, 20_480])
def test_a_disk_too_small_for_a_backup_or_an_export_keeps_no_part_that_looks_whole(
    released: "Base", small_disk: Path, spare: int
) -> None:
    rest = fill(small_disk, spare)
    assert_sentence(released("backup", small_disk / "backup.tar"), "cannot be written")
    assert [path.name for path in small_disk.iterdir()] == ["rest"]
    if spare == 4_096:
        assert_sentence(released("export", small_disk / "package"), "stopped")
        assert not (small_disk / "package" / "datapackage.json").exists()
    rest.unlink()
    assert released("backup", small_disk / "backup.tar").returncode == 0


def test_a_restore_on_a_disk_too_small_leaves_nothing_that_looks_whole(released: "Base", small_disk: Path) -> None:
    assert released("backup", released.folder / "backup.tar").returncode == 0
    (small_disk / "base").mkdir()
    other = replace(released, folder=small_disk / "base").having(RECOUPE_LOG_DIR=str(released.folder / "log"))
    rest = fill(small_disk, 150_000)
    assert_sentence(other.installed("restore", released.folder / "backup.tar"))
    rest.unlink()
    told = other("release", "list", "--format", "json")
    if told.returncode == 0 and told.json:
        assert other("release", "verify", 1).returncode == 0
