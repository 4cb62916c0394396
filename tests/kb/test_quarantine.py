"""A run that would close too many rows waits for a person; the last release keeps serving."""

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from press import ADDRESS, CODE, Press, decisions, row, rows

from kb.engine import engine_for
from kb.errors import NoRelease
from kb.expectations import Outcome

if TYPE_CHECKING:
    from conftest import Base

OTHER = ADDRESS + "_OTHER"


@pytest.fixture
def press(base: "Base") -> Press:
    """Release 1 holds ten rows."""
    press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
    press.run({ADDRESS: rows(10)})
    press.freeze()
    return press


def shown(base: "Base", *options: object) -> list[float | None]:
    told = base("series", "CIV", f"who_gho:{CODE}", "--format", "json", *options)
    assert told.returncode == 0, told.stderr
    return [line["value"] for line in told.json["values"]]


def test_a_run_that_would_close_more_than_three_rows_in_ten_is_held(base: "Base", press: Press) -> None:
    held = press.run({ADDRESS: rows(6)})
    told = base("release", "create")
    assert told.returncode == 2
    assert told.stdout == ""
    assert len(told.stderr.strip().splitlines()) == 1
    for words in ("Nothing was released", f"Run {held} of who_gho is held", "4 of the 10 rows", f"--accept {held}"):
        assert words in told.stderr
    assert len(base("release", "list", "--format", "json").json) == 1
    assert shown(base) == [float(n) for n in range(10)]


def test_a_run_whose_values_changed_by_more_than_three_in_ten_is_held_too(base: "Base", press: Press) -> None:
    press.run({ADDRESS: [*rows(4, 100.0), *rows(10)[4:]]})
    assert "4 of the 10 rows" in base("release", "create").stderr


@pytest.mark.parametrize("size", [10, 20, 90, 110, 1000])
def test_exactly_three_rows_in_ten_are_taken(base: "Base", size: int) -> None:
    press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
    every = [row(1900 + n % 100, f"{n}", float(n), area=f"A{n // 100}") for n in range(size)]
    press.run({ADDRESS: every})
    press.freeze()
    press.run({ADDRESS: every[size * 3 // 10 :]})
    release = press.freeze()
    assert (release.number, release.counts["lines"], release.counts["held"]) == (2, size - size * 3 // 10, [])
    press.run({ADDRESS: every[: size // 10]})
    with pytest.raises(NoRelease, match="is held"):
        press.freeze()


def test_an_accepted_run_is_taken_and_its_reason_kept_in_the_base_and_in_the_archive(
    base: "Base", press: Press
) -> None:
    held = press.run({ADDRESS: rows(2)})
    told = base("release", "create", "--accept", held, "--reason", "WHO withdrew these years", "--format", "json")
    assert told.returncode == 0, told.stderr
    assert (told.json["number"], told.json["runs"], told.json["counts"]["held"]) == (2, [held], [])
    with sqlite3.connect(base.file) as connection:
        kept = connection.execute("SELECT run_id, reason FROM release_run WHERE release_number = 2").fetchall()
        (uid,) = connection.execute("SELECT uid FROM run WHERE id = ?", (held,)).fetchone()
    assert kept == [(held, "WHO withdrew these years")]
    assert decisions(base.archive)[2]["runs"] == [[uid, "WHO withdrew these years"]]
    assert shown(base) == [0.0, 1.0]
    assert shown(base, "--release", 1) == [float(n) for n in range(10)]


def test_a_good_run_is_released_while_a_later_one_is_held_and_told(base: "Base", press: Press) -> None:
    good = press.run({ADDRESS: rows(11)})
    bad = press.run({ADDRESS: rows(1)})
    told = base("release", "create", "--format", "json")
    assert told.returncode == 0, told.stderr
    assert told.json["runs"] == [good]
    assert [one["run"] for one in told.json["counts"]["held"]] == [bad]
    assert len(told.stderr.strip().splitlines()) == 1
    assert f"Run {bad} of who_gho is held" in told.stderr
    assert len(shown(base)) == 11
    assert [one["run"] for one in base("release", "show", 2, "--format", "json").json["counts"]["held"]] == [bad]
    # a person looks, and takes it after all
    assert base("release", "create", "--accept", bad, "--reason", "seen").returncode == 0
    assert len(shown(base)) == 1


def test_a_run_older_than_one_that_was_released_can_no_longer_be_accepted(base: "Base", press: Press) -> None:
    old = press.run({ADDRESS: rows(1)})
    press.run({ADDRESS: rows(10)})
    assert base("release", "create").returncode == 0
    told = base("release", "create", "--accept", old, "--reason", "too late")
    assert told.returncode == 2
    assert f"Run {old} cannot be accepted" in told.stderr


def test_an_older_run_that_was_not_complete_cannot_be_accepted_after_a_newer_one(base: "Base", press: Press) -> None:
    old = press.run({ADDRESS: rows(1)}, Outcome.BELOW_EXPECTATION)
    press.run({ADDRESS: rows(11)})
    assert press.freeze().number == 2
    told = base("release", "create", "--accept", old, "--reason", "too late")
    assert (told.returncode, "cannot be accepted" in told.stderr) == (2, True)
    assert len(shown(base)) == 11


def test_accepting_one_run_accepts_no_other_run_that_would_be_held(base: "Base", press: Press) -> None:
    """Run 3 empties one address, run 4 another: the reason given for run 4 says nothing of run 3."""
    press.run({OTHER: rows(10, code=CODE + "_OTHER")})
    press.freeze()
    unseen = press.run({ADDRESS: rows(1)})
    accepted = press.run({OTHER: rows(1, code=CODE + "_OTHER")})
    told = base("release", "create", "--accept", accepted, "--reason", "only this one", "--format", "json")
    assert told.returncode == 0, told.stderr
    assert (unseen in told.json["runs"], len(shown(base))) == (False, 10)


def test_a_run_that_died_is_never_taken(base: "Base", press: Press) -> None:
    dead = press.run({ADDRESS: rows(12)}, die=True)
    told = base("release", "create")
    assert (told.returncode, "No complete run waits" in told.stderr) == (2, True)
    told = base("release", "create", "--accept", dead, "--reason", "x")
    assert (told.returncode, "cannot be accepted" in told.stderr) == (2, True)


def test_what_was_held_is_told_by_a_name_that_a_rebuilt_base_understands(base: "Base", press: Press) -> None:
    """A run that died leaves no account: after a rebuild the runs are numbered otherwise."""
    press.run({ADDRESS: rows(12)}, die=True)
    press.engine.dispose()
    good = press.run({ADDRESS: rows(11)})
    bad = press.run({ADDRESS: rows(1)})
    assert press.freeze().runs == (good,)
    with sqlite3.connect(base.file) as connection:
        names = dict(connection.execute("SELECT id, uid FROM run"))
    made = base.folder / "made.db"
    told = base("rebuild", "--archive", base.archive, "--database", f"sqlite:///{made}")
    assert told.returncode == 0, told.stderr
    with sqlite3.connect(made) as connection:
        after: dict[int, str] = dict(connection.execute("SELECT id, uid FROM run"))
        counts: dict[str, Any] = json.loads(
            connection.execute("SELECT counts FROM release WHERE number = 2").fetchone()[0]
        )
    assert after[counts["held"][0]["run"]] == names[bad]
