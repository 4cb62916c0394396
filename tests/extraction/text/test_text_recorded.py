"""Real reports, as recorded: what a doctor would read of them."""

import gzip
import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from extraction.text.document import is_verbatim, page_text, read_document
from extraction.text.grouping import MOST
from extraction.text.items import DocumentItem
from extraction.text.pages import read_pages
from extraction.text.readable import readable, words_of
from extraction.text.shapes import begins_low, ends_sentence

pytestmark = pytest.mark.shared
CAPTURED = date(2026, 2, 12)
# what stands on each report's cover, by its number on ReliefWeb
COVERS = {
    "4183641": "2025-10-27", "4183824": "2025-10-26", "4184457": "2025-10-30", "4188314": "2025-11-15", "4188877": None,
    "4190082": "2025-11-29", "4191999": "2025-12-18", "4194684": "2026-01-16", "4197285": "2026-02-04",
}  # fmt: skip


@cache
def report(shared: Path, number: str) -> tuple[bytes, DocumentItem]:
    [file] = (shared / "replay" / "reliefweb").glob(f"{number}_*.pdf")
    body = file.read_bytes()
    url = f"https://reliefweb.int/attachments/{number}/{file.name}"
    return body, read_document(body, "application/pdf", url, retrieved_on=CAPTURED)


@pytest.mark.parametrize("number", COVERS)
def test_a_report_is_read_whole_and_can_be_checked(shared: Path, number: str) -> None:
    body, item = report(shared, number)
    assert (item.unread_reason, item.read_to, item.unread_pages, item.lang) == (None, None, (), "en")
    texts = {page: page_text(body, "application/pdf", page) for page in range(1, (item.page_count or 0) + 1)}
    assert all(is_verbatim(passage, texts[passage.page]) for passage in item.passages)
    assert max(len(passage.text) for passage in item.passages) <= MOST


@pytest.mark.parametrize("number", COVERS)
def test_a_report_has_the_date_of_its_cover(shared: Path, number: str) -> None:
    assert report(shared, number)[1].published_on == COVERS[number]


@pytest.mark.parametrize("number", COVERS)
def test_no_sentence_of_running_text_is_cut_in_silence(shared: Path, number: str) -> None:
    _, item = report(shared, number)
    for passage in item.passages:
        if len(passage.text) >= 300 and "\t" not in passage.text:
            assert not begins_low(passage.text.splitlines()[0]) or passage.begun_before, passage.text[:80]


def test_a_sentence_that_a_page_cuts_is_marked_on_both_sides(shared: Path) -> None:
    _, item = report(shared, "4183641")
    [before] = [passage for passage in item.passages if passage.goes_on]
    [after] = [passage for passage in item.passages if passage.begun_before]
    assert before.text.endswith("Social Protection, and Child")
    assert after.text.startswith("Protection. UNICEF is actively participating")


def test_departments_of_a_report_keep_their_names(shared: Path) -> None:
    """The titles are drawn after the texts in this file; each must head its own."""
    _, item = report(shared, "4184457")
    headed = {passage.heading: passage.text for passage in item.passages if passage.heading}
    assert "6 419 people" in headed["SUD"]
    assert "7 212 people" in headed["GRAND’ANSE"]
    assert "257 people" in headed["NIPPES"]
    assert "17 people are housed in 1 temporary shelter" in headed["SUD-EST"]
    assert "gang control" in headed["ARTIBONITE"]


def test_repeated_headers_are_in_no_passage(shared: Path) -> None:
    _, item = report(shared, "4184457")
    assert not any("For more information contact" in passage.text for passage in item.passages)


def test_three_columns_around_a_map_are_four_stories(shared: Path) -> None:
    _, item = report(shared, "4194684")
    stories = {
        passage.heading: passage.text for passage in item.passages if passage.heading and ": " in passage.heading
    }
    heads = {heading.rpartition(" › ")[2] for heading in stories}
    assert heads >= {
        "HAITI: VIOLENCE & DISPLACEMENT",
        "COLOMBIA: ARMED VIOLENCE",
        "SOUTH AMERICA: WILDFIRES",
        "JAMAICA: HURRICANE MELISSA",
    }
    [haiti] = [text for heading, text in stories.items() if heading.endswith("HAITI: VIOLENCE & DISPLACEMENT")]
    assert "Médecins Sans Frontières to suspend\nactivities" in haiti
    assert ends_sentence(haiti)


def test_words_broken_at_a_line_s_end_are_put_together_for_reading(shared: Path) -> None:
    body, item = report(shared, "4188877")
    words = words_of("\n\n".join(page.text for page in read_pages(body, None).pages))
    text = " ".join(readable(passage.text, words) for passage in item.passages)
    assert "non-affected zones" in text
    assert "crisis-affected areas" in text
    assert "out-of-pocket payment" in text
    assert "Displacement and Migration Pressures Escalate" in text


def test_articles_of_an_api_are_read_without_loss(shared: Path) -> None:
    """Their HTML has no menus: nothing may be left out."""
    reports = json.loads(gzip.decompress((shared / "replay" / "reliefweb" / "reports.json.gz").read_bytes()))["data"]
    for entry in reports:
        body = entry["fields"]["body-html"]
        item = read_document(body.encode(), "text/html", entry["fields"]["url"], retrieved_on=CAPTURED)
        plain = entry["fields"]["body"]
        read = sum(len("".join(passage.text.split())) for passage in item.passages)
        heads = sum(len("".join(heading.split())) for heading in {passage.heading or "" for passage in item.passages})
        assert read + heads >= 0.9 * len("".join(plain.split())), entry["fields"]["title"]
