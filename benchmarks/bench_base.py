"""Read + insert + release of WHO rows, against the least that any programme must do with them.

Baseline, same run, same machine: msgspec parses the same payloads and one raw sqlite3.executemany puts the same rows into the
same table with the same indexes and the same durability settings. Prints the ratio of the medians; the target is 2.5.

Without an argument: the recorded answers (406 000 rows). With a number: that many rows, in answers made here in WHO's layout.
A second number says how many rounds (5 by default; ten million rows take minutes a round).
"""

import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from extraction.items import Payload
from extraction.readers.who_gho import _decoder, indicator_of, read
from extraction.run import read_pending
from kb.archive import Answer, RunArchive, read_payload
from kb.clock import now
from kb.engine import engine_for, upgrade
from kb.expectations import Outcome
from kb.freezing import create_release
from kb.identity import sha256_of
from kb.kinds import OBSERVATION
from kb.readings import Unread, unread
from kb.settings import settings
from kb.store import SnapshotItem, add_snapshot, close_run, start_run
from kb.vocabulary.loader import load_countries

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
TARGET = 2.5
ROWS_PER_ANSWER = 25_000
INDEX = settings().shared / "replay" / "index.jsonl"
CRAWL = """
from crawlers import runner; from cli.crawling import _open; from crawlers.replay import ReplayIndex
from kb.engine import default_engine, upgrade; from kb.sources.definition import source
from pathlib import Path
from kb.store import close_run; from kb.expectations import Outcome
e = default_engine(); upgrade(e); i = ReplayIndex([Path({index!r})])
o = _open(e, source('who_gho'), i, None); runner.fetch([o], e, i); o.archive.close()
close_run(e, o.run, Outcome.COMPLETE, None, {{}}, [])
"""


def recorded(folder: Path) -> None:
    """The recorded answers, fetched and archived once, in a process of its own."""
    env = {"RECOUPE_DATABASE_URL": f"sqlite:///{folder}/crawl.db", "RECOUPE_ARCHIVE_URL": str(folder / "archive"),
           "RECOUPE_LOG_DIR": str(folder / "log")}  # fmt: skip
    code = CRAWL.format(index=str(INDEX.resolve()))
    subprocess.run([sys.executable, "-c", code], check=True, env={**__import__("os").environ, **env})


