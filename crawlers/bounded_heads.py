"""A limit on what comes before a body: neither Twisted nor Scrapy counts the header lines of an answer."""

from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.defer import Deferred
from twisted.web._newclient import HEADER, STATUS

MAX_HEAD = 1 << 20  # bytes; browsers stop at a quarter of it


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Cuts a connection whose headers do not end; the request then fails as any cut connection does."""

    _head = 0

    def request(self, request: Any) -> Deferred[Any]:
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  (Twisted's name)
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._head += len(data)
            if self._head > MAX_HEAD and self.transport is not None:
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Scrapy's factory of connections, with our protocol."""

    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: N802
        """Twisted's question, for each new connection."""
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
