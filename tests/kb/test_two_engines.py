"""The same commands on SQLite and on PostgreSQL tell the same things, and a base passes from one engine to the other."""

import threading
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kb.engine import engine_for, writing

if TYPE_CHECKING:
    from conftest import Base, FullBase, Recording

pytestmark = pytest.mark.postgres
ENGINES = ("sqlite", "postgresql")
OOP = "GHED_OOPSCHE_SHA2011"
DAYS = [f"2026-0{month}-12T09:00:00+00:00" for month in (3, 4, 5, 6)]


@dataclass
class Life:
    """What a base told while it was crawled, crawled again, revised, reverted and revised again."""

    base: "Base"
    runs: list[dict[str, Any]] = field(default_factory=list)
    releases: list[dict[str, Any]] = field(default_factory=list)


def lived(base: "Base", indexes: list[Path]) -> Life:
    """One release per index, a month apart."""
    life = Life(base.at(DAYS[-1]))
    assert base("init", "--no-starter").returncode == 0
    for day, index in zip(DAYS, indexes, strict=True):
        now = base.at(day)
        if day == DAYS[0]:
            life.runs.append(base.at("2026-03-11T09:00:00+00:00").crawl(index).run)
        life.runs.append(now.crawl(index).run)
        life.releases.append(now.release())
    return life


@pytest.fixture(scope="module")
def indexes(small_answers: "Recording") -> list[Path]:
    """As recorded; revised (one row gone, one changed, one come, one repeated); as recorded; revised."""
    recording = small_answers
    first = recording.index
    payload = recording.answer(OOP)
    gone, changed, *others = payload["value"]
    come = {**deepcopy(gone), "Id": 99, "TimeDim": 2016, "Value": "36.1", "NumericValue": 36.1}
    come |= {"TimeDimensionValue": "2016"}
    come |= {"TimeDimensionBegin": "2016-01-01T00:00:00+01:00", "TimeDimensionEnd": "2016-12-31T00:00:00+01:00"}
    payload["value"] = [{**changed, "Value": "36.9", "NumericValue": 36.912}, come, *others, others[-1]]
    recording.keep(OOP, payload)
    return [first, recording.index, first, recording.index]


@pytest.fixture(scope="module")
def lives(new_base: Callable[[str], "Base"], indexes: list[Path]) -> dict[str, Life]:
    """Read them only."""
    return {engine: lived(new_base(engine), indexes) for engine in ENGINES}


QUESTIONS = [
    ["fiche", "CIV", "vih,diabete", "--release", number, "--format", "json"] for number in (1, 2, 3, 4)
] + [
    ["fiche", "SEN", "vih", "--format", "json"],
    ["series", "SEN", f"who_gho:{OOP}", "--format", "json"],
    ["series", "CIV", f"who_gho:{OOP}", "--release", 1, "--format", "json"],
    ["release", "diff", 1, 2, "--format", "json"],
    ["release", "diff", 2, 3, "--format", "json"],
    ["release", "diff", 1, 3, "--format", "json"],
    ["release", "diff", 4, 1, "--country", "CIV", "--format", "json"],
    ["release", "diff", 1, 2, "--family", "vih", "--format", "json"],
    ["release", "diff", 1, 2],
    ["release", "list", "--format", "json"],
    ["find", "cote", "--format", "json"],
]  # fmt: skip


def answers(base: "Base") -> list[str]:
    told = [base(*question) for question in QUESTIONS]
    assert [one.returncode for one in told] == [0] * len(told), [one.stderr for one in told if one.returncode]
    return [one.stdout for one in told]


def test_the_life_of_a_base_is_the_same_on_both_engines(lives: dict[str, Life]) -> None:
    one, other = lives["sqlite"], lives["postgresql"]
    for life in (one, other):
        again = life.runs[1]
        assert (again["snapshots_new"], again["observations_new"]) == (0, 0)
        assert [run["observations_new"] for run in life.runs[2:]] == [3, 0, 0]
        hashes = [release["sha256"] for release in life.releases]
        assert hashes[0] == hashes[2] != hashes[1] == hashes[3]
    assert one.runs == other.runs
    assert one.releases == other.releases
    for question, told, wanted in zip(QUESTIONS, answers(other.base), answers(one.base), strict=True):
        assert told == wanted, question
    for number in (1, 2, 3, 4):
        checked = [life.base("release", "verify", number, "--format", "json") for life in (one, other)]
        assert [told.returncode for told in checked] == [0, 0], checked
        assert checked[0].stdout == checked[1].stdout


@pytest.mark.parametrize(("source", "target"), [ENGINES, ENGINES[::-1]])
def test_a_base_is_rebuilt_into_the_other_engine(
    new_base: Callable[[str], "Base"], lives: dict[str, Life], source: str, target: str
) -> None:
    life, made = lives[source], new_base(target)
    told = life.base("rebuild", "--archive", life.base.archive, "--database", made.variables["RECOUPE_DATABASE_URL"])
    assert told.returncode == 0, told.stderr
    reads = made.having(RECOUPE_ARCHIVE_URL=str(life.base.archive)).at(DAYS[-1])
    assert answers(reads) == answers(life.base)
    assert reads("release", "verify", 4).returncode == 0


@pytest.mark.parametrize(("source", "target"), [ENGINES, ENGINES[::-1]])
def test_a_backup_of_one_engine_is_restored_on_the_other(
    new_base: Callable[[str], "Base"], lives: dict[str, Life], indexes: list[Path], source: str, target: str
) -> None:
    life, made = lives[source], new_base(target).at(DAYS[-1])
    file = made.folder / "backup.tar"
    assert life.base("backup", file).returncode == 0
    told = made("restore", file)
    assert told.returncode == 0, told.stderr
    assert answers(made) == answers(life.base)
    assert [made("release", "verify", number).returncode for number in (1, 2, 3, 4)] == [0] * 4
    # and the base that came back goes on living: its next numbers are free
    assert made.crawl(indexes[0]).run["snapshots_new"] == 0
    assert made.release()["sha256"] == life.releases[0]["sha256"]


def test_two_writers_of_one_postgresql_base_wait_for_each_other(new_base: Callable[[str], "Base"]) -> None:
    base = new_base("postgresql")
    assert base("init", "--no-starter").returncode == 0
    engine = engine_for(base.variables["RECOUPE_DATABASE_URL"])
    held, let_go, order = threading.Event(), threading.Event(), []

    def first() -> None:
        with writing(engine):
            held.set()
            let_go.wait(5)
            order.append("first")

    def second() -> None:
        with writing(engine):
            order.append("second")

    one, other = threading.Thread(target=first), threading.Thread(target=second)
    one.start()
    held.wait(5)
    other.start()
    other.join(0.3)
    assert other.is_alive()
    let_go.set()
    one.join(5)
    other.join(5)
    assert order == ["first", "second"]


@pytest.mark.slow
@pytest.mark.shared
def test_the_whole_recorded_base_has_the_same_hash_on_postgresql(
    new_base: Callable[[str], "Base"], full_base: "FullBase", shared: Path
) -> None:
    base = new_base("postgresql")
    assert base("init", "--no-starter").returncode == 0
    run = base.crawl(shared / "replay" / "index.jsonl").run
    assert run == full_base.first
    told = base("release", "create", "--format", "json")
    assert told.returncode == 0, told.stderr
    assert told.json["sha256"] == full_base.release["sha256"]
