"""Where in a file a thing is written: an error names the line, so that whoever wrote it finds it."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

# the way to one thing of a file, from its top: ("vih", "synonyms", "fr", 3)
Where = tuple[str | int, ...]


class Entries(dict[str, Any]):
    """The entries of one file, in its order, and the line that each thing stands on."""

    def __init__(self, content: Mapping[str, Any], lines: Mapping[Where, int]) -> None:
        super().__init__(content)
        self.lines = lines

    def place(self, file: str, *where: str | int) -> str:
        """« countries.yml line 42 »: the line of the deepest part of `where` that the file holds."""
        depths = range(len(where), 0, -1)
        line = next((self.lines[where[:depth]] for depth in depths if where[:depth] in self.lines), None)
        return f"{file} line {line}" if line else file

    def part(self, key: str) -> "Entries":
        """The mapping under one key, which still knows its lines."""
        return Entries(
            self[key], {where[1:]: line for where, line in self.lines.items() if where[0] == key and where[1:]}
        )

    def under(self, key: str) -> "Entries":
        """The whole file as one entry, for a file that holds a single one."""
        return Entries({key: dict(self)}, {(key, *where): line for where, line in self.lines.items()})


def lines_of(node: yaml.Node, here: Where) -> Iterator[tuple[Where, int]]:
    """Every key and every item under a node, with its line: PyYAML counts lines from 0, editors from 1."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*here, key.value), key.start_mark.line + 1
            yield from lines_of(value, (*here, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*here, index), item.start_mark.line + 1
            yield from lines_of(item, (*here, index))


def place_of(entries: Mapping[str, object], file: str, *where: str | int) -> str:
    """The file, and the line where it is known: a mapping made elsewhere has none."""
    return entries.place(file, *where) if isinstance(entries, Entries) else file


def place_of_text(entries: Mapping[str, object], file: str, entry: str, text: str) -> str:
    """The file and the line of a text written somewhere in an entry, as it is written there."""
    return place_of(entries, file, entry, *_way_to(entries.get(entry), text))


def _way_to(content: object, text: str) -> Where:
    inside: list[tuple[str | int, object]] = []
    if isinstance(content, dict):
        inside = list(content.items())
    elif isinstance(content, list):
        inside = list(enumerate(content))
    for key, held in inside:
        if held == text:
            return (key,)
        if way := _way_to(held, text):
            return (key, *way)
    return ()
