"""ReliefWeb, API v2: the reports of the theme « Health » changed since the last complete run, and the PDF files attached to them."""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from scrapy.http import Request, Response

from crawlers.base_spiders.paged_api import Page, PagedApiSpider
from crawlers.items import FetchedAnswer
from crawlers.pages import is_cut_pdf, is_pdf
from kb.clock import now
from kb.expectations import Finding, Outcome
from kb.known_answers import counted_since, last_complete_start, seen_by_complete_runs, withdrawn_addresses
from kb.settings import settings
from kb.sources.sites import site_of

DAILY_CALLS = 1_000  # of the API, stated by ReliefWeb; attached files are served by another host and do not count
ROWS = 100  # of 1 000 allowed: an answer stays under a few megabytes
FIRST_REACH = timedelta(days=365)  # how far back the first run goes; the next ones ask what changed
OVERLAP = timedelta(days=1)  # a report changed while the last run was reading is asked for again
MOST_FILES = 5_000  # attached files a run may fetch: a refusal of the run, not a choice among them
FIELDS = (
    "title", "body", "url", "url_alias", "file", "date.original", "date.changed", "date.created", "primary_country.iso3",
    "primary_country.name", "country.iso3", "country.name", "source.name", "source.shortname", "language.code", "language.name",
    "format.name", "theme.name",
)  # fmt: skip
HOW_TO_GET_ONE = (
    "credential : ReliefWeb ne répond qu’à un « appname » qu’il a approuvé. Demandez-en un à "
    "https://apidoc.reliefweb.int/parameters#appname (une personne répond), puis donnez-le par RECOUPE_RELIEFWEB_APPNAME "
    "(docs/settings.md)."
)


