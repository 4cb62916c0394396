"""What a reader drew from an answer, as the JSON lines of a conversion record, and back."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kb.kinds import KINDS, OBSERVATION, Row
from kb.readings import Drawing

MIXED = "mixed"
_encoder = msgspec.json.Encoder()


def kind_header(drawn: Drawing) -> str:
    """The one kind of a record, or `mixed`: most answers draw one kind, and their lines need not repeat it."""
    held = [name for name, rows in drawn.items() if rows]
    return held[0] if len(held) == 1 else MIXED if held else OBSERVATION.name


def conversion_lines(drawn: Mapping[str, Sequence[Any]]) -> bytes:
    """The rows, one a line; in a mixed record each line begins with its kind."""
    kind = kind_header(drawn)
    if kind != MIXED:
        return _encoder.encode_lines(drawn.get(kind, ()))
    return _encoder.encode_lines([(name, *row) for name, rows in drawn.items() for row in rows])


def rows_of_lines(content: bytes, kind: str) -> dict[str, list[Row]]:
    """The rows of a record by kind. Raises ValueError where a line is not what `conversion_lines` writes."""
    lines = [json.loads(line) for line in content.splitlines() if line.strip()]
    found: dict[str, list[Row]] = {}
    for line in lines:
        name, row = (line[0], line[1:]) if kind == MIXED else (kind, line)
        if name not in KINDS or len(row) != KINDS[name].width:
            raise ValueError("its rows have another shape")
        found.setdefault(name, []).append(tuple(row))
    return found
