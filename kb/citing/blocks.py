"""The parts of an annexe: one model, that each format lays out in its own way."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """The title of a part (level 1) or of a component (level 2)."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A sentence of ours, or a reference."""

    text: str
    secret: bool = False
    """Set apart by a rule: what must not be missed."""


@dataclass(frozen=True)
class Entry:
    """One cited line: its dates beside what it says. `quote` is in `lang`, which is not always French."""

    number: int
    title: str
    dates: tuple[tuple[str, str], ...]
    said: str
    quote: str | None
    lang: str | None
    details: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """Sentences one under the other."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """A re-open code: its text where one can type it, and what each QR code holds."""

    text: str
    typed: bool
    qr: tuple[str, ...]


@dataclass(frozen=True)
class Ruled:
    """Empty lines for a hand."""

    lines: int


Block = Heading | Paragraph | Entry | Listing | Code | Ruled


@dataclass(frozen=True)
class Annexe:
    """The whole document. `foot` stands at the bottom of each page, before its number."""

    banner: str
    title: str
    foot: tuple[str, ...]
    blocks: tuple[Block, ...]
