"""ReliefWeb on a publisher of the loopback: its appname, its pages, its daily limit, what changed since the last run, its files."""

import gzip
import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from local_server import Route, Site, answer, in_turn, send

from crawlers.spiders import reliefweb
from kb.sources import definition

if TYPE_CHECKING:
    from conftest import Live

DEFINITION = yaml.safe_load((definition.FOLDER / "reliefweb.yml").read_text(encoding="utf-8"))
EXAMPLES = Path(__file__).parents[1] / "examples" / "reliefweb"
EXAMPLE = json.loads((EXAMPLES / "reports.json").read_text(encoding="utf-8"))
PDF = (EXAMPLES / "tchad-3.pdf").read_bytes()
NAME = "recoupe-essai-x7f3"
Crawl = Callable[..., dict[str, Any]]


def report(number: int, root: str = "", files: int = 0, **more: Any) -> dict[str, Any]:
    held = [{"url": f"{root}/attachments/{number}/{one}.pdf", "filename": f"{one}.pdf"} for one in range(files)]
    fields = {
        "title": f"Rapport {number}", "url": f"https://reliefweb.int/node/{number}", "body": f"Texte du rapport {number}.",
        "date": {"created": "2026-03-01T10:00:00+00:00", "original": "2026-02-28T00:00:00+00:00"},
        "country": [{"iso3": "mli", "name": "Mali"}], "source": [{"name": "Organisation inventée"}],
        "language": [{"code": "fr", "name": "French"}], "file": held,
    }  # fmt: skip
    return {"id": str(number), "fields": fields | more}


def paged(site: Site, reports: list[dict[str, Any]], rows: int = 2) -> Route:
    """The service, as far as it was seen: rows from an offset, and how many there are in all."""

    def route(handler: BaseHTTPRequestHandler) -> None:
        asked = json.loads(site.asked[-1].body)
        some = reports[asked["offset"] : asked["offset"] + rows]
        body = json.dumps({"totalCount": len(reports), "count": len(some), "data": some}).encode()
        send(handler, body, "application/json", 200, {})

    return route


@pytest.fixture
def crawl(live: "Live") -> Crawl:
    """Write the definition, then crawl with an appname (or without)."""
    live.write("reliefweb", {**DEFINITION, "data_url": f"{live.site.root}/v2/reports", "hosts": []})

    def run(
        *more: object, appname: str | None = NAME, code: int | None = None, at: str | None = None
    ) -> dict[str, Any]:
        base = live.base.having(RECOUPE_RELIEFWEB_APPNAME=appname) if appname is not None else live.base
        told = (base.at(at) if at else base)("crawl", "reliefweb", "--format", "json", *more)
        assert "Traceback" not in told.stderr, told.stderr
        assert code is None or told.returncode == code
        return told.run

    return run


def queries(live: "Live") -> list[dict[str, Any]]:
    return [json.loads(one.body) for one in live.site.asked if one.path == "/v2/reports"]


def test_without_an_appname_nothing_is_asked_and_the_run_says_how_to_get_one(live: "Live", crawl: Crawl) -> None:
    run = crawl(appname=None, code=0)
    assert run["outcome"] == "blocked"
    assert run["reason"].startswith("credential")
    assert "https://apidoc.reliefweb.int/parameters#appname" in run["reason"]
    assert "RECOUPE_RELIEFWEB_APPNAME" in run["reason"]
    assert live.site.asked == []


def test_an_empty_appname_is_none(live: "Live", crawl: Crawl) -> None:
    assert crawl(appname="", code=0)["reason"].startswith("credential")
    assert live.site.asked == []


@pytest.mark.parametrize("status", [400, 403])
def test_an_appname_that_is_not_approved_is_told_as_such(live: "Live", crawl: Crawl, status: int) -> None:
    said = json.dumps({"status": status, "error": {"message": "You are not using an approved appname"}})
    live.site.serve("/v2/reports", said, "application/json", status)
    run = crawl(code=1)
    assert run["outcome"] == "blocked"
    assert not run["reason"].startswith("credential")
    assert "RECOUPE_RELIEFWEB_APPNAME" in run["reason"]


def test_every_page_is_read_and_the_appname_stands_nowhere(live: "Live", crawl: Crawl) -> None:
    live.site.routes["/v2/reports"] = paged(live.site, [report(n) for n in range(1, 6)])
    run = crawl(code=0)
    assert (run["outcome"], run["documents_new"]) == ("complete", 5)
    assert [query["offset"] for query in queries(live)] == [0, 2, 4]
    assert {query["appname"] for query in queries(live)} == {NAME}
    kept = [path for path in live.base.folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".gz" for path in kept)
    for path in kept:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        assert NAME.encode() not in content, path
        if "reliefweb" in path.parts and path.suffix == ".gz":
            assert b"POST /v2/reports HTTP/1.1" in content


