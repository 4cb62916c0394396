"""Runs spiders inside this process. The command line is its only caller."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from sqlalchemy import Engine

from crawlers.base_spiders.kb_spider import FetchReport, KbSpider
from crawlers.replay import ReplayIndex
from crawlers.settings import scrapy_settings
from kb.archive import RunArchive
from kb.errors import KbError
from kb.expectations import Finding, Outcome
from kb.sources.definition import SourceDefinition
from kb.store import RunRef

Progress = Callable[[str, int, int], None]


@dataclass
class FetchOrder:
    """One source to fetch: where it goes, and what to ask for."""

    definition: SourceDefinition
    run: RunRef
    archive: RunArchive
    codes: tuple[str, ...] = ()
    limit: int | None = None


def spider_of(source_key: str) -> type[KbSpider]:
    """The spider named after the source."""
    module = import_module(f"crawlers.spiders.{source_key}")
    found = [c for c in vars(module).values() if isinstance(c, type) and issubclass(c, KbSpider) and c is not KbSpider]
    return next(c for c in found if c.name == source_key)


def fetch(
    orders: list[FetchOrder],
    engine: Engine,
    replay: ReplayIndex | None = None,
    progress: Progress | None = None,
) -> dict[str, FetchReport]:
    """Fetch every source, side by side; once per process, since Scrapy's reactor starts only once."""
    process = AsyncCrawlerProcess(scrapy_settings(replay=replay is not None))
    crawlers = {order.run.source_key: process.create_crawler(spider_of(order.run.source_key)) for order in orders}
    for order in orders:
        crawler = crawlers[order.run.source_key]
        process.crawl(
            crawler,
            definition=order.definition, engine=engine, run=order.run, archive=order.archive,
            codes=order.codes, limit=order.limit, replay=replay, progress=progress,
        )  # fmt: skip
    process.start()
    return {key: _report_of(crawler) for key, crawler in crawlers.items()}


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
    if reason not in {"finished", "blocked", None}:
        spider.report.spoil(Outcome.FAILED, f"Le relevé a été arrêté avant sa fin ({reason}).")
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
