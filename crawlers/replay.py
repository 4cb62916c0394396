"""Answers downloads from an index of recorded answers; everything else of a crawl is the real thing (design §7)."""

import gzip
import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from kb.errors import KbError


class BadReplay(KbError):
    """Raised when an index of recorded answers cannot be used."""


class NotRecorded(Exception):
    """Raised by the download handler when no index holds the address."""


class UnreadableRecording(Exception):
    """Raised by the download handler when the recorded file is missing or damaged."""


class RecordedAnswer(BaseModel):
    """One line of an index."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    url: str
    match: Literal["path", "exact"]
    file: str
    content_encoding: Literal["gzip"] | None
    status: int
    media_type: str
    captured_on: str
    kind: Literal["as_captured", "reconstructed"]
    note: str
    folder: Path

    def body(self) -> bytes:
        """The bytes that were served. Raises UnreadableRecording."""
        try:
            stored = (self.folder / self.file).read_bytes()
            return gzip.decompress(stored) if self.content_encoding == "gzip" else stored
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableRecording(f"the recorded file {self.file} cannot be read ({error})") from None


class ReplayIndex:
    """Several indexes, read in order: the first that holds an address answers."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._exact: dict[str, RecordedAnswer] = {}
        self._by_path: dict[str, RecordedAnswer] = {}
        self._addresses: dict[str, dict[str, None]] = {}
        for path in paths:
            for answer in _read_index(path):
                self._addresses.setdefault(answer.source, {})[answer.url] = None
                table, key = (self._by_path, _path(answer.url)) if answer.match == "path" else (self._exact, answer.url)
                table.setdefault(key, answer)

    def find(self, url: str) -> RecordedAnswer:
        """The recorded answer of an address. Raises NotRecorded."""
        answer = self._exact.get(url) or self._by_path.get(_path(url))
        if answer is None:
            raise NotRecorded(f"no recorded answer for {url}")
        return answer

    def recorded_for(self, source: str) -> list[str]:
        """The addresses of which the indexes hold an answer of this source, in their order."""
        return list(self._addresses.get(source, ()))


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


def _read_index(path: Path) -> list[RecordedAnswer]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise BadReplay(
            f"The replay index {path} cannot be read ({reason}). Give the path of an index.jsonl file."
        ) from None
    answers = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            answers.append(RecordedAnswer.model_validate({**json.loads(line), "folder": path.parent}))
        except (json.JSONDecodeError, TypeError) as error:
            raise BadReplay(f"Line {number} of the replay index {path} is not a JSON object ({error}).") from None
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise BadReplay(f"Line {number} of the replay index {path}: {field}: {first['msg']}.") from None
    if not answers:
        raise BadReplay(
            f"The replay index {path} is empty. Give the path of an index.jsonl file with one answer per line."
        )
    return answers


class ReplayDownloadHandler(BaseDownloadHandler):
    """Stands in the place of the network."""

    lazy = False

    async def download_request(self, request: Request) -> Response:
        """The recorded answer, with its provenance in `meta["replay"]`."""
        index: ReplayIndex = self.crawler.spider.replay  # type: ignore[union-attr]
        answer = index.find(request.url)
        body = answer.body()
        headers = Headers({"Content-Type": answer.media_type})
        request.meta["replay"] = {"captured_on": answer.captured_on, "kind": answer.kind, "note": answer.note}
        response_class = responsetypes.from_args(headers=headers, url=request.url, body=body[:5000])
        return response_class(url=request.url, status=answer.status, headers=headers, body=body)
