"""What a publisher can do to a crawl: each ends in a named outcome, in time, and the last good data go on being served."""

import gzip
import hashlib
import json
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from local_server import Route, Site, announced, answer, cut, endless, redirect, silent

if TYPE_CHECKING:
    from conftest import Live

EXAMPLES = Path(__file__).parents[1] / "examples" / "who_gho"
CATALOGUE = (EXAMPLES / "Indicator.json").read_bytes()
JSON = "application/json"
LOGIN = '<!doctype html><html><title>Connexion</title><form><input type="password"></form></html>'
MAX_MEMORY = 400  # MB


def shown(live: "Live") -> str:
    return hashlib.sha256(live.base("fiche", "CIV", "vih,diabete", "--format", "json").stdout.encode()).hexdigest()


def zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(megabytes)) + packer.flush()


def elsewhere(site: Site) -> str:
    return f"http://127.0.0.1:{site.port + 1}/api/Indicator"


# name → (what the catalogue answers, outcome, words of the reason)
CASES: dict[str, tuple[Callable[[Site], Route], str, str]] = {
    "500 to the end": (lambda _: answer("oops", JSON, 500), "failed", "HTTP 500"),
    "404": (lambda _: answer("{}", JSON, 404), "failed", "HTTP 404"),
    "403": (lambda _: answer("{}", JSON, 403), "blocked", "refuse ce client"),
    "429 to the end": (lambda _: answer("{}", JSON, 429, Retry_After="1"), "blocked", "3 demandes espacées"),
    "429 until tomorrow": (lambda _: answer("{}", JSON, 429, Retry_After="86400"), "blocked", "attendre 86400 s"),
    "half a body": (lambda _: cut(CATALOGUE), "failed", "avant sa fin"),
    "half a gzip body": (
        lambda _: answer(gzip.compress(CATALOGUE)[:-40], JSON, Content_Encoding="gzip"), "failed", "avant sa fin",
    ),
    "redirect to another port": (lambda site: redirect(elsewhere(site)), "blocked", "hôte déclaré"),
    "redirect to another host": (lambda _: redirect("https://example.org/"), "blocked", "example.org"),
    "redirect to a file": (lambda _: redirect("file:///etc/passwd"), "failed", "HTTP 302"),
    "redirect without end": (lambda _: redirect("/api/Indicator"), "failed", "redirections"),
    "2 GB announced": (lambda _: announced(2 * 2**30), "failed", "Mo"),
    "login page under 200": (lambda _: answer(LOGIN), "blocked", "page web"),
    "login page called JSON": (lambda _: answer(LOGIN, JSON), "blocked", "page web"),
    "another compression": (lambda _: answer(b"xxxx", JSON, Content_Encoding="br"), "failed", "compression"),
    "not compressed at all": (lambda _: answer(CATALOGUE, JSON, Content_Encoding="gzip"), "failed", "compression abîmée"),
    "silence": (lambda _: silent(8), "failed", "temps permis"),
    "a slow drip": (lambda _: endless(b" ", pause=0.2), "failed", "temps permis"),
    "closed at once": (lambda _: silent(0), "failed", "réponse utilisable"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_catalogue_ends_in_a_named_outcome(live_released: "Live", case: str) -> None:
    live, (route, outcome, words) = live_released, CASES[case]
    live.who_gho()
    live.settings |= {"DOWNLOAD_TIMEOUT": 1.5, "RECOUPE_RETRY_TIMES_WITHOUT_ANSWER": 1}
    live.site.routes["/api/Indicator"] = route(live.site)
    before, began = shown(live), time.monotonic()
    told = live.crawl("who_gho", "--limit", 1)
    assert time.monotonic() - began < 30
    assert (told.returncode, told.run["outcome"]) == (1, outcome), told
    assert words in told.run["reason"]
    assert "Traceback" not in told.stderr
    assert "\n" not in told.run["reason"]
    assert [finding for finding in told.run["findings"] if finding["what"] == "programme_error"] == []
    assert told.run["snapshots_new"] == 0
    assert shown(live) == before, "the last good data go on being served"


HEAVY: dict[str, tuple[Callable[[], Route], str]] = {
    "an endless body": (endless, "plus de 96 Mo"),
    "2 GB announced": (lambda: announced(2 * 2**30), "plus de 96 Mo"),
    "a gzip bomb": (lambda: answer(zeros(1024), JSON, Content_Encoding="gzip"), "plus de 96 Mo"),
    "a gzip bomb in a gzip bomb": (
        lambda: answer(gzip.compress(zeros(1024)), JSON, Content_Encoding="gzip, gzip"), "plus de 96 Mo",
    ),
    "the largest body that is taken": (lambda: answer(b" " * (96 * 2**20 - 2) + b"{}", JSON), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", HEAVY)
def test_a_heavy_answer_stays_under_400_megabytes(live_released: "Live", case: str) -> None:
    live, (route, words) = live_released, HEAVY[case]
    live.who_gho()
    live.settings |= {"DOWNLOAD_TIMEOUT": 60, "RETRY_TIMES": 0}
    live.site.routes["/api/Indicator"] = route()
    before = shown(live)
    told = live.measured("crawl", "who_gho", "--limit", 1, "--format", "json")
    assert told.returncode == 1, told
    assert told.run["outcome"] == ("failed" if words else "below_expectation"), told
    assert words in told.run["reason"]
    assert told.megabytes < MAX_MEMORY
    assert told.seconds < 60
    assert shown(live) == before, "the last good data go on being served"


def test_headers_without_end_are_cut(live: "Live") -> None:
    def route(handler: object) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")  # type: ignore[attr-defined]
        for number in range(2_000_000):
            handler.wfile.write(b"X-%d: %s\r\n" % (number, b"x" * 900))  # type: ignore[attr-defined]

    live.who_gho()
    live.settings |= {"RETRY_TIMES": 0}
    live.site.routes["/api/Indicator"] = route
    told = live.measured("crawl", "who_gho", "--limit", 1, "--format", "json")
    assert told.run["outcome"] == "failed"
    assert told.megabytes < MAX_MEMORY


def test_a_wrong_character_set_is_named(live_released: "Live") -> None:
    live = live_released
    live.who_gho()
    before = shown(live)
    live.site.serve("/api/Indicator", CATALOGUE, JSON)
    live.site.serve("*", '{"value": [{"IndicatorCode": "santé"}]}'.encode("latin-1"), f"{JSON}; charset=utf-8")
    run = live.crawl("who_gho", "--limit", 1).run
    assert [f["detail"] for f in run["findings"] if f["what"] == "charset"] == [
        "declared utf-8, not readable as such"
    ] * 2
    assert run["outcome"] == "failed"
    assert shown(live) == before, "the last good data go on being served"


def test_a_server_that_recovers_is_read(live: "Live") -> None:
    from local_server import in_turn

    live.who_gho()
    live.site.routes["/api/Indicator"] = in_turn(
        answer("busy", status=503), answer("{}", JSON, 429, Retry_After="1"), answer(CATALOGUE, JSON)
    )
    began = time.monotonic()
    run = live.crawl("who_gho", "--limit", 1).run
    assert time.monotonic() - began > 1, "Retry-After is waited for"
    assert live.site.paths()[:3] == ["/api/Indicator"] * 3
    assert run["snapshots_new"] == 1
    assert run["outcome"] != "blocked"
    assert json.dumps(run).count("programme_error") == 0
