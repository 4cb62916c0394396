"""Statistical offices that speak SDMX (REST 2.1): one data message per dataset, fetched whole and never read here."""

from collections.abc import AsyncIterator, Iterator
from typing import ClassVar

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawlers.base_spiders.kb_spider import KbSpider
from crawlers.items import FetchedAnswer
from crawlers.replay import NotRecorded
from kb.expectations import Finding, Outcome


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

    def no_answer(self, failure: Failure) -> None:
        """No answer of these sources was ever recorded: said in those words, so that nobody takes it for a breakdown."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, NotRecorded) and request.meta.get("entry"):
            self.one_more_done()
            self.report.findings.append(Finding("not_recorded", request.url, "the replay index does not hold it"))
            self.report.spoil(Outcome.FAILED, f"{request.url} : adresse sans réponse enregistrée.")
        else:
            super().no_answer(failure)
