"""The whole recorded catalogue of WHO through the installed programme, then checked against the recording itself."""

import gzip
import hashlib
import html
import json
import re
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from warcio.archiveiterator import ArchiveIterator

if TYPE_CHECKING:
    from conftest import FullBase

pytestmark = [pytest.mark.slow, pytest.mark.shared]

# the contract of design §6, copied by hand: the code is not asked what it promises
LINE_KEYS = {
    "id",
    "kind",
    "label",
    "value_as_published",
    "value",
    "low",
    "high",
    "unit",
    "dimensions",
    "area_type",
    "place",
    "level",
    "population",
    "quote",
    "lang",
    "page",
    "polarity",
    "cue",
    "rule",
    "extractor",
    "products",
    "families",
    "amounts",
    "period_start",
    "period_end",
    "period_as_stated",
    "published_on",
    "retrieved_at",
    "last_checked_at",
    "age_months",
    "flags",
    "self_reported",
    "tier",
    "source",
    "publisher",
    "producer",
    "licence",
    "url",
    "sha256",
    "archived",
    "indicator",
    "type",
}
COUNTRIES = ("CIV", "DZA", "GEO")
SERIES = (
    "HIV_ARTCOVERAGE", "GHED_OOPSCHE_SHA2011", "NCD_CCS_Insulin", "WHOSIS_000001", "WHS6_102", "WHS7_134", "HIV_0000000001",
    "WSH_WATER_BASIC", "NCD_GLUC_03", "DEVICES09", "BP_03", "SDGMALARIA",
)  # fmt: skip
FACT = ("indicator", "area", "period_as_stated", "period_end", "value_as_published", "value", "low", "high")
Fact = tuple[str, str, str, str, Any, Any, Any, Any]


