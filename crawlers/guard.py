"""Only http(s), only the hosts that the definition of the source declares, redirects included."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawlers.addresses import is_public, numeric_address
from crawlers.base_spiders.kb_spider import KbSpider
from crawlers.network import LOCAL_ADDRESSES
from crawlers.refusals import NotPublic, OffSite
from kb.sources.sites import site_of


class GuardMiddleware:
    """Stands before every request. Scrapy's own filter lets subdomains pass and looks away from retries; this does not."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._local = frozenset(crawler.settings.getlist(LOCAL_ADDRESSES))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "GuardMiddleware":
        """Scrapy's way in."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let the request go on. Raises OffSite or NotPublic."""
        spider = KbSpider.of(self.crawler)
        try:
            site = site_of(request.url)
        except ValueError as error:
            raise OffSite(f"ce n’est pas une adresse web simple : {error}") from None
        if site not in spider.sites:
            raise OffSite(
                f"{site} n’est pas un hôte déclaré de la source ; hôtes déclarés : {', '.join(sorted(spider.sites))}"
            )
        address = numeric_address(urlsplit(request.url).hostname or "")
        if address and not is_public(address) and address not in self._local and spider.replay is None:
            raise NotPublic(f"{site} est {address}, qui n’est pas une adresse publique")
