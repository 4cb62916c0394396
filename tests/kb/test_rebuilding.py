"""The archive alone makes the same base again; an archive that is not whole is refused in one sentence."""

import random
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from press import ADDRESS, CODE, Press, row, rows

from kb.engine import engine_for
from kb.expectations import Outcome

if TYPE_CHECKING:
    from conftest import Base, Recording, Told

QUESTIONS = (
    *(["fiche", "CIV", "vih,diabete", "--release", number, "--format", "json"] for number in (1, 2, 3)),
    ["series", "CIV", f"who_gho:{CODE}", "--release", 2, "--format", "json"],
    ["release", "diff", 1, 2, "--format", "json"],
    ["release", "diff", 2, 3, "--format", "json"],
    ["release", "list", "--format", "json"],
)


@pytest.fixture
def history(base: "Base") -> "Base":
    """Three releases: one plain; one that holds a run back; one that took it with a reason. Then a run that failed."""
    press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
    press.run({ADDRESS: rows(10)})
    press.freeze()
    press.run({ADDRESS: [*rows(10), row(2014, "Yes"), row(2014, "No"), row(2014, "No")]})
    held = press.run({ADDRESS: rows(3)})
    assert [one["run"] for one in press.freeze().counts["held"]] == [held]
    press.freeze({held: "the publisher says so"})
    press.run({ADDRESS: rows(1)}, Outcome.FAILED)
    press.engine.dispose()
    return base


def answers(base: "Base") -> list[str]:
    told = [base(*question) for question in QUESTIONS]
    assert [one.stderr for one in told if one.returncode] == []
    return [one.stdout for one in told]


def rebuilt(base: "Base", name: str = "made.db") -> tuple["Base", "Told"]:
    url = f"sqlite:///{base.folder / name}"
    return base.having(RECOUPE_DATABASE_URL=url), base("rebuild", "--archive", base.archive, "--database", url)


def assert_sentence(told: "Told", *words: str) -> None:
    assert "Traceback" not in told.stderr
    assert "fault of the programme" not in told.stderr, told.stderr
    assert told.returncode == 2, told
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    for word in words:
        assert word in told.stderr


def releases_in(made: "Base") -> list[int]:
    told = made("release", "list", "--format", "json")
    return [one["number"] for one in told.json] if told.returncode == 0 else []


def test_the_archive_alone_makes_the_same_base(history: "Base") -> None:
    made, told = rebuilt(history)
    assert told.returncode == 0, told.stderr
    assert answers(made) == answers(history)
    assert [made("release", "verify", number).returncode for number in (1, 2, 3)] == [0, 0, 0]
    said = []
    for base_file in (history.file, history.folder / "made.db"):
        with sqlite3.connect(base_file) as connection:
            said.append(
                connection.execute("SELECT release_number, run_id, reason FROM release_run ORDER BY 1, 2").fetchall()
                + connection.execute("SELECT uid, outcome, finished_at FROM run ORDER BY id").fetchall()
                + connection.execute("SELECT * FROM release_change ORDER BY 1, 2, 3").fetchall()
            )
    assert said[0] == said[1]
    assert (3, 3, "the publisher says so") in said[0]


def test_a_rebuilt_base_goes_on_living(history: "Base", small_index: Path) -> None:
    made, _ = rebuilt(history)
    later = made.at("2026-09-01T00:00:00+00:00")
    assert later.crawl(small_index).run["snapshots_new"] == 5
    assert later.release()["parent"] == 3


def test_the_real_reader_agrees_with_what_it_drew(released: "Base", recording: "Recording") -> None:
    made, told = rebuilt(released)
    assert (told.returncode, told.stderr) == (0, "")
    assert "5 readings, 1 releases" in told.stdout
    question = ["fiche", "CIV", "vih,diabete", "--format", "json"]
    assert made(*question).stdout == released(*question).stdout
    assert made.crawl(recording.index).run["snapshots_new"] == 0


def test_a_base_that_is_not_empty_is_not_rebuilt_over(history: "Base") -> None:
    before = answers(history)
    told = history("rebuild", "--archive", history.archive, "--database", history.variables["RECOUPE_DATABASE_URL"])
    assert_sentence(told, "not empty")
    assert answers(history) == before


