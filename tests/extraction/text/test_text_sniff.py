import pytest

from extraction.text.reasons import EMPTY_FILE, IMAGE
from extraction.text.sniff import media_kind


@pytest.mark.parametrize(
    ("body", "declared", "kind"),
    [
        (b"%PDF-1.4 ...", "text/html", "pdf"),
        (b"\n\n junk before %PDF-1.4 ...", None, "pdf"),
        (b"<!DOCTYPE html><html><p>x", "application/pdf", "html"),
        (b"<p>a fragment, as listings give it</p>", None, "html"),
        ("<html lang='fr'><p>été".encode("utf-16"), None, "html"),
        (b"No tag at all", "text/html; charset=utf-8", "html"),
        (b"A note, typed.", "application/pdf", "text"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>x', "application/xml", "html"),
        ("Réserve d’insuline".encode("cp1252"), None, "text"),
        ("Réserve d’insuline".encode("utf-16"), None, "text"),
        (b"[See note] the text goes on", "text/plain", "text"),
    ],
)
def test_bytes_are_believed_before_the_server(body: bytes, declared: str | None, kind: str) -> None:
    assert media_kind(body, declared) == (kind, None)


@pytest.mark.parametrize(
    ("body", "declared", "reason"),
    [
        (b"", "application/pdf", EMPTY_FILE),
        (b" \n\r\t\0\0", None, EMPTY_FILE),
        (b"\x89PNG\r\n\x1a\n....", "application/pdf", IMAGE),
        (b"\xff\xd8\xff\xe0....", None, IMAGE),
        (b"PK\x03\x04 word/document.xml", "application/pdf", "format non lu : archive ZIP ou document bureautique"),
        (b"{\\rtf1 text}", None, "format non lu : RTF"),
        (b'<?xml version="1.0"?><feed><entry/></feed>', "text/html", "format non lu : XML"),
        (b'{"data": []}', "application/json", "format non lu : JSON"),
        (bytes(range(256)) * 20, "text/plain", "format non lu : fichier binaire"),
        (b"A header in letters. " * 300 + bytes(range(256)) * 60, None, "format non lu : fichier binaire"),
    ],
)
def test_what_is_not_read_says_what_it_is(body: bytes, declared: str | None, reason: str) -> None:
    assert media_kind(body, declared) == ("unknown", reason)
