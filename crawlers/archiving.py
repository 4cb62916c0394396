"""Every answer goes to the archive before anyone reads it, refusals included."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawlers.base_spiders.kb_spider import KbSpider
from kb.archive import Answer, Place, read_headers
from kb.clock import now
from kb.errors import ArchiveError
from kb.settings import settings
from kb.store import place_of


class ArchiveMiddleware:
    """Writes each decoded answer to the WARC file of the run; known bytes become a revisit record."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ArchiveMiddleware":
        """Scrapy's way in."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive, and leave the place and the hash in the request for the pipeline."""
        if request.meta.get("resumed"):
            return response  # it comes from the archive
        spider = KbSpider.of(self.crawler)
        answer = _answer(request, response)
        if response.status == 304 and (seen := request.meta.get("known")):
            spider.archive.add_not_modified(answer, seen.place, seen.sha256)
            request.meta["archived"] = {"sha256": seen.sha256, "place": seen.place, "received_at": answer.received_at}
            return response
        known = place_of(spider.engine, spider.run.source_key, request.meta.get("address", response.url), answer.sha256)
        if known and not _still_there(known):
            known = None  # lost with the file of an interrupted run: these are the bytes, kept anew
        place = spider.archive.add(answer, known)
        request.meta["archived"] = {"sha256": answer.sha256, "place": known or place, "received_at": answer.received_at}
        return response


def _still_there(place: Place) -> bool:
    try:
        read_headers(settings().archive_url, place)
    except ArchiveError:
        return False
    return True


def _answer(request: Request, response: Response) -> Answer:
    return Answer(
        url=response.url,
        status=response.status,
        headers=_text(response.headers),
        body=response.body,
        request_headers=_text(request.headers),
        received_at=now(),
        replay=request.meta.get("replay"),
        told=request.cb_kwargs.get("listed"),
        method=request.method,
    )


def _text(headers: Headers) -> dict[str, str]:
    return {str(name): str(value) for name, value in headers.to_unicode_dict().items()}
