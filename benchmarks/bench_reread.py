"""Reading the archive again: two workers against one, by processes of this machine and by a Dask cluster on it.

The recorded reports of the corpus are archived once in answers of twenty, in the layout of ReliefWeb's API. Each round reads them
from a fresh base with one worker, then with two. Both ways write through the same process, so the ratio is of whole re-readings,
base and archive included. Workers are started and warm before the clock. Prints the ratio of the medians; the target for two Dask
workers is 1.6. The process that writes needs a core too: where two workers, it and the scheduler share two cores, the ratio
cannot reach 2. What it can reach there is printed from the processor time of each, which a busy machine hardly changes. What
the machine gives is printed first: the work of two loops that do nothing else, against one. Near 2, it is quiet enough to judge.

First argument: how many reports (all by default); second: rounds (3 by default).
"""

import gzip
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psutil
from distributed import Client

from extraction.rereading import by_dask, by_processes
from extraction.run import ReadAll, read_pending
from kb.archive import Answer, RunArchive
from kb.clock import now
from kb.engine import engine_for, upgrade
from kb.expectations import Outcome
from kb.identity import sha256_of
from kb.settings import settings
from kb.store import SnapshotItem, add_snapshot, close_run, start_run

SOURCE = "reliefweb"
BY_ANSWER = 20  # reports; the API gives up to a hundred
REPORTS = int(sys.argv[1]) if len(sys.argv) > 1 else None
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
TARGET = 1.6


def archive_corpus(folder: Path) -> int:
    """The corpus as answers that nobody has read; returns how many reports."""
    engine, url = engine_for(f"sqlite:///{folder}/base.db"), str(folder / "archive")
    upgrade(engine)
    with gzip.open(settings().shared / "replay" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines][:REPORTS]
    run = start_run(engine, SOURCE, replay=False)
    archive = RunArchive(url, SOURCE, run.uid, run.started_at)
    for first in range(0, len(reports), BY_ANSWER):
        address, body = (
            f"https://api.reliefweb.int/v2/reports?offset={first}",
            answer(reports[first : first + BY_ANSWER]),
        )
        place = archive.add(Answer(address, 200, {"Content-Type": "application/json"}, body, {}, now()))
        item = SnapshotItem(
            url=address, sha256=sha256_of(body), size=len(body), media_type="application/json", seen_at=now()
        )
        add_snapshot(engine, run, item, place)
    archive.close()
    close_run(engine, run, Outcome.COMPLETE, None, {}, [])
    engine.dispose()
    return len(reports)


def answer(reports: Sequence[Mapping[str, Any]]) -> bytes:
    """Reports in the envelope of the API; their country is not in the corpus, and one is given to all."""
    entries = [
        {"id": one["id"], "fields": {
            "title": f"Report {one['id']}", "url": f"https://reliefweb.int/node/{one['id']}", "body": one["text"],
            "date": {"created": "2018-10-01"}, "country": [{"iso3": "mli", "name": "Mali"}],
        }}
        for one in reports
    ]  # fmt: skip
    return json.dumps({"data": entries, "totalCount": len(entries), "count": len(entries)}).encode()


def seconds(template: Path, reading: ReadAll) -> float:
    """One re-reading of a fresh copy of the base."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "copy"
        shutil.copytree(template, folder)
        engine = engine_for(f"sqlite:///{folder}/base.db")
        start = time.perf_counter()
        report = read_pending(engine, str(folder / "archive"), SOURCE, reading=reading)
        taken = time.perf_counter() - start
        assert report.snapshots_read
        engine.dispose()
    return taken


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[psutil.Process]]]:
    """The address of a scheduler, and the processes: itself, then workers of one thread each."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    module = [sys.executable, "-m"]
    scheduler = [*module, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    worker = [
        *module,
        "distributed.cli.dask_worker",
        address,
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
        "--death-timeout",
        "60",
    ]
    processes = []
    with ExitStack() as started:
        for command in (scheduler, *([worker] * workers)):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            started.callback(process.wait)
            started.callback(process.terminate)
            processes.append(psutil.Process(process.pid))
        with Client(address, timeout="120s") as client:
            client.wait_for_workers(workers, timeout=120)
        yield address, processes


@contextmanager
def dask(workers: int) -> Iterator[ReadAll]:
    """Read by a cluster."""
    with cluster(workers) as (address, _), by_dask(address) as reading:
        yield reading


def given_by_the_machine() -> float:
    """The work of two processes that only count, against that of one, in the same time."""
    loop = [sys.executable, "-c", "for _ in range(60_000_000): pass"]

    def taken(processes: int) -> float:
        start = time.perf_counter()
        for process in [subprocess.Popen(loop) for _ in range(processes)]:
            process.wait()
        return time.perf_counter() - start

    return 2 * taken(1) / taken(2)


def bound(template: Path) -> float:
    """The ratio that two cores allow: what one worker spends, against half of what all spend together."""
    with cluster(1) as (address, processes), by_dask(address) as reading:
        seconds(template, reading)
        before = [spent(process) for process in (*processes, psutil.Process())]
        seconds(template, reading)
        after = [spent(process) for process in (*processes, psutil.Process())]
    scheduler, reads, writes = (end - start for start, end in zip(before, after, strict=True))
    print(f"processor time: worker {reads:.2f} s, scheduler {scheduler:.2f} s, the process that writes {writes:.2f} s")
    return reads / ((reads + scheduler + writes) / 2)


def spent(process: psutil.Process) -> float:
    """Processor seconds of a process so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def compare(name: str, make: Callable[[int], AbstractContextManager[ReadAll]], template: Path) -> float:
    """The ratio of one worker to two, the medians of rounds in turn."""
    taken: dict[int, list[float]] = {1: [], 2: []}
    with make(1) as one, make(2) as two:
        for reading in (one, two):  # loads the vocabulary and the patterns in every worker
            seconds(template, reading)
        for _ in range(ROUNDS):
            for workers, reading in ((1, one), (2, two)):
                taken[workers].append(seconds(template, reading))
    ratio = statistics.median(taken[1]) / statistics.median(taken[2])
    shown = {workers: [round(one, 1) for one in times] for workers, times in taken.items()}
    print(f"{name}: two workers {ratio:.2f} x one (seconds {shown})")
    return ratio


def main() -> None:
    """Print both ratios."""
    with tempfile.TemporaryDirectory() as name:
        template = Path(name)
        print(f"two loops do {given_by_the_machine():.2f} x the work of one on this machine just now")
        print(f"{archive_corpus(template)} reports, {ROUNDS} rounds, medians")
        compare("processes", by_processes, template)
        ratio = compare("Dask", dask, template)
        print(f"two cores allow {bound(template):.2f} at most, three or more about 2")
    print(f"two Dask workers {ratio:.2f} x one (target {TARGET}): {'reached' if ratio >= TARGET else 'missed'}")


if __name__ == "__main__":
    main()
