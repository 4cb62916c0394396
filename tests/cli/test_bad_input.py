"""Whatever is typed wrong or broken outside gets one sentence on standard error and exit code 2, never a traceback."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb.reopen import write_code

if TYPE_CHECKING:
    from conftest import Base, Told

LINE = "0123456789abcdef"
ELSEWHERE = write_code(1, "0" * 64, 0)
NOT_HERE = write_code(9, "0" * 64, 0)


def assert_told(told: "Told", words: str, code: int = 2) -> None:
    assert "Traceback" not in told.stderr
    assert told.returncode == code, told.stderr
    assert told.stdout == ""
    assert told.stderr.startswith("recoupe: ")
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    assert words in told.stderr


TYPED = {
    "unknown country": (["fiche", "ZZZ", "vih"], "No country has the key 'ZZZ'"),
    "country by name": (["fiche", "Mali", "vih"], "`recoupe find Mali`"),
    "unknown family": (["fiche", "CIV", "rhume"], "No family has the key 'rhume'"),
    "one family of two unknown": (["fiche", "CIV", "vih,rhume"], "No family has the key 'rhume'"),
    "no family": (["fiche", "CIV", ","], "Name at least one family"),
    "unknown component": (["fiche", "CIV", "vih", "--component", "lune"], "No component has the key 'lune'"),
    "unknown population": (
        ["fiche", "CIV", "vih", "--population", "bébé"],
        "No population has the key 'bébé'. Keys: adulte, enfant, femme_enceinte.",
    ),
    "empty population": (["fiche", "CIV", "vih", "--population", ""], "No population has the key ''"),
    "unknown release": (["fiche", "CIV", "vih", "--release", "9"], "no release number 9"),
    "negative release": (["fiche", "CIV", "vih", "--release", "-1"], "no release number -1"),
    "enormous release": (["fiche", "CIV", "vih", "--release", "99999999999999999999"], "no release number"),
    "enormous release shown": (["release", "show", "99999999999999999999"], "no release number"),
    "release shown that does not exist": (["release", "show", "7"], "`recoupe release list`"),
    "release and day": (["fiche", "CIV", "vih", "--release", "1", "--as-of", "2026-03-12"], "give one of them"),
    "day before the first release": (["fiche", "CIV", "vih", "--as-of", "2026-03-11"], "Aucune base à cette date"),
    "series before the first release": (
        ["series", "CIV", "who_gho:NCD_CCS_Insulin", "--as-of", "2020-01-01"],
        "Aucune base",
    ),
    "day that does not exist": (["fiche", "CIV", "vih", "--as-of", "2026-02-30"], "is not a date"),
    "day in words": (["series", "CIV", "who_gho:NCD_CCS_Insulin", "--as-of", "hier"], "Write it like 2026-03-12"),
    "series without code": (["series", "CIV", "who_gho"], "Write SOURCE:INDICATOR"),
    "series of an unknown source": (["series", "CIV", "oms:X"], "No source is called 'oms'"),
    "series of an unknown code": (["series", "CIV", "who_gho:NOPE"], "No series is called"),
    "unknown source": (["crawl", "oms", "--replay", "x"], "No source is called 'oms'"),
    "unknown source to read": (["read", "--source", "oms"], "No source is called 'oms'"),
    "nothing to crawl": (["crawl"], "Name the sources to crawl"),
    "too much to crawl": (["crawl", "who_gho", "--all"], "Name the sources to crawl"),
    "unknown kind": (["find", "mali", "--kind", "ville"], "Kinds: country"),
    "unknown line": (["cite", "0000000000000000"], "holds no line"),
    "no line": (["cite"], "Give line ids"),
    "line and code": (["cite", LINE, "--open", ELSEWHERE], "Give line ids, or --open CODE"),
    "code that is no code": (["cite", "--open", "bonjour !"], "Recopiez-le depuis l’annexe"),
    "code with a typing error": (["cite", "--open", ELSEWHERE[:-1] + "7"], "faute de frappe"),
    "code of another base": (["cite", "--open", ELSEWHERE], "vient d’une autre base"),
    "code of a release not here": (["cite", "--open", NOT_HERE], "no release number 9"),
    "format not written yet": (["cite", LINE, "--format", "papyrus"], "--format 'papyrus'"),
    "run that does not exist": (["release", "create", "--accept", "99", "--reason", "x"], "Run 99 cannot be accepted"),
}


@pytest.mark.parametrize(("args", "words"), TYPED.values(), ids=TYPED)
def test_bad_input_is_told_in_one_sentence(released: "Base", args: list[str], words: str) -> None:
    assert_told(released(*args), words)


USAGE = {
    "unknown format": ["fiche", "CIV", "vih", "--format", "xml"],
    "unknown option": ["fiche", "CIV", "vih", "--color"],
    "unknown command": ["conclude", "CIV"],
    "argument left out": ["fiche", "CIV"],
    "limit of zero": ["crawl", "who_gho", "--limit", "0"],
    "accept without a reason": ["release", "create", "--accept", "1"],
    "release in words": ["release", "show", "last"],
}


@pytest.mark.parametrize("args", USAGE.values(), ids=USAGE)
def test_a_wrong_option_is_bad_input_and_says_which(released: "Base", args: list[str]) -> None:
    told = released(*args)
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert told.stdout == ""
    assert told.stderr.strip()
    assert "│" not in told.stderr, "a box drawn round a message is not a sentence"


def test_the_last_day_of_the_calendar_is_a_day(released: "Base") -> None:
    told = released("fiche", "CIV", "vih", "--as-of", "9999-12-31", "--format", "json")
    assert told.returncode == 0, told.stderr
    assert told.json["release"]["number"] == 1


def test_a_citation_that_cannot_be_written_is_told(released: "Base") -> None:
    lines = released("series", "CIV", "who_gho:NCD_CCS_Insulin", "--format", "json").json["values"]
    assert_told(released("cite", lines[0]["id"], "--out", "absent/annexe.txt"), "absent/annexe.txt cannot be written")


READING = [
    ["fiche", "CIV", "vih"],
    ["series", "CIV", "who_gho:HIV_ARTCOVERAGE"],
    ["release", "list"],
    ["sources"],
    ["cite", LINE],
    ["read"],
]


@pytest.mark.parametrize(
    "args", [*READING, ["crawl", "who_gho"], ["release", "create"], ["serve"]], ids=lambda args: args[0]
)
def test_without_a_base_every_command_says_what_to_run(nowhere: "Base", args: list[str]) -> None:
    assert_told(nowhere(*args), "Run `recoupe init` first")


def test_an_empty_base_says_what_to_run(base: "Base") -> None:
    assert_told(base("fiche", "CIV", "vih"), "Run `recoupe crawl`, then `recoupe release create`")


PLACES: dict[str, Callable[[Path], str]] = {
    "under a regular file": lambda folder: f"sqlite:///{folder / 'file' / 'base.db'}",
    "a folder": lambda folder: f"sqlite:///{folder}",
    "not a database": lambda folder: f"sqlite:///{folder / 'file'}",
    "an unknown engine": lambda _: "oracle9://somewhere/base",
    "no address at all": lambda _: "base.db",
    "an unknown driver": lambda _: "postgresql+nodriver://127.0.0.1:1/base",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("args", [["init"], ["fiche", "CIV", "vih"]], ids=["init", "fiche"])
def test_a_base_in_an_impossible_place_is_told(nowhere: "Base", args: list[str], place: Callable[[Path], str]) -> None:
    (nowhere.folder / "file").write_text("not a folder, and not a database either")
    spoilt = nowhere.having(RECOUPE_DATABASE_URL=place(nowhere.folder))
    assert_told(spoilt(*args), "RECOUPE_DATABASE_URL")


def test_a_base_of_a_newer_programme_is_told(released: "Base") -> None:
    with sqlite3.connect(released.file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for args in (["init"], ["fiche", "CIV", "vih"]):
        assert_told(released(*args), "newer version of Recoupe (revision 9999)")


@pytest.mark.parametrize("kept", [2, 24])
def test_a_damaged_base_is_told(released: "Base", kept: int) -> None:
    with sqlite3.connect(released.file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = released.file.read_bytes()
    released.file.write_bytes(whole[: kept * 4096] + b"\xa5" * (len(whole) - kept * 4096))
    assert_told(released("fiche", "CIV", "vih"), "base")


@pytest.mark.parametrize("url", ["file/archive", "nonsense://archive"])
def test_an_archive_that_cannot_be_written_is_told(base: "Base", small_index: Path, url: str) -> None:
    (base.folder / "file").write_text("not a folder")
    assert_told(base.having(RECOUPE_ARCHIVE_URL=url).crawl(small_index), "RECOUPE_ARCHIVE_URL")


def test_a_log_folder_that_cannot_be_made_is_told(base: "Base", small_index: Path) -> None:
    (base.folder / "file").write_text("not a folder")
    assert_told(base.having(RECOUPE_LOG_DIR="file/log").crawl(small_index), "RECOUPE_LOG_DIR")


def test_an_archive_that_vanished_is_told(released: "Base", small_index: Path) -> None:
    with sqlite3.connect(released.file) as connection:
        connection.execute("DELETE FROM reading_observation")
        connection.execute("DELETE FROM reading")
    for warc in released.archive.rglob("*.warc.gz"):
        warc.unlink()
    told = released("read")
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert "Restore it from a backup" in told.stderr


def test_the_reading_room_refuses_a_clock_that_was_set(released: "Base") -> None:
    assert_told(released("serve"), "RECOUPE_CLOCK is set")


def test_a_clock_that_is_no_date_is_told(base: "Base", small_index: Path) -> None:
    assert_told(base.at("lundi").crawl(small_index), "RECOUPE_CLOCK='lundi'")


@pytest.mark.parametrize(("name", "value"), [("RECOUPE_PORT", "eighty"), ("RECOUPE_DATABASE_URL", "")])
def test_a_variable_that_cannot_be_read_is_told(released: "Base", name: str, value: str) -> None:
    assert_told(released.having(**{name: value})("release", "list"), name)


def test_the_installed_programme_speaks_the_same_way(recoupe: Callable[..., "Told"]) -> None:
    assert_told(recoupe("fiche", "ZZZ", "vih"), "No country has the key 'ZZZ'")


def test_a_reader_that_leaves_the_pipe_is_no_error(released: "Base") -> None:
    with subprocess.Popen(
        [f"{Path(sys.executable).with_name('recoupe')} fiche CIV vih --format json | true"],
        shell=True, stderr=subprocess.PIPE, text=True, env=released.variables, cwd=released.folder,
    ) as piped:  # fmt: skip
        _, stderr = piped.communicate(timeout=60)
    assert stderr == ""
