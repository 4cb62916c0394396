"""Statistical offices that speak SDMX (REST 2.1): one data message per dataset, fetched whole and never read here."""

from collections.abc import AsyncIterator, Iterator
from typing import ClassVar

from scrapy.http import Request, Response

from crawlers.base_spiders.kb_spider import KbSpider
from crawlers.items import FetchedAnswer
from kb.expectations import Outcome


class SdmxSpider(KbSpider):
    """Subclasses list their `flows`, the part of the address after `…/data/`. The first is the entry of the source."""

    name = "sdmx"
    json_only = False  # a data message is XML or CSV; a web page is told apart below
    flows: ClassVar[tuple[str, ...]] = ()
    query = ""

    async def start(self) -> AsyncIterator[Request]:
        """One request per dataset."""
        self.expected_requests = len(self.flows)
        for number, flow in enumerate(self.flows):
            yield self.ask(f"{self.definition.data_url}data/{flow}{self.query}", self.parse_message, entry=number == 0)

    def parse_message(self, response: Response) -> Iterator[FetchedAnswer]:
        """Hand the message over, unless it is a web page."""
        if not self.usable(response):
            return
        kind = (response.headers.get("Content-Type") or b"").lower()
        if b"html" in kind or response.body[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
            self.report.spoil(Outcome.BLOCKED, f"{response.url} a répondu une page web à la place des données.")
            return
        yield self.hand_over(response)
