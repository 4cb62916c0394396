"""kill -9 in mid-crawl, then again: no duplicate, no hole, and nothing that is in the archive is asked for twice."""

import json
import os
import signal
import sqlite3
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from local_server import answer
from report_site import FEED, REPORTS, address, findings, publish, publish_pages, rss, slowly, snapshots
from warcio.archiveiterator import ArchiveIterator

if TYPE_CHECKING:
    from conftest import Live

EXAMPLES = Path(__file__).parents[1] / "examples" / "who_gho"
JSON = "application/json"


def killed_after(live: "Live", number: int, *args: object) -> None:
    """Start the command, and kill it once the publisher was asked so many documents."""
    child = live.base.started(*args)
    deadline = time.monotonic() + 30
    while len(live.site.paths()) < number and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    time.sleep(0.1)


def documents(live: "Live") -> list[str]:
    return [path for path in live.site.paths() if path.startswith("/rapports/")]


def runs(live: "Live") -> list[tuple[str | None, int]]:
    """(outcome, answers met) of every run, oldest first."""
    with sqlite3.connect(live.base.file) as connection:
        return connection.execute(
            "SELECT r.outcome, count(s.run_id) FROM run r LEFT JOIN sighting s ON s.run_id = r.id GROUP BY r.id ORDER BY r.id"
        ).fetchall()


@pytest.mark.parametrize("asked", [7, 12, 20])
def test_after_a_kill_the_crawl_goes_on_where_it_was(live: "Live", asked: int) -> None:
    publish_pages(live)
    killed_after(live, asked, "crawl", "essai")
    before = len(snapshots(live))
    assert 0 < before < REPORTS
    told = live.crawl("essai")
    assert (told.returncode, told.run["outcome"]) == (0, "complete"), told
    # against the source's own total: no hole, no duplicate (`snapshots` counts them)
    assert snapshots(live).keys() == {address(number) for number in range(1, REPORTS + 1)}
    assert (told.run["snapshots_new"], told.run["snapshots_seen"]) == (REPORTS - before, before)
    assert findings(told.run, "resumed") == ["essai"]
    repeated = [path for path, number in Counter(documents(live)).items() if number > 1]
    assert len(repeated) <= 1, "only the request that the kill cut off is asked again"
    assert runs(live) == [(None, before), ("complete", REPORTS)]


def test_a_crawl_killed_twice_is_still_taken_up(live: "Live") -> None:
    publish_pages(live)
    killed_after(live, 9, "crawl", "essai")
    killed_after(live, 24, "crawl", "essai")
    met = len(snapshots(live))
    live.site.asked.clear()
    run = live.crawl("essai").run
    assert run["outcome"] == "complete"
    assert len(documents(live)) <= REPORTS - met
    assert len(snapshots(live)) == REPORTS


def test_a_source_of_data_is_taken_up_too(live: "Live") -> None:
    live.who_gho(expect={"answers": {"min": 2, "max": 2}})
    live.site.serve("/api/Indicator", (EXAMPLES / "Indicator.json").read_bytes(), JSON)
    live.site.serve("/api/DIMENSION/COUNTRY/DimensionValues", (EXAMPLES / "DIMENSION_COUNTRY.json").read_bytes(), JSON)
    live.site.routes["*"] = answer("{}", JSON, 404)
    slowly(live.site, 0.01)
    killed_after(live, 12, "crawl", "who_gho", "--limit", 20)
    assert len(snapshots(live)) == 2
    told = live.crawl("who_gho", "--limit", 20)
    assert (told.run["outcome"], told.run["snapshots_new"], told.run["snapshots_seen"]) == ("complete", 0, 2)
    asked = Counter(live.site.paths())
    assert asked["/api/Indicator"] == 1, "what was stored is not asked for again"
    assert len(asked) == 22


def test_what_was_met_keeps_the_moment_it_was_met_at(live: "Live") -> None:
    publish_pages(live)
    live.base = live.base.at("2026-03-12T09:00:00+00:00")
    killed_after(live, 9, "crawl", "essai")
    live.base = live.base.at("2026-03-12T20:00:00+00:00")
    live.crawl("essai")
    with sqlite3.connect(live.base.file) as connection:
        moments = connection.execute("SELECT seen_at, count(*) FROM sighting WHERE run_id = 2 GROUP BY 1").fetchall()
    assert sorted(moment[11:13] for moment, _ in moments) == ["09", "20"]


def test_an_interruption_of_the_day_before_yesterday_is_not_taken_up(live: "Live") -> None:
    publish_pages(live)
    live.base = live.base.at("2026-03-12T09:00:00+00:00")
    killed_after(live, 9, "crawl", "essai")
    live.base = live.base.at("2026-03-13T09:00:01+00:00")
    live.site.asked.clear()
    run = live.crawl("essai").run
    assert run["outcome"] == "complete"
    assert len(documents(live)) == REPORTS
    assert findings(run, "resumed") == []


def test_a_run_that_came_to_its_end_is_not_taken_up(live: "Live") -> None:
    publish_pages(live)
    live.crawl("essai")
    live.site.asked.clear()
    live.crawl("essai")
    assert len(documents(live)) == REPORTS


def test_a_run_that_reached_its_limit_is_taken_up(live: "Live") -> None:
    publish_pages(live)
    live.settings["CLOSESPIDER_PAGECOUNT"] = 12
    first = live.crawl("essai").run
    assert first["outcome"] == "failed"
    assert "closespider_pagecount" in first["reason"]
    live.settings.pop("CLOSESPIDER_PAGECOUNT")
    met = len(snapshots(live))
    assert 0 < met < REPORTS
    live.site.asked.clear()
    run = live.crawl("essai").run
    assert run["outcome"] == "complete"
    assert len(documents(live)) == REPORTS - met


