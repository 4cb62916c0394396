"""World Bank, indicators API v2: one series for all countries, usually in one page."""

import json
from collections.abc import AsyncIterator

from scrapy.http import Request, Response
from w3lib.url import add_or_replace_parameter

from crawlers.base_spiders.paged_api import NoPage, Page, PagedApiSpider

PER_PAGE = 32_500  # the largest the service accepts; a series has about 17 000 rows


class WorldBankSpider(PagedApiSpider):
    """The series that the vocabulary names; one that the service does not know is a finding."""

    name = "world_bank"

    async def start(self) -> AsyncIterator[Request]:
        """One request per series; none of them stands for the others, so none is the entry."""
        self.expected_requests = len(self.codes)
        for code in self.codes:
            url = f"{self.definition.data_url}country/all/indicator/{code}?format=json&per_page={PER_PAGE}"
            yield self.ask(url, self.parse_page)

    def page_of(self, response: Response) -> Page | None:
        """`[header, rows]`; an unknown code is told by HTTP 200 and a list with one element, holding `message`."""
        try:
            header, *rest = json.loads(response.body)
            if "message" in header:
                raise NoPage("; ".join(str(told.get("value")) for told in header["message"]))
            page, pages, total = int(header["page"]), int(header["pages"]), int(header["total"])
        except (ValueError, TypeError, KeyError, AttributeError):
            return None  # not this shape: the bytes are kept and the reader will say so
        rows = rest[0] if rest and isinstance(rest[0], list) else []
        following = add_or_replace_parameter(response.url, "page", str(page + 1)) if page < pages else None
        return Page(len(rows), total, following)
