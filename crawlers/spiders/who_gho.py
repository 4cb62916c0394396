"""WHO, Global Health Observatory: the OData service."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Request, Response

from crawlers.base_spiders.kb_spider import KbSpider
from kb.expectations import Finding

# The service at times sends an empty list although data exist; the next request works (seen by OWID, who try 8 times).
EMPTY_TRIES = 8
EMPTY_ANSWER_SIZE = 4_000  # an empty envelope has about 100 bytes; only short answers are worth a look


class WhoGhoSpider(KbSpider):
    """The catalogue, the countries, then one answer per indicator that the vocabulary names."""

    name = "who_gho"

    async def start(self) -> AsyncIterator[Request]:
        """The catalogue is the entry: without it nothing else is asked."""
        self.expected_requests = 2 + len(self.codes)
        yield self.ask(f"{self.definition.data_url}Indicator", self.parse_catalogue, entry=True)

    def parse_catalogue(self, response: Response) -> Iterator[Any]:
        """Keep the list of codes, then ask for each code of the vocabulary; a code gone from the service answers 404."""
        if not self.usable(response):
            return
        yield self.hand_over(response)
        yield self.ask(f"{self.definition.data_url}DIMENSION/COUNTRY/DimensionValues", self.parse_dimension)
        for code in self.codes:
            yield self.ask(f"{self.definition.data_url}{code}", self.parse_indicator)

    def parse_dimension(self, response: Response) -> Iterator[Any]:
        """WHO's own list of countries, kept for its spellings."""
        if self.usable(response):
            yield self.hand_over(response)

    def parse_indicator(self, response: Response, previous: str | None = None) -> Iterator[Any]:
        """One whole series. Empty answers are asked again; pages are followed."""
        if not self.usable(response):
            return
        if _is_empty(response):
            again = self._again(response)
            if again:
                yield again
                return
            # not handed over: an empty answer must never take the place of the rows that the last one held
            self.report.findings.append(
                Finding("empty_answer", response.url, f"still empty after {self.tries} more tries")
            )
            return
        digest = self.hash_of(response)
        if digest == previous:
            self.report.findings.append(Finding("same_page", response.url, "equal to the page before; paging ended"))
            return
        yield self.hand_over(response)
        yield from self._next_page(response, digest)

    def _again(self, response: Response) -> Request | None:
        request = response.request
        return request and get_retry_request(request, spider=self, reason="empty answer", max_retry_times=self.tries)

    @property
    def tries(self) -> int:
        """A recorded answer never changes: asking again would only take time."""
        return 1 if self.replay else EMPTY_TRIES

    def _next_page(self, response: Response, digest: str) -> Iterator[Request]:
        if b'"@odata.nextLink"' in response.body and (link := json.loads(response.body).get("@odata.nextLink")):
            yield self.ask(response.urljoin(link), self.parse_indicator, previous=digest)


def _is_empty(response: Response) -> bool:
    if len(response.body) > EMPTY_ANSWER_SIZE:
        return False
    if not response.body.strip():
        return True
    try:
        return bool(json.loads(response.body).get("value") == [])
    except (ValueError, AttributeError):
        return False  # not JSON: the reader will say so, with the bytes kept
