"""Releases are frozen: what a later crawl adds, changes, removes or brings back never alters an earlier one."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Base, Recording

OOP = "GHED_OOPSCHE_SHA2011"
DAYS = {
    1: "2026-03-12T09:00:00+00:00",
    2: "2026-04-12T09:00:00+00:00",
    3: "2026-05-12T09:00:00+00:00",
    4: "2026-06-12T09:00:00+00:00",
}


def fiche(base: "Base", *options: object) -> str:
    told = base("fiche", "CIV", "vih,diabete", "--format", "json", *options)
    assert told.returncode == 0, told.stderr
    return told.stdout


def values(base: "Base", release: int, country: str = "CIV") -> dict[str, tuple[str, float | None]]:
    told = base("series", country, f"who_gho:{OOP}", "--release", release, "--format", "json")
    return {line["period_as_stated"]: (line["value_as_published"], line["value"]) for line in told.json["values"]}


def intervals(base: "Base", value: str) -> list[tuple[int, int | None]]:
    with sqlite3.connect(base.file) as connection:
        found = "SELECT first_release, last_release FROM observation WHERE value_as_published = ? AND area = 'CIV' ORDER BY 1"
        return list(connection.execute(found, (value,)))


def revise(recording: "Recording") -> None:
    """CIV 2014 goes, CIV 2015 changes, CIV 2016 comes."""
    payload = recording.answer(OOP)
    gone, changed, *others = payload["value"]
    added = {**gone, "Id": 99, "TimeDim": 2016, "Value": "36.1", "NumericValue": 36.1, "TimeDimensionValue": "2016"}
    added |= {"TimeDimensionBegin": "2016-01-01T00:00:00+01:00", "TimeDimensionEnd": "2016-12-31T00:00:00+01:00"}
    payload["value"] = [{**changed, "Value": "36.9", "NumericValue": 36.912}, added, *others]
    recording.keep(OOP, payload)


@pytest.fixture
def revised(released: "Base", recording: "Recording") -> tuple["Base", dict[str, Any]]:
    """Release 1; release 2 with one row changed, one added, one gone; release 3 as release 1; release 4 as release 2."""
    first, seen = recording.index, {"fiche at 1": fiche(released)}
    revise(recording)
    for number, index in ((2, recording.index), (3, first), (4, recording.index)):
        now = released.at(DAYS[number])
        seen[f"run {number}"] = now.crawl(index).run
        seen[f"release {number}"] = now.release()
    return released.at(DAYS[4]), seen


def test_each_release_keeps_showing_its_own_values(revised: tuple["Base", dict[str, Any]]) -> None:
    base, seen = revised
    one = {"2014": ("38.5", 38.51234), "2015": ("37.2", 37.2098765)}
    two = {"2015": ("36.9", 36.912), "2016": ("36.1", 36.1)}
    assert [values(base, number) for number in (1, 2, 3, 4)] == [one, two, one, two]
    assert values(base, 1, "SEN") == values(base, 2, "SEN")
    news = {
        number: (seen[f"run {number}"]["snapshots_new"], seen[f"run {number}"]["observations_new"])
        for number in (2, 3, 4)
    }
    assert news == {2: (1, 2), 3: (0, 0), 4: (0, 0)}
    # byte for byte, ages and dates included
    assert fiche(base, "--release", 1) == seen["fiche at 1"]
    # a row that comes back opens a new interval; none is stretched over a gap
    assert intervals(base, "37.2") == [(1, 1), (3, 3)]
    assert intervals(base, "38.5") == [(1, 1), (3, 3)]
    assert intervals(base, "36.9") == [(2, 2), (4, None)]
    assert intervals(base, "36.1") == [(2, 2), (4, None)]
    assert intervals(base, "Yes") == [(1, None)]
    hashes = {one["number"]: one["sha256"] for one in base("release", "list", "--format", "json").json}
    assert hashes[1] == hashes[3] != hashes[2] == hashes[4]
    assert [seen[f"release {number}"]["parent"] for number in (2, 3, 4)] == [1, 2, 3]


def test_a_revised_value_keeps_the_name_of_its_line(released: "Base", recording: "Recording") -> None:
    def name() -> str:
        lines = released("series", "CIV", f"who_gho:{OOP}", "--format", "json").json["values"]
        (only,) = [line["id"] for line in lines if line["period_as_stated"] == "2015"]
        return str(only)

    before = name()
    revise(recording)
    released.crawl(recording.index)
    released.release()
    assert name() == before


def test_a_day_shows_the_last_release_made_before_it_ended_in_paris(released: "Base", recording: "Recording") -> None:
    revise(recording)
    late = released.at("2026-07-01T22:30:00+00:00")  # half past midnight on 2 July in Paris
    late.crawl(recording.index)
    late.release()

    def number(day: str) -> int:
        return int(late("fiche", "CIV", "vih", "--as-of", day, "--format", "json").json["release"]["number"])

    assert [number(day) for day in ("2026-03-12", "2026-07-01", "2026-07-02", "2031-01-01")] == [1, 1, 2, 2]
    told = late("fiche", "CIV", "vih", "--as-of", "2026-03-11")
    assert told.returncode == 2
    assert "Aucune base à cette date" in told.stderr


def test_an_hour_of_winter_counts_in_paris_too(base: "Base", recording: "Recording") -> None:
    winter = base.at("2026-01-14T23:30:00+00:00")
    winter.crawl(recording.index)
    winter.release()
    answers = [
        winter("series", "CIV", f"who_gho:{OOP}", "--as-of", day).returncode for day in ("2026-01-14", "2026-01-15")
    ]
    assert answers == [2, 0]


def test_ages_count_to_the_day_of_the_release_and_stay(released: "Base") -> None:
    years_later = released.at("2031-01-01T00:00:00+00:00")
    ages = {
        line["period_end"]: (line["age_months"], "plus_de_24_mois" in line["flags"])
        for base in (released, years_later)
        for line in base("series", "CIV", f"who_gho:{OOP}", "--format", "json").json["values"]
    }
    assert ages == {"2014-12-31": (134, True), "2015-12-31": (122, True)}


@pytest.mark.parametrize(
    ("clock", "age", "old"),
    [("2015-06-01", -7, False), ("2017-12-31", 24, False), ("2018-01-01", 24, True), ("2018-01-31", 25, True)],
)
def test_a_fact_is_flagged_old_after_two_years(
    base: "Base", recording: "Recording", clock: str, age: int, old: bool
) -> None:
    then = base.at(f"{clock}T12:00:00+00:00")
    then.crawl(recording.index)
    then.release()
    lines = then("series", "CIV", f"who_gho:{OOP}", "--format", "json").json["values"]
    (line,) = [line for line in lines if line["period_as_stated"] == "2015"]
    assert (line["age_months"], "plus_de_24_mois" in line["flags"]) == (age, old)


def test_a_release_that_fails_half_way_leaves_the_last_one_intact(released: "Base", recording: "Recording") -> None:
    """The decision cannot be archived: the whole transaction goes."""
    before = fiche(released)
    revise(recording)
    released.crawl(recording.index)
    (released.folder / "file").write_text("not a folder")
    spoilt = released.having(RECOUPE_ARCHIVE_URL=str(released.folder / "file" / "archive"))
    told = spoilt("release", "create", "--accept", 2, "--reason", "test")
    assert (told.returncode, told.stderr.count("\n"), "Traceback" in told.stderr) == (2, 1, False)
    assert fiche(released) == before
    assert len(released("release", "list", "--format", "json").json) == 1
    assert intervals(released, "37.2") == [(1, None)]


def test_nothing_is_taken_twice(released: "Base") -> None:
    told = released("release", "create")
    assert told.returncode == 2
    assert "No complete run waits" in told.stderr


def test_a_run_with_unread_answers_enters_no_release(released: "Base", recording: "Recording") -> None:
    payload = recording.answer(OOP)
    payload["value"][0]["ValidatedBy"] = "HQ"
    recording.keep(OOP, payload)
    released.crawl(recording.index)
    told = released("release", "create", "--accept", 2, "--reason", "test")
    assert told.returncode == 2
    assert "1 archived answers are not read yet" in told.stderr
    assert released("read").returncode == 1


def test_an_interrupted_reading_is_finished_later(base: "Base", small_index: Path) -> None:
    base.crawl(small_index)
    with sqlite3.connect(base.file) as connection:
        connection.execute("DELETE FROM reading_observation")
        connection.execute("DELETE FROM reading")
        connection.execute("DELETE FROM observation")
    told = base("read")
    assert told.returncode == 0
    assert "5 snapshots read by who_gho/1, 22 new observations" in told.stdout
    assert "0 snapshots read" in base("read").stdout
