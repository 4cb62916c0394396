"""The recorded answers of UNAIDS, UNDP, the World Bank and IFRC GO through the programme, checked against the files themselves.

The counts on the right-hand side come from the recorded files by the standard library (and XML by hand for the workbook): no code of
ours takes part in them.
"""

import csv
import gzip
import io
import json
import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from kb.settings import settings

if TYPE_CHECKING:
    from conftest import Base

pytestmark = [pytest.mark.slow, pytest.mark.shared]

REPLAY = (settings().shared / "replay").resolve()
KEYS = ("unaids", "undp_hdr", "world_bank", "ifrc_go")
NEVER_SEEN = ("eurostat", "ilo", "oecd", "unicef")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Crawled:
    """The four sources, crawled twice around release 1. Read it only."""

    base: "Base"
    first: dict[str, dict[str, Any]]
    second: dict[str, dict[str, Any]]

    def rows(self, key: str, columns: str, where: str = "") -> list[tuple[Any, ...]]:
        statement = (
            f"SELECT {columns} FROM observation JOIN address ON address.id = observation.address_id "
            f"WHERE address.source_key = ? {where}"
        )
        with sqlite3.connect(self.base.file) as connection:
            return connection.execute(statement, (key,)).fetchall()


@pytest.fixture(scope="module")
def crawled(empty_template: "Base", tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    base = empty_template.copy_to(tmp_path_factory.mktemp("structured")).at("2026-11-22T09:00:00+00:00")
    first = {run["source"]: run for run in crawl(base)}
    assert base("release", "create").returncode == 0
    return Crawled(base, first, {run["source"]: run for run in crawl(base)})


def crawl(base: "Base") -> list[dict[str, Any]]:
    told = base("crawl", *KEYS, "--replay", REPLAY / "index.jsonl", "--format", "json")
    assert "Traceback" not in told.stderr
    return list(told.json["runs"])


def estimates() -> list[dict[str, str]]:
    with zipfile.ZipFile(REPLAY / "unaids" / "Estimates_2025_en.zip") as archive:
        (name,) = archive.namelist()
        return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def sheet(name: str, header_row: int = 6) -> Iterator[dict[str, str]]:
    """The cells of a sheet of the recorded workbook by column letter, straight from its XML."""
    with zipfile.ZipFile(REPLAY / "unaids" / "HIV_estimates_from_1990-to-present.xlsx") as book:
        strings = [
            "".join(text.text or "" for text in entry.iter(f"{SHEET}t"))
            for entry in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        names = [
            entry.get("name") for entry in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")
        ]
        content = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{names.index(name) + 1}.xml"))
    for row in content.iter(f"{SHEET}row"):
        cells = {}
        for cell in row.iter(f"{SHEET}c"):
            held = cell.find(f"{SHEET}v")
            if held is not None and held.text:
                letters = re.sub(r"\d", "", str(cell.get("r")))
                cells[letters] = strings[int(held.text)] if cell.get("t") == "s" else held.text
        if int(row.get("r", 0)) >= header_row:
            yield cells


def wide() -> list[dict[str, str]]:
    text = gzip.decompress((REPLAY / "undp_hdr" / "HDR23-24.csv.gz").read_bytes()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def recorded_json(path: str) -> Any:
    return json.loads(gzip.decompress((REPLAY / path).read_bytes()))


@pytest.mark.parametrize("key", KEYS)
def test_each_recorded_source_is_complete(crawled: Crawled, key: str) -> None:
    run = crawled.first[key]
    assert (run["outcome"], run["reason"]) == ("complete", None)
    assert {finding["what"] for finding in run["findings"]} <= {"not_recorded"}


@pytest.mark.parametrize("key", KEYS)
def test_crawled_again_nothing_is_new(crawled: Crawled, key: str) -> None:
    first, second = crawled.first[key], crawled.second[key]
    assert (second["outcome"], second["snapshots_new"], second["observations_new"]) == ("complete", 0, 0)
    assert second["snapshots_seen"] == first["snapshots_new"]


@pytest.mark.parametrize("key", NEVER_SEEN)
def test_a_source_never_seen_fails_in_those_words(base: "Base", key: str) -> None:
    told = base("crawl", key, "--replay", REPLAY / "index.jsonl", "--format", "json")
    assert told.returncode == 1
    assert told.run["outcome"] == "failed"
    assert told.run["reason"].endswith("adresse sans réponse enregistrée.")


def test_every_figure_of_the_archive_stands_with_its_own_bounds(crawled: Crawled) -> None:
    wanted: dict[tuple[str, ...], dict[str, str]] = {}
    for row in estimates():
        where = (row["Indicator_GId"], row["Area ID"] or row["Area"], row["Time Period"])
        wanted.setdefault(where, {})[row["Subgroup"]] = row["Formatted"]
    assert len(wanted) == 4490

    def plain(text: str) -> float | None:
        return float(text) if text.isdigit() else None

    expected = Counter(
        (
            *where,
            plain(told["All ages"]),
            plain(told["All ages lower estimate"]),
            plain(told["All ages upper estimate"]),
        )
        for where, told in wanted.items()
    )
    held = crawled.rows("unaids", "indicator, area, period_as_stated, value, low, high", "AND dim1 = 'AllAges'")
    assert Counter(held) == expected


def test_what_unaids_published_is_kept_as_published(crawled: Crawled) -> None:
    formatted = Counter(row["Formatted"] for row in estimates() if row["Subgroup"] == "All ages")
    texts = crawled.rows("unaids", "value_as_published, reported", "AND dim1 = 'AllAges'")
    heads = Counter(text.partition(" [")[0] for text, _ in texts)
    assert heads == formatted
    assert (heads[">95"], heads["<1"], heads[""]) == (54, 4, 79)
    assert sum(1 for _, reported in texts if not reported) == heads["..."] + heads[""]
    bounds = Counter(row["Formatted"] for row in estimates() if row["Subgroup"] == "All ages upper estimate")
    assert sum(text.endswith("–>95]") for text, _ in texts) == bounds[">95"] == 412


def test_art_coverage_of_cote_d_ivoire_in_2016_reads_41(crawled: Crawled) -> None:
    values = crawled.base("series", "CIV", "unaids:PERCENT_PLWH", "--format", "json").json["values"]
    (line,) = [line for line in values if line["period_as_stated"] == "2016"]
    assert (line["value"], line["low"], line["high"], line["value_as_published"]) == (41.0, 32.0, 52.0, "41 [32–52]")
    assert "rejeu" in line["flags"]
    assert line["published_on"] is None
    assert "41 [32–52]" in crawled.base("series", "CIV", "unaids:PERCENT_PLWH").stdout


@pytest.mark.parametrize(("name", "measures"), [("HIV estimates - by Area", 16), ("Treatment - by Area", 8)])
def test_every_filled_figure_of_the_workbook_is_read(crawled: Crawled, name: str, measures: int) -> None:
    header, *rows = sheet(name)
    figures = {
        letters: " ".join(title.split())
        for letters, title in header.items()
        if not re.search(r"(?i) - (low estimate|high estimate|lower|upper)$", " ".join(title.split()))
    }
    assert len(figures) == measures
    order = list(header)
    bounded = {
        letters
        for at, letters in enumerate(order)
        if at + 1 < len(order) and order[at + 1] not in figures and letters in figures
    }
    wanted: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        if "A" not in row:
            continue
        area = row.get("B") or " ".join(row["C"].split())
        for letters, title in figures.items():
            own = [letters, *(order[order.index(letters) + step] for step in (1, 2) if letters in bounded)]
            if any(column in row for column in own):
                wanted[title, area, row["A"]] += 1
    titles = ",".join(f"'{title}'" for title in figures.values())
    held = crawled.rows("unaids", "indicator, area, period_as_stated", f"AND indicator IN ({titles})")
    assert Counter(held) == wanted
    assert sum(wanted.values()) == {16: 83_056, 8: 12_793}[measures]


def test_every_filled_cell_of_the_wide_table_is_read(crawled: Crawled) -> None:
    expected = Counter(
        (column.rpartition("_")[0], row["iso3"], column.rpartition("_")[2], text)
        for row in wide()
        for column, text in row.items()
        if text and re.search(r"_\d{4}$", column)
    )
    assert expected.total() == 192_616
    assert Counter(crawled.rows("undp_hdr", "indicator, area, period_as_stated, value_as_published")) == expected
    assert crawled.rows("undp_hdr", "count(*)", "AND reported = 0") == [(1,)]
    types = dict(crawled.rows("undp_hdr", "area_type, count(DISTINCT area)", "GROUP BY area_type"))
    assert types == {"COUNTRY": 195, "REGION": 6, "GROUP": 4, "GLOBAL": 1}


@pytest.mark.parametrize("code", ["SP.POP.TOTL", "SP.DYN.LE00.IN"])
def test_every_row_of_the_world_bank_is_read_aggregates_typed_apart(crawled: Crawled, code: str) -> None:
    (header, rows) = recorded_json(f"world_bank/all_{code}.json.gz")
    assert header["total"] == len(rows) == 13_695
    renamed = {"KSV": "XKX", "": "XKX"}  # the only areas without an ISO code that are a country: Kosovo, twice
    expected = Counter(
        (renamed.get(row["countryiso3code"], row["countryiso3code"]), row["date"], row["value"]) for row in rows
    )
    held = crawled.rows("world_bank", "area, period_as_stated, value", f"AND indicator = '{code}'")
    assert Counter(held) == expected
    nulls = sum(row["value"] is None for row in rows)
    assert crawled.rows("world_bank", "count(*)", f"AND indicator = '{code}' AND reported = 0") == [(nulls,)]
    countries = crawled.rows(
        "world_bank", "count(DISTINCT area)", f"AND indicator = '{code}' AND area_type = 'COUNTRY'"
    )
    assert countries == [(214,)]


def test_the_world_bank_shows_the_characters_it_served(crawled: Crawled) -> None:
    served = gzip.decompress((REPLAY / "world_bank/all_SP.POP.TOTL.json.gz").read_bytes()).decode()
    for area, text in [("CIV", "22157107.0"), ("ABW", "54208.0")]:
        assert f'"value":{text}' in served
        shown = crawled.rows("world_bank", "value_as_published", f"AND area = '{area}' AND indicator = 'SP.POP.TOTL'")
        assert (text,) in shown


def test_every_appeal_is_read_with_its_three_figures(crawled: Crawled) -> None:
    appeals = recorded_json("ifrc_go/appeals.json.gz")["results"]
    assert len(appeals) == 178
    expected: Counter[tuple[str, ...]] = Counter()
    for appeal in appeals:
        whose = (appeal["country"]["iso3"], appeal["code"])
        days = (appeal["start_date"][:10], appeal["end_date"][:10])
        for field in ("amount_requested", "amount_funded", "num_beneficiaries"):
            expected[(f"appeals.{field}", *whose, str(appeal[field]), *days)] += 1
    held = crawled.rows("ifrc_go", "indicator, area, data_source, value_as_published, period_start, period_end")
    assert Counter(held) == expected
    dated = {(appeal["code"], appeal["real_data_update"][:10]) for appeal in appeals}
    assert set(crawled.rows("ifrc_go", "data_source, published_on")) == dated


@pytest.mark.parametrize("family", ["vih", "insuffisance_renale"])
def test_hdi_and_life_expectancy_stand_in_the_context_and_nowhere_else(crawled: Crawled, family: str) -> None:
    fiche = crawled.base("fiche", "CIV", family, "--format", "json").json
    context = {(line["source"], line["indicator"]) for line in fiche["context"]}
    assert {("undp_hdr", "hdi"), ("undp_hdr", "le"), ("world_bank", "SP.DYN.LE00.IN")} <= context
    in_components = {line["source"] for component in fiche["components"] for line in component["lines"]}
    assert in_components <= {"unaids"}
    for component in fiche["components"]:
        asked = {search["source"] for search in component["searched"]}
        assert not asked & {"undp_hdr", "ifrc_go"}, "a source of context is no source asked about a component"


def test_a_producer_that_the_publisher_does_not_name_is_said_so(crawled: Crawled) -> None:
    fiche = crawled.base("fiche", "CIV", "vih", "--format", "json").json
    (life,) = [line for line in fiche["context"] if (line["source"], line["indicator"]) == ("undp_hdr", "le")]
    assert life["producer"].startswith("Non indiqué")
    assert life["publisher"].startswith("Programme des Nations unies")


def test_an_appeal_stands_in_the_context_with_its_dates(crawled: Crawled) -> None:
    fiche = crawled.base("fiche", "GNQ", "vih", "--format", "json").json
    lines = [
        line
        for line in fiche["context"]
        if line["source"] == "ifrc_go" and line["dimensions"]["DISASTER_TYPE"] == "Epidemic"
    ]
    assert {line["indicator"]: line["value"] for line in lines} == {
        "appeals.amount_requested": 299_929.0,
        "appeals.amount_funded": 299_929.0,
    }
    assert {(line["period_start"], line["period_end"], line["published_on"]) for line in lines} == {
        ("2023-02-26", "2023-07-31", "2023-02-27")
    }
