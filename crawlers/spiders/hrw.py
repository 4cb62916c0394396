"""Human Rights Watch: its feed; under replay the articles of 2019, of which the text alone was recorded."""

from scrapy.http import Response

from crawlers.base_spiders.document_listing import DocumentListingSpider


class HrwSpider(DocumentListingSpider):
    """The site serves web pages; whoever recorded its articles kept their text, title and date as JSON."""

    name = "hrw"

    def no_document_because(self, response: Response) -> str | None:
        """JSON is no document of this site, but in a recording."""
        kind = (response.headers.get("Content-Type") or b"").lower()
        return None if self.replay and b"json" in kind else super().no_document_because(response)
