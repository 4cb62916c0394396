"""An archive of documents of our own making, not read yet, and what a base holds once they are."""

import gzip
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from kb.archive import Answer, RunArchive
from kb.clock import now
from kb.expectations import Outcome
from kb.identity import sha256_of
from kb.store import SnapshotItem, add_snapshot, close_run, start_run

SOURCE = "msf_fr"
TOLD = {"title": "Mali : les soins", "countries": "MLI", "language": "fr", "published": "2024-06-30"}
PARAGRAPH = (
    "L’hôpital de Mopti manque d’insuline depuis trois mois. Au Niger voisin, les réactifs manquent. "
    "Le programme numéro {number} a formé quarante infirmiers dans 12 sites sur 40.\n\n"
)


def texts(count: int, paragraphs: int = 3) -> dict[str, bytes]:
    """Address → a text, each unlike the others."""
    said = {number: PARAGRAPH.format(number=number) * paragraphs for number in range(count)}
    return {f"https://www.msf.fr/rapport-{number}": text.encode() for number, text in said.items()}


def archived(engine: Engine, archive_url: str, bodies: Mapping[str, bytes]) -> None:
    """One complete run that met these documents; nobody has read them."""
    run = start_run(engine, SOURCE, replay=False)
    archive = RunArchive(archive_url, SOURCE, run.uid, run.started_at)
    for url, body in bodies.items():
        place = archive.add(Answer(url, 200, {"Content-Type": "text/plain"}, body, {}, now(), told=TOLD))
        item = SnapshotItem(
            url=url, sha256=sha256_of(body), size=len(body), media_type="text/plain", seen_at=now(), told=dict(TOLD)
        )
        add_snapshot(engine, run, item, place)
    archive.close()
    close_run(engine, run, Outcome.COMPLETE, None, {}, [])


KINDS = ("document", "passage", "signal", "reading", "reading_document", "reading_passage", "reading_signal")


def held(database: Path, archive: Path) -> dict[str, Any]:
    """Everything that a reading writes: the rows with their numbers, and the records of the archive without their own ids."""
    with closing(sqlite3.connect(database)) as connection:
        found: dict[str, Any] = {name: _rows(connection, name) for name in KINDS}
    found["conversions"] = [_told(path) for path in sorted((archive / "readings").rglob("*.warc.gz"))]
    return found


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    named = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(f'"{name}"' for name in named if name != "read_at")
    return connection.execute(f"SELECT {kept} FROM {table} ORDER BY 1, 2").fetchall()


def _told(path: Path) -> list[bytes]:
    """The rows of the conversion records, one line each, in their order."""
    return [line for line in gzip.decompress(path.read_bytes()).splitlines() if line.startswith(b"[")]
