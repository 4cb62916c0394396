"""Characters that no base and no page should carry, and bytes → characters."""

import re

import charset_normalizer

# Controls, and code points that name no character: each is read as U+FFFD, so that offsets keep and the loss shows.
UNNAMED = dict.fromkeys(
    (*range(9), 11, *range(14, 32), *range(127, 160), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF), "\ufffd"
)
UNNAMED |= dict.fromkeys((0xD800 + unit for unit in range(0x800)), "\ufffd")  # halves of a pair, that UTF-8 refuses

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_IN_MARKUP = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_IN_TYPE = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4_096  # bytes: where a page must declare its encoding
_SAMPLE = 200_000  # bytes given to the statistical guess: enough for any language, bounded for any file
# what browsers read under these labels
_AS_BROWSERS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}


def decoded(body: bytes, media_type: str | None, markup: bool) -> str:
    """The text of the bytes: byte-order mark, UTF-8 if it holds, what is declared, then the best guess. Never fails."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for name in ("utf-8", *_declared(body, media_type, markup), _guessed(body)):
        try:
            return body.decode(_AS_BROWSERS.get(name.lower(), name))
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("cp1252", "replace")


def cleaned(text: str) -> str:
    """One kind of line end; unnamed characters as U+FFFD."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").translate(UNNAMED)


def _declared(body: bytes, media_type: str | None, markup: bool) -> list[str]:
    found = _IN_TYPE.findall(media_type or "")
    if markup:
        found += [name.decode("ascii") for name in _IN_MARKUP.findall(body[:_HEAD])]
    return [name for name in found if not name.lower().startswith(("utf-8", "utf8"))]


def _guessed(body: bytes) -> str:
    best = charset_normalizer.from_bytes(body[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"
