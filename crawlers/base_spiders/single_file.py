"""One file per address, or one file per year whose address names its year: the newest year that answers is taken."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawlers.base_spiders.kb_spider import GONE_STATUS, KbSpider
from crawlers.items import FetchedAnswer
from crawlers.replay import NotRecorded
from kb.clock import now
from kb.expectations import Finding, Outcome


@dataclass(frozen=True)
class PublishedFile:
    """A file at an address that never changes. Without a `required` one the source cannot be read."""

    address: str
    required: bool = True

    def editions(self, newest: int) -> list[str]:
        """The addresses to try, in order."""
        return [self.address]


@dataclass(frozen=True)
class YearlyFile(PublishedFile):
    """A file renamed with each edition: `{year}` is « 2025 », `{short}` is « 25 »; newest first, down to `oldest`."""

    oldest: int = 2020
    two_years: bool = False
    """Some editions are named after two years: « 2023-24 », « 23-24 »."""

    def editions(self, newest: int) -> list[str]:
        """One address per year, two where an edition may be named after two years."""
        found = []
        for year in range(newest, self.oldest - 1, -1):
            found.append(self.address.format(year=year, short=f"{year % 100:02d}"))
            if self.two_years:
                before, after = f"{year - 1}", f"{year % 100:02d}"
                found.append(self.address.format(year=f"{before}-{after}", short=f"{before[2:]}-{after}"))
        return found

    @property
    def logical(self) -> str:
        """One address for all editions, so that a new one takes the place of the last: two are never mixed in a series."""
        return self.address.replace("{short}", "{year}")


class SingleFileSpider(KbSpider):
    """Subclasses list their `files`; a finding tells each edition that was asked for in vain."""

    name = "single_file"
    files: ClassVar[tuple[PublishedFile, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # a publisher may keep its files on several hosts: each is declared with its file, no other is followed
        self.allowed_domains = sorted({urlsplit(file.address).netloc for file in self.files})

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the newest edition of each file."""
        self.expected_requests = len(self.files)
        for file in self.files:
            for request in self._next(file, file.editions(now().year)):
                yield request

    def parse_file(
        self, response: Response, file: PublishedFile, older: list[str]
    ) -> Iterator[Request | FetchedAnswer]:
        """Hand the file over; only an edition that does not exist sends us to the one before."""
        if self.usable(response):
            yield replace(self.hand_over(response), address=getattr(file, "logical", None))
        elif response.status in GONE_STATUS:
            yield from self._next(file, older)

    def no_file(self, failure: Failure) -> Iterator[Request]:
        """Nothing came. A recording that lacks a year is asked for the year before; any other trouble is told."""
        self.no_answer(failure)
        if isinstance(failure.value, NotRecorded):
            yield from self._next(**failure.request.cb_kwargs)  # type: ignore[attr-defined]

    def _next(self, file: PublishedFile, older: list[str]) -> Iterator[Request]:
        if older:
            request = self.ask(older[0], self.parse_file, file=file, older=older[1:])
            yield request.replace(errback=self.no_file)
        elif file.required:
            where = getattr(file, "logical", file.address)
            reason = "adresse sans réponse enregistrée" if self.replay else "aucun millésime n’a répondu"
            self.report.findings.append(Finding("no_edition", where, reason))
            self.report.spoil(Outcome.FAILED, f"{where} : {reason}.")
