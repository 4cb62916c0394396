"""Reading archived snapshots by several processes of one machine, or by the workers of a Dask cluster.

Workers only read (archive → rows); whoever called writes, in the order of the snapshots. What is kept is therefore the same,
byte for byte, as what one process writes. Only a few snapshots are under way at once, so that memory stays bounded.
"""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from importlib import import_module
from multiprocessing import get_context
from typing import Any
from urllib.parse import urlsplit

from extraction.readers import reader_of
from extraction.run import Attempt, ReadAll, Unreadable, attempt
from kb.errors import KbError
from kb.readings import Unread

# Snapshots under way for each worker: few enough to hold their rows in memory, enough to keep it busy while a long one is waited
# for. Two workers of a Dask cluster over the recorded reports: 1.87 times one with 2, 1.96 with 3, no more with 4 or 6 (waiting
# alone, each snapshot replaced by a sleep of its length).
_AHEAD = 3
_MOST_DEATHS = 3  # of workers over one and the same snapshot, read alone


@contextmanager
def by_processes(workers: int) -> Iterator[ReadAll]:
    """Read by `workers` processes of this machine."""
    with _Pool(workers) as pool:
        yield pool.read


class _Pool:
    """Processes that are started again when one dies, and what they still have to read."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor = self._start()

    def __enter__(self) -> "_Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        # spawned, not forked: a forked child would share the connections of the base
        return ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"))

    def read(self, archive_url: str, waiting: Sequence[Unread]) -> Iterator[Attempt]:
        """In order; a few snapshots ahead of the one that is asked for."""
        left, under_way = deque(waiting), deque[tuple[Unread, Future[Any]]]()
        while left or under_way:
            try:
                while left and len(under_way) < _AHEAD * self._workers:
                    under_way.append((left[0], self._executor.submit(attempt, archive_url, left[0])))
                    left.popleft()
                done = under_way[0][1].result()
            except BrokenProcessPool:
                # one of these killed it, nobody knows which: each is read alone, the others go on after
                self._again()
                together = [snapshot for snapshot, _ in under_way]
                under_way.clear()
                yield from ((snapshot, self._alone(archive_url, snapshot)) for snapshot in together)
                continue
            yield under_way.popleft()[0], done

    def _alone(self, archive_url: str, snapshot: Unread) -> Any:
        for _ in range(_MOST_DEATHS):
            try:
                return self._executor.submit(attempt, archive_url, snapshot).result()
            except BrokenProcessPool:
                self._again()
        return _deadly(snapshot)

    def _again(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()


@contextmanager
def by_dask(address: str) -> Iterator[ReadAll]:
    """Read by the workers of a cluster, whose scheduler answers at `address`. They need Recoupe and the same archive.

    Raises KbError where `distributed` is not installed, where nobody answers, or where a worker reads with another version.
    """
    with closing(_client(address)) as client:

        def read(archive_url: str, waiting: Sequence[Unread]) -> Iterator[Attempt]:
            yield from _through(client, _reachable(archive_url), waiting)

        yield read


def _client(address: str) -> Any:
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise KbError("Dask is not installed here. Install it with: pip install 'recoupe[dask]'.") from None
    if "://" not in address:
        raise KbError(f"--dask {address!r} is no address of a scheduler. Write it like tcp://127.0.0.1:8786.")
    try:
        return distributed.Client(address, timeout=f"{_ANSWER_SECONDS}s")
    except (OSError, ValueError) as error:
        told = " ".join(str(error).split()) or type(error).__name__
        raise KbError(f"No Dask scheduler answers at {address} ({told}). Start one, or use --workers N.") from None


_ANSWER_SECONDS = 10  # a scheduler that takes longer to shake hands is not there


def _through(client: Any, archive_url: str, waiting: Sequence[Unread]) -> Iterator[Attempt]:
    """In order. A worker that dies loses what it had; the scheduler gives it to another."""
    left, under_way = deque(waiting), deque[tuple[Unread, Any]]()
    ahead = _AHEAD * _workers_of(client)
    while left or under_way:
        while left and len(under_way) < ahead:
            snapshot = left.popleft()
            under_way.append((snapshot, client.submit(_attempt_as, archive_url, snapshot, pure=False)))
        snapshot, future = under_way.popleft()
        yield snapshot, _result(snapshot, future)


def _workers_of(client: Any) -> int:
    found = len(client.scheduler_info(n_workers=-1)["workers"])
    if not found:
        raise KbError("The Dask scheduler has no worker. Start one where Recoupe is installed: dask worker ADDRESS.")
    return found


def _result(snapshot: Unread, future: Any) -> Any:
    try:
        extractor, drawn = future.result()
    except import_module("distributed").KilledWorker:
        return _deadly(snapshot)
    ours = reader_of(snapshot.source_key).extractor
    if extractor != ours:
        raise KbError(
            f"A Dask worker reads with {extractor}, this command with {ours}. Install the same version on both."
        )
    return drawn


def _attempt_as(archive_url: str, snapshot: Unread) -> tuple[str, Any]:
    """What a worker does: its extractor, and what it drew."""
    return reader_of(snapshot.source_key).extractor, attempt(archive_url, snapshot)


def _reachable(archive_url: str) -> str:
    """A folder of this machine by its whole path: a worker has another current folder."""
    return archive_url if urlsplit(archive_url).scheme else os.path.abspath(archive_url)


def _deadly(snapshot: Unread) -> Unreadable:
    return Unreadable(
        f"{snapshot.url}: the process that read it died {_MOST_DEATHS} times. Its bytes are kept; the other answers were read."
    )
