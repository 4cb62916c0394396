"""The recorded reports of ReliefWeb, HRW, MSF and the Global Fund through the programme, checked against the files themselves."""

import gzip
import json
import re
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from kb.settings import settings
from kb.sources.definition import all_sources

if TYPE_CHECKING:
    from conftest import Base

pytestmark = [pytest.mark.slow, pytest.mark.shared]

REPLAY = (settings().shared / "replay").resolve()
RECORDED = ("reliefweb", "hrw", "msf", "global_fund")
LISTED = sorted(key for key, one in all_sources().items() if one.listing and key not in RECORDED)
DEFINED_ONLY = ("dhis2", "insecurity_insight")


@dataclass(frozen=True)
class Crawled:
    """The sources of reports, crawled twice. Read it only."""

    base: "Base"
    first: dict[str, dict[str, Any]]
    second: dict[str, dict[str, Any]]

    def rows(self, key: str, table: str, columns: str, where: str = "") -> list[tuple[Any, ...]]:
        statement = (
            f"SELECT {columns} FROM {table} t JOIN address a ON a.id = t.address_id WHERE a.source_key = ? {where}"
        )
        with sqlite3.connect(self.base.file) as connection:
            return connection.execute(statement, (key,)).fetchall()


@pytest.fixture(scope="module")
def crawled(empty_template: "Base", tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    base = empty_template.copy_to(tmp_path_factory.mktemp("reports")).at("2026-11-22T09:00:00+00:00")
    return Crawled(base, crawl(base, *RECORDED, *LISTED), crawl(base, *RECORDED))


def crawl(base: "Base", *keys: str) -> dict[str, dict[str, Any]]:
    told = base("crawl", *keys, "--replay", REPLAY / "index.jsonl", "--format", "json")
    assert "Traceback" not in told.stderr
    return {run["source"]: run for run in told.json["runs"]}


def recorded(source: str) -> dict[str, Any]:
    """Address → the recorded bytes, decoded."""
    found = {}
    for line in (REPLAY / "index.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["source"] == source:
            body = (REPLAY / entry["file"]).read_bytes()
            found[entry["url"]] = gzip.decompress(body) if entry["content_encoding"] == "gzip" else body
    return found


def envelope() -> list[dict[str, Any]]:
    answer = json.loads(recorded("reliefweb")["https://api.reliefweb.int/v2/reports"])
    return [entry["fields"] for entry in answer["data"]]


@pytest.mark.parametrize("key", RECORDED)
def test_what_is_recorded_of_a_source_is_complete(crawled: Crawled, key: str) -> None:
    run = crawled.first[key]
    assert (run["outcome"], run["reason"]) == ("complete", None)
    assert {finding["what"] for finding in run["findings"]} <= {"not_recorded"}


@pytest.mark.parametrize("key", RECORDED)
def test_crawled_again_nothing_is_new(crawled: Crawled, key: str) -> None:
    first, second = crawled.first[key], crawled.second[key]
    assert (second["outcome"], second["snapshots_new"], second["documents_new"]) == ("complete", 0, 0)
    assert second["snapshots_seen"] == first["snapshots_new"]


@pytest.mark.parametrize("key", LISTED)
def test_every_other_source_fails_in_those_words(crawled: Crawled, key: str) -> None:
    run = crawled.first[key]
    assert (run["outcome"], run["snapshots_new"], run["documents_new"]) == ("failed", 0, 0)
    assert run["reason"].endswith("adresse sans réponse enregistrée.")


@pytest.mark.parametrize("key", DEFINED_ONLY)
def test_a_source_for_later_is_defined_and_cannot_be_crawled(crawled: Crawled, key: str) -> None:
    told = crawled.base("crawl", key, "--replay", REPLAY / "index.jsonl")
    assert told.returncode == 2
    assert key in told.stderr


def test_every_report_of_reliefweb_says_what_reliefweb_says_of_it(crawled: Crawled) -> None:
    expected = {
        fields["url"]: (
            fields["title"],
            " ; ".join(source["name"] for source in fields["source"]) or None,
            sorted(country["iso3"].upper() for country in fields["country"]),
            fields["language"][0]["code"],
            fields["date"]["original"][:10],
        )
        for fields in envelope()
    }
    assert len(expected) == 50
    held = crawled.rows(
        "reliefweb", "document", "document, title, published_by, countries, lang, published_on", "AND media = 'text'"
    )
    assert {url: (*told[:2], sorted(json.loads(told[2])), *told[3:]) for url, *told in held} == expected
    assert sum(told[1] is None for told in expected.values()) == 19, (
        "a publisher that ReliefWeb does not name is not named here"
    )
    where = crawled.rows("reliefweb", "document", "DISTINCT published_evidence")
    assert where == [("métadonnée de l’éditeur : « date.original »",)]


def test_passages_stand_in_the_body_to_the_letter_and_leave_nothing_out(crawled: Crawled) -> None:
    bodies = {fields["url"]: fields["body"] for fields in envelope()}
    read: dict[str, int] = dict.fromkeys(bodies, 0)
    for url, start, end, text, heading in crawled.rows(
        "reliefweb", "passage", 'document, start, "end", text, heading', "AND document LIKE '%/report/%'"
    ):
        assert bodies[url][start:end] == text
        read[url] += len("".join((text + (heading or "")).split()))
    for url, body in bodies.items():
        assert read[url] >= 0.9 * len("".join(body.split())), url


def test_the_files_that_reports_name_are_read_and_belong_to_them(crawled: Crawled) -> None:
    named = {file["url"]: fields["url"] for fields in envelope() for file in fields["file"]}
    assert len(named) == 7
    assert named.keys() <= recorded("reliefweb").keys()
    told = crawled.rows("reliefweb", "snapshot", "a.url, json_extract(t.told, '$.part_of')", "AND t.told IS NOT NULL")
    assert dict(told) == named
    held = crawled.rows("reliefweb", "document", "document, pages, unread_reason", "AND media = 'pdf'")
    assert {url for url, _, _ in held} == named.keys()
    assert all(pages and reason is None for _, pages, reason in held)


def test_the_only_report_without_text_says_so(crawled: Crawled) -> None:
    empty = [fields["url"] for fields in envelope() if not fields["body"].strip()]
    held = crawled.rows("reliefweb", "document", "document, unread_reason", "AND unread_reason IS NOT NULL")
    assert held == [(empty[0], "vide : la notice de ReliefWeb n’a pas de texte")]
    assert len(empty) == 1


def test_the_articles_of_hrw_are_read_as_recorded(crawled: Crawled) -> None:
    articles = {url: json.loads(body) for url, body in recorded("hrw").items()}
    assert len(articles) == 5
    held = crawled.rows("hrw", "document", "document, published_on, countries, published_by")
    countries = {"nigeria": "NGA", "kenya": "KEN", "kazakhstan": "KAZ", "pakistan": "PAK", "england": "GBR"}
    assert {url: (day, json.loads(where), by) for url, day, where, by in held} == {
        url: (article["date"][:10], [next(iso for name, iso in countries.items() if name in url)], None)
        for url, article in articles.items()
    }
    for url, start, end, text in crawled.rows("hrw", "passage", 'document, start, "end", text'):
        assert articles[url]["content"][start:end] == text
    witness = crawled.rows("hrw", "passage", "person_cue", "AND private_person AND text LIKE '%Mary Redman, 76%'")
    assert witness, "a witness who is named is flagged"


def test_the_list_of_msf_is_read_and_none_of_its_documents_is_invented(crawled: Crawled) -> None:
    (page,) = recorded("msf").values()
    buttons = re.findall(rb'<a class="btn" href="([^"]+)"', page)
    named = {url.decode() for url in buttons if re.search(rb"(?i)\.pdf$|/international-activity-report-\d{4}$", url)}
    assert len(named) == 13
    assert {finding["where"] for finding in crawled.first["msf"]["findings"]} == named
    assert crawled.rows("msf", "document", "document") == []


def test_every_note_of_the_global_fund_is_read_without_a_date_or_a_signature(crawled: Crawled) -> None:
    (notes,) = (json.loads(body) for body in recorded("global_fund").values())
    held = crawled.rows("global_fund", "document", "document, countries, published_on, published_by")
    assert {(url.partition("#")[2], tuple(json.loads(where)), day, by) for url, where, day, by in held} == {
        (note["iso3"], ({"QNA": "XKX"}.get(note["iso3"], note["iso3"]),), None, None) for note in notes
    }
    assert len(notes) == len(held) == 105
    passages = crawled.rows("global_fund", "passage", "document, text, heading")
    for note in notes:
        words = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", note["summary"]))
        own = [(text, heading) for url, text, heading in passages if url.endswith(f"#{note['iso3']}")]
        read = sum(len("".join(text.split())) for text, _ in own)
        read += sum(len("".join((heading or "").split())) for heading in {heading for _, heading in own})
        assert read >= 0.9 * len(words), note["iso3"]
