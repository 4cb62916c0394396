"""Checking, when a release is made, that every quotation stands to the letter in the archived text it names."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select, update

from kb.kinds import PASSAGE, SIGNAL
from kb.releases import in_release

_Place = tuple[str, int]
_Texts = Mapping[_Place, Sequence[tuple[int, str]]]


@dataclass(frozen=True)
class Misquoted:
    """A signal whose quotation is not what the archived text of its page says at its place."""

    line: str
    document: str
    page: int

    @property
    def sentence(self) -> str:
        """What was refused, and what to do."""
        return (
            f"Line {self.line} is left out: its quotation does not stand in the archived text of {self.document}, page "
            f"{self.page}. Read the document again with `recoupe reread`, or restore the base from a backup."
        )

    def as_dict(self) -> dict[str, Any]:
        """Plain values, kept in the release."""
        return asdict(self)


def misquoted(connection: Connection, number: int) -> list[Misquoted]:
    """The signals of a release that its passages do not bear out, in the order of their ids."""
    found = [
        one for address, rows in _by_address(connection, number) for one in _wrong(connection, number, address, rows)
    ]
    return sorted(found, key=lambda one: one.line)


def leave_out(connection: Connection, number: int, refused: Sequence[Mapping[str, Any]]) -> None:
    """Close these lines before the release: an empty interval, which no release shows."""
    c = SIGNAL.table.c
    held = c.line_id.in_([one["line"] for one in refused])
    connection.execute(
        update(SIGNAL.table).where(held, in_release(number, SIGNAL.table)).values(last_release=number - 1)
    )


def _by_address(connection: Connection, number: int) -> Iterator[tuple[int, list[Any]]]:
    c = SIGNAL.table.c
    statement = (
        select(c.address_id, c.line_id, c.document, c.page, c.start, c.end, c.quote)
        .where(in_release(number, SIGNAL.table), c.quote.is_not(None))
        .order_by(c.address_id)
    )
    # all of them at once: a second statement is made while they are gone through
    rows = connection.execute(statement).all()
    yield from ((address, list(group)) for address, group in groupby(rows, key=lambda row: row.address_id))


def _wrong(connection: Connection, number: int, address: int, rows: Sequence[Any]) -> Iterator[Misquoted]:
    texts = _texts(connection, number, address)
    for row in rows:
        held = texts.get((row.document, row.page), ())
        if not any(low <= row.start and text[row.start - low : row.end - low] == row.quote for low, text in held):
            yield Misquoted(row.line_id, row.document, row.page)


def _texts(connection: Connection, number: int, address: int) -> _Texts:
    c = PASSAGE.table.c
    statement = select(c.document, c.page, c.start, c.text).where(
        c.address_id == address, c.text.is_not(None), in_release(number, PASSAGE.table)
    )
    found: dict[_Place, list[tuple[int, str]]] = defaultdict(list)
    for document, page, start, text in connection.execute(statement):
        found[document, page].append((start, text))
    return found
