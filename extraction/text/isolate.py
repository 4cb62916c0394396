"""The parent's side: hostile files are read in a child process that can be killed, so that no file stops a crawl.

Measured with pypdfium2 5.15: 3 000 damaged copies of real reports neither crashed nor held it, but a file of 4 kB takes 3 GiB
of memory, and one of 3 kB (forms that call each other) holds it for hours. lxml is held for a minute by a tag with 100 000
attributes. A child costs its start once, then about a millisecond a document.
"""

import atexit
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import msgspec

from extraction.text.messages import READY, Answer, Ask, Done, answer_decoder, encoder

_START_SECONDS = 60.0  # a second where nothing else runs
_MOST_ANSWER = 2**28  # bytes of one answer: far more than the caps of `limits` let through


class Stopped(Exception):
    """Raised when the child died or was killed over this file; `slow` says that it was killed for its slowness."""

    def __init__(self, slow: bool) -> None:
        super().__init__("slow" if slow else "died")
        self.slow = slow


class NoChild(RuntimeError):
    """Raised when the child process cannot start: the installation is broken, the files are not."""


class _Child:
    """One child process, the two ends of its pipe, and the process that owns it."""

    def __init__(self) -> None:
        ours, theirs = Pipe()
        self.link: Connection = ours
        self.owner = os.getpid()
        command = [sys.executable, "-m", "extraction.text.child", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        if not self._is_ready():
            self.end()
            raise NoChild(
                f"The process that reads documents did not start: run `{' '.join(command[:3])}` to see why. No document was read."
            )

    def _is_ready(self) -> bool:
        try:
            return self.link.poll(_START_SECONDS) and self.link.recv_bytes(len(READY)) == READY
        except (EOFError, OSError):
            return False

    def has_ended(self) -> bool:
        """Killed between two files, by the system or by hand: no fault of the next one."""
        return self._process.poll() is not None

    def end(self) -> None:
        """Kill it, whatever it is doing."""
        self.link.close()
        self._process.kill()
        self._process.wait()


class _Reader:
    """Keeps one child for the next file. A forked copy of this process starts its own: a pipe has one reader."""

    def __init__(self) -> None:
        self._child: _Child | None = None
        self._lock = threading.Lock()

    def ask(self, request: Ask, seconds: float) -> Iterator[Answer]:
        """The answers as they come, each within `seconds`. Raises Stopped."""
        with self._lock:
            child = self._living()
            finished = False
            try:
                child.link.send_bytes(encoder.encode(request))
                yield from _received(child.link, seconds)
                finished = True
            except (EOFError, OSError, msgspec.DecodeError):
                raise Stopped(slow=False) from None
            finally:
                if not finished:  # dead, killed for its slowness, or left in the middle of a file
                    self.close()

    def close(self) -> None:
        """End the child, if it is ours."""
        child, self._child = self._child, None
        if child and child.owner == os.getpid():
            child.end()

    def _living(self) -> _Child:
        if self._child is None or self._child.owner != os.getpid() or self._child.has_ended():
            self._child = _Child()
        return self._child


def _received(link: Connection, seconds: float) -> Iterator[Answer]:
    while True:
        if not link.poll(seconds):
            raise Stopped(slow=True)
        answer = answer_decoder.decode(link.recv_bytes(_MOST_ANSWER))
        if isinstance(answer, Done):
            return
        yield answer


_reader = _Reader()
atexit.register(_reader.close)


def answers(request: Ask, seconds: float, deadline: float) -> Iterator[Answer]:
    """What the child reads of a file: each answer within `seconds`, all of them before `deadline` (monotonic clock)."""
    for answer in _reader.ask(request, max(0.1, min(seconds, deadline - time.monotonic()))):
        yield answer
        if time.monotonic() > deadline:
            raise Stopped(slow=True)
