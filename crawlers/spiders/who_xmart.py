"""WHO's xMart, successor of the GHO service. No answer was seen: see kb/sources/who_xmart.yml."""

from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlencode

from scrapy.http import Request, Response

from crawlers.base_spiders.kb_spider import KbSpider
from crawlers.items import FetchedAnswer

# No $orderby, $count nor $skip: in October 2026 the service sent whoever used them to a page that says sorry.
COLUMNS = "IND_ID,IND_PER_CODE,IND_CODE_GHO,IND_NAME_FULL,IND_NAME,TERM_LANG,IND_UNIT,IND_PUBLISH_TABLE,DWNL_QUERY"


class WhoXmartSpider(KbSpider):
    """The catalogue alone. A web page in its place, or a redirect to another host, is a refusal: the run is « blocked »."""

    name = "who_xmart"

    async def start(self) -> AsyncIterator[Request]:
        """The indicators that have an English name."""
        self.expected_requests = 1
        asked = urlencode({"$filter": "TERM_LANG eq 'en'", "$select": COLUMNS}, safe="$,'")
        yield self.ask(f"{self.definition.data_url}IND_DIRECTORY_WIDE?{asked}", self.parse_catalogue, entry=True)

    def parse_catalogue(self, response: Response) -> Iterator[FetchedAnswer]:
        """Keep it whole; nobody reads it yet."""
        if self.usable(response):
            yield self.hand_over(response)
