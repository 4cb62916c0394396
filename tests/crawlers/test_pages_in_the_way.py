"""A page that stands in the way is told from a document by its structure; what a report says of passwords changes nothing."""

import time
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, Response, TextResponse

from crawlers.pages import is_cut_pdf, is_html, is_pdf, refusal_page, text_of, undecodable_as

URL = "https://example.org/rapport"


def page(body: str | bytes, url: str = URL, status: int = 200, **headers: str) -> HtmlResponse:
    content = body.encode() if isinstance(body, str) else body
    stated: dict[str, Any] = {"Content-Type": "text/html; charset=utf-8"}
    stated |= {name.replace("_", "-"): value for name, value in headers.items()}
    return HtmlResponse(url, status=status, headers=stated, body=content)


IN_THE_WAY = {
    "cloudflare": "<!DOCTYPE html><html><head><title>Just a moment...</title>",
    "cloudflare in French": "<html><title>Un instant…</title>",
    "blocked": "<html><title>Attention Required! | Cloudflare</title>",
    "akamai": "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>Reference #18.2",
    "imperva": "<html><body><iframe src='/_Incapsula_Resource?x'></iframe>",
    "datadome": "<html><script src='https://geo.captcha-delivery.com/x'>",
    "login": "<html><title>Log in | Example</title><input name=p type=password>",
    "login in French": "<html><title>Se connecter - Exemple</title><input type='password'>",
    "sent elsewhere": "<html><META HTTP-EQUIV='Refresh' content='0; url=/consent'>",
}
DOCUMENTS = {
    "a report": "<!doctype html><html><title>Rapport 2024</title><p>Texte",
    "a report with a login box": "<html><title>Rapport</title><form><input type='password'></form><p>Texte",
    "a report on access": "<html><title>Access denied: refugees and health care</title><p>Texte",
    "a report on patience": "<html><title>Un instant de répit à Goma</title><p>Texte",
    "a report that says sorry": "<html><title>Sorry, no stock</title><p>captcha, password, sign in",
    "a page that reloads itself": "<html><meta http-equiv='refresh' content='600'>" + "<p>Texte</p>" * 300,
    "nothing": "",
}


@pytest.mark.parametrize("case", IN_THE_WAY)
def test_a_page_in_the_way_is_seen(case: str) -> None:
    assert refusal_page(page(IN_THE_WAY[case])) is not None


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_document_passes(case: str) -> None:
    assert refusal_page(page(DOCUMENTS[case])) is None


def test_the_address_and_the_headers_tell_too() -> None:
    form = "<html><title>Exemple</title><input type='password'>"
    assert refusal_page(page(form, "https://example.org/login?next=/rapport")) is not None
    assert refusal_page(page("<html>x", "https://example.org/sorry/index")) is not None
    assert refusal_page(page("<html>x", cf_mitigated="challenge")) is not None
    assert refusal_page(page("<html>x", "https://example.org/sorry-state-of-hospitals")) is None


@pytest.mark.parametrize("status", [404, 410, 500])
def test_an_error_stays_the_error_it_is(status: int) -> None:
    assert refusal_page(page(IN_THE_WAY["cloudflare"], status=status)) is None
    assert refusal_page(page(IN_THE_WAY["cloudflare"], status=503)) is not None


@pytest.mark.parametrize(
    "piece", ["<input ", "<title ", "<title>", "<meta ", "<title" + "x" * 190, "type=", " " * 40 + "<title>"]
)
def test_no_page_holds_the_check(piece: str) -> None:
    began = time.monotonic()
    refusal_page(page(piece * (100_000 // len(piece))))
    assert time.monotonic() - began < 2


@given(st.text(max_size=200))
def test_a_character_set_is_named_only_where_the_text_cannot_be_read(text: str) -> None:
    for charset in ("utf-8", "latin-1", "utf-16"):
        body = text.encode(charset, "replace")
        response = TextResponse(URL, headers={"Content-Type": f"text/html; charset={charset}"}, body=body)
        assert undecodable_as(response) is None


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("text/html; charset=utf-8", "santé".encode("latin-1"), "utf-8"),
        ("text/html; charset=utf-8", b"sant" + "é".encode()[:1], "utf-8"),
        ('text/html; charset="klingon"', b"x", "klingon (unknown)"),
        ("text/html", "santé".encode("latin-1"), None),
        ("text/html; charset=utf-8", "é".encode() * (1 << 20), None),
    ],
)
def test_a_wrong_character_set_is_named(kind: str, body: bytes, told: str | None) -> None:
    assert undecodable_as(TextResponse(URL, headers={"Content-Type": kind}, body=body)) == told


def test_a_document_is_known_by_its_bytes() -> None:
    pdf = Response(URL, body=b"\n%PDF-1.7 ... %%EOF\n", headers={"Content-Type": "text/html"})
    assert (is_pdf(pdf), is_cut_pdf(pdf)) == (True, False)
    assert is_cut_pdf(Response(URL, body=b"%PDF-1.7 ..."))
    assert is_html(Response(URL, body=b"\xef\xbb\xbf \n<!DOCTYPE HTML>"))
    assert not is_html(Response(URL, body=b"plain"))


@pytest.mark.parametrize("name", ["zlib", "bz2", "hex", "rot13", "punycode", "idna", "unicode_escape", "x" * 39])
def test_a_codec_that_is_no_character_set_is_not_used(name: str) -> None:
    bomb = zlib.compress(bytes(50 * 2**20), 9)
    for stated, body in ((f"text/html; charset={name}", bomb), ("text/html", f"<meta charset={name}>".encode() + bomb)):
        response = TextResponse(URL, headers={"Content-Type": stated}, body=body)
        assert undecodable_as(response) in {None, f"{name} (unknown)"}
        assert len(text_of(response)) <= len(body)


SAID = "santé œuvre"
WINDOWS = SAID.encode("windows-1252")
DECLARED = {
    "by its other name": ("text/html; charset=iso-8859-1", WINDOWS),
    "in the header": ("text/html; charset=UTF-8", SAID.encode()),
    "with a mark": ("text/html; charset=UTF-8", f"\ufeff{SAID}".encode()),
    "nowhere": ("text/html", SAID.encode()),
    "nowhere, with a mark": ("text/html", f"\ufeff{SAID}".encode()),
    "nowhere, old": ("text/html", WINDOWS),
    "in the page": ("text/html", b"<meta charset='windows-1252'>" + WINDOWS),
}


@pytest.mark.parametrize("case", DECLARED)
def test_a_text_is_read_in_the_set_it_declares(case: str) -> None:
    kind, body = DECLARED[case]
    text = text_of(TextResponse(URL, headers={"Content-Type": kind}, body=body))
    assert text.removeprefix("<meta charset='windows-1252'>") == SAID