def made(folder: Path, rows: int) -> None:
    """Answers of our own in WHO's layout, archived as a crawl would."""
    engine = engine_for(f"sqlite:///{folder}/crawl.db")
    upgrade(engine)
    run = start_run(engine, "who_gho", replay=False)
    archive = RunArchive(str(folder / "archive"), "who_gho", run.uid, run.started_at)
    for number in range(max(1, rows // ROWS_PER_ANSWER)):
        code = f"MADE_{number:05d}"
        url, body = f"https://ghoapi.azureedge.net/api/{code}", answer(code, number)
        place = archive.add(Answer(url, 200, {"Content-Type": "application/json"}, body, {}, now()))
        item = SnapshotItem(
            url=url, sha256=sha256_of(body), size=len(body), media_type="application/json", seen_at=now()
        )
        add_snapshot(engine, run, item, place)
    archive.close()
    close_run(engine, run, Outcome.COMPLETE, None, {}, [])
    engine.dispose()


def answer(code: str, seed: int) -> bytes:
    """One answer: countries × years × age groups, with bounds, as WHO writes them."""
    countries = sorted(load_countries())[:200]
    rows = []
    for number in range(ROWS_PER_ANSWER):
        country, rest = countries[number % 200], number // 200
        year, group = 1980 + rest % 45, rest // 45
        value = (number * 7919 + seed * 104_729) % 100_000 / 1000
        rows.append({
            "Id": seed * ROWS_PER_ANSWER + number, "IndicatorCode": code, "SpatialDimType": "COUNTRY", "SpatialDim": country,
            "TimeDimType": "YEAR", "ParentLocationCode": "AFR", "ParentLocation": "Africa", "Dim1Type": "AGEGROUP",
            "Dim1": f"AGEGROUP_YEARS{group:02d}", "TimeDim": year, "Dim2Type": None, "Dim2": None, "Dim3Type": None,
            "Dim3": None, "DataSourceDimType": None, "DataSourceDim": None,
            "Value": f"{value:.1f} [{value * 0.9:.1f}-{value * 1.1:.1f}]", "NumericValue": value, "Low": value * 0.9,
            "High": value * 1.1, "Comments": None, "Date": "2026-01-05T10:00:00+01:00", "TimeDimensionValue": str(year),
            "TimeDimensionBegin": f"{year}-01-01T00:00:00+01:00", "TimeDimensionEnd": f"{year}-12-31T00:00:00+01:00",
        })  # fmt: skip
    return msgspec.json.encode({"@odata.context": f"https://ghoapi.azureedge.net/api/$metadata#{code}", "value": rows})


def ours(folder: Path, round_number: int) -> tuple[float, float, int]:
    """Seconds of reading and of releasing, and how many rows."""
    path = folder / f"ours{round_number}.db"
    path.write_bytes((folder / "crawl.db").read_bytes())
    engine = engine_for(f"sqlite:///{path}")
    upgrade(engine)
    start = time.perf_counter()
    report = read_pending(engine, str(folder / "archive"), "who_gho")
    middle = time.perf_counter()
    create_release(engine, str(folder / f"decisions{round_number}"))
    end = time.perf_counter()
    engine.dispose()
    for part in folder.glob(f"ours{round_number}.db*"):
        part.unlink()
    return middle - start, end - middle, report.new["observation"]


def baseline(folder: Path, waiting: list[Unread], body_of: Callable[[Unread], bytes], round_number: int) -> list[float]:
    """Seconds of parsing and of inserting; fetching the bytes and preparing the rows are not counted."""
    path = folder / f"base{round_number}.db"
    upgrade(engine_for(f"sqlite:///{path}"))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=NORMAL")
    marks = ", ".join("?" * len(OBSERVATION.written))
    statement = f"INSERT INTO observation ({', '.join(OBSERVATION.written)}) VALUES ({marks})"
    spent, first = [0.0, 0.0], 0
    for number, one in enumerate(waiting):
        body = body_of(one)
        start = time.perf_counter()
        _decoder.decode(body)
        spent[0] += time.perf_counter() - start
        rows = list(rows_of(one.url, body, number, first))
        first += len(rows)
        start = time.perf_counter()
        connection.execute("BEGIN")
        connection.executemany(statement, rows)
        connection.execute("COMMIT")
        spent[1] += time.perf_counter() - start
    connection.close()
    for part in folder.glob(f"base{round_number}.db*"):
        part.unlink()
    return spent


def rows_of(url: str, body: bytes, address: int, first: int) -> Iterator[tuple[object, ...]]:
    """The rows as the table takes them, with names as spread as ours."""
    for number, item in enumerate(read(Payload(url, body)), first):
        values = msgspec.structs.astuple(item)
        yield (number, number, f"{hash(values[:11]) & (2**64 - 1):016x}", address, 0, *values)


def main() -> None:
    """Print the ratio, its parts and the machine's baseline."""
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made(folder, asked) if asked else recorded(folder)
        engine = engine_for(f"sqlite:///{folder}/crawl.db")
        waiting = [one for one in unread(engine, "who_gho", "none") if indicator_of(one.url)]
        engine.dispose()

        def body_of(one: Unread) -> bytes:
            return read_payload(str(folder / "archive"), one.warc_file, one.warc_offset, one.sha256)

        mine, theirs, rows = [], [], 0
        for number in range(ROUNDS):
            reading, releasing, rows = ours(folder, number)
            parsing, inserting = baseline(folder, waiting, body_of, number)
            mine.append(reading + releasing)
            theirs.append(parsing + inserting)
            print(
                f"  round {number + 1}: read {reading:.1f} s + release {releasing:.1f} s"
                f" / parse {parsing:.1f} s + insert {inserting:.1f} s",
                flush=True,
            )
    ratio = statistics.median(mine) / statistics.median(theirs)
    print(json.dumps({"bench": "read+insert+release", "rows": rows, "ratio": round(ratio, 2), "target": TARGET}))


if __name__ == "__main__":
    main()
