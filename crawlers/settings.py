"""Scrapy settings. Every value that is not Scrapy's default says why."""

from typing import Any

from kb.settings import settings

BOT_NAME = "recoupe"


def scrapy_settings(*, replay: bool) -> dict[str, Any]:
    """Settings of one process; under replay there is no publisher to spare, so nothing waits."""
    return {
        "BOT_NAME": BOT_NAME,
        # A publisher must be able to tell who reads him, and whom to write to.
        "USER_AGENT": f"Recoupe/0.1 (+{settings().contact})",
        # Recorded answers come from no host, so there is nobody's robots.txt to ask.
        "ROBOTSTXT_OBEY": not replay,
        # 1 s: no publisher documents a limit; 429 is reported above that by other crawlers of WHO.
        "DOWNLOAD_DELAY": 0 if replay else 1.0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8 if replay else 1,
        # Large WHO series take half a minute to be made on their side.
        "DOWNLOAD_TIMEOUT": 180,
        # 16 MB answers are usual, 65 MB were seen; above 256 MB something else is being served.
        "DOWNLOAD_MAXSIZE": 256 * 2**20,
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_TIMES": 0 if replay else 5,
        "RETRY_HTTP_CODES": [408, 429, 500, 502, 503, 504, 522, 524],
        # Every status reaches the spider: what a refusal means is decided there, in one place.
        "HTTPERROR_ALLOW_ALL": True,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        # crawlers.runner sets up one file for the process; Scrapy adds no handler of its own
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "DOWNLOADER_MIDDLEWARES": {
            # After decompression (590), before retries and the spider: the archive keeps decoded bytes, whatever they say.
            "crawlers.archiving.ArchiveMiddleware": 585,
        },
        "ITEM_PIPELINES": {"crawlers.pipelines.SnapshotPipeline": 300},
        "EXTENSIONS": {"crawlers.extensions.ProgressExtension": 500},
        "DOWNLOAD_HANDLERS": (
            dict.fromkeys(("http", "https"), "crawlers.replay.ReplayDownloadHandler") if replay else {}
        ),
    }