def test_the_first_run_goes_back_a_year_and_the_next_asks_what_changed(live: "Live", crawl: Crawl) -> None:
    live.site.routes["/v2/reports"] = paged(live.site, [report(1)])
    assert crawl(at="2026-03-12T09:00:00+00:00")["outcome"] == "complete"
    assert crawl(at="2026-03-20T09:00:00+00:00")["outcome"] == "complete"
    first, second = (query["filter"]["conditions"] for query in queries(live))
    assert [one["field"] for one in first] == ["theme.name", "date.changed"]
    assert first[1]["value"] == {"from": "2025-03-12T09:00:00+00:00"}
    assert second[1]["value"] == {"from": "2026-03-11T09:00:00+00:00"}, "the last complete run, less the overlap"


def test_a_run_that_was_not_complete_moves_no_date(live: "Live", crawl: Crawl) -> None:
    live.site.serve("/v2/reports", "{}", "application/json", 500)
    assert crawl(at="2026-03-12T09:00:00+00:00")["outcome"] == "failed"
    live.site.routes["/v2/reports"] = paged(live.site, [report(1)])
    crawl(at="2026-03-14T09:00:00+00:00")
    since = queries(live)[-1]["filter"]["conditions"][1]["value"]["from"]
    assert datetime.fromisoformat(since).year == 2025


def test_the_calls_of_a_day_are_counted_over_its_runs(
    live: "Live", crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reliefweb, "DAILY_CALLS", 4)
    live.site.routes["/v2/reports"] = paged(live.site, [report(n) for n in range(1, 6)])
    assert crawl(at="2026-03-12T09:00:00+00:00")["outcome"] == "complete"
    again = crawl(at="2026-03-12T12:00:00+00:00")
    assert again["outcome"] == "below_expectation"
    assert "demandes par jour" in again["reason"]
    assert len(queries(live)) == 4
    assert crawl(at="2026-03-13T10:00:00+00:00")["outcome"] == "complete"


def test_files_are_fetched_once_and_belong_to_their_report(live: "Live", crawl: Crawl) -> None:
    live.site.routes["/v2/reports"] = paged(live.site, [report(1, live.site.root, files=2)])
    for one in range(2):
        live.site.serve(f"/attachments/1/{one}.pdf", PDF + b"%% %d\n" % one, "application/pdf")
    run = crawl(at="2026-03-12T09:00:00+00:00")
    assert (run["outcome"], run["documents_new"], run["snapshots_new"]) == ("complete", 3, 3)
    live.site.asked.clear()
    crawl(at="2026-03-20T09:00:00+00:00")
    assert not [path for path in live.site.paths() if path.startswith("/attachments")]
    with sqlite3.connect(live.base.file) as connection:
        rows = connection.execute(
            "SELECT d.published_by, d.published_on, d.lang, d.countries, json_extract(s.told, '$.part_of') FROM document d "
            "JOIN address a ON a.id = d.address_id JOIN snapshot s ON s.address_id = a.id WHERE d.media = 'pdf'"
        ).fetchall()
    belongs = ("Organisation inventée", "2026-02-28", "fr", '["MLI"]', "https://reliefweb.int/node/1")
    assert rows == [belongs, belongs]


def test_what_is_no_pdf_and_a_host_that_is_not_declared_are_told(live: "Live", crawl: Crawl) -> None:
    entry = report(1, live.site.root, files=1)
    entry["fields"]["file"] += [{"url": "https://ailleurs.example.org/a.pdf", "filename": "a.pdf"}]
    live.site.routes["/v2/reports"] = paged(live.site, [entry])
    live.site.serve("/attachments/1/0.pdf", b"\x89PNG", "image/png")
    run = crawl(code=0)
    assert {(one["what"], one["where"]) for one in run["findings"]} == {
        ("not_a_document", f"{live.site.root}/attachments/1/0.pdf"),
        ("off_site", "https://ailleurs.example.org/a.pdf"),
    }


def test_a_page_that_changed_its_form_is_kept_and_told(live: "Live", crawl: Crawl) -> None:
    live.site.serve("/v2/reports", json.dumps({"reports": []}), "application/json")
    run = crawl(code=1)
    assert (run["outcome"], run["snapshots_new"]) == ("failed", 1)
    assert "n’a pas les champs connus" in run["reason"]


def test_a_web_page_in_the_place_of_the_answer_is_a_refusal(live: "Live", crawl: Crawl) -> None:
    live.site.serve("/v2/reports", "<html><body>Bonjour</body></html>")
    run = crawl(code=1)
    assert (run["outcome"], run["snapshots_new"]) == ("blocked", 0)


def test_a_refusal_in_the_middle_keeps_what_came_and_says_so(live: "Live", crawl: Crawl) -> None:
    first = json.dumps({"totalCount": 4, "count": 2, "data": [report(1), report(2)]})
    live.site.routes["/v2/reports"] = in_turn(
        answer(first, "application/json"), answer("{}", "application/json", status=404)
    )
    run = crawl(code=1)
    assert (run["outcome"], run["snapshots_new"]) == ("below_expectation", 1)
