"""Sources of reports: walks a listing (feed, sitemap, web pages, JSON) and fetches the documents that it names.

Everything a site needs stands in its definition, under `listing`: a new source of this kind is a YAML file.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from scrapy.selector import Selector
from twisted.python.failure import Failure

from crawlers.base_spiders.kb_spider import GONE_STATUS, KbSpider
from crawlers.decoding import inflated
from crawlers.items import FetchedAnswer
from crawlers.listings.choice import Choice
from crawlers.listings.entries import Entry, Page, UnreadableListing
from crawlers.listings.feeds import read_feed
from crawlers.listings.pages import read_html, read_json
from crawlers.listings.sitemaps import read_sitemap
from crawlers.pages import is_cut_pdf, is_html, is_pdf, text_of
from crawlers.refusals import Refused, Unusable
from crawlers.replay import NotRecorded
from kb.errors import BadDefinition
from kb.expectations import Finding, Outcome
from kb.known_answers import known_addresses, seen_by_complete_runs, withdrawn_addresses
from kb.sources.listing import Listing

# A tree of a page takes fifty times its size in memory; no list of links is larger than this.
MAX_TREE = 4 * 2**20
# Publishers close a document now and then; closing one after the other means that we are not wanted.
REFUSALS_IN_A_ROW = 3
CLOSED_STATUS = {401, 403, 451}
_FIRST = 10  # the pages of a listing go before the documents: a run knows early what there is


class DocumentListingSpider(KbSpider):
    """One class for every source of reports."""

    json_only = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.definition.listing is None:
            raise BadDefinition(f"{self.definition.key}.yml has no `listing`.")
        self.listing: Listing = self.definition.listing
        key = self.definition.key
        self.choice = Choice(
            self.listing, self.sites, seen_by_complete_runs(self.engine, key), known_addresses(self.engine, key),
            withdrawn_addresses(self.engine, key), self.limit,
        )  # fmt: skip
        self.pages: set[str] = set()
        self.attached: set[str] = set()
        self.documents = 0
        self.total: int | None = None
        self.refusals = 0
        self.whole = True
        """False once a page of the listing is known to be missing: counting would be in vain."""

    async def start(self) -> AsyncIterator[Request]:
        """Every address of the listing is an entry: without one of them nobody knows what there is."""
        for url in self.listing.start or [self.definition.data_url]:
            yield self._ask_page(url, None)

    def parse_listing(self, response: Response, previous: str | None) -> Iterator[Any]:
        """One page: its documents, then the next page, unless it repeats the one before."""
        if response.status in GONE_STATUS:
            self._missing_page(response, f"HTTP {response.status}")
            return
        if not self.usable(response):
            self.whole = False
            return
        if self.listing.kind != "html" and is_html(response):
            told = f"{response.url} a répondu une page web à la place de la liste (vérification, connexion ou consentement)."
            self.report.spoil(Outcome.BLOCKED, told)
            raise CloseSpider("blocked")
        digest = self.hash_of(response)
        if digest == previous:
            self.report.findings.append(Finding("same_page", response.url, "equal to the page before; paging ended"))
            return
        try:
            page = self._read(response)
        except (UnreadableListing, Unusable) as error:
            self._missing_page(response, str(error))
            return
        if previous is None and page.total is not None:
            self.total = (self.total or 0) + page.total
        yield from self._documents(page, response.url)
        if self._too_old(page):
            self.total = None  # the rest of the listing was left unread on purpose
            return
        yield from self._next_pages(page, digest)

    def parse_document(self, response: Response, listed: dict[str, str]) -> Iterator[Any]:
        """Hand over a page or a PDF, whole; then what it attaches."""
        if response.status in CLOSED_STATUS:
            self._closed(response)
            return
        if not self.usable(response):
            return
        self.refusals = 0
        if trouble := self.no_document_because(response):
            self.report.findings.append(Finding("not_a_document", response.url, trouble))
            return
        if is_cut_pdf(response):
            self._unanswered(response.url, False, "le PDF s’arrête avant sa fin")
            return
        self.documents += 1
        yield FetchedAnswer(response, response.meta["address"], listed)
        if self.listing.attachments and "part_of" not in listed:
            yield from self._attachments(response, listed)

    def no_document_because(self, response: Response) -> str | None:
        """Why an answer is not the document that its address promises, or None."""
        kind = (response.headers.get("Content-Type") or b"no type").decode("latin-1")[:60]
        if is_pdf(response):
            return None
        if urlsplit(response.url).path.lower().endswith(".pdf"):
            return f"a PDF was promised, {kind} came"
        return None if is_html(response) else f"neither a page nor a PDF: {kind}"

    def no_page(self, failure: Failure) -> Iterator[Request]:
        """A recording may hold documents and not their list: those are asked for, and the missing list is told."""
        request: Request = failure.request  # type: ignore[attr-defined]
        recorded = self._recorded_documents() if isinstance(failure.value, NotRecorded) else []
        if not recorded:
            self.no_answer(failure)
            return
        self.one_more_done()
        self.whole = False
        self.report.findings.append(
            Finding("not_recorded", request.url, "the replay index holds documents, not their list")
        )
        for url in recorded:
            yield self._ask_document(url, {})

    def no_document(self, failure: Failure) -> None:
        """A document that may not be asked is a finding; anything else is told as usual."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, Refused):
            self.one_more_done()
            self.report.findings.append(Finding("not_asked", request.meta["address"], str(failure.value)))
            return
        self.no_answer(failure)

    def closed(self, reason: str) -> None:
        """Scrapy's last word: what the listing named, against what was taken and what the publisher says there is."""
        self.report.counts |= {"listed": self.choice.listed, "documents": self.documents}
        self.report.findings += self.choice.findings()
        if reason != "finished" or not self.whole:
            return
        named = len(self.choice.named)
        if self.total is not None and self.total != named:
            self.report.findings.append(
                Finding("total_differs", self.definition.data_url, f"{self.total} stated, {named} named")
            )
            if named < self.total:
                told = f"La liste annonce {self.total} documents et en nomme {named}."
                self.report.spoil(Outcome.BELOW_EXPECTATION, told)
        if self.choice.left:
            told = f"{self.choice.left} documents restent à prendre : la limite d’un relevé est atteinte, le prochain continue."
            self.report.spoil(Outcome.BELOW_EXPECTATION, told)

    def _ask_page(self, url: str, previous: str | None) -> Request:
        self.pages.add(url)
        request = self.ask(url, self.parse_listing, entry=previous is None, previous=previous)
        request.priority, request.dont_filter = _FIRST, True
        request.errback = self.no_page
        if self.listing.kind in {"html", "json"}:
            request.meta["download_maxsize"] = MAX_TREE
        return request

    def _recorded_documents(self) -> list[str]:
        recorded = self.replay.recorded_for(self.definition.key) if self.replay else []
        return [url for url in recorded if self.choice.take(Entry(url))]

    def _read(self, response: Response) -> Page:
        if self.listing.kind == "html":
            return read_html(text_of(response), response.url, self.listing)
        if self.listing.kind == "json":
            return read_json(text_of(response), response.url, self.listing)
        body, limit = response.body, self.crawler.settings.getint("DOWNLOAD_MAXSIZE")
        if body[:2] == b"\x1f\x8b":  # sitemap.xml.gz: a file that is compressed, not an answer that is
            body = inflated(body, "gzip", limit)
        if self.listing.kind == "feed":
            return read_feed(body, response.url)
        return read_sitemap(body, response.url, self.listing.sitemaps)

    def _documents(self, page: Page, listing_url: str) -> Iterator[Request]:
        if page.unread_dates:
            told = f"{len(page.unread_dates)} date(s) in another format, as {page.unread_dates[0][:60]!r}"
            self.report.findings.append(Finding("unread_date", listing_url, told))
        for entry in page.entries:
            if url := self.choice.take(entry):
                yield self._ask_document(url, self._facts(entry, listing_url))
        self.expected_requests = self.report.requests

    def _facts(self, entry: Entry, listing_url: str) -> dict[str, str]:
        facts = {
            "title": entry.title,
            "published": entry.published.isoformat() if entry.published else None,
            "language": self.listing.language or entry.language,
            "listing": listing_url,
        }
        return {name: value for name, value in facts.items() if value}

    def _ask_document(self, url: str, facts: dict[str, str]) -> Request:
        return self.ask(url, self.parse_document, listed=facts).replace(errback=self.no_document)

    def _next_pages(self, page: Page, digest: str) -> Iterator[Request]:
        for url in page.pages:
            if url in self.pages:
                self.report.findings.append(Finding("page_loop", url, "a page already read is named as the next one"))
            elif len(self.pages) >= self.listing.max_pages:
                self.whole = False
                told = f"La liste a plus de {self.listing.max_pages} pages (max_pages) : la suite n’a pas été lue."
                self.report.spoil(Outcome.BELOW_EXPECTATION, told)
                return
            else:
                yield self._ask_page(url, digest)

    def _too_old(self, page: Page) -> bool:
        """True for a page whose documents are all dated before `since`: listings show the newest first."""
        dates = [entry.published for entry in page.entries]
        since = self.listing.since
        return bool(since and dates and all(day is not None and day < since for day in dates))

    def _missing_page(self, response: Response, why: str) -> None:
        self.whole = False
        self._unanswered(response.url, bool(response.meta.get("entry")), why)

    def _closed(self, response: Response) -> None:
        self.report.findings.append(Finding("closed_document", response.url, f"HTTP {response.status}"))
        self.refusals += 1
        if self.refusals >= REFUSALS_IN_A_ROW:
            told = (
                f"{self.refusals} documents de suite sont refusés (HTTP {response.status}), le dernier {response.url}."
            )
            self.report.spoil(Outcome.BLOCKED, told)
            raise CloseSpider("blocked")

    def _attachments(self, response: Response, listed: dict[str, str]) -> Iterator[Request]:
        attachments = self.listing.attachments
        if not attachments or not is_html(response) or len(response.body) > MAX_TREE:
            return
        root = Selector(text=text_of(response), type="html", huge_tree=False)
        base = urljoin(response.url, root.css("base::attr(href)").get() or "")
        for link in list(dict.fromkeys(root.css(attachments.css).getall()))[: attachments.max]:
            url = urljoin(base, link)
            if url not in self.choice.named | self.attached and self.choice.reachable(url):
                self.attached.add(url)
                yield self._ask_document(url, listed | {"part_of": response.meta["address"]})
