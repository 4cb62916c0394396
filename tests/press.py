"""A publisher of our own making: whole runs written through kb alone, archive included, without Scrapy and without a reader."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from kb.archive import Answer, Place, RunArchive
from kb.clock import now
from kb.drawing import conversion_lines, kind_header
from kb.expectations import Outcome
from kb.freezing import create_release
from kb.identity import sha256_of
from kb.kinds import Row
from kb.readings import Unread, add_reading, unread
from kb.releases import ReleaseInfo
from kb.settings import settings
from kb.store import SnapshotItem, add_snapshot, answers_of, close_run, place_of, start_run

SOURCE = "who_gho"
EXTRACTOR = "press/1"
CODE = "GHED_OOPSCHE_SHA2011"
ADDRESS = f"https://ghoapi.azureedge.net/api/{CODE}"


def row(year: int, text: str | None, number: float | None = None, **more: Any) -> Row:
    """One statement, in the order identity + facts."""
    said = {"code": CODE, "area": "CIV", "low": None, "high": None, "comments": None} | more
    identity = (said["code"], "COUNTRY", said["area"], str(year), None, None, None, None, None, None, None)
    dates = (f"{year}-01-01", f"{year}-12-31")
    return (*identity, *dates, text, number, said["low"], said["high"], said["comments"], None, True)


def rows(count: int, start: float = 0.0, **more: Any) -> list[Row]:
    """`count` years of figures."""
    return [row(1990 + number, f"{start + number}", start + number, **more) for number in range(count)]


Drawn = Sequence[Row] | Mapping[str, Sequence[Row]]
"""What an answer holds: observations, or rows by kind."""


def by_kind(drawn: Drawn) -> Mapping[str, Sequence[Row]]:
    """The rows by kind."""
    return drawn if isinstance(drawn, Mapping) else {"observation": drawn}


@dataclass
class Press:
    engine: Engine
    archive_url: str
    archived: bool = True
    """False leaves the archive out, where only the base is looked at."""
    told: dict[str, Any] | None = None
    """What a listing said of the answers."""
    source: str = field(default_factory=lambda: SOURCE)
    body: bytes | None = None
    """The bytes that the publisher served, where a test looks at them; the rows themselves otherwise."""

    def tick(self) -> None:
        """An hour later."""
        moment = datetime.fromisoformat(os.environ["RECOUPE_CLOCK"]) + timedelta(hours=1)
        os.environ["RECOUPE_CLOCK"] = moment.isoformat()
        settings.cache_clear()

    def run(self, payloads: Mapping[str, Drawn], outcome: Outcome = Outcome.COMPLETE, *, die: bool = False) -> int:
        """One run that met these payloads; `die` leaves it as a crash would, after its answers came."""
        if self.archived:
            self.tick()
        run = start_run(self.engine, self.source, replay=False)
        archive = RunArchive(self.archive_url, self.source, run.uid, run.started_at) if self.archived else None
        for url, items in payloads.items():
            body = self.body or conversion_lines(by_kind(items)) or b"nothing"
            place = Place("none", 0, "none")
            if archive:
                known = place_of(self.engine, self.source, url, sha256_of(body))
                added = archive.add(Answer(url, 200, {}, body, {}, now(), told=self.told), known)
                place = known or added  # known bytes lie where they were, as crawlers.archiving has it
            item = SnapshotItem(
                url=url, sha256=sha256_of(body), size=len(body), media_type="application/json", seen_at=now(),
                told=self.told,
            )  # fmt: skip
            add_snapshot(self.engine, run, item, place)
        if die:
            return run.id
        self._read(payloads)
        if archive:
            archive.note("run", self._account(run, outcome), run.started_at)
            archive.close()
        close_run(self.engine, run, outcome, None, {}, [])
        return run.id

    def _read(self, payloads: Mapping[str, Drawn]) -> None:
        waiting = [one for one in unread(self.engine, self.source, EXTRACTOR) if one.url in payloads]
        kept = None
        if self.archived and waiting:
            kept = RunArchive(self.archive_url, "readings", f"{now():%Y%m%dT%H%M%SZ}", now())
        for snapshot in waiting:
            drawn = by_kind(payloads[snapshot.url])
            self._keep_reading(kept, snapshot, EXTRACTOR, drawn)
        if kept:
            kept.close()

    def _account(self, run: Any, outcome: Outcome) -> dict[str, Any]:
        return {
            "number": run.id,
            "uid": run.uid, "source": self.source, "started_at": run.started_at.isoformat(), "finished_at": now().isoformat(),
            "replay": False, "outcome": outcome.value, "reason": None, "counts": {}, "findings": [],
            "answers": answers_of(self.engine, run),
        }  # fmt: skip

    def read_again(self, payloads: Mapping[str, Drawn], extractor: str) -> None:
        """What a newer extractor draws from the same bytes, without a run."""
        self.tick()
        kept = RunArchive(self.archive_url, "readings", f"{now():%Y%m%dT%H%M%SZ}", now())
        for snapshot in unread(self.engine, self.source, extractor):
            self._keep_reading(kept, snapshot, extractor, by_kind(payloads[snapshot.url]))
        kept.close()

    def _keep_reading(
        self, kept: RunArchive | None, snapshot: Unread, extractor: str, drawn: Mapping[str, Sequence[Row]]
    ) -> None:
        if kept:
            facts = {"Source": self.source, "Payload-SHA256": snapshot.sha256, "Extractor": extractor, "Areas": "CIV",
                     "Kind": kind_header(drawn)}  # fmt: skip
            of = Place(snapshot.warc_file, snapshot.warc_offset, snapshot.warc_record_id)
            kept.conversion(snapshot.url, of, facts, conversion_lines(drawn), now())
        add_reading(self.engine, snapshot, extractor, drawn, ["CIV"])

    def freeze(self, accept: Mapping[int, str] | None = None) -> ReleaseInfo:
        if self.archived:
            self.tick()
        return create_release(self.engine, self.archive_url, accept=accept)


def decisions(archive: Path) -> dict[int, dict[str, Any]]:
    """What the archive keeps of each release."""
    from warcio.archiveiterator import ArchiveIterator

    found = {}
    for path in sorted((archive / "decisions").rglob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "metadata":
                    told = json.loads(record.content_stream().read())
                    if told["decision"] == "release":
                        found[told["number"]] = told
    return found
