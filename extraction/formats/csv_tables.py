"""CSV tables: decoded, every row as long as its header, columns checked by name."""

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TextIO

from extraction.items import UnreadablePayload

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


def read_csv(url: str, body: bytes) -> Table:
    """A table in UTF-8, with or without a byte order mark, else in latin-1. Raises UnreadablePayload."""
    if body[:200].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise UnreadablePayload(f"{url} a répondu une page web à la place d’un tableau : rien n’en a été lu.")
    text = io.TextIOWrapper(io.BytesIO(body), encoding=_encoding(url, body), newline="")
    rows = _rows(url, text)
    header = next(rows, None)
    if not header:
        raise UnreadablePayload(f"Le tableau de {url} est vide : rien n’en a été lu.")
    return Table(url, header, _whole(url, rows, len(header)))


def _encoding(url: str, body: bytes) -> str:
    if b"\0" in body[:65_536]:
        raise UnreadablePayload(f"Le tableau de {url} n’est ni en UTF-8 ni en latin-1 : rien n’en a été lu.")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"  # what older editions were saved in
    return "utf-8-sig"


def _rows(url: str, text: TextIO) -> Iterator[list[str]]:
    try:
        yield from csv.reader(text, strict=True)
    except csv.Error as error:
        raise UnreadablePayload(
            f"Le tableau de {url} est abîmé ou coupé ({error}). Relevez de nouveau la source."
        ) from None


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
