"""The lists that re-open codes count by, as they were when codes began to be printed, with what came after at their end."""

from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("positions.yml")


@lru_cache
def positions(name: str) -> dict[str, int]:
    """Key → place, for « areas », « families » or « components »."""
    lists: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {key: place for place, key in enumerate(lists[name])}


@lru_cache
def keys_at(name: str) -> tuple[str, ...]:
    """The same list, by place."""
    return tuple(positions(name))
