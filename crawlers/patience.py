"""Asking again, later: as the publisher says (Retry-After), or a little later each time. Nothing else is asked meanwhile."""

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Response

from crawlers.base_spiders.kb_spider import KbSpider

_TRANSIENT = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)


class PatientRetryMiddleware:
    """Scrapy retries at once and does not read Retry-After.

    The wait happens while the request still counts as under way: with one request at a time, the whole source waits.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._statuses = {int(code) for code in crawler.settings.getlist("RETRY_HTTP_CODES")}
        self._times = crawler.settings.getint("RETRY_TIMES")
        self._times_without_answer = min(self._times, crawler.settings.getint("RECOUPE_RETRY_TIMES_WITHOUT_ANSWER"))
        self._first_wait = crawler.settings.getfloat("RECOUPE_FIRST_WAIT")
        self._longest_wait = crawler.settings.getfloat("RECOUPE_LONGEST_WAIT")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PatientRetryMiddleware":
        """Scrapy's way in."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response | Request:
        """A refusal that may pass is asked again; one that asks us to wait longer than a run can is an answer."""
        if response.status not in self._statuses:
            return response
        asked = retry_after(response)
        wait = self._wait(request) if asked is None else max(asked, 0.0)
        if wait > self._longest_wait:
            request.meta["asked_to_wait"] = wait
            return response
        return await self._again(request, wait, f"HTTP {response.status}", self._times) or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Nothing came, or not the whole: asked again, fewer times, since each may take as long as the limit allows."""
        if not isinstance(exception, _TRANSIENT):
            return None
        return await self._again(request, self._wait(request), type(exception).__name__, self._times_without_answer)

    def _wait(self, request: Request) -> float:
        """Seconds: 5, 10, 20, 40 …"""
        tries: int = request.meta.get("retry_times", 0)
        return min(self._first_wait * 2.0**tries, self._longest_wait)

    async def _again(self, request: Request, wait: float, reason: str, times: int) -> Request | None:
        spider = KbSpider.of(self.crawler)
        again: Request | None = get_retry_request(request, spider=spider, reason=reason, max_retry_times=times)
        if again:
            await asyncio.sleep(wait)
        return again


def retry_after(response: Response) -> float | None:
    """Seconds that the publisher asks us to wait (figures or a date), or None where he asks nothing that can be read."""
    stated = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if stated.isdecimal():
        return float(stated[:9])
    try:
        until = parsedate_to_datetime(stated)
    except (ValueError, TypeError):
        return None
    return (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
