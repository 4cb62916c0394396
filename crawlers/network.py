"""The last door before the network: only public addresses are connected to, whatever a name resolves to."""

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress

from crawlers.addresses import is_public
from crawlers.bounded_heads import BoundedFactory
from crawlers.refusals import NotPublic

# A Scrapy setting that only code can give: no variable and no option sets it, so that none can be left on by mistake.
LOCAL_ADDRESSES = "RECOUPE_LOCAL_ADDRESSES"


class _PublicOnly:
    """Twisted's resolution receiver: hands on the public addresses of a name; the others are dropped and named."""

    def __init__(self, receiver: Any, host: str, resolver: "PublicResolver") -> None:
        self.receiver, self.host, self.resolver = receiver, host, resolver

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802  (Twisted's name)
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if self.resolver.may_connect(address.host):
            self.receiver.addressResolved(address)
        else:
            PublicResolver.refused[self.host] = address.host

    def resolutionComplete(self) -> None:  # noqa: N802
        self.receiver.resolutionComplete()


class PublicResolver(CachingHostnameResolver):
    """Scrapy's caching resolver, whose private answers never reach a connection.

    A connection is made to the very addresses that pass here, so a name that changes its mind between a check and the
    connection (DNS rebinding) gains nothing.
    """

    refused: ClassVar[dict[str, str]] = {}
    """Host → the private address it resolved to, for the sentence of the run."""
    local: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> "PublicResolver":
        """Scrapy's way in."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.local = frozenset(crawler.settings.getlist(LOCAL_ADDRESSES))
        return resolver

    def may_connect(self, address: str) -> bool:
        """True for a public address, and for those that a test lends."""
        return is_public(address) or address in self.local

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Twisted's question, asked for each new connection."""
        filtered: Any = _PublicOnly(resolutionReceiver, hostName, self)
        return super().resolveHostName(filtered, hostName, portNumber, addressTypes, transportSemantics)


class PublicDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler; says when a name was refused, and checks once more whom it talked to."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory  # as Scrapy itself sets its own
        self._local = frozenset(crawler.settings.getlist(LOCAL_ADDRESSES))

    async def download_request(self, request: Request) -> Response:
        """The answer. Raises NotPublic."""
        host = urlsplit(request.url).hostname or ""
        try:
            response = await super().download_request(request)
        except CannotResolveHostError:
            if private := PublicResolver.refused.get(host):
                raise NotPublic(_told(host, private)) from None
            raise
        peer = str(response.ip_address) if response.ip_address else None
        if peer and not is_public(peer) and peer not in self._local:
            raise NotPublic(_told(host, peer))
        return response


def _told(host: str, address: str) -> str:
    return f"{host} mène à {address}, qui n’est pas une adresse publique"
