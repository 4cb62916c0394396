"""What bytes are, by the bytes themselves. What a server declares is believed only where they say nothing."""

import re

from extraction.text.items import MediaKind
from extraction.text.reasons import EMPTY_FILE, IMAGE, unread_format

_HEAD = 4_096  # bytes looked at
_PDF_WITHIN = 1_024  # where Adobe's own reader still looks for the header
_SIGNATURES = (
    (b"\x89PNG", IMAGE), (b"\xff\xd8\xff", IMAGE), (b"GIF8", IMAGE), (b"II*\0", IMAGE), (b"MM\0*", IMAGE), (b"BM", IMAGE),
    (b"PK\x03\x04", unread_format("archive ZIP ou document bureautique")),
    (b"\xd0\xcf\x11\xe0", unread_format("document bureautique ancien")),
    (b"{\\rtf", unread_format("RTF")), (b"\x1f\x8b", unread_format("archive gzip")), (b"%!PS", unread_format("PostScript")),
    (b"Rar!", unread_format("archive RAR")), (b"7z\xbc\xaf", unread_format("archive 7z")), (b"ID3", unread_format("son")),
)  # fmt: skip
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h[1-6]|ul|table)\b", re.IGNORECASE
)
_XML = re.compile(rb"\s*(?:<\?xml|<(?:rss|feed|urlset|sitemapindex|svg)\b)", re.IGNORECASE)
_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\d\]])")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MOST_CONTROLS = 0.02  # share of control bytes: text has none but tabs and line ends


def media_kind(body: bytes, media_type: str | None) -> tuple[MediaKind, str | None]:
    """The kind, and why it is not read where it is unknown."""
    if not body.strip(b" \t\r\n\0"):
        return "unknown", EMPTY_FILE
    if b"%PDF-" in body[:_PDF_WITHIN]:
        return "pdf", None
    head = body[:_HEAD]
    middle = body[len(body) // 2 :][:_HEAD]
    for signature, reason in _SIGNATURES:
        if head.startswith(signature):
            return "unknown", reason
    if head.startswith(_UTF16):
        head = middle = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if _is_binary(head) or _is_binary(middle):
        return "unknown", unread_format("fichier binaire")
    return _of_text(head, (media_type or "").lower())


def _of_text(head: bytes, declared: str) -> tuple[MediaKind, str | None]:
    if _XML.match(head) and not _HTML.search(head):
        return "unknown", unread_format("XML")
    if _HTML.search(head) or "html" in declared:
        return "html", None
    if _JSON.match(head) and "json" in declared:
        return "unknown", unread_format("JSON")
    return "text", None


def _is_binary(head: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return controls > _MOST_CONTROLS * len(head)