@pytest.mark.parametrize("archive", ["nowhere", "empty"])
def test_an_archive_that_is_not_there_is_told(history: "Base", archive: str) -> None:
    (history.folder / "empty").mkdir()
    told = history("rebuild", "--archive", archive, "--database", history.folder / "made.db")
    assert_sentence(told, "holds no WARC file")


@pytest.mark.parametrize("part", ["readings", "who_gho"])
def test_a_file_that_is_missing_is_told(history: "Base", part: str) -> None:
    sorted((history.archive / part).rglob("*.warc.gz"))[1].unlink()
    made, told = rebuilt(history)
    assert_sentence(told, "Release 2", "Restore")
    assert releases_in(made) in ([], [1])


def test_a_release_that_is_missing_in_the_middle_is_told(history: "Base") -> None:
    """Release 3 was made from release 2: without it, what comes out is not what was frozen."""
    sorted((history.archive / "decisions").rglob("*.warc.gz"))[1].unlink()
    made, told = rebuilt(history)
    assert_sentence(told, "elease")
    assert releases_in(made) in ([], [1])


@pytest.mark.parametrize("part", ["readings", "who_gho", "decisions"])
@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_record_is_told_and_nothing_half_made_looks_whole(history: "Base", part: str, seed: int) -> None:
    chance = random.Random(f"{part} {seed}")
    damaged = chance.choice(sorted((history.archive / part).rglob("*.warc.gz"))[:3])
    raw = bytearray(damaged.read_bytes())
    where = chance.randrange(len(raw) // 4, 3 * len(raw) // 4)
    for place in range(where, min(where + 8, len(raw))):
        raw[place] ^= 0xFF
    damaged.write_bytes(raw)
    made, told = rebuilt(history)
    assert_not_half_made(history, made, told)


@pytest.mark.parametrize("part", ["readings", "who_gho", "decisions"])
@pytest.mark.parametrize("kept", [0.0, 0.3, 0.9])
def test_a_file_cut_short_is_told_and_nothing_half_made_looks_whole(history: "Base", part: str, kept: float) -> None:
    cut = sorted((history.archive / part).rglob("*.warc.gz"))[0]
    raw = cut.read_bytes()
    cut.write_bytes(raw[: int(len(raw) * kept)])
    made, told = rebuilt(history)
    assert_not_half_made(history, made, told)


@pytest.mark.parametrize("kept", [0.4, 0.7, 0.95])
@pytest.mark.parametrize("part", ["readings", "who_gho"])
def test_a_file_that_a_crash_left_unfinished_does_not_stop_a_rebuild(history: "Base", part: str, kept: float) -> None:
    """kill -9 in the middle of a record; the next command did the work again in a file of its own."""
    whole = sorted((history.archive / part).rglob("*.warc.gz"))[1]
    raw = whole.read_bytes()
    whole.with_name("20260101T000000Z-000000.warc.gz").write_bytes(raw[: int(len(raw) * kept)])
    made, told = rebuilt(history)
    assert (told.returncode, told.stderr) == (0, "")
    hashes = [[one["sha256"] for one in base("release", "list", "--format", "json").json] for base in (history, made)]
    assert hashes[0] == hashes[1]


def assert_not_half_made(history: "Base", made: "Base", told: "Told") -> None:
    """One sentence and no base that answers for another; or, where nothing needed the damaged bytes, the same base."""
    if told.returncode == 0:
        assert answers(made) == answers(history)
        return
    assert_sentence(told, "archive")
    kept = releases_in(made)
    assert kept == list(range(1, len(kept) + 1))
    assert kept in ([], [1], [1, 2])
    for number in kept:
        question = ["fiche", "CIV", "vih", "--release", number, "--format", "json"]
        assert made(*question).stdout == history(*question).stdout


def test_two_runs_opened_in_one_second_keep_their_order(base: "Base", recording: "Recording") -> None:
    """`crawl --all` opens the runs of all sources at once; their numbers are told by `release show`."""
    for _ in range(4):
        base.crawl(recording.index)
    base.release()
    _, told = rebuilt(base)
    assert told.returncode == 0, told.stderr
    uids = []
    for file in (base.file, base.folder / "made.db"):
        with sqlite3.connect(file) as connection:
            uids.append(connection.execute("SELECT id, uid FROM run ORDER BY id").fetchall())
    assert uids[0] == uids[1]
