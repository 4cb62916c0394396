"""A JSON string decoded piece by piece: fifty megabytes in one line never stand in memory at once as text."""

from collections.abc import Iterator

import msgspec

_WHOLE = 8_000_000  # bytes: shorter strings are decoded at once
_PIECE = 4_000_000
_ESCAPE = 12  # bytes of the longest escape, a pair of surrogates
_decode = msgspec.json.Decoder(str).decode


def pieces_of(raw: msgspec.Raw) -> Iterator[str]:
    """The text of a JSON string, in order, cut at spaces; whole when it is short or no string at all (then an error)."""
    view = memoryview(raw)
    if len(view) <= _WHOLE or view[0] != ord('"'):
        yield _decode(view)
        return
    start, last = 1, len(view) - 1
    while start < last:
        end = last if last - start <= _PIECE else _cut(view, start, start + _PIECE)
        yield _decode(b'"' + bytes(view[start:end]) + b'"')
        start = end


def _cut(view: memoryview, start: int, limit: int) -> int:
    """A place after `start`, at or before the limit, that is inside no escape and no character; the end if there is none."""
    piece = bytes(view[start:limit])
    space = piece.rfind(b" ", len(piece) // 2)
    if space >= 0:
        return start + space + 1
    for place in range(len(piece) - 1, max(_ESCAPE, len(piece) // 2), -1):
        if piece[place] < 0x80 and b"\\" not in piece[place - _ESCAPE : place + 1]:
            return start + place
    escape = _escape_in(piece)
    return start + escape if escape else len(view) - 1


def _escape_in(piece: bytes) -> int:
    """Where a text made of escapes alone may be cut: before one that is no second half of a pair; 0 when nowhere."""
    place = piece.rfind(b"\\u", 0, len(piece) - _ESCAPE)
    while place > 0:
        low_half = piece[place + 2 : place + 4].lower() in (b"dc", b"dd", b"de", b"df")
        backslashes = place - len(piece[:place].rstrip(b"\\"))
        if not low_half and backslashes % 2 == 0:
            return place
        place = piece.rfind(b"\\u", 0, place)
    return 0
