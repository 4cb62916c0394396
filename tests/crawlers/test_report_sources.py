"""A source of reports is a YAML file: feed, sitemap, web pages or JSON, crawled from a publisher on the loopback."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from local_server import answer, redirect
from report_site import (
    FEED,
    HTML,
    JSON,
    PDF,
    SITEMAP,
    address,
    findings,
    page,
    publish,
    rss,
    sitemap,
    snapshots,
    web_page,
)

from kb.sources import definition

if TYPE_CHECKING:
    from conftest import Live

WITHOUT_LISTING: dict[str, Any] = {
    name: value
    for name, value in yaml.safe_load((definition.FOLDER / "who_gho.yml").read_text(encoding="utf-8")).items()
    if name not in {"indicators", "expect_replay"}
}


def as_feed(live: "Live") -> None:
    live.site.serve("/list", rss([1, 2, 3, 4]), "application/rss+xml")
    live.reports(listing=FEED)


def as_sitemap(live: "Live") -> None:
    index = "<sitemapindex><sitemap><loc>ROOT/map-fr.xml</loc></sitemap><sitemap><loc>ROOT/map-shop.xml</loc></sitemap></sitemapindex>"
    live.site.serve("/list", index.replace("ROOT", live.site.root), "application/xml")
    live.site.serve("/map-fr.xml", sitemap([1, 2, 3, 4]).replace("ROOT", live.site.root), "text/xml")
    live.reports(listing={**SITEMAP, "sitemaps": ["-fr"]})


def as_web_pages(live: "Live") -> None:
    live.site.serve("/list", web_page([4, 3], "/list?page=2", total=4))
    live.site.serve("/list?page=2", web_page([2, 1]))
    live.reports(listing=HTML)


def as_json(live: "Live") -> None:
    def results(numbers: list[int]) -> dict[str, Any]:
        return {"results": [{"url": address(n), "name": f"Rapport {n}", "day": f"2024-03-{n:02}"} for n in numbers]}

    live.site.serve(
        "/list", json.dumps({"count": 4, "data": results([4, 3]), "next": "/list?page=2"}), "application/json"
    )
    live.site.serve("/list?page=2", json.dumps({"count": 4, "data": results([2, 1])}), "application/json")
    live.reports(listing=JSON)


VARIANTS = [as_feed, as_sitemap, as_web_pages, as_json]
every_variant = pytest.mark.parametrize("publish_list", VARIANTS, ids=lambda variant: variant.__name__)


@every_variant
def test_a_yaml_file_is_enough(live: "Live", publish_list: Callable[["Live"], None]) -> None:
    publish(live.site, 4)
    publish_list(live)
    told = live.crawl("essai")
    assert (told.returncode, told.run["outcome"], told.run["findings"]) == (0, "complete", []), told
    assert told.run["snapshots_new"] == 4
    assert snapshots(live).keys() == {address(n) for n in range(1, 5)}


@pytest.mark.parametrize("publish_list", [as_feed, as_web_pages, as_json], ids=lambda variant: variant.__name__)
def test_what_the_listing_says_of_a_document_is_kept(live: "Live", publish_list: Callable[["Live"], None]) -> None:
    publish(live.site, 4)
    publish_list(live)
    live.crawl("essai")
    _, listed = snapshots(live)["/rapports/2.pdf"]
    assert listed is not None
    assert (listed["title"], listed["published"]) == ("Rapport 2", "2024-03-02")
    assert listed["listing"].startswith(f"{live.site.root}/list")


@every_variant
def test_a_second_crawl_sees_again_and_adds_nothing(live: "Live", publish_list: Callable[["Live"], None]) -> None:
    publish(live.site, 4)
    publish_list(live)
    live.crawl("essai")
    before = snapshots(live)
    live.site.asked.clear()
    run = live.crawl("essai").run
    assert (run["outcome"], run["snapshots_new"]) == ("complete", 0)
    assert snapshots(live) == before
    asked = {one.path: one.headers.get("If-None-Match") for one in live.site.asked}
    if publish_list is as_sitemap:  # it says itself that nothing has changed since
        assert address(1) not in asked
        assert run["snapshots_seen"] == 0
    else:
        assert asked[address(1)] == '"1"'
        assert run["snapshots_seen"] == 4


def test_a_sitemap_that_says_changed_is_believed(live: "Live") -> None:
    publish(live.site, 4)
    as_sitemap(live)
    live.crawl("essai")
    live.site.serve("/rapports/1", page(100))
    live.site.serve("/map-fr.xml", sitemap([1, 2, 3, 4], "2030-01-01").replace("ROOT", live.site.root), "text/xml")
    with_new = live.crawl("essai").run
    assert (with_new["snapshots_new"], with_new["snapshots_seen"]) == (1, 3)


def test_paths_that_are_no_document_are_left_alone(live: "Live") -> None:
    publish(live.site, 4)
    as_feed(live)
    live.reports(listing={**FEED, "leave_out": [r"\.pdf$"]})
    assert live.crawl("essai").run["snapshots_new"] == 2
    live.reports(listing={**FEED, "documents": ["^/actualites/"]})
    run = live.crawl("essai").run
    assert run["outcome"] == "below_expectation"
    assert "documents nommés par la liste : 0" in run["reason"]


def test_documents_before_since_are_counted_and_not_fetched(live: "Live") -> None:
    publish(live.site, 4)
    as_feed(live)
    live.reports(listing={**FEED, "since": "2024-03-03"}, expect={"listed": {"min": 4, "max": 4}})
    run = live.crawl("essai").run
    assert (run["outcome"], run["snapshots_new"]) == ("complete", 2)


def test_paging_ends_where_documents_are_older_than_since(live: "Live") -> None:
    publish(live.site, 4)
    as_web_pages(live)
    live.site.serve("/list", web_page([4, 3], "/list?page=2"))
    live.site.serve("/list?page=2", web_page([2, 1], "/list?page=3"))
    live.reports(listing={**HTML, "since": "2024-03-03"})
    run = live.crawl("essai").run
    assert (run["outcome"], run["snapshots_new"]) == ("complete", 2)
    assert "/list?page=3" not in live.site.paths()


def test_one_run_takes_a_limited_number_and_the_next_goes_on(live: "Live") -> None:
    publish(live.site, 9)
    live.site.serve("/list", rss(list(range(9, 0, -1))), "text/xml")
    live.reports(listing={**FEED, "max_documents": 4})
    runs = [live.crawl("essai").run for _ in range(3)]
    assert [run["outcome"] for run in runs] == ["below_expectation", "below_expectation", "complete"]
    assert "5 documents restent à prendre" in runs[0]["reason"]
    assert [run["snapshots_new"] for run in runs] == [4, 4, 1]
    assert [run["snapshots_seen"] for run in runs] == [0, 4, 8], "the complete run vouches for them all"


def test_a_page_that_repeats_the_one_before_ends_paging(live: "Live") -> None:
    publish(live.site, 4)
    live.site.serve("/list", web_page([4, 3], "?page=2"))
    live.site.serve("/list?page=2", web_page([2, 1], "?page=3"))
    live.site.serve("/list?page=3", web_page([2, 1], "?page=3"))
    live.site.serve("/list?page=4", web_page([2, 1], "?page=5"))
    live.reports(listing=HTML)
    run = live.crawl("essai").run
    assert (run["outcome"], run["snapshots_new"]) == ("complete", 4)
    assert findings(run, "same_page") + findings(run, "page_loop") == [f"{live.site.root}/list?page=3"]


def test_pages_in_a_ring_are_read_once(live: "Live") -> None:
    publish(live.site, 4)
    live.site.serve("/list", web_page([4, 3], "/list?page=2"))
    live.site.serve("/list?page=2", web_page([2, 1], "/list"))
    live.reports(listing=HTML)
    run = live.crawl("essai").run
    assert (run["outcome"], run["snapshots_new"]) == ("complete", 4)
    assert findings(run, "page_loop") == [f"{live.site.root}/list"]


@pytest.mark.parametrize(("stated", "outcome"), [(50, "below_expectation"), (2, "complete")])
def test_a_total_that_lies_is_told(live: "Live", stated: int, outcome: str) -> None:
    publish(live.site, 4)
    as_web_pages(live)
    live.site.serve("/list", web_page([4, 3], "/list?page=2", total=stated))
    run = live.crawl("essai").run
    assert run["outcome"] == outcome
    assert len(findings(run, "total_differs")) == 1
    if outcome != "complete":
        assert "annonce 50 documents et en nomme 4" in run["reason"]


def test_more_pages_than_allowed_is_told(live: "Live") -> None:
    publish(live.site, 4)
    as_web_pages(live)
    live.reports(listing={**HTML, "max_pages": 1})
    run = live.crawl("essai").run
    assert run["outcome"] == "below_expectation"
    assert "plus de 1 pages" in run["reason"]


def test_files_that_a_page_attaches_are_documents(live: "Live") -> None:
    live.site.serve("/list", rss([1]), "text/xml")
    live.site.serve(
        "/rapports/1",
        page(1).replace(
            "<p>", '<a class="pdf" href="/f/1.pdf">PDF</a><a class="pdf" href="//elsewhere.example/x.pdf">P</a><p>'
        ),
    )
    live.site.serve("/f/1.pdf", PDF, "application/pdf")
    live.reports(listing={**FEED, "attachments": {"css": "a.pdf::attr(href)"}})
    run = live.crawl("essai").run
    assert (run["outcome"], run["snapshots_new"]) == ("complete", 2)
    _, listed = snapshots(live)["/f/1.pdf"]
    assert listed is not None
    assert listed["part_of"] == f"{live.site.root}/rapports/1"
    assert findings(run, "off_site") == ["elsewhere.example"]


def test_a_document_that_moved_is_kept_under_the_address_that_is_listed(live: "Live") -> None:
    publish(live.site, 2)
    live.site.serve("/list", rss([1, 2]), "text/xml")
    live.site.routes["/rapports/1"] = redirect("/nouveau/1", 301)
    live.site.serve("/nouveau/1", page(1), ETag='"n"')
    live.reports(listing=FEED)
    assert live.crawl("essai").run["snapshots_new"] == 2
    assert "/rapports/1" in snapshots(live)
    again = live.crawl("essai").run
    assert (again["snapshots_new"], again["snapshots_seen"]) == (0, 2)
    assert live.site.asked[-1].path != "/nouveau/1" or live.site.asked[-1].headers.get("If-None-Match") == '"n"'


HARMLESS = {
    "gone": (answer("x", status=404), "unknown_address"),
    "closed": (answer("x", status=403), "closed_document"),
    "elsewhere": (redirect("https://example.org/x"), "not_asked"),
    "neither page nor PDF": (answer(b"GIF89a", "image/gif"), "not_a_document"),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_one_document_that_cannot_be_had_is_a_finding(live: "Live", case: str) -> None:
    publish(live.site, 4)
    as_feed(live)
    live.site.routes["/rapports/3"], what = HARMLESS[case]
    run = live.crawl("essai").run
    assert (run["outcome"], run["snapshots_new"]) == ("complete", 3)
    assert findings(run, what) == [f"{live.site.root}/rapports/3"]


def test_a_page_in_the_place_of_a_pdf_is_no_document(live: "Live") -> None:
    publish(live.site, 4)
    as_feed(live)
    live.site.serve("/rapports/2.pdf", page(2))
    run = live.crawl("essai").run
    assert findings(run, "not_a_document") == [f"{live.site.root}/rapports/2.pdf"]


def test_half_a_pdf_holds_the_run(live: "Live") -> None:
    publish(live.site, 4)
    as_feed(live)
    live.site.serve("/rapports/2.pdf", PDF[:20], "application/pdf")
    run = live.crawl("essai").run
    assert run["outcome"] == "below_expectation"
    assert "avant sa fin" in run["reason"]
    assert run["snapshots_new"] == 3


def test_three_refusals_in_a_row_stop_the_run(live: "Live") -> None:
    publish(live.site, 9)
    live.site.serve("/list", rss(list(range(1, 10))), "text/xml")
    live.reports(listing=FEED)
    for number in range(1, 10):
        live.site.serve(address(number), "no", status=403)
    run = live.crawl("essai").run
    assert run["outcome"] == "blocked"
    assert "3 documents de suite" in run["reason"]
    asked = [path for path in live.site.paths() if path.startswith("/rapports")]
    assert asked[:3] == [address(number) for number in (1, 2, 3)], "in the order of the listing"
    assert len(asked) <= 4, "one may be under way when the third refusal is read"


def test_a_withdrawn_document_is_not_fetched_again(live: "Live") -> None:
    publish(live.site, 4)
    as_feed(live)
    live.crawl("essai")
    told = live.base("withdraw", f"{live.site.root}/rapports/1", "--reason", "demande de l’éditeur")
    assert told.returncode == 0, told
    live.site.asked.clear()
    run = live.crawl("essai").run
    assert (run["outcome"], findings(run, "withdrawn")) == ("complete", [f"{live.site.root}/rapports/1"])
    assert "/rapports/1" not in live.site.paths()


def test_a_source_without_spider_and_without_listing_says_so(live: "Live") -> None:
    live.write("muette", WITHOUT_LISTING | {"data_url": f"{live.site.root}/list"})
    told = live.crawl("muette")
    assert told.returncode == 2
    assert "muette has no spider" in told.stderr
    assert live.site.asked == []
    (state,) = live.base("sources", "--format", "json").json
    assert state["last_run"] is None, "no run was opened"


def test_a_selector_with_a_slip_stops_before_any_request(live: "Live") -> None:
    live.reports(listing={**HTML, "item": "article["})
    told = live.crawl("essai")
    assert told.returncode == 2
    assert "essai.yml: listing.item: 'article['" in told.stderr
    assert live.base("sources", "check", "essai").returncode == 1
    assert live.site.asked == []


def test_a_listing_is_replayed_as_it_is_crawled(live: "Live") -> None:
    """Design §7: recorded answers stand in the place of the network; what is not recorded is a finding."""
    root, folder = "https://essai.example", live.base.folder / "recorded"
    folder.mkdir()
    recorded = {
        "/list": (rss([1, 2, 3]), "text/xml"),
        address(1): (page(1), "text/html"),
        address(3): (page(3), "text/html"),
    }
    lines = []
    for number, (path, (body, kind)) in enumerate(recorded.items()):
        (folder / f"{number}").write_text(body, encoding="utf-8")
        lines.append({
            "source": "essai", "url": root + path, "match": "exact", "file": f"{number}", "content_encoding": None,
            "status": 200, "media_type": kind, "captured_on": "2020-05", "kind": "as_captured", "note": "",
        })  # fmt: skip
    (folder / "index.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    live.reports(listing=FEED, data_url=f"{root}/list")
    run = live.crawl("essai", "--replay", folder / "index.jsonl").run
    assert (run["outcome"], run["snapshots_new"]) == ("complete", 2)
    assert findings(run, "not_recorded") == [f"{root}/rapports/2.pdf"]
    assert live.site.asked == []
