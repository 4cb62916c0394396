"""What parent and child say to each other: one request, then answers one by one, each a msgpack of its own."""

import msgspec

from extraction.text.items import Block
from extraction.text.pdf.sheet import Sheet

READY = b"ready"


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What a web page states of itself, in the order in which they are trusted."""

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    """Name of the field, and what it holds."""
    asks_password: bool = False


class Ask(msgspec.Struct, array_like=True, tag=True):
    """Read these bytes; of a PDF, these pages (counted from 1)."""

    body: bytes
    kind: str
    media_type: str | None = None
    first: int = 1
    last: int = 0


class Opened(msgspec.Struct, array_like=True, tag=True):
    """The PDF opens: its pages are counted, what it states of itself is read."""

    pages: int
    facts: dict[str, str]


class Read(msgspec.Struct, array_like=True, tag=True):
    """A page of the PDF."""

    sheet: Sheet


class Damaged(msgspec.Struct, array_like=True, tag=True):
    """A page of the PDF that pdfium refuses."""

    page: int


class Refused(msgspec.Struct, array_like=True, tag=True):
    """The file as a whole cannot be read."""

    reason: str


class Web(msgspec.Struct, array_like=True, tag=True):
    """A web page, whole."""

    text: str
    blocks: list[Block]
    facts: Facts
    cut: bool


class Done(msgspec.Struct, array_like=True, tag=True):
    """Nothing more comes."""


Answer = Opened | Read | Damaged | Refused | Web | Done
encoder = msgspec.msgpack.Encoder()
ask_decoder = msgspec.msgpack.Decoder(Ask)
answer_decoder: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)
