"""A list of reports that turns against its reader: the reports of the last good run go on being served, to the letter."""

import sqlite3
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from local_server import Route, announced, answer, cut, endless, redirect, silent
from report_site import FEED, address, publish, rss

if TYPE_CHECKING:
    from conftest import Live

MAX_MEMORY = 400  # MB
MAX_SECONDS = 60
ENTITIES = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))
BOMB = f"<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>{ENTITIES}]><rss><channel><item><link>&m;</link></item></channel></rss>"
LOGIN = '<!doctype html><html><title>Connexion</title><form><input type="password"></form></html>'

# name → (what the list answers, outcome)
LISTS: dict[str, tuple[Callable[[], Route], str]] = {
    "an XML bomb": (lambda: answer(BOMB, "text/xml"), "failed"),
    "an XML list without end": (lambda: endless(b"<rss><channel>" + b"<item/>" * 10_000), "failed"),
    "2 GB announced": (lambda: announced(2 * 2**30), "failed"),
    "a login page": (lambda: answer(LOGIN), "blocked"),
    "half a body": (lambda: cut(rss([1, 2, 3]).encode()), "failed"),
    "a redirect to another host": (lambda: redirect("https://example.org/list"), "blocked"),
    "a slow drip": (lambda: endless(b" ", pause=0.2), "failed"),
    "silence": (lambda: silent(8), "failed"),
    "a list that names nothing any more": (lambda: answer(rss([]), "text/xml"), "below_expectation"),
}
# the same for one document, while the list is sound: the others may come, and the run is not the last good one
DOCUMENTS: dict[str, Callable[[], Route]] = {
    "a document without end": endless,
    "2 GB announced": lambda: announced(2 * 2**30),
    "half a body": lambda: cut(b"<!doctype html><title>x</title>" + b"x" * 4000),
}


def served(live: "Live") -> list[Any]:
    """What the last release holds of the reports, and the passages with their offsets."""
    with sqlite3.connect(live.base.file) as connection:
        return connection.execute(
            "SELECT d.document, d.title, p.page, p.start, p.end, p.text FROM document d LEFT JOIN passage p ON "
            "p.document = d.document AND p.last_release IS NULL AND p.first_release IS NOT NULL "
            "WHERE d.first_release IS NOT NULL AND d.last_release IS NULL ORDER BY 1, 3, 4"
        ).fetchall()


@pytest.fixture
def good(live: "Live") -> "Live":
    """Three reports, crawled and released."""
    publish(live.site, 3)
    live.site.serve(
        address(1), "<!doctype html><title>Rapport 1</title><p>Un paragraphe qui dit une chose entière.</p>"
    )
    live.site.serve("/list", rss([1, 2, 3]), "text/xml")
    live.reports(listing=FEED)
    assert live.crawl("essai").run["outcome"] == "complete"
    assert live.base("release", "create").returncode == 0
    live.settings |= {"DOWNLOAD_TIMEOUT": 5, "RETRY_TIMES": 0, "RECOUPE_RETRY_TIMES_WITHOUT_ANSWER": 0}
    return live


HEAVY = {"an XML bomb", "an XML list without end", "2 GB announced", "a document without end"}


def again(live: "Live", case: str) -> Any:
    """The next crawl, in a process of its own where its memory is in question."""
    began = time.monotonic()
    if case in HEAVY:
        measured = live.measured("crawl", "essai", "--format", "json")
        assert measured.megabytes < MAX_MEMORY
        told: Any = measured
    else:
        told = live.crawl("essai")
    assert told.returncode == 1, told
    assert "Traceback" not in told.stderr
    assert time.monotonic() - began < MAX_SECONDS
    return told.run


@pytest.mark.parametrize("case", LISTS)
def test_a_list_that_went_wrong_takes_nothing_away(good: "Live", case: str) -> None:
    route, outcome = LISTS[case]
    before = served(good)
    assert len({row[0] for row in before}) == 3
    good.site.routes["/list"] = route()
    run = again(good, case)
    assert (run["outcome"], run["snapshots_new"]) == (outcome, 0)
    assert good.base("release", "create").returncode == 2, "there is nothing to take"
    assert served(good) == before


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_document_that_went_wrong_takes_nothing_away(good: "Live", case: str) -> None:
    before = served(good)
    good.site.routes[address(1)] = DOCUMENTS[case]()
    run = again(good, case)
    assert run["outcome"] == "below_expectation"
    assert good.base("release", "create").returncode == 2, "a run that is not complete enters no release by itself"
    assert served(good) == before
