"""Lists that are not what they should be: a page in their place, another form, a bomb. Each ends in one sentence."""

from typing import TYPE_CHECKING, Any

import pytest
from report_site import FEED, HTML, JSON, SITEMAP, findings, page, publish, web_page

if TYPE_CHECKING:
    from conftest import Live

STANDING_IN_THE_WAY = {
    "login": "<html><title>Se connecter</title><input type='password' name='p'></html>",
    "challenge": "<!doctype html><html><title>Just a moment...</title></html>",
    "script": "<html><script src='/cdn-cgi/challenge-platform/x.js'></script></html>",
    "sorry": "<html><title>Sorry</title></html>",
    "sent elsewhere": "<html><meta http-equiv='refresh' content='0;url=/consent'></html>",
}


@pytest.mark.parametrize("case", STANDING_IN_THE_WAY)
@pytest.mark.parametrize("path", ["/list", "/rapports/1"])
def test_a_page_that_stands_in_the_way_blocks_the_run(live: "Live", case: str, path: str) -> None:
    publish(live.site, 1)
    live.site.serve("/list", web_page([1]))
    live.site.serve(path, STANDING_IN_THE_WAY[case])
    live.reports(listing=HTML)
    run = live.crawl("essai").run
    assert (run["outcome"], run["snapshots_new"]) == ("blocked", 0)
    assert f"{live.site.root}{path}" in run["reason"]


@pytest.mark.parametrize("listing", [FEED, SITEMAP, JSON], ids=lambda listing: listing["kind"])
def test_a_web_page_in_the_place_of_a_list_blocks_the_run(live: "Live", listing: dict[str, Any]) -> None:
    live.site.serve("/list", page(1))
    live.reports(listing=listing)
    assert live.crawl("essai").run["outcome"] == "blocked"


BOMB = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12)
)
BROKEN: dict[str, tuple[dict[str, Any], str, str]] = {
    "entities": (FEED, f"<?xml version='1.0'?>{BOMB}]><rss><channel><item><link>&m;</link></item></channel></rss>", "entités"),
    "a file through an entity": (
        SITEMAP, "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>&x;</loc></url></urlset>", "entités",
    ),
    "another encoding": (FEED, "<?xml version='1.0' encoding='utf-7'?><rss/>", "encodage XML inconnu"),
    "no XML": (FEED, "rien", "pas du XML"),
    "another XML": (SITEMAP, "<svg/>", "plan de site"),
    "no JSON": (JSON, "[1,", "JSON lisible"),
    "another JSON": (JSON, '{"data": {"results": 3}}', "pas de liste"),
    "deep JSON": (JSON, "[" * 100_000, "JSON lisible"),
    "another page": (HTML, "<html><body>Bienvenue</body></html>", "aucune entrée"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_list_of_another_form_fails_in_one_sentence(live: "Live", case: str) -> None:
    listing, body, words = BROKEN[case]
    live.site.serve("/list", body, "text/html" if listing is HTML else "text/plain")
    live.reports(listing=listing)
    run = live.crawl("essai").run
    assert run["outcome"] == "failed"
    assert words in run["reason"]
    assert findings(run, "programme_error") == []


def test_an_xml_list_without_end_stays_under_400_megabytes(live: "Live") -> None:
    body = b"<rss><channel>" + b"<a/>" * (8 * 2**20) + b"</channel></rss>"
    live.site.serve("/list", body, "text/xml")
    live.reports(listing=FEED)
    live.settings["DOWNLOAD_TIMEOUT"] = 60
    told = live.measured("crawl", "essai", "--format", "json")
    assert told.run["outcome"] == "failed"
    assert "plus de 2000000 éléments" in told.run["reason"]
    assert told.megabytes < 400


def test_a_web_page_of_links_without_end_is_too_large(live: "Live") -> None:
    live.site.serve("/list", b"<html>" + b"<a>" * (2 * 2**20))
    live.reports(listing=HTML)
    told = live.measured("crawl", "essai", "--format", "json")
    assert told.run["outcome"] == "failed"
    assert "plus de 4 Mo" in told.run["reason"]
    assert told.megabytes < 400
