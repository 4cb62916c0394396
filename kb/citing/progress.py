"""How far the making of an annexe is: told item by item to whoever waits for it, and may have it stopped there."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum, auto
from typing import TypeVar

T = TypeVar("T")


class Stage(Enum):
    """The parts of the work that last; between two of them nothing does."""

    REFERENCES = auto()
    LAYOUT = auto()


Tell = Callable[[Stage, int, int], None]
"""Stage, items done, items in all. It may raise: the work ends there, and nothing of it is kept."""

_tell: ContextVar[Tell | None] = ContextVar("annexe_progress", default=None)


@contextmanager
def telling(tell: Tell) -> Iterator[None]:
    """Inside it, the making of an annexe tells `tell` how far it is. Elsewhere nobody is told."""
    token = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(token)


def counted(items: Sequence[T], stage: Stage) -> Iterator[T]:
    """The same items, each told before it is worked on."""
    tell = _tell.get()
    for number, item in enumerate(items):
        if tell:
            tell(stage, number, len(items))
        yield item
