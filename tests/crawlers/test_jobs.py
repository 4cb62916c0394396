"""What a timer calls: which sources are due, what a monitor is told, and that what stands in deploy/ is a command of ours."""

import configparser
import json
import os
import re
import shlex
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from local_server import answer
from report_site import FEED, REPORTS, findings, publish, publish_pages, rss, snapshots

from crawlers.runner import spider_of
from kb.engine import engine_for
from kb.expectations import Finding, Outcome
from kb.judging import due_sources
from kb.sources import definition
from kb.store import close_run, start_run

if TYPE_CHECKING:
    from conftest import Base, Live

ROOT = Path(__file__).parents[2]
OURS = definition.FOLDER
CADENCE = 30  # days, in who_gho.yml


@pytest.mark.parametrize("key", sorted(path.stem for path in OURS.glob("*.yml")))
def test_every_active_source_can_be_crawled(key: str) -> None:
    found = definition.load(OURS / f"{key}.yml")
    if found.status == "active":
        assert spider_of(found).name == key


def due(base: "Base", monkeypatch: pytest.MonkeyPatch, at: str) -> list[str]:
    from kb.settings import settings

    monkeypatch.setenv("RECOUPE_CLOCK", at)
    settings.cache_clear()
    found = due_sources(engine_for(base.variables["RECOUPE_DATABASE_URL"]), [definition.load(OURS / "who_gho.yml")])
    return [one.key for one in found]


def ran(base: "Base", monkeypatch: pytest.MonkeyPatch, at: str, outcome: Outcome | None, **more: Any) -> None:
    from kb.settings import settings

    monkeypatch.setenv("RECOUPE_CLOCK", at)
    settings.cache_clear()
    engine = engine_for(base.variables["RECOUPE_DATABASE_URL"])
    run = start_run(engine, "who_gho", replay=more.get("replay", False))
    if outcome:
        close_run(engine, run, outcome, None, {}, more.get("findings", []))


def test_a_source_is_due_when_its_cadence_has_passed(base: "Base", monkeypatch: pytest.MonkeyPatch) -> None:
    assert due(base, monkeypatch, "2026-03-01T00:00:00+00:00") == ["who_gho"], "never crawled"
    ran(base, monkeypatch, "2026-03-01T00:00:00+00:00", Outcome.COMPLETE)
    assert due(base, monkeypatch, "2026-03-30T23:59:59+00:00") == []
    assert due(base, monkeypatch, "2026-03-31T00:00:00+00:00") == ["who_gho"]


def test_a_replay_does_not_stand_for_a_crawl(base: "Base", monkeypatch: pytest.MonkeyPatch) -> None:
    ran(base, monkeypatch, "2026-03-01T00:00:00+00:00", Outcome.COMPLETE, replay=True)
    assert due(base, monkeypatch, "2026-03-01T01:00:00+00:00") == ["who_gho"]


@pytest.mark.parametrize("outcome", [Outcome.BLOCKED, Outcome.FAILED, Outcome.BELOW_EXPECTATION])
def test_a_shut_door_is_not_knocked_at_each_hour(
    base: "Base", monkeypatch: pytest.MonkeyPatch, outcome: Outcome
) -> None:
    ran(base, monkeypatch, "2026-03-01T00:00:00+00:00", outcome)
    assert due(base, monkeypatch, "2026-03-01T01:00:00+00:00") == []
    assert due(base, monkeypatch, "2026-03-02T00:00:00+00:00") == ["who_gho"]


@pytest.mark.parametrize("outcome", [None, Outcome.FAILED])
def test_a_crawl_that_was_cut_off_is_due_at_once(
    base: "Base", monkeypatch: pytest.MonkeyPatch, outcome: Outcome | None
) -> None:
    cut_off = [Finding("interrupted", "who_gho", "stopped before its end (shutdown)")]
    ran(base, monkeypatch, "2026-03-01T00:00:00+00:00", outcome, findings=cut_off)
    assert due(base, monkeypatch, "2026-03-01T00:05:00+00:00") == ["who_gho"]


RETIRED = {"on": "2026-02-01", "reason": "le service a fermé"}


def test_a_retired_source_is_crawled_neither_when_due_nor_with_all(live: "Live") -> None:
    publish(live.site, 2)
    live.site.serve("/list", rss([1, 2]), "text/xml")
    live.reports("essai_a", listing=FEED)
    live.crawl("essai_a")
    assert live.base("release", "create").returncode == 0
    live.site.asked.clear()
    live.reports("essai_a", listing=FEED, retired=RETIRED)
    live.base = live.base.at("2030-01-01T00:00:00+00:00")
    for option in ("--due", "--all"):
        told = live.base("crawl", option, "--format", "json")
        assert (told.returncode, told.json) == (0, {"runs": []})
    assert live.site.asked == []
    # still known, with what it brought
    (row,) = live.base("sources", "--format", "json").json
    assert (row["retired"], row["kept_up"], row["next_due"]) == (RETIRED, False, None)
    assert row["last_complete_run"]["outcome"] == "complete"
    assert "retired on 2026-02-01: le service a fermé" in live.base("sources").stdout
    silent = live.base("fiche", "CIV", "vih", "--component", "medicament", "--format", "json").json["components"][0]
    assert [one["source"] for one in silent["searched"]] == ["essai_a"]


