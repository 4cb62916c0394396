"""Files made to hold, kill or fool a reader: every one ends in a named outcome, in bounded time."""

import time

import pytest
from pdf_maker import Say, calling_forms, column, deflated_blanks, locked_pdf, pdf, same_page_again

from extraction.text import limits
from extraction.text.document import read_document
from extraction.text.isolate import Stopped, answers
from extraction.text.items import DocumentItem
from extraction.text.messages import Ask
from extraction.text.pages import page_text, read_pages
from extraction.text.reading import UnreadText

GOOD = pdf([column(["La pharmacie du district a reçu sa commande."])] * 3)


def outcome(body: bytes, media_type: str | None = None) -> str:
    item = read_document(body, media_type, "https://example.org/report")
    assert item.unread_reason, "never silently empty"
    assert item.passages == ()
    return item.unread_reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (locked_pdf(), "chiffré : un mot de passe est demandé"),
        (GOOD[:700], "illisible : fichier abîmé ou incomplet"),
        (b"%PDF-1.7\n", "illisible : fichier abîmé ou incomplet"),
        (b"", "vide : le fichier n’a aucun octet"),
        (b"<html><body>" + b"<div>" * 200_000 + b"x", "vide : aucun texte dans le fichier"),
        (b"<html><head><title>Home</title></head><body></body></html>", "vide : aucun texte dans le fichier"),
        (
            b"<html><title>Sign in</title><form><input type=password></form><p>Please sign in to read this report.</p>",
            "page de connexion, à la place du document",
        ),
        (
            b"<html><title>Just a moment...</title><p>Checking your connection.</p>",
            "page de vérification du navigateur, à la place du document",
        ),
        (
            b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>',
            "format non lu : XML",
        ),
        (b"<html><p>" + b"word " * 2_100_000, "trop lourd : 10,5 Mo, plus que les 10 Mo lus"),
    ],
)
def test_each_fault_has_its_name(body: bytes, reason: str) -> None:
    assert outcome(body) == reason


@pytest.mark.slow
@pytest.mark.parametrize("bomb", [calling_forms, deflated_blanks])
def test_a_bomb_costs_its_own_document_only(bomb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE_SECONDS", 4.0)
    begun = time.monotonic()
    assert outcome(bomb()).startswith("illisible : ")
    assert time.monotonic() - begun < 30
    assert read_document(GOOD, None, "https://example.org/next").unread_reason is None


@pytest.mark.slow
def test_a_tag_with_a_hundred_thousand_attributes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WEB_SECONDS", 4.0)
    body = f"<html><body><p {' '.join(f'a{number}=1' for number in range(100_000))}>Texte</p>".encode()
    assert outcome(body) == "illisible : temps de lecture dépassé"


def test_what_is_beyond_the_cap_of_pages_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGES", 40)
    item = read_document(same_page_again(10_000), None, "https://example.org/long.pdf")
    assert (item.page_count, item.read_to) == (10_000, "lu jusqu’à la page 40 sur 10000")
    assert {passage.page for passage in item.passages} == set(range(1, 41))


def test_what_is_beyond_the_cap_of_characters_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 1_000)
    item = read_document(GOOD, None, "https://example.org/long.pdf")
    assert item.read_to is None
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 50)
    assert read_document(GOOD, None, "https://example.org/long.pdf").read_to == "lu jusqu’à la page 2 sur 3"


def test_a_page_without_end_is_cut_and_says_so() -> None:
    lines = [Say("mot " * 240, 10, 60 + 7 * index, 1) for index in range(108)]
    item = read_document(pdf([lines]), None, "https://example.org/poster.pdf")
    assert [page.reason for page in item.unread_pages] == ["lu jusqu’au caractère 100000"]
    assert sum(len(passage.text) for passage in item.passages) <= limits.MAX_PAGE_CHARACTERS


@pytest.mark.parametrize("box", [b"[0 0 1e30 1e30]", b"[0 0 0 0]", b"[595 842 0 0]", b"[0 0 -5 -5]"])
def test_a_page_of_any_size_is_read(box: bytes) -> None:
    body = GOOD.replace(b"[0 0 595 842]", box.ljust(13))
    item = read_document(body, None, "https://example.org/box.pdf")
    assert item.passages or item.unread_reason


def test_the_page_that_stops_the_reader_is_named_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def stopping(request: Ask, seconds: float, deadline: float):
        asked.append(request.first)
        for answer in answers(request, seconds, deadline):
            if getattr(answer, "sheet", None) and answer.sheet.number == 2:
                raise Stopped(slow=False)
            yield answer

    monkeypatch.setattr("extraction.text.pdf.document.answers", stopping)
    reading = read_pages(GOOD, None)
    assert asked == [1, 3]
    assert [(page.page, page.reason) for page in reading.unread_pages] == [
        (2, "illisible : la lecture s’est arrêtée (mémoire ou fichier abîmé)")
    ]
    assert [page.number for page in reading.pages] == [1, 3]
    assert reading.unread_reason is None


def test_a_file_that_stops_the_reader_again_and_again_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopping(request: Ask, seconds: float, deadline: float):
        for answer in answers(request, seconds, deadline):
            if getattr(answer, "sheet", None):
                raise Stopped(slow=True)
            yield answer

    monkeypatch.setattr("extraction.text.pdf.document.answers", stopping)
    item: DocumentItem = read_document(same_page_again(50), None, "https://example.org/stops.pdf")
    assert item.unread_reason == "illisible : temps de lecture dépassé"
    assert item.read_to == "lu jusqu’à la page 4 sur 50"


def test_a_page_that_is_not_there_has_no_text() -> None:
    with pytest.raises(UnreadText, match="pas de page 4 : le fichier en a 3"):
        page_text(GOOD, None, 4)
    with pytest.raises(UnreadText, match="chiffré"):
        page_text(locked_pdf(), None, 1)
    with pytest.raises(UnreadText, match="vide"):
        page_text(b"", None, 1)


def test_a_file_that_takes_all_its_time_on_one_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_SECONDS", 0.0)
    assert outcome(same_page_again(50)) == "illisible : temps de lecture dépassé"