def test_bytes_lost_with_the_interrupted_run_are_asked_for(live: "Live") -> None:
    publish_pages(live)
    killed_after(live, 9, "crawl", "essai")
    (warc,) = live.base.archive.rglob("essai/**/*.warc.gz")
    warc.write_bytes(b"")
    live.site.asked.clear()
    assert live.crawl("essai").run["outcome"] == "complete"
    assert len(documents(live)) == REPORTS


def test_the_archive_alone_makes_the_resumed_run_again(live: "Live") -> None:
    publish_pages(live)
    killed_after(live, 9, "crawl", "essai")
    live.crawl("essai")
    made = live.base.folder / "made.db"
    told = live.base("rebuild", "--archive", live.base.archive, "--database", f"sqlite:///{made}")
    assert told.returncode == 0, told

    def content(file: Path) -> list[Any]:
        with sqlite3.connect(file) as connection:
            rows = connection.execute(
                "SELECT a.url, s.sha256, s.retrieved_at, s.warc_file, s.warc_offset, g.seen_at, s.told FROM snapshot s "
                "JOIN address a ON a.id = s.address_id JOIN sighting g ON g.snapshot_id = s.id JOIN run r ON r.id = g.run_id "
                "WHERE r.outcome IS NOT NULL ORDER BY 1"
            ).fetchall()
        return [(*row[:-1], json.loads(row[-1])) for row in rows]

    assert content(made) == content(live.base.file)
    assert len(content(made)) == REPORTS


def test_not_modified_is_a_sighting_and_no_new_bytes(live: "Live") -> None:
    live.site.serve("/list", rss([1, 3]), "text/xml")
    live.site.serve("/rapports/1", "<!doctype html><title>a</title>", ETag='W/"x"')
    live.site.serve("/rapports/3", "<!doctype html><title>b</title>", Last_Modified="Tue, 12 Mar 2024 10:00:00 GMT")
    live.reports(listing=FEED)
    assert live.crawl("essai").run["outcome"] == "complete"
    live.site.asked.clear()
    run = live.crawl("essai").run
    assert (run["outcome"], run["snapshots_new"], run["snapshots_seen"]) == ("complete", 0, 2)
    marks = {
        one.path: (one.headers.get("If-None-Match"), one.headers.get("If-Modified-Since")) for one in live.site.asked
    }
    assert marks["/rapports/1"] == ('W/"x"', None)
    assert marks["/rapports/3"] == (None, "Tue, 12 Mar 2024 10:00:00 GMT")
    last = max(live.base.archive.rglob("essai/**/*.warc.gz"), key=lambda path: path.stat().st_mtime_ns)
    with last.open("rb") as stream:
        told = [
            (record.http_headers.get_statuscode(), record.rec_headers.get_header("WARC-Profile").rpartition("/")[2])
            for record in ArchiveIterator(stream)
            if record.rec_type == "revisit" and "/rapports/" in record.rec_headers.get_header("WARC-Target-URI")
        ]
    assert told == [("304", "server-not-modified")] * 2


def test_a_run_that_was_not_complete_vouches_for_nothing(live: "Live") -> None:
    """Its bytes may be half a document: « not modified » since would keep them for ever."""
    publish(live.site, 3)
    live.site.serve("/list", rss([1, 3]), "text/xml")
    live.reports(listing=FEED, expect={"listed": {"min": 100, "max": 200}})
    live.crawl("essai")
    live.site.asked.clear()
    live.crawl("essai")
    assert {one.headers.get("If-None-Match") for one in live.site.asked} == {None}


def test_a_document_that_changed_is_new_bytes_at_the_same_address(live: "Live") -> None:
    live.site.serve("/list", rss([1]), "text/xml")
    live.site.serve("/rapports/1", "<!doctype html><title>a</title>", ETag='"1"')
    live.reports(listing=FEED)
    live.crawl("essai")
    live.site.serve("/rapports/1", "<!doctype html><title>b</title>", ETag='"2"')
    assert live.crawl("essai").run["snapshots_new"] == 1
    live.site.asked.clear()
    live.crawl("essai")
    assert live.site.asked[-1].headers["If-None-Match"] == '"2"'
    with sqlite3.connect(live.base.file) as connection:
        assert connection.execute("SELECT count(*), count(DISTINCT address_id) FROM snapshot").fetchone() == (2, 1)


def test_data_that_did_not_change_are_still_read_as_this_runs(live: "Live") -> None:
    """A « not modified » catalogue still leads to its series, and counts in the run."""
    live.who_gho(expect={"answers": {"min": 2, "max": 400}})
    live.site.serve("/api/Indicator", (EXAMPLES / "Indicator.json").read_bytes(), JSON, ETag='"c"')
    live.site.serve("*", (EXAMPLES / "HIV_ARTCOVERAGE.json").read_bytes(), JSON, 404)
    live.site.serve("/api/DIMENSION/COUNTRY/DimensionValues", (EXAMPLES / "DIMENSION_COUNTRY.json").read_bytes(), JSON)
    first = live.crawl("who_gho", "--limit", 1).run
    live.site.asked.clear()
    second = live.crawl("who_gho", "--limit", 1).run
    assert (first["outcome"], second["outcome"]) == ("complete", "complete")
    assert (second["snapshots_new"], second["snapshots_seen"]) == (0, 2)
    assert len(live.site.paths()) == 3
    assert json.dumps(second["findings"]).count("resumed") == 0
