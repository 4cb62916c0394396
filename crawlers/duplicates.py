"""An address asked twice in one run is not asked again, and that is said."""

from scrapy import Request, Spider
from scrapy.dupefilters import RFPDupeFilter

from crawlers.base_spiders.kb_spider import KbSpider
from kb.expectations import Finding


class SpeakingDupeFilter(RFPDupeFilter):
    """Scrapy drops a repeated address in silence, and with it the redirect that leads to one: a hole that nobody sees."""

    def request_seen(self, request: Request) -> bool:
        """True for an address asked before; a redirect goes on, since only its number is limited."""
        return False if request.meta.get("redirect_times") else super().request_seen(request)

    def log(self, request: Request, spider: Spider) -> None:
        """Called for each address that is dropped."""
        if isinstance(spider, KbSpider):
            spider.report.findings.append(
                Finding("asked_twice", request.url, "asked in this run already; not asked again")
            )
