"""`recoupe release verify` hashes a release again, reads its archived answers again, and names the first difference."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Base, Recording, Told

CODE = "GHED_OOPSCHE_SHA2011"


def assert_different(told: "Told", *words: str) -> None:
    assert told.returncode == 1, told
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    assert "release 1 is not as it was frozen" in told.stderr
    assert "fault of the programme" not in told.stderr
    for word in words:
        assert word in told.stderr


def line_of(base: "Base", year: str) -> str:
    lines = base("series", "CIV", f"who_gho:{CODE}", "--format", "json").json["values"]
    (only,) = [line["id"] for line in lines if line["period_as_stated"] == year]
    return str(only)


def change(base: "Base", statement: str) -> None:
    with sqlite3.connect(base.file) as connection:
        assert connection.execute(statement).rowcount == 1


def flip(path: Path, where: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[where] ^= 0xFF
    path.write_bytes(raw)


def test_a_release_that_nobody_touched_is_as_it_was_frozen(released: "Base") -> None:
    told = released("release", "verify", 1)
    assert (told.returncode, told.stderr) == (0, "")
    assert "22 lines and 5 archived answers" in told.stdout
    answer = released("release", "verify", 1, "--format", "json").json
    assert [answer[name] for name in ("number", "lines", "snapshots", "difference")] == [1, 22, 5, None]


@pytest.mark.parametrize(
    "altered",
    [
        "value = value + 1",
        "value_as_published = '99'",
        "low = 1",
        "area = 'MLI'",
        "period_as_stated = '2013'",
        "dim1 = 'X'",
    ],
)
def test_an_altered_row_is_named(released: "Base", altered: str) -> None:
    line = line_of(released, "2015")
    change(released, f"UPDATE observation SET {altered} WHERE line_id = '{line}'")
    assert_different(released("release", "verify", 1), line, CODE, "CIV", "2015")


def test_a_row_that_was_taken_away_is_named(released: "Base") -> None:
    line = line_of(released, "2015")
    change(released, f"DELETE FROM observation WHERE line_id = '{line}'")
    assert_different(released("release", "verify", 1), "21 lines", line, CODE, "CIV", "2015")


@pytest.mark.parametrize(
    "altered",
    ["comments = 'another comment'", "reported = 0", "period_end = '2031-12-31'", "published_on = '2020-01-01'"],
)
def test_what_a_line_shows_beside_its_value_is_verified_too(released: "Base", altered: str) -> None:
    """Comments count in the difference between releases, periods and dates are shown on every line."""
    line = line_of(released, "2015")
    change(released, f"UPDATE observation SET {altered} WHERE line_id = '{line}'")
    assert_different(released("release", "verify", 1), line)


def test_an_altered_byte_of_the_archive_is_named(released: "Base") -> None:
    with sqlite3.connect(released.file) as connection:
        file, offset, url = connection.execute(
            "SELECT warc_file, warc_offset, url FROM snapshot JOIN address ON address.id = address_id WHERE url LIKE ?",
            (f"%{CODE}",),
        ).fetchone()
    flip(released.archive / file, offset + 150)
    assert_different(released("release", "verify", 1), url, file)


@pytest.mark.parametrize("seed", range(6))
def test_a_row_altered_while_the_archive_is_damaged_is_told_without_a_fault(released: "Base", seed: int) -> None:
    line = line_of(released, "2015")
    change(released, f"UPDATE observation SET value = value + 1 WHERE line_id = '{line}'")
    (drawn,) = (released.archive / "readings").rglob("*.warc.gz")
    size = drawn.stat().st_size
    for place in range(8):
        flip(drawn, (2 * seed + 1) * size // 14 + place)
    assert_different(released("release", "verify", 1), "its lines hash to")


def test_a_file_of_the_archive_that_is_gone_is_named(released: "Base") -> None:
    (file,) = (released.archive / "who_gho").rglob("*.warc.gz")
    file.unlink()
    assert_different(released("release", "verify", 1), file.name)


@pytest.mark.parametrize("number", ["2", "0", "99999999999"])
def test_a_number_that_no_release_has_is_bad_input(released: "Base", number: str) -> None:
    told = released("release", "verify", number)
    assert (told.returncode, told.stdout) == (2, "")
    assert "no release number" in told.stderr


def test_verifying_writes_nothing(released: "Base", recording: "Recording") -> None:
    with sqlite3.connect(released.file) as connection:
        before = list(connection.iterdump())
    files = {path: path.read_bytes() for path in released.archive.rglob("*") if path.is_file()}
    released("release", "verify", 1)
    with sqlite3.connect(released.file) as connection:
        assert list(connection.iterdump()) == before
    assert {path: path.read_bytes() for path in released.archive.rglob("*") if path.is_file()} == files
