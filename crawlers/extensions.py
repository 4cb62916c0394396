"""Progress on long work: one bar per source, on a terminal only."""

from scrapy import signals
from scrapy.crawler import Crawler

from crawlers.base_spiders.kb_spider import KbSpider


class ProgressExtension:
    """Tells the command line how far the crawl is: answers received, requests known."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ProgressExtension":
        """Scrapy's way in."""
        extension = cls(crawler)
        crawler.signals.connect(extension.advance, signal=signals.response_received)
        return extension

    def advance(self) -> None:
        """One more answer."""
        KbSpider.of(self.crawler).one_more_done()
