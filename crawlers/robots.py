"""robots.txt, obeyed as RFC 9309 says it: no file, no rule; no answer, no request. Its Crawl-delay slows us down."""

import asyncio
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from crawlers.refusals import RobotsForbid, RobotsUnreadable
from crawlers.troubles import told

AGENT = "Recoupe"
# A publisher who wants more than this between two requests wants no crawl: a run would never end.
LONGEST_DELAY = 300.0  # seconds


class RobotsMiddleware:
    """Scrapy's own takes a robots.txt that answers 500, or nothing, for a leave to go on, and does not slow down."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self._rules: dict[str, asyncio.Task[ProtegoRobotParser]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsMiddleware":
        """Scrapy's way in."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request go on. Raises RobotsForbid or RobotsUnreadable."""
        if request.meta.get("robots"):
            return
        parts = urlsplit(request.url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules:
            self._rules[root] = asyncio.create_task(self._fetch(f"{root}/robots.txt"))
        rules = await asyncio.shield(self._rules[root])
        if not rules.allowed(request.url, AGENT):
            raise RobotsForbid(f"{root}/robots.txt la ferme aux robots")
        self._slow_down(parts.hostname or "", rules.crawl_delay(AGENT) or 0, root)

    async def _fetch(self, url: str) -> ProtegoRobotParser:
        asked = Request(url, priority=1000, callback=NO_CALLBACK, meta={"robots": True})
        try:
            answer: Response = await self.crawler.engine.download_async(asked)
        except IgnoreRequest:
            raise
        except Exception as error:  # noqa: BLE001  (whatever kept the file from us, nobody knows what it allows)
            why = told(error, self.crawler.settings.getint("DOWNLOAD_MAXSIZE"))
            raise RobotsUnreadable(f"{url} n’a pas pu être lu ({why}) : rien d’autre n’est demandé") from None
        if answer.status == 429 or answer.status >= 500:
            raise RobotsUnreadable(f"{url} a répondu HTTP {answer.status} : rien d’autre n’est demandé")
        return ProtegoRobotParser(answer.body if answer.status == 200 else b"", None)

    def _slow_down(self, host: str, seconds: float, root: str) -> None:
        if seconds > LONGEST_DELAY:
            raise RobotsForbid(
                f"{root}/robots.txt demande {seconds:.0f} s entre deux demandes, plus qu’un relevé ne peut attendre"
            )
        downloader = self.crawler.engine.downloader
        slot = downloader.slots.get(host)
        if slot and slot.delay < seconds:
            slot.delay = seconds
            # a slot left idle is made anew, with these
            downloader.per_slot_settings[host] = {"delay": seconds}
