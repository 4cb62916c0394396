"""Whose words are read: today's, or those that stood when a release was frozen.

A release shows its lines under the labels, the components and the sources of its own day. Everything that reads the
vocabulary without naming a folder reads the one that stands.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from kb.vocabulary import files

VOCABULARY, SOURCES = "vocabulary", "sources"
P = ParamSpec("P")
T = TypeVar("T")

# the folder of both, and that of the vocabulary in it, put together once: a page of results asks for it a hundred times
_then: ContextVar[tuple[Path, Path] | None] = ContextVar("vocabulary_then", default=None)


@contextmanager
def standing_on(then: Path | None) -> Iterator[None]:
    """Read the words kept in `then` (a folder with vocabulary/ and sources/), or today's where it is None."""
    token = _then.set((then, then / VOCABULARY) if then else None)
    try:
        yield
    finally:
        _then.reset(token)


def words_then() -> Path | None:
    """The folder of words that stands in the place of today's, if one does."""
    then = _then.get()
    return then[0] if then else None


def standing() -> Path:
    """The folder of the vocabulary that is read now."""
    then = _then.get()
    return then[1] if then else files.FOLDER


def said_then(folder: Path, file: str) -> bool:
    """False where the words of a release were frozen before `file` was first written: nothing was declared in it then.

    Today's words are whole: there, a missing file is a fault that its reader tells.
    """
    return folder == files.FOLDER or (folder / file).exists()


def of_the_standing(function: Callable[P, T]) -> Callable[P, T]:
    """Called without its `folder`, the function reads the vocabulary that stands."""
    place = list(inspect.signature(function).parameters).index("folder")

    @wraps(function)
    def read(*args: P.args, **named: P.kwargs) -> T:
        if len(args) > place or "folder" in named:
            return function(*args, **named)
        return function(*args, standing(), **named)  # type: ignore[arg-type]

    return read


def read_once(function: Callable[P, T]) -> Callable[P, T]:
    """`of_the_standing`, and each folder is read once a process."""
    return of_the_standing(wraps(function)(cache(function)))
