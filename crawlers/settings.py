"""Scrapy settings. Every value that is not Scrapy's default says why."""

from typing import Any

from kb.settings import settings
from kb.sources.definition import SourceDefinition

BOT_NAME = "recoupe"
PACE = 2.0  # seconds between two requests, where the publisher states no other pace (`pace` of the definition)


def user_agent() -> str:
    """A publisher must be able to tell who reads him, and whom to write to."""
    return f"Recoupe/0.1 (+{settings().contact})"


def scrapy_settings(*, replay: bool, definition: SourceDefinition | None = None) -> dict[str, Any]:
    """Settings of one source; under replay there is no publisher to spare, so nothing waits and nothing is asked twice."""
    pace = definition.pace.seconds if definition and definition.pace else PACE
    return {
        "BOT_NAME": BOT_NAME,
        "USER_AGENT": user_agent(),
        # Recorded answers come from no host, so there is nobody's robots.txt to ask.
        "ROBOTSTXT_OBEY": not replay,
        "DOWNLOAD_DELAY": 0 if replay else pace,
        # Scrapy would take up to half of the delay away at random.
        "DOWNLOAD_DELAY_JITTER": 0,
        # One request at a time: while one waits to be asked again, nothing else leaves for the site either.
        "CONCURRENT_REQUESTS": 16 if replay else 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8 if replay else 1,
        # How many things one answer's reading may hand over at once; each is a task, made even when there is nothing to hand
        # over, and what we hand over is written one after the other anyway.
        "CONCURRENT_ITEMS": 1,
        **_caps(),
        **_retries(replay),
        **_doors(replay),
        # Every status reaches the spider: what a refusal means is decided there, in one place.
        "HTTPERROR_ALLOW_ALL": True,
        # Scrapy drops longer addresses without a word; the guard speaks.
        "URLLENGTH_LIMIT": 0,
        # In the order of the listing, the newest first: a run that is cut off has the newest.
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        "DUPEFILTER_CLASS": "crawlers.duplicates.SpeakingDupeFilter",
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        # A server on localhost that runs the code it is sent: nothing here needs it.
        "REMOTE_CONTROL_ENABLED": False,
        # crawlers.runner sets up one file for the process; Scrapy adds no handler of its own
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "ITEM_PIPELINES": {"crawlers.pipelines.SnapshotPipeline": 300},
        "EXTENSIONS": {"crawlers.extensions.ProgressExtension": 500},
    }


def _caps() -> dict[str, Any]:
    """What a hostile or broken server can cost us."""
    return {
        # From the first byte sent to the last received, so a slow drip is no way around it.
        # Large WHO series take half a minute to be made on their side.
        "DOWNLOAD_TIMEOUT": 180,
        # 65 MB were seen. A body is held twice at most: at 96 MB the process stays under 400 MB.
        "DOWNLOAD_MAXSIZE": 96 * 2**20,
        "DOWNLOAD_WARNSIZE": 0,
        "REDIRECT_MAX_TIMES": 5,
        # A page is kept as it was served: a refresh written inside it is not followed.
        "METAREFRESH_ENABLED": False,
        # Six hours, ten thousand answers: no source needs more, a loop does.
        "CLOSESPIDER_TIMEOUT": 6 * 3600,
        "CLOSESPIDER_PAGECOUNT": 10_000,
    }


def _retries(replay: bool) -> dict[str, Any]:
    return {
        "RETRY_TIMES": 0 if replay else 5,
        "RETRY_HTTP_CODES": [408, 429, 500, 502, 503, 504, 522, 524],
        # A time-out costs DOWNLOAD_TIMEOUT each time.
        "RECOUPE_RETRY_TIMES_WITHOUT_ANSWER": 2,
        # Seconds: 5, 10, 20, 40, 80 between tries, unless Retry-After says otherwise.
        "RECOUPE_FIRST_WAIT": 5.0,
        # A Retry-After above this ends the run instead of holding it: the next run comes later by itself.
        "RECOUPE_LONGEST_WAIT": 300.0,
        # An empty series asked again and again is a finding of the spider, not an error of the programme.
        "RETRY_GIVE_UP_LOG_LEVEL": "WARNING",
    }


def _doors(replay: bool) -> dict[str, Any]:
    """Who stands between a spider and the network. Ours replace Scrapy's where those let something pass in silence."""
    handler = "crawlers.replay.ReplayDownloadHandler" if replay else "crawlers.network.PublicDownloadHandler"
    return {
        # Scrapy does not check certificates; an archive that proves what a publisher said must know whom it talked to.
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "TWISTED_DNS_RESOLVER": "crawlers.network.PublicResolver",
        # A proxy resolves names out of our sight: connections are direct.
        "HTTPPROXY_ENABLED": False,
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "data": None, "file": None, "ftp": None, "s3": None},
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "crawlers.guard.GuardMiddleware": 50,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawlers.robots.RobotsMiddleware": 100,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "crawlers.patience.PatientRetryMiddleware": 550,
            # After the archive on the way in: « not modified » is archived as it came, then answered from the archive.
            "crawlers.known.KnownAnswersMiddleware": 583,
            # After decompression, before retries and the spider: the archive keeps decoded bytes, whatever they say.
            "crawlers.archiving.ArchiveMiddleware": 585,
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
            "crawlers.decoding.DecodingMiddleware": 590,
        },
    }
