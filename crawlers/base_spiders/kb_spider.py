"""What every spider shares: it fetches, hands over bytes, and knows a refusal from a document."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import scrapy
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from sqlalchemy import Engine
from twisted.python.failure import Failure

from crawlers.items import FetchedAnswer
from crawlers.pages import refusal_page, undecodable_as
from crawlers.refusals import Refused, RobotsUnreadable
from crawlers.replay import NotRecorded, ReplayIndex
from crawlers.troubles import told
from kb.archive import RunArchive
from kb.errors import ArchiveError
from kb.expectations import UNKNOWN_ADDRESS, Finding, Outcome
from kb.identity import sha256_of
from kb.sources.definition import SourceDefinition
from kb.store import Arrival, RunRef

BLOCKED_STATUS = {401, 403, 407, 429, 451}
GONE_STATUS = {404, 410}


@dataclass
class FetchReport:
    """What the fetching of one source came to. `trouble` is the first thing that spoiled the run, if any."""

    requests: int = 0
    resumed: int = 0
    """Answers taken over from an interrupted run, not asked again."""
    counts: dict[str, int] = field(default_factory=dict)
    """What the spider itself counted (documents that a listing names…), judged beside what the readers count."""
    arrivals: Counter[Arrival] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    trouble: tuple[Outcome, str] | None = None

    def spoil(self, outcome: Outcome, reason: str) -> None:
        """Keep the first trouble: the later ones are its consequences."""
        self.trouble = self.trouble or (outcome, reason)


class KbSpider(scrapy.Spider):
    """Base of every spider: `name` is the file name and the key of the definition."""

    json_only = True
    expected_requests = 0

    def __init__(
        self,
        definition: SourceDefinition,
        engine: Engine,
        run: RunRef,
        archive: RunArchive,
        codes: tuple[str, ...] = (),
        limit: int | None = None,
        replay: ReplayIndex | None = None,
        progress: Callable[[str, int, int], None] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.definition, self.engine, self.run, self.archive = definition, engine, run, archive
        self.codes, self.limit, self.replay, self.progress = codes[:limit], limit, replay, progress
        self.report = FetchReport()
        self.done = 0
        # a redirect off the publisher's hosts is a refusal, not a document
        self.allowed_domains = sorted(definition.sites)

    @classmethod
    def of(cls, crawler: Crawler) -> "KbSpider":
        """The spider of a crawler, for the components that Scrapy makes by itself."""
        spider = crawler.spider
        if not isinstance(spider, KbSpider):
            raise TypeError(f"{spider!r} is not one of our spiders")
        return spider

    @property
    def sites(self) -> frozenset[str]:
        """The only hosts that this spider may ask, by the definition of its source."""
        return frozenset(self.allowed_domains or ())

    def ask(self, url: str, callback: Any, *, entry: bool = False, **kwargs: Any) -> Request:
        """A request whose failure is told; without an `entry` answer the source cannot be read at all."""
        self.report.requests += 1
        request = Request(url, callback=callback, errback=self.no_answer, cb_kwargs=kwargs, meta={"entry": entry})
        request.meta["address"] = request.url  # where redirects may lead, this is what was asked
        return request

    def hand_over(self, response: Response) -> FetchedAnswer:
        """The answer, for the pipeline, under the address that was asked for."""
        return FetchedAnswer(response, response.meta.get("address", response.url))

    @staticmethod
    def hash_of(response: Response) -> str:
        """SHA-256 of its body, which the archive has already worked out."""
        return str(response.meta["archived"]["sha256"]) if "archived" in response.meta else sha256_of(response.body)

    def usable(self, response: Response) -> bool:
        """True for a document. A refusal stops the source; a missing page is a finding; the rest spoils the run."""
        refusal = self._refusal(response)
        if refusal:
            self.report.spoil(Outcome.BLOCKED, refusal)
            raise CloseSpider("blocked")
        if response.status in GONE_STATUS and not response.meta.get("entry"):
            self.report.findings.append(Finding(UNKNOWN_ADDRESS, response.url, f"HTTP {response.status}"))
            return False
        if response.status != 200:
            self._unanswered(response.url, bool(response.meta.get("entry")), f"HTTP {response.status}")
            return False
        if charset := undecodable_as(response):
            self.report.findings.append(Finding("charset", response.url, f"declared {charset}, not readable as such"))
        return True

    def one_more_done(self) -> None:
        """Tell the command line that one more request ended, answered or not."""
        self.done += 1
        if self.progress:
            self.progress(self.name, self.done, max(self.expected_requests, self.done))

    def stop(self, reason: str) -> None:
        """End the crawl from an errback, where Scrapy's CloseSpider is not heard."""
        if self.crawler.engine:
            self.crawler.engine.close_spider(self, reason)

    def no_answer(self, failure: Failure) -> None:
        """Scrapy's errback: nothing came, or it was refused before it was sent."""
        request: Request = failure.request  # type: ignore[attr-defined]
        cause = failure.value
        self.one_more_done()
        if isinstance(cause, NotRecorded):
            self.report.findings.append(Finding("not_recorded", request.url, "the replay index does not hold it"))
            if request.meta.get("entry"):  # said in those words, so that nobody takes it for a breakdown
                self.report.spoil(Outcome.FAILED, f"{request.url} : adresse sans réponse enregistrée.")
        elif isinstance(cause, ArchiveError):
            self.report.spoil(Outcome.FAILED, failure.getErrorMessage())
            self.stop("archive")
        elif isinstance(cause, Refused):
            self.report.spoil(Outcome.BLOCKED, f"{request.url} ne peut pas être demandée ({cause}).")
        elif isinstance(cause, RobotsUnreadable):
            self.report.spoil(Outcome.FAILED, f"{request.url} n’a pas été demandée : {cause}.")
            self.stop("robots")
        else:
            self._unanswered(request.url, bool(request.meta.get("entry")), self._why(request, cause or failure))

    def _why(self, request: Request, cause: object) -> str:
        limit = request.meta.get("download_maxsize") or self.crawler.settings.getint("DOWNLOAD_MAXSIZE")
        return told(cause, int(limit))

    def _unanswered(self, url: str, entry: bool, why: str) -> None:
        self.report.findings.append(Finding("no_answer", url, why))
        outcome = Outcome.FAILED if entry else Outcome.BELOW_EXPECTATION
        self.report.spoil(outcome, f"{url} n’a pas donné de réponse utilisable ({why}).")

    def _refusal(self, response: Response) -> str | None:
        if response.status in BLOCKED_STATUS:
            return f"{response.url} a répondu HTTP {response.status} : {_refused(response)}."
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
        is_page = "html" in kind or response.body.lstrip()[:1] == b"<"
        if self.json_only and response.status == 200 and is_page:
            return f"{response.url} a répondu une page web à la place des données (vérification, connexion ou consentement)."
        if what := refusal_page(response):
            return f"{response.url} a répondu {what} à la place du document."
        return None


def _refused(response: Response) -> str:
    wait = response.meta.get("asked_to_wait")
    if wait:
        return f"l’éditeur demande d’attendre {wait:.0f} s, plus qu’un relevé ne peut attendre"
    tries = response.meta.get("retry_times", 0)
    return "l’éditeur refuse ce client pour le moment" + (
        f", {tries + 1} demandes espacées n’y ont rien changé" if tries else ""
    )
