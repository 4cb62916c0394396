"""Not asking again for what is known: an interrupted run is taken up, and an unchanged document is asked for by its mark."""

from collections.abc import Iterable
from datetime import timedelta

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawlers.base_spiders.kb_spider import KbSpider
from kb.archive import read_answer, read_headers
from kb.clock import now
from kb.errors import ArchiveError
from kb.known_answers import KnownAnswer, answers_of_interrupted_runs, last_complete_answer
from kb.settings import settings

# What an interrupted run met is still « now » for one day; after that the publisher may have changed it: ask again.
RESUMED_WITHIN = timedelta(hours=24)
_MARKS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


class KnownAnswersMiddleware:
    """Answers from the archive what the interrupted run had met; adds If-None-Match and If-Modified-Since to the rest.

    Either way the bytes become a sighting of this run: « seen again », at the moment they were really seen.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._interrupted: dict[str, KnownAnswer] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "KnownAnswersMiddleware":
        """Scrapy's way in."""
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        """An answer of the interrupted run, or None: then the request goes out, with the marks of the last answer."""
        spider = KbSpider.of(self.crawler)
        for header in _MARKS.values():  # a redirect copies the headers of the request it comes from
            request.headers.pop(header, None)
        for mark in ("known", "resumed"):
            request.meta.pop(mark, None)
        if spider.replay is not None or request.method != "GET" or request.meta.get("robots"):
            return None
        if known := self._met_before(spider).get(_address(request)):
            try:
                response = _from_archive(request, known)
            except ArchiveError:
                self._mark(request, spider)  # its bytes were lost with the run: ask for them
                return None
            spider.report.resumed += 1
            request.meta["archived"] = {"sha256": known.sha256, "place": known.place, "received_at": known.seen_at}
            request.meta["resumed"] = True
            return response
        self._mark(request, spider)
        return None

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """« Not modified » becomes the archived answer itself, so that a spider can go on from it."""
        if response.status != 304 or "known" not in request.meta:
            return response
        try:
            return _from_archive(request, request.meta["known"])
        except ArchiveError:
            again = request.replace(dont_filter=True)
            again.meta["unconditional"] = True
            return again

    def _met_before(self, spider: KbSpider) -> dict[str, KnownAnswer]:
        if self._interrupted is None:
            since = now() - RESUMED_WITHIN
            self._interrupted = answers_of_interrupted_runs(spider.engine, spider.run, since)
        return self._interrupted

    def _mark(self, request: Request, spider: KbSpider) -> None:
        if request.meta.get("unconditional"):
            return
        known = last_complete_answer(spider.engine, spider.run.source_key, _address(request))
        if known is None:
            return
        try:
            headers = read_headers(settings().archive_url, known.place)
        except ArchiveError:
            return  # the bytes are not where they should be: have them again
        stated = {_MARKS[name.lower()]: value for name, value in headers.items() if name.lower() in _MARKS}
        if stated:
            request.headers.update(stated)
            request.meta["known"] = known


def _address(request: Request) -> str:
    """The address under which the base keeps the answer: the one first asked, whatever redirects followed."""
    return str(request.meta.get("address", request.url))


def _from_archive(request: Request, known: KnownAnswer) -> Response:
    kept = read_answer(settings().archive_url, known.place, known.sha256)
    headers = Headers(_grouped(kept.headers))
    kind = responsetypes.from_args(headers=headers, url=request.url, body=kept.body[:5000])
    return kind(request.url, status=200, headers=headers, body=kept.body, request=request)


def _grouped(headers: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in headers:
        grouped.setdefault(name, []).append(value)
    return grouped
