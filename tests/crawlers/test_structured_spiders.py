"""Yearly files, paged interfaces and SDMX through the command line, on recordings that we write and spoil ourselves."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.http import Request, Response
from structured import AIDSINFO, ALL, APPEALS, EXAMPLES

from crawlers.base_spiders.single_file import PublishedFile, YearlyFile
from crawlers.spiders.ifrc_go import IfrcGoSpider
from crawlers.spiders.unaids import UnaidsSpider
from kb.sources.definition import source

if TYPE_CHECKING:
    from conftest import Base

BODIES = {example.url: example.body for example in ALL}
ESTIMATES = f"{AIDSINFO}/public/documents/Estimates_{{}}_en.zip"
ARCHIVE = BODIES[ESTIMATES.format(2025)]
API = "https://api.worldbank.org/v2/country/all/indicator/"
PAGE = b"<!DOCTYPE html><html><title>Just a moment...</title></html>"
NO_SUCH_SERIES = [
    {"message": [{"id": "120", "key": "Invalid value", "value": "The provided parameter value is not valid"}]}
]

Index = Callable[..., Path]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """Writes an index from addresses and what they answer: bytes, JSON, or (status, bytes)."""

    def write(answers: dict[str, Any], match: str = "path") -> Path:
        folder = tmp_path / f"recorded-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        lines = []
        for number, (url, answer) in enumerate(answers.items()):
            status, body = answer if isinstance(answer, tuple) else (200, answer)
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            (folder / str(number)).write_bytes(content)
            kind = "text/html" if content == PAGE else "application/octet-stream"
            lines.append({
                "source": "any", "url": url, "match": match, "file": str(number), "content_encoding": None, "status": status,
                "media_type": kind, "captured_on": "2026-01", "kind": "reconstructed", "note": "invented",
            })  # fmt: skip
        path = folder / "index.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return path

    return write


def crawl(base: "Base", key: str, recorded: Path) -> dict[str, Any]:
    told = base("crawl", key, "--replay", recorded, "--format", "json")
    assert "Traceback" not in told.stderr
    return told.run


def found(run: dict[str, Any], what: str) -> list[str]:
    return [finding["where"] for finding in run["findings"] if finding["what"] == what]


def years_asked(run: dict[str, Any]) -> list[str]:
    return [where for where in found(run, "not_recorded") if "Estimates" in where]


def pages(*rows: list[dict[str, Any]], count: int) -> dict[str, Any]:
    """A list of appeals in pages of exact addresses, the first being the one that is asked for."""
    urls = [APPEALS, *(f"{APPEALS}&offset={number}" for number in range(1, len(rows)))]
    following = [*urls[1:], None]
    return {
        url: {"count": count, "next": after, "previous": None, "results": some}
        for url, after, some in zip(urls, following, rows, strict=True)
    }


def appeal_rows() -> list[dict[str, Any]]:
    return list(json.loads((EXAMPLES / "ifrc_go" / "appeals.json").read_bytes())["results"])


# --- yearly files (the clock of these tests says 12 March 2026)


def test_the_newest_year_that_answers_is_taken(base: "Base", index: Index) -> None:
    run = crawl(base, "unaids", index({ESTIMATES.format(2024): ARCHIVE, ESTIMATES.format(2023): ARCHIVE}))
    assert years_asked(run) == [ESTIMATES.format(2026), ESTIMATES.format(2025)]
    assert (run["snapshots_new"], run["observations_new"]) == (1, 17)


def test_an_older_year_is_not_asked_for_once_one_answered(base: "Base", index: Index) -> None:
    run = crawl(base, "unaids", index({ESTIMATES.format(2026): ARCHIVE, ESTIMATES.format(2025): ARCHIVE}))
    assert years_asked(run) == []
    assert run["snapshots_new"] == 1


def test_a_year_that_is_gone_sends_to_the_year_before(base: "Base", index: Index) -> None:
    run = crawl(base, "unaids", index({ESTIMATES.format(2026): (404, b""), ESTIMATES.format(2025): ARCHIVE}))
    assert found(run, "unknown_address") == [ESTIMATES.format(2026)]
    assert run["snapshots_new"] == 1


def test_a_year_that_fails_never_brings_an_older_one_back(base: "Base", index: Index) -> None:
    run = crawl(base, "unaids", index({ESTIMATES.format(2026): (500, b""), ESTIMATES.format(2025): ARCHIVE}))
    assert run["outcome"] == "below_expectation"
    assert run["snapshots_new"] == 0
    assert "HTTP 500" in run["reason"]


@pytest.mark.parametrize("answer", [(403, b"no"), PAGE], ids=["403", "web page"])
def test_a_refusal_stops_the_source(base: "Base", index: Index, answer: Any) -> None:
    run = crawl(base, "unaids", index({ESTIMATES.format(2026): answer, ESTIMATES.format(2025): ARCHIVE}))
    assert run["outcome"] == "blocked"
    assert ESTIMATES.format(2026) in run["reason"]


def test_without_any_year_the_source_has_failed_in_those_words(base: "Base", index: Index) -> None:
    run = crawl(base, "unaids", index({f"{AIDSINFO}/documents/GAM_2025_en.zip": ARCHIVE}))
    assert run["outcome"] == "failed"
    assert run["reason"] == f"{AIDSINFO}/public/documents/Estimates_{{year}}_en.zip : adresse sans réponse enregistrée."


def test_a_missing_secondary_file_is_a_finding_and_no_failure(base: "Base", index: Index) -> None:
    run = crawl(base, "unaids", index({ESTIMATES.format(2026): ARCHIVE}))
    assert run["outcome"] == "below_expectation"  # of what a whole recording brings; nothing went wrong in fetching
    assert "attendus" in run["reason"]
    assert {where.rsplit("/", 1)[-1][:4] for where in found(run, "not_recorded")} == {"GAM_", "NCPI", "HIV_"}


def test_every_file_of_unaids_is_read(base: "Base", index: Index) -> None:
    bodies = {url.replace("{year}", "2025"): body for url, body in BODIES.items() if "unaids" in url}
    run = crawl(base, "unaids", index(bodies))
    assert (run["snapshots_new"], run["observations_new"]) == (4, 17 + 3 + 2 + 70)
    assert found(run, "unknown_area") == ["TNV"]


def test_an_edition_named_after_two_years_is_found(base: "Base", index: Index) -> None:
    url = "https://hdr.undp.org/sites/default/files/2023-24_HDR/HDR23-24_Composite_indices_complete_time_series.csv"
    run = crawl(base, "undp_hdr", index({url: (EXAMPLES / "undp_hdr" / "HDR25.csv").read_bytes()}))
    assert (run["snapshots_new"], run["observations_new"]) == (1, 87)
    assert [where.split("/")[6] for where in found(run, "not_recorded")] == [
        "2026_HDR", "2025-26_HDR", "2025_HDR", "2024-25_HDR", "2024_HDR",
    ]  # fmt: skip


def test_all_editions_have_one_logical_address() -> None:
    file = YearlyFile("https://host/{year}_HDR/HDR{short}.csv", oldest=2023, two_years=True)
    assert file.logical == "https://host/{year}_HDR/HDR{year}.csv"
    assert file.editions(2024) == [
        "https://host/2024_HDR/HDR24.csv", "https://host/2023-24_HDR/HDR23-24.csv",
        "https://host/2023_HDR/HDR23.csv", "https://host/2022-23_HDR/HDR22-23.csv",
    ]  # fmt: skip
    assert PublishedFile("https://host/a.xlsx").editions(2030) == ["https://host/a.xlsx"]


def test_the_spider_hands_a_yearly_file_over_under_its_logical_address() -> None:
    spider = UnaidsSpider(source("unaids"), None, None, None)  # type: ignore[arg-type]
    assert spider.allowed_domains == ["aidsinfo.unaids.org", "www.unaids.org"]
    url = ESTIMATES.format(2025)
    response = Response(url, status=200, body=ARCHIVE, request=Request(url))
    (handed,) = spider.parse_file(response, spider.files[0], [])
    assert handed.url == url  # type: ignore[union-attr]
    assert handed.address == f"{AIDSINFO}/public/documents/Estimates_{{year}}_en.zip"  # type: ignore[union-attr]
    (workbook,) = spider.parse_file(response, spider.files[-1], [])
    assert workbook.address is None  # type: ignore[union-attr]


# --- pages


def test_pages_are_followed_to_the_announced_total(base: "Base", index: Index) -> None:
    one, two, three, four = appeal_rows()
    run = crawl(base, "ifrc_go", index(pages([one, two], [three, four], count=4), "exact"))
    assert (run["snapshots_new"], run["observations_new"]) == (2, 12)
    assert found(run, "incomplete_pages") == []
    assert found(run, "unknown_area") == ["Disputed Island"]


def test_a_page_equal_to_the_one_before_ends_paging_with_a_finding(base: "Base", index: Index) -> None:
    body = {"count": 400, "next": f"{APPEALS}&offset=200", "previous": None, "results": appeal_rows()}
    run = crawl(base, "ifrc_go", index({APPEALS.partition("?")[0]: body}))
    assert len(found(run, "same_page")) == 1
    assert run["snapshots_new"] == 1
    assert "attendus" in run["reason"]  # the ranges alone, and not the paging


def test_fewer_rows_than_announced_are_told(base: "Base", index: Index) -> None:
    one, two, *_ = appeal_rows()
    run = crawl(base, "ifrc_go", index(pages([one], [two], count=3), "exact"))
    assert run["outcome"] == "below_expectation"
    assert "2 lignes reçues pour 3 annoncées" in run["reason"]


def test_a_page_that_is_gone_is_told(base: "Base", index: Index) -> None:
    one, two, *_ = appeal_rows()
    recorded = pages([one], [two], count=2) | {f"{APPEALS}&offset=1": (404, b"")}
    run = crawl(base, "ifrc_go", index(recorded, "exact"))
    assert run["outcome"] == "below_expectation"
    assert "la page 2 manque" in run["reason"]


def test_a_service_that_pages_for_ever_is_stopped(base: "Base", index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IfrcGoSpider, "max_pages", 2)
    one, two, three, _ = appeal_rows()
    run = crawl(base, "ifrc_go", index(pages([one], [two], [three], count=3), "exact"))
    assert run["snapshots_new"] == 2
    assert "s’arrête à la page 2" in run["reason"]


def test_without_its_list_of_appeals_the_source_has_failed(base: "Base", index: Index) -> None:
    run = crawl(
        base, "ifrc_go", index({"https://goadmin.ifrc.org/api/v2/country/": {"count": 0, "next": None, "results": []}})
    )
    assert run["outcome"] == "failed"
    assert "appeals" in run["reason"]


def test_an_answer_that_is_no_page_is_kept_and_named_by_the_reader(base: "Base", index: Index) -> None:
    run = crawl(base, "ifrc_go", index({APPEALS.partition("?")[0]: {"detail": "Throttled."}}))
    assert run["outcome"] == "failed"
    assert "n’a pas les champs connus" in run["reason"]
    assert run["snapshots_new"] == 1


def test_a_series_that_the_world_bank_does_not_know_is_a_finding(base: "Base", index: Index) -> None:
    series = json.loads((EXAMPLES / "world_bank" / "SP.POP.TOTL.json").read_bytes())
    run = crawl(base, "world_bank", index({f"{API}SP.POP.TOTL": series, f"{API}SH.MED.BEDS.ZS": NO_SUCH_SERIES}))
    told = [finding for finding in run["findings"] if finding["what"] == "unknown_address"]
    assert [finding["detail"] for finding in told] == ["The provided parameter value is not valid"]
    assert "SH.MED.BEDS.ZS" in told[0]["where"]
    assert (run["snapshots_new"], run["observations_new"]) == (1, 7)
    assert found(run, "unknown_area") == ["ATR"]


def test_when_no_series_answers_the_source_has_failed(base: "Base", index: Index) -> None:
    run = crawl(base, "world_bank", index({f"{API}SP.POP.TOTL": NO_SUCH_SERIES}))
    assert run["outcome"] == "failed"
    assert run["reason"].endswith("adresse sans réponse enregistrée.")


# --- SDMX


@pytest.mark.parametrize("key", ["eurostat", "ilo", "oecd", "unicef"])
def test_a_source_never_seen_fails_and_says_that_no_answer_was_recorded(base: "Base", index: Index, key: str) -> None:
    assert source(key).status == "jamais vue en vrai"
    run = crawl(base, key, index({ESTIMATES.format(2025): ARCHIVE}))
    assert run["outcome"] == "failed"
    assert run["reason"].endswith("adresse sans réponse enregistrée.")
    assert run["reason"].startswith(source(key).data_url)


def test_the_answer_of_a_source_without_a_reader_is_kept_and_nothing_is_invented(base: "Base", index: Index) -> None:
    url = "https://sdmx.ilo.org/rest/data/ILO,DF_SDG_0131_SEX_SOC_RT,1.0/all"
    run = crawl(base, "ilo", index({url: b"REF_AREA,TIME_PERIOD,OBS_VALUE\r\nMLI,2024,9.3\r\n"}))
    assert (run["outcome"], run["snapshots_new"], run["observations_new"]) == ("failed", 1, 0)
    assert "Aucun lecteur n’existe encore pour la source ilo" in run["reason"]


def test_a_web_page_in_the_place_of_a_message_is_a_refusal(base: "Base", index: Index) -> None:
    url = "https://sdmx.ilo.org/rest/data/ILO,DF_SDG_0131_SEX_SOC_RT,1.0/all"
    run = crawl(base, "ilo", index({url: PAGE}))
    assert (run["outcome"], run["snapshots_new"]) == ("blocked", 0)


def test_a_message_of_eurostat_is_read_when_it_comes(base: "Base", index: Index) -> None:
    url = "https://ec.europa.eu/eurostat/api/dissemination/sdmx/2.1/data/HLTH_RS_PHYS"
    run = crawl(base, "eurostat", index({url: (EXAMPLES / "eurostat" / "HLTH_RS_PHYS.xml").read_bytes()}))
    assert (run["snapshots_new"], run["observations_new"]) == (1, 5)
    assert found(run, "unknown_area") == ["EU27_2020"]
