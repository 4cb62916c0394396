"""How commands speak: results on standard output, everything else in one sentence on standard error."""

import json
import re
import sys
from enum import StrEnum
from typing import Any

import msgspec
import typer

_WRITTEN_OTHERWISE = re.compile(rb"[:,\[]-?(?:[0-9.]+e|0\.0000|[0-9]{16})")
"""Numbers so small or so large that msgspec and the standard library write them in two ways (0.00002, 2e-05)."""


class Format(StrEnum):
    """Output of a command."""

    TEXT = "text"
    JSON = "json"


def show_json(value: Any) -> None:
    """JSON on standard output, UTF-8, stable key order as built."""
    sys.stdout.write(json_text(value) + "\n")


def json_text(value: Any) -> str:
    """The characters of `json.dumps` with an indent of two, which writes a fiche several times more slowly."""
    packed = msgspec.json.encode(value)
    if _WRITTEN_OTHERWISE.search(packed):
        return json.dumps(value, ensure_ascii=False, indent=2)
    return msgspec.json.format(packed, indent=2).decode()


def say(text: str) -> None:
    """A line of result."""
    sys.stdout.write(text + "\n")


def tell(text: str) -> None:
    """A line of progress or warning, on standard error: a pipe never sees it."""
    typer.echo(text, err=True)
