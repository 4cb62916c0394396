"""robots.txt, the pace, the name we give: what a publisher may expect of us."""

import itertools
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_server import answer, in_turn, silent
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawlers import runner
from crawlers.base_spiders.kb_spider import KbSpider
from crawlers.patience import retry_after
from crawlers.settings import PACE, scrapy_settings
from kb.sources.definition import Pace, source

if TYPE_CHECKING:
    from conftest import Live

CATALOGUE = (Path(__file__).parents[1] / "examples" / "who_gho" / "Indicator.json").read_bytes()
JSON = "application/json"


def robots(live: "Live", text: str, status: int = 200) -> None:
    live.site.serve("/robots.txt", text, "text/plain", status)


def publish(live: "Live", **changed: object) -> None:
    live.who_gho(**changed)
    live.site.serve("/api/Indicator", CATALOGUE, JSON)
    live.site.serve("*", '{"value": []}', JSON, 404)


def test_a_crawl_says_who_it_is_and_asks_robots_first(live: "Live") -> None:
    publish(live)
    live.base = live.base.having(RECOUPE_CONTACT="https://example.org/qui")
    live.crawl("who_gho", "--limit", 3)
    assert live.site.asked[0].path == "/robots.txt"
    assert {one.headers["User-Agent"] for one in live.site.asked} == {"Recoupe/0.1 (+https://example.org/qui)"}
    assert [one.path for one in live.site.asked].count("/robots.txt") == 1


@pytest.mark.parametrize("agent", ["*", "Recoupe"])
def test_robots_that_close_the_address_block_the_run(live: "Live", agent: str) -> None:
    publish(live)
    robots(live, f"User-agent: {agent}\nDisallow: /api/")
    run = live.crawl("who_gho", "--limit", 3).run
    assert (run["outcome"], live.site.paths()) == ("blocked", [])
    assert "robots.txt" in run["reason"]


def test_robots_that_close_it_to_others_do_not_concern_us(live: "Live") -> None:
    publish(live)
    robots(live, "User-agent: Other\nDisallow: /\n")
    assert live.crawl("who_gho", "--limit", 1).run["outcome"] == "below_expectation"


@pytest.mark.parametrize("status", [404, 403, 410])
def test_without_robots_nothing_is_closed(live: "Live", status: int) -> None:
    publish(live)
    robots(live, "User-agent: *\nDisallow: /", status)
    assert live.site.paths() == []
    live.crawl("who_gho", "--limit", 1)
    assert "/api/Indicator" in live.site.paths()


@pytest.mark.parametrize("case", ["500", "silence"])
def test_robots_that_cannot_be_read_stop_everything(live: "Live", case: str) -> None:
    publish(live)
    live.site.routes["/robots.txt"] = {"500": answer("x", status=500), "silence": silent(4)}[case]
    live.settings |= {"DOWNLOAD_TIMEOUT": 1, "RECOUPE_RETRY_TIMES_WITHOUT_ANSWER": 0}
    run = live.crawl("who_gho", "--limit", 3).run
    assert (run["outcome"], live.site.paths()) == ("failed", [])
    assert "robots.txt n’a pas pu être lu" in run["reason"] or "robots.txt a répondu HTTP 500" in run["reason"]


def gaps(live: "Live") -> list[float]:
    moments = [one.at for one in live.site.asked]
    return [later - earlier for earlier, later in itertools.pairwise(moments)]


@pytest.mark.parametrize("by", ["pace", "crawl-delay"])
def test_requests_keep_their_distance(live: "Live", by: str) -> None:
    if by == "pace":
        publish(live)
        live.settings["DOWNLOAD_DELAY"] = 0.4
    else:
        publish(live)
        robots(live, "User-agent: *\nCrawl-delay: 0.4")
    live.crawl("who_gho", "--limit", 3)
    assert len(live.site.asked) == 6
    assert min(gaps(live)) > 0.35


def test_a_pace_that_no_run_could_keep_is_a_refusal(live: "Live") -> None:
    publish(live)
    robots(live, "User-agent: *\nCrawl-delay: 86400")
    run = live.crawl("who_gho", "--limit", 3).run
    assert (run["outcome"], live.site.paths()) == ("blocked", [])
    assert "86400 s entre deux demandes" in run["reason"]


