"""Two releases of the whole recorded catalogue, compared by `recoupe` and, without a line of it, from the recorded files."""

import gzip
import json
import sqlite3
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_countries, load_families

if TYPE_CHECKING:
    from conftest import TwoReleases

pytestmark = [pytest.mark.slow, pytest.mark.shared]

KEY = (
    "IndicatorCode", "SpatialDimType", "SpatialDim", "TimeDimensionValue",
    "Dim1Type", "Dim1", "Dim2Type", "Dim2", "Dim3Type", "Dim3", "DataSourceDim",
)  # fmt: skip
OUR_KEY = (
    "indicator", "area_type", "area", "period_as_stated",
    "dim1_type", "dim1", "dim2_type", "dim2", "dim3_type", "dim3", "data_source",
)  # fmt: skip
FACT = ("Value", "NumericValue", "Low", "High", "Comments")
OUR_FACT = ("value_as_published", "value", "low", "high", "comments")
Statements = dict[tuple[Any, ...], Counter[tuple[Any, ...]]]
NAMES = ("added", "changed", "gone", "presentation_only")
TOTALS = {"added": 35_102, "changed": 17_118, "gone": 3_421, "presentation_only": 2_506}


def recorded(replay: Path, *indexes: str) -> dict[str, Path]:
    """Address of a series → its recorded file; the first index that holds an address answers."""
    files: dict[str, Path] = {}
    for index in indexes:
        for line in map(json.loads, (replay / index).read_text(encoding="utf-8").splitlines()):
            code = line["url"].rpartition("/api/")[2]
            if line["source"] == "who_gho" and "/" not in code and code != "Indicator":
                files.setdefault(line["url"], replay / line["file"])
    return files


def statements(files: dict[str, Path]) -> Statements:
    found: Statements = defaultdict(Counter)
    for path in files.values():
        raw = path.read_bytes()
        for row in json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)["value"]:
            found[tuple(row[name] for name in KEY)][tuple(row[name] for name in FACT)] += 1
    return found


def reading(fact: tuple[Any, ...]) -> tuple[Any, ...]:
    """Facts of one reading differ in their appearance at most."""
    value, number, low, high, _ = fact
    words = " ".join((value or "").split()).casefold()
    return (number, low, high) if number is not None else (words, low, high, None)


def reference(old: Statements, new: Statements) -> dict[str, Counter[str]]:
    by_code: dict[str, Counter[str]] = defaultdict(Counter)
    for key in old.keys() | new.keys():
        was, now_is = old.get(key, Counter()), new.get(key, Counter())
        gone, came = was - now_is, now_is - was
        changed = min(gone.total(), came.total())
        if not gone and not came:
            continue
        same = Counter(map(reading, gone.elements())) & Counter(map(reading, came.elements()))
        by_code[key[0]].update(
            added=came.total() - changed, gone=gone.total() - changed, changed=changed, presentation_only=same.total()
        )
    return by_code


@pytest.fixture(scope="module")
def files(shared: Path) -> tuple[Statements, Statements]:
    replay = shared / "replay"
    old, new = recorded(replay, "index.jsonl"), recorded(replay, "index-2026.jsonl", "index.jsonl")
    assert old.keys() == new.keys()
    return statements(old), statements(new)


@pytest.fixture(scope="module")
def told(two_releases: "TwoReleases") -> dict[str, Any]:
    answer = two_releases.base("release", "diff", 1, 2, "--format", "json")
    assert answer.returncode == 0, answer.stderr
    return dict(answer.json)


def test_the_difference_counts_what_the_recorded_files_say(
    told: dict[str, Any], files: tuple[Statements, Statements]
) -> None:
    expected = reference(*files)
    totals = sum(expected.values(), Counter[str]())
    assert {name: totals[name] for name in NAMES} == TOTALS
    assert {name: told[name] for name in NAMES} == TOTALS
    assert told["by_indicator"] == {
        code: {name: counts[name] for name in NAMES} for code, counts in sorted(expected.items())
    }


def test_each_row_of_the_difference_leads_from_the_old_files_to_the_new(
    told: dict[str, Any], files: tuple[Statements, Statements]
) -> None:
    """Taking away what went and adding what came makes release 2 out of release 1: no row is missing or invented."""
    old, new = files
    net: Counter[tuple[Any, ...]] = Counter()
    for row in told["rows"]:
        key = tuple(row[name] for name in OUR_KEY)
        for side, sign in (("before", -1), ("after", 1)):
            if row[side] is not None:
                net[key, tuple(row[side][name] for name in OUR_FACT)] += sign
    wanted: Counter[tuple[Any, ...]] = Counter()
    for sign, held in ((-1, old), (1, new)):
        for key, facts in held.items():
            for fact, times in facts.items():
                wanted[key, fact] += sign * times
    assert {one: times for one, times in net.items() if times} == {one: times for one, times in wanted.items() if times}