class ReliefWebSpider(PagedApiSpider):
    """Pages of the API are asked by POST, so that the appname stands in no address, log or archive.

    Each is known under the address that asks the same by GET, without the appname.
    """

    name = "reliefweb"
    json_only = False  # attached files; an answer of the API that is a web page is told apart below

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = self.definition.key
        self.appname = settings().reliefweb_appname
        self.calls = 0
        self.calls_before = counted_since(self.engine, key, "api_calls", now() - timedelta(days=1))
        self.unchanged = seen_by_complete_runs(self.engine, key)
        self.withdrawn = withdrawn_addresses(self.engine, key)
        self.files: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        """The first page, unless nobody gave an appname; a recording asks for none."""
        if self.replay is None and not self.appname:
            self.report.spoil(Outcome.BLOCKED, HOW_TO_GET_ONE)
            return
        if first := self._ask_page(0):
            yield first

    def page_of(self, response: Response) -> Page | None:
        """`{totalCount, count, data}`; the next page is asked by its offset."""
        try:
            answer = json.loads(response.body)
            rows, total = len(answer["data"]), int(answer["totalCount"])
        except (ValueError, TypeError, KeyError):
            return None  # not this shape: the bytes are kept and the reader will say so
        offset = _offset(response.meta["address"])
        following = offset + rows < total and rows and self.limit is None
        return Page(rows, offset + rows if self.limit else total, self._address(offset + rows) if following else None)

    def parse_page(
        self, response: Response, previous: str | None = None, received: int = 0, number: int = 1
    ) -> Iterator[Request | FetchedAnswer]:
        """A page of reports, then the files attached to them, then the next page."""
        self.calls += response.meta.get("retry_times", 0)
        for found in super().parse_page(response, previous, received, number):
            if isinstance(found, FetchedAnswer):
                yield found
                yield from self._attachments(response)
            elif request := self._within_the_day(found):
                yield request

    def parse_file(self, response: Response, listed: dict[str, str]) -> Iterator[FetchedAnswer]:
        """A PDF, whole; anything else under the address of one is a finding."""
        if not self.usable(response):
            return
        if not is_pdf(response):
            kind = (response.headers.get("Content-Type") or b"no type").decode("latin-1")[:60]
            self.report.findings.append(Finding("not_a_document", response.url, f"a PDF was promised, {kind} came"))
        elif is_cut_pdf(response):
            self._unanswered(response.url, False, "le PDF s’arrête avant sa fin")
        else:
            yield FetchedAnswer(response, response.meta["address"], listed)

    def ask(self, url: str, callback: Any, *, entry: bool = False, **kwargs: Any) -> Request:
        """A page of the API goes by POST, the appname in its body; everything else as usual."""
        request = super().ask(url, callback, entry=entry, **kwargs)
        if not url.startswith(self.definition.data_url):
            return request
        self.calls += 1
        return request.replace(
            url=self.definition.data_url,
            method="POST",
            headers={"Content-Type": "application/json"},
            body=json.dumps(self._query(_offset(url)) | {"appname": self.appname or ""}),
        )

    def closed(self, reason: str) -> None:
        """Scrapy's last word: the calls of the day are counted, for the next run of the day."""
        self.report.counts |= {"api_calls": self.calls, "files": len(self.files)}
        super().closed(reason)

    def _refusal(self, response: Response) -> str | None:
        if response.status in {400, 403} and b"appname" in response.body[:2_000]:
            return (
                f"ReliefWeb refuse l’« appname » de cette installation (HTTP {response.status}) : il n’est pas approuvé. "
                "Vérifiez RECOUPE_RELIEFWEB_APPNAME, ou demandez-en un à https://apidoc.reliefweb.int/parameters#appname."
            )
        if response.meta["address"].startswith(self.definition.data_url) and response.body.lstrip()[:1] == b"<":
            return f"{response.url} a répondu une page web à la place des données (vérification, connexion ou consentement)."
        return super()._refusal(response)

    def _ask_page(self, offset: int) -> Request | None:
        return self._within_the_day(self.ask(self._address(offset), self.parse_page, entry=offset == 0))

    def _within_the_day(self, request: Request) -> Request | None:
        """The request, or None once the calls that ReliefWeb allows in a day are spent."""
        if self.calls_before + self.calls <= DAILY_CALLS or self.replay:
            return request
        self.calls -= 1
        told = (
            f"Les {DAILY_CALLS} demandes par jour que ReliefWeb accepte sont faites : la suite n’a pas été lue. "
            "Relancez le relevé demain."
        )
        self.report.findings.append(
            Finding("daily_limit", self.definition.data_url, f"{DAILY_CALLS} calls in 24 hours")
        )
        self.report.spoil(Outcome.BELOW_EXPECTATION, told)
        return None

    def _query(self, offset: int) -> dict[str, Any]:
        conditions: list[dict[str, Any]] = [{"field": "theme.name", "value": "Health"}]
        if since := self._since:
            conditions.append({"field": "date.changed", "value": {"from": since.isoformat()}})
        return {
            "filter": {"operator": "AND", "conditions": conditions},
            "fields": {"include": list(FIELDS)},
            "sort": ["date.changed:asc"],  # what changes meanwhile goes to the end, and no page is shifted
            "limit": min(ROWS, self.limit or ROWS),
            "offset": offset,
        }

    @property
    def _since(self) -> datetime | None:
        """None under replay: one recorded page answers, whatever the day."""
        if self.replay:
            return None
        last = last_complete_start(self.engine, self.definition.key)
        return last - OVERLAP if last else self.run.started_at - FIRST_REACH

    def _address(self, offset: int) -> str:
        """The address that asks the same by GET: the name of this page in the base."""
        asked = {"sort[]": "date.changed:asc", "limit": min(ROWS, self.limit or ROWS), "offset": offset}
        asked |= {"filter[conditions][0][field]": "theme.name", "filter[conditions][0][value]": "Health"}
        if since := self._since:
            asked |= {"filter[conditions][1][field]": "date.changed"}
            asked |= {"filter[conditions][1][value][from]": since.isoformat()}
        return f"{self.definition.data_url}?{urlencode(asked)}"

    def _attachments(self, response: Response) -> Iterator[Request]:
        for fields in _reports(response):
            for file in fields.get("file") or ():
                if self._wanted(file):
                    self.files.add(file["url"])
                    yield self.ask(file["url"], self.parse_file, listed=_told(fields, response.meta["address"]))

    def _wanted(self, file: dict[str, Any]) -> bool:
        """True for a PDF that no complete run had: an attached file never changes under its address."""
        url = file["url"]
        if url in self.files | self.withdrawn | self.unchanged.keys() or not url.lower().endswith(".pdf"):
            return False
        if site_of(url) not in self.sites:
            self.report.findings.append(Finding("off_site", url, "an attached file on a host that is not declared"))
            return False
        if len(self.files) >= (self.limit or MOST_FILES):
            told = f"Plus de {MOST_FILES} fichiers joints sont à prendre : la limite d’un relevé est atteinte."
            self.report.spoil(Outcome.BELOW_EXPECTATION, told)
            return False
        return True


def _offset(address: str) -> int:
    return int(parse_qs(urlsplit(address).query)["offset"][0])


def _reports(response: Response) -> list[dict[str, Any]]:
    """The fields of each report; none where the answer has another shape, which the reader will tell."""
    try:
        return [entry["fields"] for entry in json.loads(response.body)["data"]]
    except (ValueError, TypeError, KeyError):
        return []


def _told(fields: dict[str, Any], address: str) -> dict[str, str]:
    """What ReliefWeb says of a report, for each of its files: they are of the same source, countries and day."""
    languages = [language["code"] for language in fields.get("language") or ()]
    facts = {
        "title": fields.get("title"),
        "published": _day(fields.get("date", {}).get("original")),
        "published_words": "date.original",
        "language": languages[0] if len(languages) == 1 else None,
        "publisher": " ; ".join(source["name"] for source in fields.get("source") or ()),
        "countries": " ".join(country["iso3"].upper() for country in fields.get("country") or ()),
        "listing": address,
        "part_of": fields.get("url"),
    }
    return {name: value for name, value in facts.items() if value}


def _day(moment: str | None) -> str | None:
    return date.fromisoformat(moment[:10]).isoformat() if moment else None
