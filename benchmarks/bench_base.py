"""Read + insert + release of the recorded WHO rows, against the least that any programme must do with them.

Baseline, same run, same machine: msgspec parses the same payloads and one raw sqlite3.executemany puts the same rows into the
same table with the same indexes and the same durability settings. Prints the ratio of the medians; the target is 2.5.
"""

import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from extraction.items import Payload
from extraction.readers.who_gho import _decoder, read
from extraction.run import read_pending
from kb.archive import read_payload
from kb.engine import engine_for, upgrade
from kb.freezing import create_release
from kb.kinds import OBSERVATION
from kb.readings import unread
from kb.settings import settings

ROUNDS = 3
TARGET = 2.5
INDEX = settings().shared / "replay" / "index.jsonl"


def crawl(folder: Path) -> None:
    """Fetch and archive once, in a process of its own; the snapshots are copied for each round."""
    env = {"RECOUPE_DATABASE_URL": f"sqlite:///{folder}/crawl.db", "RECOUPE_ARCHIVE_URL": str(folder / "archive")}
    code = (
        "from crawlers import runner; from cli.crawling import _open; from crawlers.replay import ReplayIndex\n"
        "from kb.engine import default_engine, upgrade; from kb.sources.definition import source\n"
        "from kb.settings import settings; from pathlib import Path\n"
        f"e = default_engine(); upgrade(e); i = ReplayIndex([Path({str(INDEX.resolve())!r})])\n"
        "o = _open(e, source('who_gho'), i, None); runner.fetch([o], e, Path(settings().log_dir) / 'bench.log', i); o.archive.close()\n"
        "from kb.store import close_run; from kb.expectations import Outcome\n"
        "close_run(e, o.run, Outcome.COMPLETE, None, {}, [])\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**__import__("os").environ, **env})


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
    path.unlink()
    return middle - start, end - middle, report.new["observation"]


def baseline(folder: Path, payloads: list[tuple[str, bytes]], round_number: int) -> tuple[float, float]:
    """Seconds of parsing and of inserting."""
    ready = [
        [(0, 0, "0" * 16, number, 0, *msgspec.structs.astuple(item)) for item in read(Payload(url, body))]
        for number, (url, body) in enumerate(payloads)
    ]
    ids = iter(range(10**9))
    rows = [[(next(ids), row[0], f"{hash(row[5:16]) & (2**64 - 1):016x}", *row[3:]) for row in part] for part in ready]
    path = folder / f"base{round_number}.db"
    upgrade(engine_for(f"sqlite:///{path}"))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=NORMAL")
    start = time.perf_counter()
    for _, body in payloads:
        _decoder.decode(body)
    middle = time.perf_counter()
    marks = ", ".join("?" * len(OBSERVATION.written))
    for part in rows:
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO observation ({', '.join(OBSERVATION.written)}) VALUES ({marks})", part)
        connection.execute("COMMIT")
    end = time.perf_counter()
    connection.close()
    path.unlink()
    return middle - start, end - middle


def main() -> None:
    """Print the ratio, its parts and the machine's baseline."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        crawl(folder)
        engine = engine_for(f"sqlite:///{folder}/crawl.db")
        payloads = [
            (s.url, read_payload(str(folder / "archive"), s.warc_file, s.warc_offset, s.sha256))
            for s in unread(engine, "who_gho", "none")
        ]
        payloads = [(url, body) for url, body in payloads if b"TimeDimensionValue" in body[:5000]]
        engine.dispose()
        mine, theirs, rows = [], [], 0
        for number in range(ROUNDS):
            reading, releasing, rows = ours(folder, number)
            parsing, inserting = baseline(folder, payloads, number)
            mine.append(reading + releasing)
            theirs.append(parsing + inserting)
            sys.stdout.write(
                f"  round {number + 1}: read {reading:.1f} s + release {releasing:.1f} s"
                f" / parse {parsing:.1f} s + insert {inserting:.1f} s\n"
            )
    ratio = statistics.median(mine) / statistics.median(theirs)
    print(json.dumps({"bench": "read+insert+release", "rows": rows, "ratio": round(ratio, 2), "target": TARGET}))


if __name__ == "__main__":
    main()