def test_a_word_never_becomes_another_word_in_silence(told: dict[str, Any]) -> None:
    rewritten = [row for row in told["rows"] if row["presentation_only"]]
    assert len(rewritten) == TOTALS["presentation_only"]
    for row in rewritten:
        before, after = row["before"], row["after"]
        assert row["change"] == "changed"
        assert [before[name] for name in ("value", "low", "high")] == [after[name] for name in ("value", "low", "high")]
        if before["value"] is None:
            one, other = ("".join((said["value_as_published"] or "").split()).casefold() for said in (before, after))
            assert one == other
    words = {(row["before"]["value_as_published"], row["after"]["value_as_published"]) for row in rewritten}
    assert not {pair for pair in words if pair[0] == "No data" and pair[1] != "No data"}


def test_a_country_and_a_family_narrow_the_difference(two_releases: "TwoReleases", told: dict[str, Any]) -> None:
    codes = {code for code, one in load_indicators("who_gho").items() if one.use != "non retenu"}
    base = two_releases.base
    one = base("release", "diff", 1, 2, "--country", "CIV", "--format", "json").json
    of_civ = [row for row in told["rows"] if (row["area_type"], row["area"]) == ("COUNTRY", "CIV")]
    assert one["rows"] == of_civ
    vih = base("release", "diff", 1, 2, "--country", "CIV", "--family", "vih", "--format", "json").json["rows"]
    assert vih == [row for row in of_civ if row["indicator"] in codes & {row["indicator"] for row in vih}]
    assert 0 < len(vih) <= len(of_civ)


def test_the_fiche_of_release_1_is_the_same_after_release_2(two_releases: "TwoReleases") -> None:
    after = two_releases.base("fiche", "CIV", "vih", "--release", 1, "--format", "json").stdout
    assert after == two_releases.fiche_before
    newest = two_releases.base("fiche", "CIV", "vih", "--format", "json").json
    assert newest["release"]["number"] == 2
    assert json.loads(after)["release"]["number"] == 1


def test_the_counts_kept_with_a_release_are_those_of_its_difference(
    two_releases: "TwoReleases", told: dict[str, Any]
) -> None:
    indicators, countries, everyone = load_indicators("who_gho"), load_countries(), tuple(load_families())
    expected: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in told["rows"]:
        indicator = indicators.get(row["indicator"])
        if row["area_type"] != "COUNTRY" or row["area"] not in countries:
            continue
        if indicator is None or indicator.use == "non retenu":
            continue
        for family in everyone if indicator.families is None else indicator.families:
            expected[row["area"], family].update([row["change"]] + ["presentation_only"] * row["presentation_only"])
    columns = "area, family, added, changed, gone, presentation_only"
    with sqlite3.connect(two_releases.base.file) as connection:
        kept = connection.execute(f"SELECT {columns} FROM release_change WHERE release_number = 2").fetchall()
        first = connection.execute(
            "SELECT sum(changed), sum(gone), sum(presentation_only), min(added) FROM release_change WHERE release_number = 1"
        ).fetchone()
    assert len(kept) > 1000
    assert {row[:2]: row[2:] for row in kept} == {
        pair: tuple(counts[n] for n in NAMES) for pair, counts in expected.items()
    }
    assert first[:3] == (0, 0, 0)
    assert first[3] > 0


def test_both_whole_releases_verify(two_releases: "TwoReleases") -> None:
    for number in (1, 2):
        checked = two_releases.base("release", "verify", number)
        assert checked.returncode == 0, checked.stderr


def test_a_whole_release_is_exported_line_for_line(two_releases: "TwoReleases", tmp_path: Path) -> None:
    told = two_releases.base("export", tmp_path / "package", "--release", 2)
    assert told.returncode == 0, told.stderr
    lines = two_releases.release["counts"]["lines"]
    assert f"who_gho: {lines} lines" in told.stdout
    import pyarrow.parquet as pq

    assert pq.ParquetFile(tmp_path / "package" / "lines.parquet").metadata.num_rows == lines