def test_two_seconds_unless_the_publisher_says_otherwise(live: "Live") -> None:
    live.who_gho()
    plain = source("who_gho")
    stated = plain.model_copy(update={"pace": Pace(seconds=0.5, because="la page « API limits » permet 2 par seconde")})
    assert PACE >= 2
    assert scrapy_settings(replay=False, definition=plain)["DOWNLOAD_DELAY"] == PACE
    assert scrapy_settings(replay=False, definition=stated)["DOWNLOAD_DELAY"] == 0.5
    assert scrapy_settings(replay=False)["DOWNLOAD_DELAY_JITTER"] == 0, "never less than the pace"


def test_one_request_at_a_time_even_for_two_sources_of_one_site(live: "Live") -> None:
    under_way, most, lock = [0], [0], threading.Lock()

    def slow(handler: object) -> None:
        with lock:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
        time.sleep(0.05)
        answer("<rss><channel/></rss>", "text/xml")(handler)  # type: ignore[arg-type]
        with lock:
            under_way[0] -= 1

    live.site.routes["*"] = slow
    for key in ("essai_a", "essai_b", "essai_c"):
        start = [f"{live.site.root}/{key}/{number}" for number in range(4)]
        live.reports(key, listing={"kind": "feed", "documents": ["x"], "start": start})
    told = live.base("crawl", "essai_a", "essai_b", "essai_c", "--format", "json")
    assert len(told.json["runs"]) == 3
    assert len(live.site.paths()) == 12
    assert most[0] == 1


def test_while_one_address_waits_nothing_else_is_asked(live: "Live") -> None:
    publish(live)
    live.site.routes["/api/DIMENSION/COUNTRY/DimensionValues"] = in_turn(
        answer("{}", JSON, 429, Retry_After="1"), answer("{}", JSON, 404)
    )
    live.crawl("who_gho", "--limit", 3)
    asked = live.site.asked
    waited = next(i for i, one in enumerate(asked) if "DIMENSION" in one.path)
    assert asked[waited + 1].at - asked[waited].at > 0.95


def response(value: str) -> Response:
    return Response("https://example.org/", headers={"Retry-After": value} if value else {})


@given(st.integers(0, 10**8))
def test_seconds_are_read(seconds: int) -> None:
    assert retry_after(response(str(seconds))) == seconds


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "Wed, 99 Foo", "\x00", "٣"])
def test_what_asks_nothing_readable_asks_nothing(value: str) -> None:
    assert retry_after(Response("https://example.org/", headers={"Retry-After": value.encode()})) is None


def test_a_date_is_read_as_the_time_left() -> None:
    wait = retry_after(response("Wed, 01 Jan 2098 00:00:00 GMT"))
    assert wait is not None
    assert wait > 10**9
    past = retry_after(response("Wed, 01 Jan 2020 00:00:00 GMT"))
    assert past is not None
    assert past < 0


@pytest.mark.parametrize(
    "own", [{"custom_settings": {"DOWNLOAD_DELAY": 0.1, "CONCURRENT_REQUESTS": 9}}, {"download_delay": 0.1}, {}]
)
def test_a_spider_is_never_faster_than_its_definition(own: dict[str, object]) -> None:
    assert paced(own) == (PACE, 1, 1)


@pytest.mark.parametrize("own", [{"custom_settings": {"DOWNLOAD_DELAY": 60}}, {"download_delay": 60}])
def test_a_spider_may_be_slower(own: dict[str, object]) -> None:
    assert paced(own) == (60, 1, 1)


def paced(own: dict[str, object]) -> tuple[float, int, int]:
    definition = source("who_gho")
    spider = type("Hasty", (KbSpider,), {"name": "hasty", **own})
    crawler = Crawler(spider, runner._settings(definition, None))
    runner._keep_the_pace(crawler, definition)
    kept = crawler.settings
    return (
        kept.getfloat("DOWNLOAD_DELAY"), kept.getint("CONCURRENT_REQUESTS"), kept.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
    )  # fmt: skip
