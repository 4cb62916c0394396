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
        end = last if last - start <= _PIECE else _cut(view, start + _PIECE)
        yield _decode(b'"' + bytes(view[start:end]) + b'"')
        start = end


def _cut(view: memoryview, limit: int) -> int:
    """A place at or before the limit that is inside no escape and no character."""
    tail = bytes(view[limit - _PIECE // 2 : limit])
    space = tail.rfind(b" ")
    if space >= 0:
        return limit - len(tail) + space + 1
    for back in range(1, len(tail)):
        place = len(tail) - back
        if tail[place] < 0x80 and b"\\" not in tail[max(0, place - _ESCAPE) : place + 1]:
            return limit - len(tail) + place
    return limit - len(tail) + _first_escape(tail)


def _first_escape(tail: bytes) -> int:
    """Where a text made of escapes alone may be cut: before one that is no second half of a pair."""
    place = tail.rfind(b"\\u", 0, len(tail) - _ESCAPE)
    while place > 0 and tail[place + 2 : place + 4].lower() in (b"dc", b"dd", b"de", b"df"):
        place = tail.rfind(b"\\u", 0, place)
    return max(place, 0)
