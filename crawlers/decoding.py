"""Undoing the compression of an answer: with a limit on what comes out, and certain that it came to its end."""

import zlib

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from crawlers.refusals import CutShort, TooLarge

_CHUNK = 1 << 18
_GZIP_MAGIC = b"\x1f\x8b"
_WINDOW = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


class DecodingMiddleware:
    """Scrapy's own takes a gzip stream that was cut for a whole one; half a document must never pass for a document."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "DecodingMiddleware":
        """Scrapy's way in."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Say what we can undo."""
        request.headers.setdefault("Accept-Encoding", "gzip, deflate")

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer, decompressed. Raises TooLarge or CutShort."""
        stated = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
        codings = [name for name in (part.strip() for part in stated.split(",")) if name not in {"", "identity"}]
        if not codings or request.method == "HEAD":
            return response
        body = response.body
        limit = request.meta.get("download_maxsize", self.limit)
        for coding in reversed(codings if body else []):
            body = inflated(body, coding, limit)
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body[:5000])
        return kind(
            response.url, status=response.status, headers=headers, body=body, flags=response.flags, request=request,
            ip_address=response.ip_address, protocol=response.protocol, certificate=response.certificate,
        )  # fmt: skip


def inflated(body: bytes, coding: str, limit: int) -> bytes:
    """The bytes before compression, `limit` at most. Raises TooLarge, or CutShort where they are not whole."""
    if coding not in _WINDOW:
        raise CutShort(f"une compression que nul n’a demandée : {coding[:40]}")
    out, left = bytearray(), memoryview(body)
    try:
        while left:  # a gzip file may be several, one after the other
            used = _inflate_one(left, coding, out, limit)
            left = left[used:] if bytes(left[used : used + 2]) == _GZIP_MAGIC else left[:0]
    except zlib.error as error:
        raise CutShort(f"compression abîmée : {error}") from None
    return bytes(out)


def _inflate_one(body: memoryview, coding: str, out: bytearray, limit: int) -> int:
    """Add one stream to `out`; how many bytes of `body` it took. In pieces, so that a bomb is seen before it goes off."""
    raw_deflate = coding == "deflate" and not _has_zlib_header(body)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS if raw_deflate else _WINDOW[coding])
    for start in range(0, len(body), _CHUNK):
        piece: bytes | memoryview = body[start : start + _CHUNK]
        while piece and not inflater.eof:
            out += inflater.decompress(piece, _CHUNK)
            piece = inflater.unconsumed_tail
            if len(out) > limit:
                raise TooLarge(f"plus de {limit // 2**20} Mo une fois décompressée")
        if inflater.eof:
            return min(start + _CHUNK, len(body)) - len(inflater.unused_data)
    raise CutShort("la réponse compressée s’arrête avant sa fin")


def _has_zlib_header(body: memoryview) -> bool:
    """Some servers send deflate without its two bytes of header; browsers read both (RFC 9110, 8.4.1.2)."""
    return len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(bytes(body[:2]), "big") % 31 == 0
