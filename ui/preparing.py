"""A long annexe, made apart from the page: its reader sees how far it is, may stop it, and goes on reading meanwhile.

In the memory of the session alone. Work that nobody looks at any more stops by itself.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from kb.citing.progress import Stage, telling

LEFT_ALONE = 20.0  # seconds without a look: the page asks twice a second, unless its reader has gone


class Stopped(Exception):
    """Raised inside the work, between two items, once its reader stopped it or went away."""


class Job:
    """One file being made."""

    def __init__(self, make: Callable[[], bytes], clock: Callable[[], float] = time.monotonic) -> None:
        self._make, self._clock = make, clock
        self._stopped, self._seen = False, clock()
        self.reached: tuple[Stage, int, int] | None = None
        """Stage, items done, items in all; None before the first."""
        pool = ThreadPoolExecutor(1, thread_name_prefix="annexe")
        self._future: Future[bytes] = pool.submit(self._run)
        pool.shutdown(wait=False)

    @property
    def done(self) -> bool:
        """True once it has ended, well or not."""
        return self._future.done()

    def look(self) -> tuple[Stage, int, int] | None:
        """How far it is; its reader is still there."""
        self._seen = self._clock()
        return self.reached

    def stop(self) -> None:
        """It ends before its next item."""
        self._stopped = True

    def result(self) -> bytes:
        """The file, or what went wrong: Stopped, or what its making raises. Waits for the end."""
        return self._future.result()

    def _run(self) -> bytes:
        with telling(self._told):
            return self._make()

    def _told(self, stage: Stage, done: int, of: int) -> None:
        if self._stopped or self._clock() - self._seen > LEFT_ALONE:
            raise Stopped
        self.reached = stage, done, of
