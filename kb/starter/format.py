"""The file of starter figures: our own compact form, strict when read."""

import gzip
import zlib
from pathlib import Path

import msgspec

from kb.errors import BadStarter
from kb.kinds import OBSERVATION

FILE = Path(__file__).with_name("figures.json.gz")
VERSION = 1
COLUMNS = ("answer", *OBSERVATION.identity, *OBSERVATION.facts)
Cell = str | float | int | bool | None


class StarterAnswer(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The publisher's answer that figures were read from: its address, its bytes' hash and the day of its capture."""

    url: str
    sha256: str
    size: int
    media_type: str | None
    captured_on: str
    replay_kind: str | None
    replay_note: str | None


class Starter(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The whole file. `rows` follow `columns`; `answer` is a rank in `answers`."""

    version: int
    source: str
    licence: str
    extractor: str
    release_sha256: str
    """Content hash of the release that the figures were taken from."""
    columns: list[str]
    answers: list[StarterAnswer]
    rows: list[list[Cell]]


def write(starter: Starter, path: Path = FILE) -> int:
    """Write the file; the same figures make the same bytes. Returns its size in bytes."""
    packed = gzip.compress(msgspec.json.encode(starter), 9, mtime=0)
    path.write_bytes(packed)
    return len(packed)


def read(path: Path = FILE) -> Starter | None:
    """The starter, None where the programme was built without it, BadStarter when it is damaged."""
    if not path.exists():
        return None
    try:
        starter = msgspec.json.decode(gzip.decompress(path.read_bytes()), type=Starter)
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError) as error:
        raise BadStarter(
            f"{path.name} cannot be read ({error}). Install Recoupe again, or use `recoupe init --no-starter`."
        ) from None
    if starter.version != VERSION or tuple(starter.columns) != COLUMNS:
        raise BadStarter(
            f"{path.name} is of another version. Install Recoupe again, or use `recoupe init --no-starter`."
        )
    return starter
