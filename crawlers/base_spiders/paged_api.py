"""An interface that answers in pages: pages are followed, counted against the announced total, and capped."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from scrapy.http import Request, Response

from crawlers.base_spiders.kb_spider import KbSpider
from crawlers.items import FetchedAnswer
from kb.expectations import UNKNOWN_ADDRESS, Finding, Outcome

MAX_PAGES = 500  # a service that pages for ever; 200 rows a page, the largest answer expected has about 6 000


@dataclass(frozen=True)
class Page:
    """The envelope of one answer: rows in it, rows in all, address of the next page."""

    rows: int
    total: int
    following: str | None


class NoPage(Exception):
    """Raised by `page_of` when the service answers that it knows no such series; the message is the service's own."""


class PagedApiSpider(KbSpider):
    """Subclasses read the envelope (`page_of`); the rows themselves are the reader's."""

    name = "paged_api"
    max_pages = MAX_PAGES

    @abstractmethod
    def page_of(self, response: Response) -> Page | None:
        """The envelope of an answer, None when it has none (the reader will say why). Raises NoPage."""

    def parse_page(
        self, response: Response, previous: str | None = None, received: int = 0, number: int = 1
    ) -> Iterator[Request | FetchedAnswer]:
        """One page. A page equal to the one before it ends paging: a recording gives one answer for all pages."""
        if not self.usable(response):
            if number > 1:
                self._fall_short(response.url, f"la page {number} manque")
            return
        digest = self.hash_of(response)
        if digest == previous:
            self.report.findings.append(Finding("same_page", response.url, "equal to the page before; paging ended"))
            return
        try:
            page = self.page_of(response)
        except NoPage as refusal:
            self.report.findings.append(Finding(UNKNOWN_ADDRESS, response.url, str(refusal)))
            return
        yield self.hand_over(response)
        if page:
            yield from self._after(page, response, digest, received + page.rows, number)

    def _after(self, page: Page, response: Response, digest: str, received: int, number: int) -> Iterator[Request]:
        if page.following and number < self.max_pages:
            url = response.urljoin(page.following)
            yield self.ask(url, self.parse_page, previous=digest, received=received, number=number + 1)
        elif page.following:
            self._fall_short(response.url, f"la lecture s’arrête à la page {number}, et une autre est annoncée")
        elif received != page.total:
            self._fall_short(response.url, f"{received} lignes reçues pour {page.total} annoncées")

    def _fall_short(self, url: str, why: str) -> None:
        self.report.findings.append(Finding("incomplete_pages", url, why))
        self.report.spoil(Outcome.BELOW_EXPECTATION, f"{url} : {why}. Le dernier relevé complet reste servi.")

    def closed(self, reason: str) -> None:
        """Scrapy's hook. Secondary addresses may all be missing: a run that brought nothing at all has failed."""
        if reason == "finished" and not self.report.arrivals:
            why = "adresse sans réponse enregistrée" if self.replay else "aucune réponse utilisable"
            self.report.spoil(Outcome.FAILED, f"{self.definition.data_url} : {why}.")
