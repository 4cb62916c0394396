"""The file of reference-only signals of a first start: where a report says something, and what kind of thing; none of its words.

A field that could hold the text of a report does not exist here: neither the quotation, nor the words that decided, nor a
period or an amount as stated.
"""

from pathlib import Path

import msgspec

from kb.errors import BadStarter

FILE = Path(__file__).with_name("signals.json")
VERSION = 1
_REMEDY = "Install Recoupe again, or use `recoupe init --no-starter`."


class ReferenceAnswer(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The publisher's answer that a report was read in: its address, its bytes' hash, the day of its capture, who read it."""

    source: str
    url: str
    sha256: str
    size: int
    media_type: str | None
    captured_on: str
    replay_kind: str | None
    replay_note: str | None
    extractor: str


class ReferenceDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A report: its address, its official title, who published it and when. `answer` is a rank in `answers`."""

    answer: int
    document: str
    title: str | None
    published_by: str | None
    countries: list[str]
    lang: str | None
    published_on: str | None
    media: str | None
    pages: int | None


class ReferenceSignal(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A signal: of what kind, about where and when, and on which page, from which character to which."""

    answer: int
    document: str
    area: str
    type: str
    page: int
    start: int
    end: int
    polarity: str
    rule: str
    lang: str | None
    component: str
    families: list[str]
    products: list[str]
    place: str | None
    level: str | None
    population: str | None
    period_start: str | None
    period_end: str | None
    published_on: str | None


class References(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The whole file."""

    version: int
    release_sha256: str
    """Content hash of the release that the signals were taken from."""
    answers: list[ReferenceAnswer]
    documents: list[ReferenceDocument]
    signals: list[ReferenceSignal]


def write(references: References, path: Path = FILE) -> int:
    """Write the file, one field a line; the same signals make the same bytes. Returns its size in bytes."""
    written = msgspec.json.format(msgspec.json.encode(references), indent=1) + b"\n"
    path.write_bytes(written)
    return len(written)


def read(path: Path = FILE) -> References | None:
    """The references, None where the programme was built without them, BadStarter when the file is damaged."""
    if not path.exists():
        return None
    try:
        found = msgspec.json.decode(path.read_bytes(), type=References)
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise BadStarter(f"{path.name} cannot be read ({error}). {_REMEDY}") from None
    ranks = {one.answer for one in found.documents} | {one.answer for one in found.signals}
    if found.version != VERSION or not ranks <= set(range(len(found.answers))):
        raise BadStarter(f"{path.name} is of another version. {_REMEDY}")
    return found
