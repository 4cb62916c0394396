"""`recoupe sources check`: definitions read strictly, addresses asked once, by hand."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from local_server import answer, redirect, silent

from crawlers import checking
from crawlers.checking import check_addresses
from kb.sources import definition

if TYPE_CHECKING:
    from conftest import Live

OURS = definition.FOLDER


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "LENT", frozenset({"127.0.0.1"}))
    monkeypatch.setattr(checking, "TIMEOUT", (1.0, 1.0))
    monkeypatch.setattr(checking, "PACE", 0.0)
    monkeypatch.setattr(checking.check_addresses, "__defaults__", (0.0,))


def local(live: "Live", **changed: object) -> None:
    root = live.site.root
    live.who_gho(home=f"{root}/home", licence={"name": "x", "stated_at": f"{root}/terms"}, **changed)


def test_every_definition_of_ours_holds(base: object) -> None:
    told = base("sources", "check", "--format", "json")  # type: ignore[operator]
    assert told.returncode == 0, told
    assert {row["key"] for row in told.json} == {path.stem for path in OURS.glob("*.yml")}
    assert all(row["holds"] and row["problems"] == [] and row["addresses"] == [] for row in told.json)


def test_no_base_and_no_network_are_needed(nowhere: object) -> None:
    told = nowhere("sources", "check", "who_gho")  # type: ignore[operator]
    assert told.returncode == 0
    assert told.stdout.startswith("who_gho: holds")


def test_an_unknown_source_is_bad_input(base: object) -> None:
    told = base("sources", "check", "oms")  # type: ignore[operator]
    assert told.returncode == 2
    assert "'oms'" in told.stderr


def test_one_bad_definition_does_not_hide_the_others(live: "Live") -> None:
    for name in ("who_gho.yml", "unaids.yml"):  # the one says that it republishes the other
        shutil.copy(OURS / name, live.sources)
    live.write("broken", {"title": "x"})
    told = live.base("sources", "check", "--format", "json")
    assert told.returncode == 1
    rows = {row["key"]: row for row in told.json}
    assert (rows["broken"]["holds"], rows["who_gho"]["holds"]) == (False, True)
    assert "broken.yml" in rows["broken"]["problems"][0]


def test_a_source_that_republishes_nobody_we_know_is_told(live: "Live") -> None:
    shutil.copy(OURS / "who_gho.yml", live.sources)
    assert "republishes: no source is called unaids." in live.base("sources", "check", "who_gho").stdout
    live.write("unaids", {"title": "x"})
    told = live.base("sources", "check", "who_gho")
    assert told.returncode == 1
    assert "republishes: unaids.yml: " in told.stdout


PROBLEMS = {
    "cite_as": ({"cite_as": "{publisher}, {nobody}"}, "cite_as"),
    "a component": ({"covers": {"components": ["medicaments"]}}, "medicaments"),
    "a family": ({"covers": {"families": ["vih", "grippe"]}}, "grippe"),
    "a country": ({"covers": {"countries": ["CIV", "XXX"]}}, "XXX"),
    "indicators": ({"indicators": "nobody"}, "nobody"),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_what_a_definition_lacks_is_named(live: "Live", case: str) -> None:
    changed, named = PROBLEMS[case]
    whole = yaml.safe_load((OURS / "who_gho.yml").read_text(encoding="utf-8"))
    if "covers" in changed:
        changed = {"covers": whole["covers"] | changed["covers"]}  # type: ignore[operator]
    live.write("who_gho", whole | changed)
    told = live.base("sources", "check", "who_gho")
    assert told.returncode == 1
    assert named in told.stdout


def test_a_source_nobody_has_seen_needs_neither_spider_nor_reader(live: "Live") -> None:
    live.reports("unseen", status="jamais vue en vrai", checked="never", listing={"kind": "feed", "documents": ["x"]})
    told = live.base("sources", "check", "unseen")
    assert told.returncode == 0
    assert "jamais vue en vrai · addresses last seen: never" in told.stdout
    assert live.base("crawl", "--all").stderr.strip() == "recoupe: no source is due.", (
        "it is not crawled with the others"
    )


@pytest.mark.usefixtures("lent")
def test_each_address_is_asked_once(live: "Live") -> None:
    local(live, checked="2026-11-20")
    live.site.routes["/api/"] = answer("{}", "application/json")
    live.site.routes["/home"] = answer("x")
    live.site.routes["/terms"] = redirect("/new-terms")
    told = live.base("sources", "check", "who_gho", "--network", "--format", "json")
    assert told.returncode == 0, told
    (row,) = told.json
    assert row["checked"] == "2026-11-20"
    assert [(one["where"], one["status"]) for one in row["addresses"]] == [
        ("data_url", 200), ("home", 200), ("licence.stated_at", 302),
    ]  # fmt: skip
    assert row["addresses"][2]["told"] == f"redirects to {live.site.root}/new-terms"
    assert live.site.paths() == ["/api/", "/home", "/terms"], "a redirect is told and not followed"
    assert {one.headers["User-Agent"][:7] for one in live.site.asked} == {"Recoupe"}


@pytest.mark.usefixtures("lent")
@pytest.mark.parametrize(("status", "held"), [(404, False), (500, False), (301, True)])
def test_an_address_that_does_not_answer_is_told(live: "Live", status: int, held: bool) -> None:
    local(live)
    live.site.routes["*"] = answer("x")
    live.site.routes["/api/"] = answer("x", status=status, Location="/x")
    told = live.base("sources", "check", "who_gho", "--network")
    assert told.returncode == (0 if held else 1)
    assert f"data_url: {live.site.root}/api/ · HTTP {status}" in told.stdout


@pytest.mark.usefixtures("lent")
def test_a_silent_address_does_not_hold_the_check(live: "Live") -> None:
    local(live)
    live.site.routes["*"] = silent(5)
    told = live.base("sources", "check", "who_gho", "--network")
    assert told.returncode == 1
    assert told.stdout.count("no answer · ReadTimeout") == 3


@pytest.mark.usefixtures("lent")
def test_where_head_is_refused_get_is_tried(live: "Live", monkeypatch: pytest.MonkeyPatch) -> None:
    def route(handler: object) -> None:
        head = handler.command == "HEAD"  # type: ignore[attr-defined]
        answer(b"" if head else b"{}", status=405 if head else 200)(handler)  # type: ignore[arg-type]

    live.site.routes["*"] = route
    local(live)
    found = check_addresses(definition.load(live.sources / "who_gho.yml"), pace=0)
    assert [one.status for one in found] == [200, 200, 200]


def test_a_private_address_is_not_asked(live: "Live") -> None:
    local(live, data_url=f"http://localhost:{live.site.port}/api/")
    found = check_addresses(definition.load(live.sources / "who_gho.yml"), pace=0)
    assert live.site.asked == []
    assert all(one.status is None and "no public address" in (one.told or "") for one in found)


def test_an_odd_address_is_told(live: "Live", tmp_path: Path) -> None:
    local(live)
    content = yaml.safe_load((live.sources / "who_gho.yml").read_text(encoding="utf-8"))
    live.write("who_gho", content | {"home": "voir le site"})
    found = check_addresses(definition.load(live.sources / "who_gho.yml"), pace=0)
    assert "no http(s) address" in next(one.told or "" for one in found if one.where == "home")