def test_the_sources_say_when_each_is_due_and_what_it_counted(live: "Live") -> None:
    publish(live.site, 2)
    live.site.serve("/list", rss([1, 2]), "text/xml")
    live.reports("essai_a", listing=FEED, cadence_days=30)
    live.reports("essai_b", listing=FEED, expect={"listed": {"min": 9, "max": 9}})
    live.reports("essai_c", listing=FEED, status="jamais vue en vrai")
    live.base = live.base.at("2026-03-01T00:00:00+00:00")
    before = {row["key"]: row for row in live.base("sources", "--format", "json").json}
    assert [(row["kept_up"], row["next_due"], row["measures"]) for row in before.values()] == [
        (True, None, []), (True, None, []), (False, None, []),
    ]  # fmt: skip
    assert "due now" in live.base("sources").stdout
    live.base("crawl", "--all")
    rows = {row["key"]: row for row in live.base("sources", "--format", "json").json}
    assert rows["essai_a"]["next_due"] == "2026-03-31T00:00:00+00:00", "a cadence after the complete run"
    assert rows["essai_b"]["next_due"] == "2026-03-01T20:00:00+00:00", "a run that went wrong is tried again"
    assert rows["essai_b"]["measures"] == [{"measure": "listed", "count": 2, "min": 9, "max": 9, "within": False}]
    assert rows["essai_b"]["last_complete_run"] is None
    assert [row["address_never_tried"] for row in rows.values()] == [False, True, True]
    said = live.base("sources").stdout
    for words in ("next due: 2026-03-31", "2 listed (expected 9 to 9), outside", "jamais vue en vrai: not crawled"):
        assert words in said


def test_due_crawls_what_is_due_and_says_when_nothing_is(live: "Live") -> None:
    publish(live.site, 2)
    live.site.serve("/list", rss([1, 2]), "text/xml")
    live.reports("essai_a", listing=FEED)
    live.reports("essai_b", listing=FEED)
    live.crawl("essai_a")
    told = live.base("crawl", "--due", "--format", "json")
    assert [run["source"] for run in told.json["runs"]] == ["essai_b"]
    told = live.base("crawl", "--due", "--format", "json")
    assert (told.returncode, told.json) == (0, {"runs": []})
    assert "no source is due" in told.stderr
    assert [run["source"] for run in live.base("crawl", "--all", "--format", "json").json["runs"]] == [
        "essai_a",
        "essai_b",
    ]


def test_one_line_of_json_per_run_for_a_monitor(live: "Live") -> None:
    live.reports("essai_a", listing=FEED)
    live.reports("essai_b", listing=FEED)
    live.site.serve("/list", rss([]), "text/xml")
    shown = live.base("crawl", "--all", "--format", "json").json["runs"]
    live.site.routes["/list"] = answer("x", status=403)
    shown += live.base("crawl", "essai_a", "--format", "json").json["runs"]
    lines = [json.loads(line) for line in (live.base.folder / "var/log/runs.jsonl").read_text().splitlines()]
    assert [{key: line[key] for key in shown[0]} for line in lines] == shown
    assert [line["run"] for line in lines] == [1, 2, 3]
    assert all(line["started_at"] <= line["finished_at"] and line["replay"] is False for line in lines)
    assert [line["outcome"] for line in lines] == ["below_expectation", "below_expectation", "blocked"]


def test_without_a_contact_the_operator_is_told(live: "Live") -> None:
    live.site.serve("/list", rss([]), "text/xml")
    live.reports(listing=FEED)
    assert "RECOUPE_CONTACT is not set" in live.crawl("essai").stderr
    live.base = live.base.having(RECOUPE_CONTACT="https://example.org/equipe")
    assert live.crawl("essai").stderr == ""


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_crawl_that_is_asked_to_stop_is_judged_and_taken_up(live: "Live", by: signal.Signals) -> None:
    publish_pages(live)
    child = live.base.started("crawl", "essai", "--format", "json")
    deadline = time.monotonic() + 30
    while len(live.site.paths()) < 9 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(child, by)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 1
    met = len(snapshots(live))
    assert 0 < met < REPORTS
    run = live.crawl("essai").run
    assert (run["outcome"], run["snapshots_seen"]) == ("complete", met)
    assert findings(run, "resumed") == ["essai"]


def commands_of_deploy() -> list[str]:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment]
    unit.read(ROOT / "deploy" / "recoupe-crawl.service", encoding="utf-8")
    lines = (ROOT / "deploy" / "crontab").read_text(encoding="utf-8").splitlines()
    jobs = [line for line in lines if re.match(r"^[\d*]", line)]
    assert all(len(job.split(maxsplit=5)) == 6 for job in jobs)
    return [unit["Service"]["ExecStart"], *jobs]


def test_what_the_jobs_start_is_a_command_of_ours(base: "Base") -> None:
    for command in commands_of_deploy():
        words = shlex.split(re.sub(r"[<>|].*", "", command.rpartition("&& ")[2]))
        after = next(n for n, word in enumerate(words) if word == "recoupe" or word.endswith("bin/recoupe"))
        told = base(*words[after + 1 :], "--help")
        assert told.returncode == 0, command
