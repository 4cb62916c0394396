"""CSV tables: decoded, every row as long as its header, columns checked by name."""

import codecs
import csv
import io
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import IO, TextIO

from extraction.formats.archives import BROKEN
from extraction.items import UnreadablePayload

CHUNK = 2**20
MAX_ROWS = 5_000_000  # 1.85 million were counted in the largest table expected


@dataclass(frozen=True)
class Table:
    """A header, and rows that are read as they are asked for."""

    url: str
    header: list[str]
    rows: Iterator[list[str]]

    def columns(self, wanted: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The rows in the order of `wanted`; a missing, extra or repeated column stops the reading and is named."""
        require_names(self.url, self.header, wanted)
        return map(itemgetter(*[self.header.index(name) for name in wanted]), self.rows)


def require_names(url: str, found: Sequence[str], wanted: Collection[str], what: str = "colonnes") -> None:
    """Raise UnreadablePayload unless each wanted column (or sheet) is there once, and no other."""
    missing = [name for name in wanted if name not in found]
    extra = [name for number, name in enumerate(found) if name not in wanted or name in found[:number]]
    if missing or extra:
        told = [f"manque : {_quoted(missing)}"] * bool(missing) + [f"en plus : {_quoted(extra)}"] * bool(extra)
        raise UnreadablePayload(
            f"Le tableau de {url} n’a pas les {what} connues ({' ; '.join(told)}). Ses octets sont gardés ; son lecteur "
            "doit apprendre cette forme avant de les lire."
        )


def read_csv(url: str, stream: Callable[[], IO[bytes]]) -> Table:
    """A table in UTF-8, with or without a byte order mark, else in latin-1; read twice, and never held whole.

    Raises UnreadablePayload, at the latest while rows are drawn.
    """
    text = io.TextIOWrapper(stream(), encoding=_encoding(url, stream), newline="")
    rows = _rows(url, text)
    header = next(rows, None)
    if not header:
        raise UnreadablePayload(f"Le tableau de {url} est vide : rien n’en a été lu.")
    return Table(url, header, _whole(url, rows, len(header)))


def _encoding(url: str, stream: Callable[[], IO[bytes]]) -> str:
    found, decoder = "utf-8-sig", codecs.getincrementaldecoder("utf-8")()
    try:
        with stream() as table:
            start = table.read(CHUNK)
            _refuse_what_is_no_text(url, start)
            for chunk in chain([start], iter(lambda: table.read(CHUNK), b"")):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        found = "latin-1"  # what older editions were saved in
    except BROKEN as error:
        raise _damaged(url, error) from None
    return found


def _refuse_what_is_no_text(url: str, start: bytes) -> None:
    if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise UnreadablePayload(f"{url} a répondu une page web à la place d’un tableau : rien n’en a été lu.")
    if b"\0" in start:
        raise UnreadablePayload(f"Le tableau de {url} n’est ni en UTF-8 ni en latin-1 : rien n’en a été lu.")


def _rows(url: str, text: TextIO) -> Iterator[list[str]]:
    try:
        yield from csv.reader(text, strict=True)
    except (csv.Error, *BROKEN) as error:
        raise _damaged(url, error) from None


def _damaged(url: str, error: Exception) -> UnreadablePayload:
    said = " ".join(str(error).split())
    return UnreadablePayload(f"Le tableau de {url} est abîmé ou coupé ({said}). Relevez de nouveau la source.")


def _whole(url: str, rows: Iterator[list[str]], width: int) -> Iterator[list[str]]:
    for number, row in enumerate(rows, 2):
        if number > MAX_ROWS + 1:
            raise UnreadablePayload(f"Le tableau de {url} dépasse {MAX_ROWS} lignes : rien n’en a été lu.")
        if len(row) != width:
            raise UnreadablePayload(
                f"La ligne {number} du tableau de {url} a {len(row)} cases au lieu de {width} : il est abîmé ou coupé. "
                "Relevez de nouveau la source."
            )
        yield row


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"« {name} »" for name in names)
