"""From an answer to a snapshot: the only thing a crawl writes into the base."""

from scrapy.crawler import Crawler

from crawlers.base_spiders.kb_spider import KbSpider
from crawlers.items import FetchedAnswer
from kb.store import SnapshotItem, add_snapshot


class SnapshotPipeline:
    """Adds new bytes, or a sighting of known ones."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SnapshotPipeline":
        """Scrapy's way in."""
        return cls(crawler)

    def process_item(self, item: FetchedAnswer) -> FetchedAnswer:
        """Write the snapshot, once."""
        spider = KbSpider.of(self.crawler)
        meta = item.response.meta
        archived, replay = meta["archived"], meta.get("replay", {})
        snapshot = SnapshotItem(
            url=item.address or item.url,
            fetched_from=item.url if item.address else None,
            sha256=archived["sha256"],
            size=len(item.response.body),
            media_type=(item.response.headers.get("Content-Type") or b"").decode("latin-1") or None,
            seen_at=archived["received_at"],
            captured_on=replay.get("captured_on"),
            replay_kind=replay.get("kind"),
            replay_note=replay.get("note"),
            told=dict(item.listed) if item.listed else None,
        )
        arrival = add_snapshot(spider.engine, spider.run, snapshot, archived["place"])
        spider.report.arrivals[arrival] += 1
        return item
