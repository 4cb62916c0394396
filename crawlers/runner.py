"""Runs spiders inside this process. The command line is its only caller."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from sqlalchemy import Engine

from crawlers.base_spiders.document_listing import DocumentListingSpider
from crawlers.base_spiders.kb_spider import FetchReport, KbSpider
from crawlers.listings.pages import selector_problems
from crawlers.replay import ReplayIndex
from crawlers.settings import scrapy_settings
from kb.archive import RunArchive
from kb.errors import BadDefinition, KbError
from kb.expectations import INTERRUPTED, Finding, Outcome
from kb.sources.definition import SourceDefinition
from kb.store import RunRef

# Scrapy's reasons for an end that nobody's answer caused: the next run takes up what this one had met.
_CUT_OFF = {"shutdown", "closespider_timeout", "closespider_pagecount", "memusage_exceeded"}
Progress = Callable[[str, int, int], None]


@dataclass
class FetchOrder:
    """One source to fetch: where it goes, and what to ask for."""

    definition: SourceDefinition
    run: RunRef
    archive: RunArchive
    codes: tuple[str, ...] = ()
    limit: int | None = None


class UncrawlableSource(KbError):
    """Raised when a source has neither a spider nor a `listing`: nobody has written how it is fetched."""


def spider_of(definition: SourceDefinition) -> type[KbSpider]:
    """The spider named after the source, or the generic one where its definition says how its documents are listed."""
    key = definition.key
    name = f"crawlers.spiders.{key}"
    if find_spec(name) is not None:
        for found in vars(import_module(name)).values():
            if isinstance(found, type) and issubclass(found, KbSpider) and getattr(found, "name", None) == key:
                return found
    if definition.listing is None:
        raise UncrawlableSource(
            f"The source {key} has no spider (crawlers/spiders/{key}.py) and no `listing` in kb/sources/{key}.yml: it cannot be crawled."
        )
    if problems := selector_problems(definition.listing):
        raise BadDefinition(f"{key}.yml: {problems[0]}")
    return type(key, (DocumentListingSpider,), {"name": key})


class _Crawler(Crawler):
    """A crawl that waits until no other crawl of this process asks the same sites."""

    turns: tuple[asyncio.Lock, ...] = ()

    async def crawl_async(self, *args: Any, **kwargs: Any) -> None:
        """Scrapy's own, in its turn."""
        async with AsyncExitStack() as stack:
            for turn in self.turns:
                await stack.enter_async_context(turn)
            await super().crawl_async(*args, **kwargs)


def fetch(
    orders: list[FetchOrder],
    engine: Engine,
    replay: ReplayIndex | None = None,
    progress: Progress | None = None,
) -> dict[str, FetchReport]:
    """Fetch every source, side by side but for those of one site; once per process: Scrapy's reactor starts only once."""
    process = AsyncCrawlerProcess(scrapy_settings(replay=replay is not None))
    sites: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
    crawlers: dict[str, Crawler] = {}
    for order in orders:
        crawler = _Crawler(spider_of(order.definition), _settings(order.definition, replay))
        if replay is None:
            _keep_the_pace(crawler, order.definition)
            # always taken in the same order, so that no two crawls wait for each other
            crawler.turns = tuple(sites[site] for site in sorted(order.definition.sites))
        crawlers[order.run.source_key] = crawler
        process.crawl(
            crawler,
            definition=order.definition, engine=engine, run=order.run, archive=order.archive,
            codes=order.codes, limit=order.limit, replay=replay, progress=progress,
        )  # fmt: skip
    process.start()
    return {key: _report_of(crawler) for key, crawler in crawlers.items()}


def _settings(definition: SourceDefinition, replay: ReplayIndex | None) -> Settings:
    settings = Settings()
    # under replay nothing that a spider sets for its publisher holds: there is nobody to spare
    settings.setdict(
        scrapy_settings(replay=replay is not None, definition=definition), priority="cmdline" if replay else "project"
    )
    return settings


def _keep_the_pace(crawler: Crawler, definition: SourceDefinition) -> None:
    """A spider may be slower than its definition says, never faster, and never two requests at a time."""
    own = float(getattr(crawler.spidercls, "download_delay", 0))
    stated = float(scrapy_settings(replay=False, definition=definition)["DOWNLOAD_DELAY"])
    pace = max(crawler.settings.getfloat("DOWNLOAD_DELAY"), own, stated)
    crawler.settings.setdict(
        {"DOWNLOAD_DELAY": pace, "CONCURRENT_REQUESTS": 1, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}, priority="cmdline"
    )


def _report_of(crawler: Crawler) -> FetchReport:
    spider = crawler.spider
    if not isinstance(spider, KbSpider):
        report = FetchReport()
        report.spoil(Outcome.FAILED, "Le relevé s’est arrêté avant sa première demande ; voir le journal des relevés.")
        return report
    stats = crawler.stats.get_stats() if crawler.stats else {}
    errors = stats.get("spider_exceptions/count", 0) + stats.get("log_count/ERROR", 0)
    reason = stats.get("finish_reason")
    if errors and not spider.report.trouble:
        spider.report.findings.append(Finding("programme_error", spider.name, f"{errors} error(s), see the crawl log"))
        spider.report.spoil(
            Outcome.FAILED, "Une erreur du programme a interrompu le relevé ; voir le journal des relevés."
        )
    if reason in _CUT_OFF:
        spider.report.findings.append(Finding(INTERRUPTED, spider.name, f"stopped before its end ({reason})"))
        spider.report.spoil(Outcome.FAILED, f"Le relevé a été arrêté avant sa fin ({reason}) ; le prochain le reprend.")
    elif reason not in {"finished", "blocked", None}:
        spider.report.spoil(Outcome.FAILED, f"Le relevé a été arrêté avant sa fin ({reason}).")
    if spider.report.resumed:
        told = f"{spider.report.resumed} answers of an interrupted run were not asked again"
        spider.report.findings.append(Finding("resumed", spider.name, told))
    return spider.report


def log_to(log_file: Path) -> None:
    """Scrapy's log goes to a file: it names public addresses and hours, never a reader."""
    try:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(log_file, encoding="utf-8")
    except OSError as error:
        raise KbError(f"The crawl log {log_file} cannot be written ({error.strerror}). Set RECOUPE_LOG_DIR.") from None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
