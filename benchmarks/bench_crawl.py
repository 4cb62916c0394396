"""A whole crawl of the recorded WHO answers, then the same again: what an unchanged re-crawl costs, and the memory it takes.

Both are run as the operator runs them, a process each. Prints the ratio of the two, the observation rows that the second one
wrote, and the largest peak memory of the two in megabytes.
"""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kb.settings import settings

ROUNDS = 5
TARGETS = {"recrawl": 0.2, "rows_written": 0, "peak_mb": 400}
RECOUPE = str(Path(sys.executable).with_name("recoupe"))
INDEX = settings().shared / "replay" / "index.jsonl"


def recoupe(folder: Path, *args: str) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one command."""
    env = {**os.environ, "RECOUPE_DATABASE_URL": f"sqlite:///{folder}/base.db", "RECOUPE_ARCHIVE_URL": f"{folder}/archive",
           "RECOUPE_LOG_DIR": f"{folder}/log"}  # fmt: skip
    start = time.perf_counter()
    with subprocess.Popen([RECOUPE, *args], env=env, stdout=subprocess.DEVNULL) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"recoupe {' '.join(args)} ended with {child.returncode}.")
    return time.perf_counter() - start, used.ru_maxrss / 1024


def rows_held(folder: Path) -> int:
    """How many observation rows the base holds."""
    with sqlite3.connect(folder / "base.db") as connection:
        return int(connection.execute("SELECT COUNT(*) FROM observation").fetchone()[0])


def main() -> None:
    """Print the ratio, the rows and the memory, with their targets."""
    ratios, peaks, written = [], [], 0
    crawl = ("crawl", "who_gho", "--replay", str(INDEX.resolve()))
    for number in range(ROUNDS):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            recoupe(folder, "init", "--no-starter")
            first, peak = recoupe(folder, *crawl)
            held = rows_held(folder)
            again, other_peak = recoupe(folder, *crawl)
            written = max(written, rows_held(folder) - held)
        ratios.append(again / first)
        peaks.append(max(peak, other_peak))
        print(f"  round {number + 1}: first {first:.1f} s, again {again:.1f} s, peak {peaks[-1]:.0f} MB", flush=True)
    found = {"recrawl": round(statistics.median(ratios), 2), "rows_written": written, "peak_mb": round(max(peaks))}
    print(json.dumps({"bench": "crawl", "rows": held, "found": found, "target": TARGETS}))


if __name__ == "__main__":
    main()
