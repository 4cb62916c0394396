import json
import random
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.identity import line_id
from kb.kinds import OBSERVATION
from kb.readings import rank_rows

if TYPE_CHECKING:
    from conftest import Base, Recording

CODE = "GHED_OOPSCHE_SHA2011"
CONTENT = "line_id, period_as_stated, area, value_as_published, value, low, high, comments, reported"


def content(base: "Base") -> list[Any]:
    with sqlite3.connect(base.file) as connection:
        return sorted(connection.execute(f"SELECT {CONTENT} FROM observation").fetchall(), key=repr)


def row(area: str, value: float | None) -> tuple[Any, ...]:
    identity = ("X", "COUNTRY", area, "2015", None, None, None, None, None, None, None)
    return (*identity, "2015-01-01", "2015-12-31", str(value), value, None, None, None, None, True)


rows = st.lists(st.builds(row, st.sampled_from(["CIV", "MLI"]), st.none() | st.integers(0, 3).map(float)), max_size=12)


@given(rows, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_the_rows_changes_nothing(items: list[tuple[Any, ...]], chance: random.Random) -> None:
    shuffled = items.copy()
    chance.shuffle(shuffled)
    assert sorted(rank_rows(OBSERVATION, items), key=repr) == sorted(rank_rows(OBSERVATION, shuffled), key=repr)


@given(rows)
@settings(max_examples=60)
def test_equal_keys_are_all_kept_and_each_has_its_own_name(items: list[tuple[Any, ...]]) -> None:
    ranked = rank_rows(OBSERVATION, items)
    assert len(ranked) == len(items)
    assert len({line_id("who_gho", *item[:11], rank) for rank, item in ranked}) == len(items)


def test_an_answer_in_another_order_makes_the_same_lines(base: "Base", tmp_path: Path, recording: "Recording") -> None:
    other = base.copy_to(tmp_path / "other")
    base.crawl(recording.index)
    for code in ("HIV_ARTCOVERAGE", CODE, "NCD_CCS_Insulin"):
        payload = recording.answer(code)
        payload["value"].reverse()
        recording.keep(code, payload)
    other.crawl(recording.index)
    assert len(content(base)) == 22
    assert content(base) == content(other)


def test_an_answer_that_only_changed_its_order_adds_no_observation(base: "Base", recording: "Recording") -> None:
    base.crawl(recording.index)
    before = content(base)
    payload = recording.answer(CODE)
    payload["value"].reverse()
    recording.keep(CODE, payload)
    run = base.crawl(recording.index).run
    assert (run["snapshots_new"], run["snapshots_seen"], run["observations_new"]) == (1, 4, 0)
    assert content(base) == before


def test_repeated_rows_of_one_answer_are_all_shown(released: "Base") -> None:
    lines = released("series", "SEN", f"who_gho:{CODE}", "--format", "json").json["values"]
    year = sorted(line["value"] for line in lines if line["period_as_stated"] == "2015")
    assert year == [43.9, 44.6, 44.6]
    assert len({line["id"] for line in lines}) == len(lines) == 4


def test_two_bases_that_never_met_have_one_content_hash(base: "Base", tmp_path: Path, small_index: Path) -> None:
    other = base.copy_to(tmp_path / "other").at("2026-05-01T08:00:00+00:00")
    hashes = []
    for one in (base, other):
        one.crawl(small_index)
        hashes.append(one.release()["sha256"])
    assert hashes[0] == hashes[1]


def test_one_digit_changes_the_content_hash(base: "Base", tmp_path: Path, recording: "Recording") -> None:
    other = base.copy_to(tmp_path / "other")
    base.crawl(recording.index)
    payload = recording.answer(CODE)
    payload["value"][0]["NumericValue"] += 1e-9
    recording.keep(CODE, payload)
    other.crawl(recording.index)
    assert base.release()["sha256"] != other.release()["sha256"]


def test_a_field_that_says_nothing_of_the_fact_adds_no_observation(base: "Base", recording: "Recording") -> None:
    base.crawl(recording.index)
    payload = recording.answer(CODE)
    for number, kept in enumerate(payload["value"]):
        kept["Id"] = 900 + number
    recording.keep(CODE, json.dumps(payload).encode())
    run = base.crawl(recording.index).run
    assert (run["snapshots_new"], run["observations_new"]) == (1, 0)
