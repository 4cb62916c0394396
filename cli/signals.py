"""signals: the continuity signals of texts, one JSON line each, as a stream."""

import mmap
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer
from rich.console import Console
from rich.progress import Progress

from cli.output import tell
from extraction.signals.streaming import BadLine, answers

_encoder = msgspec.json.Encoder()


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(signals)


def signals(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help='one {"id", "lang"?, "text"} per line')],
    out: Annotated[Path | None, typer.Option(metavar="OUT.jsonl", help="standard output by default")] = None,
) -> None:
    """Signals that bear on the continuity of care, quoted: type, polarity, place in the text, cue and rule."""
    if not source.is_file():
        raise typer.BadParameter(f"{source} is not a file. Give a JSON Lines file of passages.")
    bad = 0
    with _output(out) as written:
        for answer in answers(_lines(source)):
            if isinstance(answer, BadLine):
                bad += 1
                tell(f"recoupe: {source}, {answer.sentence}")
            else:
                written.write(_encoder.encode(answer) + b"\n")
    raise typer.Exit(2 if bad else 0)


def _lines(source: Path) -> Iterator[memoryview]:
    """The lines of a file, none of them copied, with a bar on a terminal and nothing elsewhere."""
    console = Console(stderr=True)
    size = source.stat().st_size
    if not size:
        return
    with (
        source.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole,
        memoryview(whole) as view,
        Progress(console=console, transient=True, disable=not console.is_terminal) as progress,
    ):
        task = progress.add_task("signals", total=size)
        start = 0
        while start < size:
            end = whole.find(b"\n", start) + 1 or size
            with view[start:end] as line:
                yield line
            progress.advance(task, end - start)
            start = end


@contextmanager
def _output(out: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears whole or not at all."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    if not out.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {out.parent} to write {out.name} in. Create it first.")
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "wb") as written:
            yield written
        Path(name).chmod(0o644)
        os.replace(name, out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
