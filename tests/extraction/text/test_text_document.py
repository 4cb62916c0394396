"""What holds of every document, whatever its bytes."""

import random
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdf_maker import IMAGE, Say, column, pdf

from extraction.text.document import is_verbatim, page_text, read_document
from extraction.text.items import DocumentItem

LINES = [
    "Une rupture de stock d’insuline touche Thiès depuis mars 2024, et les malades",
    "achètent leur traitement dans le secteur privé, dit Awa, 34 ans. Le dépôt",
    "régional n’a reçu que la moitié de sa commande annuelle.",
]
REPORT = pdf([[Say("Médicaments", 60, 80, 18), *column(LINES)], column(LINES)], info={"Title": "Rapport de mission"})
PAGE = f"<html><head><title>Rapport</title></head><body><h1>Médicaments</h1><p>{' '.join(LINES)}</p></body></html>".encode()


def check(item: DocumentItem, body: bytes, media_type: str | None) -> None:
    assert bool(item.passages) != bool(item.unread_reason), "read, or a reason: never both, never neither"
    assert [passage.ordinal for passage in item.passages] == list(range(1, len(item.passages) + 1))
    for one, two in pairwise(item.passages):
        assert (one.page, one.end) <= (two.page, two.start) or one.page < two.page
    for passage in item.passages:
        assert is_verbatim(passage, page_text(body, media_type, passage.page))
        assert passage.private_person == (passage.person_cue is not None)
        assert passage.person_cue is None or passage.person_cue in passage.text


@pytest.mark.parametrize("body", [REPORT, PAGE, " ".join(LINES).encode()], ids=["pdf", "html", "text"])
def test_a_quotation_is_found_verbatim_in_the_archived_bytes(body: bytes) -> None:
    item = read_document(body, None, "https://example.org/r")
    check(item, body, None)
    assert "rupture de stock d’insuline" in item.passages[0].text
    assert (item.lang, item.unread_reason) == ("fr", None)
    assert item.passages[0].person_cue == "Awa, 34 ans"


def test_reading_is_pure() -> None:
    one, two = (read_document(REPORT, None, "https://example.org/r", retrieved_on=date(2026, 1, 1)) for _ in range(2))
    assert one == two


def test_countries_are_named_by_whoever_knows_them() -> None:
    item = read_document(
        REPORT, None, "https://example.org/r", countries_in=lambda text: ("SEN",) if "Thiès" in text else ()
    )
    assert {passage.countries for passage in item.passages} == {("SEN",)}
    assert read_document(REPORT, None, "https://example.org/r").passages[0].countries == ()


def test_what_draws_the_text_is_written_beside_it() -> None:
    assert read_document(REPORT, None, "u").extractor.startswith("text.pdf/1+pypdfium2-")
    assert read_document(PAGE, None, "u").extractor.startswith("text.html/1+trafilatura-")


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=400),
    st.sampled_from([None, "application/pdf", "text/html", "text/plain; charset=latin-1", "nonsense"]),
)
@example(b"%PDF-", None)
@example(b"<p>", "text/html")
@example(b"\xff\xfe\x00\xd8", None)
@example(b"\x00<p>\x00a", None)
@example(b"<p>\xc2\x80\xed\xa0\x80</p>", "text/html; charset=utf-16")
def test_any_bytes_end_in_a_document(body: bytes, media_type: str | None) -> None:
    check(read_document(body, media_type, "https://example.org/r"), body, media_type)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400))
def test_any_text_ends_in_a_document(text: str) -> None:
    body = text.encode("utf-8", "surrogatepass")
    for media_type in ("text/plain", "text/html"):
        check(read_document(body, media_type, "https://example.org/r"), body, media_type)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32))
def test_a_damaged_pdf_ends_in_a_document(seed: int) -> None:
    chance = random.Random(seed)
    body = bytearray(pdf([column(LINES), [Say("Titre", size=20)]], raw=IMAGE))
    for _ in range(chance.choice([1, 5, 40])):
        body[chance.randrange(len(body))] = chance.randrange(256)
    damaged = bytes(body[: chance.choice([len(body), chance.randrange(len(body))])])
    check(read_document(damaged, "application/pdf", "https://example.org/r"), damaged, "application/pdf")