@pytest.fixture(scope="module")
def recorded(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """The recorded rows, read without a line of the product: code → rows."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for line in (shared / "replay" / "index.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        code = entry["url"].rpartition("/")[2]
        if entry["source"] != "who_gho" or code in {"Indicator", "DimensionValues"}:
            continue
        body = (shared / "replay" / entry["file"]).read_bytes()
        answer = json.loads(gzip.decompress(body) if entry["content_encoding"] == "gzip" else body)
        rows[code] = [
            row for row in answer["value"] if row["SpatialDim"] in COUNTRIES and row["SpatialDimType"] == "COUNTRY"
        ]
    return rows


def fact(row: dict[str, Any]) -> Fact:
    text = None if row["Value"] is None else html.unescape(row["Value"])
    number = row["NumericValue"]
    if number is None and text and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text.strip()):
        number = float(text)
    return (
        row["IndicatorCode"], row["SpatialDim"], row["TimeDimensionValue"], row["TimeDimensionEnd"][:10],
        text, number, row["Low"], row["High"],
    )  # fmt: skip


def lines_of(full_base: "FullBase", country: str = "CIV", family: str = "vih") -> list[dict[str, Any]]:
    answer = full_base.base("fiche", country, family, "--format", "json").json
    return [line for component in answer["components"] for line in component["lines"]]


def test_the_recorded_catalogue_is_complete(full_base: "FullBase") -> None:
    kept = {
        name: full_base.first[name]
        for name in ("outcome", "reason", "snapshots_new", "snapshots_seen", "observations_new")
    }
    assert kept == {
        "outcome": "complete",
        "reason": None,
        "snapshots_new": 282,
        "snapshots_seen": 0,
        "observations_new": 405_980,
    }
    assert {finding["what"] for finding in full_base.first["findings"]} == {"not_recorded"}


def test_a_second_crawl_sees_everything_again_and_adds_nothing(full_base: "FullBase") -> None:
    kept = {name: full_base.second[name] for name in ("outcome", "snapshots_new", "snapshots_seen", "observations_new")}
    assert kept == {"outcome": "complete", "snapshots_new": 0, "snapshots_seen": 282, "observations_new": 0}


def test_the_release_counts_what_was_read(full_base: "FullBase") -> None:
    assert full_base.release["counts"]["lines"] == 405_980
    assert (full_base.release["number"], full_base.release["parent"], len(full_base.release["runs"])) == (1, None, 1)
    assert re.fullmatch(r"[0-9a-f]{64}", full_base.release["sha256"])


def test_each_line_of_a_fiche_has_every_key_and_none_is_left_blank(full_base: "FullBase") -> None:
    lines = lines_of(full_base)
    assert len(lines) > 50
    for line in lines:
        assert LINE_KEYS - line.keys() == set()
        for key in (
            "id",
            "label",
            "quote",
            "period_start",
            "period_end",
            "retrieved_at",
            "last_checked_at",
            "producer",
            "url",
        ):
            assert line[key], (line["id"], key)
        assert re.fullmatch(r"[0-9a-f]{16}", line["id"])
        assert line["archived"] is True
        assert line["source"] == "who_gho"


def test_no_two_lines_of_a_release_share_a_name(full_base: "FullBase") -> None:
    with sqlite3.connect(full_base.base.file) as connection:
        assert connection.execute("SELECT count(*), count(DISTINCT line_id) FROM observation").fetchone() == (
            405_980,
            405_980,
        )


def test_the_share_paid_by_households_in_2015_is_read_as_published(full_base: "FullBase") -> None:
    answer = full_base.base("fiche", "CIV", "vih", "--format", "json").json
    (cost,) = [component for component in answer["components"] if component["key"] == "couverture_cout"]
    (line,) = [line for line in cost["lines"] if line["indicator"] == "GHED_OOPSCHE_SHA2011"]
    assert (line["value"], line["value_as_published"], line["quote"]) == (36.01868, "36.0", "36.0")
    assert (line["period_start"], line["period_end"], line["period_as_stated"]) == ("2015-01-01", "2015-12-31", "2015")
    assert "systeme_de_sante" in line["flags"]


def test_a_replay_is_never_dressed_as_a_reading_of_today(full_base: "FullBase") -> None:
    days = {f"{datetime.now(UTC) - timedelta(days=ago):%Y-%m-%d}" for ago in (0, 1)}
    for country in COUNTRIES:
        for line in lines_of(full_base, country):
            assert "rejeu" in line["flags"]
            assert line["retrieved_at"][:10] not in days
            assert line["last_checked_at"][:10] not in days
            assert line["retrieved_at"] in {"2018-10", "2022..2025"}


def test_a_row_is_dated_by_the_publisher_only_where_the_recording_says_so(full_base: "FullBase") -> None:
    ours = full_base.base("series", "CIV", "who_gho:GHED_OOPSCHE_SHA2011", "--format", "json").json["values"]
    assert {line["published_on"] for line in ours} == {None}
    theirs = full_base.base("series", "CIV", "who_gho:WSH_WATER_BASIC", "--format", "json").json["values"]
    assert {line["published_on"] for line in theirs} == {"2023-07-10"}


def test_the_hash_of_a_line_is_that_of_the_archived_bytes(full_base: "FullBase") -> None:
    archived: dict[str, set[str]] = defaultdict(set)
    for warc in full_base.base.archive.rglob("who_gho/**/*.warc.gz"):
        with warc.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "response":
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    archived[url].add(hashlib.sha256(record.content_stream().read()).hexdigest())
    assert len(archived) == 282
    lines = lines_of(full_base)
    assert [line["id"] for line in lines if archived[line["url"]] != {line["sha256"]}] == []


def test_the_archive_passes_the_check_of_another_tool(full_base: "FullBase") -> None:
    files = sorted(full_base.base.archive.rglob("*.warc.gz"))
    assert len(files) >= 3
    checked = subprocess.run([sys.executable, "-m", "warcio.cli", "check", *files], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_recorded_row_of_three_countries_is_in_the_base_once(
    full_base: "FullBase", recorded: dict[str, list[dict[str, Any]]]
) -> None:
    expected = Counter(fact(row) for rows in recorded.values() for row in rows)
    marks = ",".join("?" * len(COUNTRIES))
    with sqlite3.connect(full_base.base.file) as connection:
        found = connection.execute(
            "SELECT indicator, area, period_as_stated, period_end, value_as_published, value, low, high FROM observation "
            f"WHERE area_type = 'COUNTRY' AND area IN ({marks})",
            COUNTRIES,
        )
        got = Counter(tuple(row) for row in found)
    assert sum(expected.values()) > 4000
    assert len({code for code, *_ in expected}) > 200
    assert got == expected


@pytest.mark.parametrize("code", SERIES)
def test_a_series_is_the_recorded_one(
    full_base: "FullBase", recorded: dict[str, list[dict[str, Any]]], code: str
) -> None:
    counted = 0
    for country in COUNTRIES:
        lines = full_base.base("series", country, f"who_gho:{code}", "--format", "json").json["values"]
        got = Counter(tuple(line[name] for name in FACT) for line in lines)
        assert got == Counter(fact(row) for row in recorded[code] if row["SpatialDim"] == country)
        counted += len(lines)
    assert counted > 0


def test_a_fiche_shows_the_newest_year_of_each_series(
    full_base: "FullBase", recorded: dict[str, list[dict[str, Any]]]
) -> None:
    for line in lines_of(full_base):
        rows = [row for row in recorded[line["indicator"]] if row["SpatialDim"] == "CIV"]
        years = [row["TimeDimensionEnd"][:10] for row in rows if same_series(row, line)]
        assert line["period_end"] <= max(years)
        if line["period_end"] < max(years):  # the newer rows then hold nothing, and are shown beside it
            newer = [
                row for row in rows if same_series(row, line) and row["TimeDimensionEnd"][:10] > line["period_end"]
            ]
            assert {row["NumericValue"] for row in newer} == {None}


def same_series(row: dict[str, Any], line: dict[str, Any]) -> bool:
    stated = [(row[f"Dim{n}Type"], row[f"Dim{n}"]) for n in (1, 2, 3) if row[f"Dim{n}Type"]]
    kept = {kind: code for kind, code in line["dimensions"].items() if kind != "DATASOURCE"}
    return {kind: str(code).removeprefix(f"{kind}_") for kind, code in stated} == {
        kind: code.removeprefix(f"{kind}_") for kind, code in kept.items()
    }


def test_a_citation_names_its_bytes_its_base_and_its_secret(full_base: "FullBase") -> None:
    (line,) = [line for line in lines_of(full_base) if line["indicator"] == "GHED_OOPSCHE_SHA2011"]
    text = full_base.base.installed("cite", line["id"], "--format", "txt").stdout
    assert "« 36.0 »" in text
    for said in ("SECRET MÉDICAL", "OMS", line["sha256"], full_base.release["sha256"], "octobre 2018", line["url"]):
        assert said in text


def test_what_was_not_searched_is_not_counted_as_searched(full_base: "FullBase") -> None:
    answer = full_base.base("fiche", "CIV", "vih", "--format", "json").json
    for component in answer["components"]:
        if component["state"] == "documenté":
            assert component["lines"]
            assert [search["source"] for search in component["searched"]] == ["who_gho"]
        else:
            assert component["lines"] == []
        assert all(search["replay"] for search in component["searched"])
