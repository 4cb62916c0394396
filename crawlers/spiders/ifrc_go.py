"""IFRC GO: emergency appeals of the Red Cross and Red Crescent, and the list of countries they speak of."""

import json
from collections.abc import AsyncIterator

from scrapy.http import Request, Response

from crawlers.base_spiders.paged_api import Page, PagedApiSpider


class IfrcGoSpider(PagedApiSpider):
    """Appeals are the entry; the list of countries is kept for its spellings."""

    name = "ifrc_go"

    async def start(self) -> AsyncIterator[Request]:
        """Pages of 200, the size seen in use."""
        self.expected_requests = 2
        for number, path in enumerate(("appeals", "country")):
            url = f"{self.definition.data_url}{path}/?format=json&limit=200"
            yield self.ask(url, self.parse_page, entry=number == 0)

    def page_of(self, response: Response) -> Page | None:
        """`{count, next, previous, results}`."""
        try:
            answer = json.loads(response.body)
            return Page(len(answer["results"]), int(answer["count"]), answer["next"])
        except (ValueError, TypeError, KeyError):
            return None  # not this shape: the bytes are kept and the reader will say so
