"""What a reader drew, written once into the archive, so that the base can be made again from the archive alone."""

import secrets
from collections.abc import Sequence
from types import TracebackType

from kb.archive import Place, RunArchive
from kb.clock import now
from kb.drawing import conversion_lines, kind_header
from kb.readings import Drawing, Unread


class Conversions:
    """The conversion records of one reading session; the file is made with its first record."""

    def __init__(self, archive_url: str) -> None:
        self._archive_url = archive_url
        self._archive: RunArchive | None = None

    def __enter__(self) -> "Conversions":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._archive:
            self._archive.close()

    def write(self, snapshot: Unread, extractor: str, drawn: Drawing, areas: Sequence[str]) -> None:
        """Keep the rows of one reading, in the order of the answer."""
        at = now()
        if self._archive is None:
            self._archive = RunArchive(self._archive_url, "readings", f"{at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}", at)
        facts = {
            "Source": snapshot.source_key,
            "Payload-SHA256": snapshot.sha256,
            "Extractor": extractor,
            "Areas": " ".join(areas),
            "Kind": kind_header(drawn),
        }
        place = Place(snapshot.warc_file, snapshot.warc_offset, snapshot.warc_record_id)
        self._archive.conversion(snapshot.url, place, facts, conversion_lines(drawn), at)
