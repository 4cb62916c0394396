"""How commands speak: results on standard output, everything else in one sentence on standard error."""

import json
import sys
from enum import StrEnum
from typing import Any

import typer


class Format(StrEnum):
    """Output of a command."""

    TEXT = "text"
    JSON = "json"


def show_json(value: Any) -> None:
    """JSON on standard output, UTF-8, stable key order as built."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def say(text: str) -> None:
    """A line of result."""
    sys.stdout.write(text + "\n")


def tell(text: str) -> None:
    """A line of progress or warning, on standard error: a pipe never sees it."""
    typer.echo(text, err=True)
