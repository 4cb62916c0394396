"""The code of the address: opaque, short, checked. It holds no name; nothing is stored for it."""

import base64
import struct
import zlib
from binascii import crc_hqx
from collections.abc import Iterable

from kb.vocabulary.loader import load_components, load_countries, load_families
from kb.vocabulary.medicines_loader import load_medicines
from ui.choice import Choice

_VERSION, _WITH_MEDICINE = 1, 2  # a medicine is one more mark, at the end
_HEADER = struct.Struct(">B3sHBB")  # version, country, release, how many families, how many components
_LINE = struct.Struct(">BHQ")  # version, release, the id of a line: 16 hexadecimal digits
_LINE_VERSION = 3
_MARK = struct.Struct(">H")  # two bytes for a key: the order of the vocabulary may change, keys do not
_CHECK = struct.Struct(">I")
_CURRENT = 0xFFFF  # no release named
# Crockford's letters have no I, L, O, U: no word can be read in a code
_STANDARD, _CROCKFORD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WRITE = str.maketrans(_STANDARD, _CROCKFORD)
_READ = str.maketrans(_CROCKFORD + "OIL", _STANDARD + "ABB")


class BadAddress(Exception):
    """Raised when the code of an address was cut, mistyped, or names what this vocabulary does not hold."""


def mark(key: str) -> int:
    """Two bytes that stand for a key of the vocabulary."""
    return crc_hqx(key.encode(), 0)


def write(choice: Choice) -> str:
    """The code of a choice."""
    body = _HEADER.pack(
        _WITH_MEDICINE if choice.medicine else _VERSION,
        (choice.country or "---").encode(),
        _CURRENT if choice.release is None else choice.release,
        len(choice.families),
        len(choice.components),
    )
    named = (*choice.families, *choice.components, *([choice.medicine] if choice.medicine else []))
    body += b"".join(_MARK.pack(mark(key)) for key in named)
    return _letters(body)


def write_line(release: int, line_id: str) -> str:
    """The code of one line of one release."""
    return _letters(_LINE.pack(_LINE_VERSION, release, int(line_id, 16)))


def read_line(code: str) -> tuple[int, str]:
    """The release and the line a code names, or BadAddress."""
    body = _body(code)
    if len(body) != _LINE.size:
        raise BadAddress
    version, release, number = _LINE.unpack(body)
    if version != _LINE_VERSION:
        raise BadAddress
    return release, f"{number:016x}"


def _letters(body: bytes) -> str:
    raw = _CHECK.pack(zlib.crc32(body)) + _veil(body)
    return base64.b32encode(raw).decode().rstrip("=").translate(_WRITE)


def _body(code: str) -> bytes:
    """What a code holds, checked against its own sum."""
    folded = code.strip().upper()
    try:
        raw = base64.b32decode(folded.translate(_READ) + "=" * (-len(folded) % 8))
    except ValueError:
        raise BadAddress from None
    body = _veil(raw[_CHECK.size :])
    if _CHECK.pack(zlib.crc32(body)) != raw[: _CHECK.size]:
        raise BadAddress
    return body


def read(code: str) -> Choice:
    """The choice a code names, or BadAddress."""
    body = _body(code)
    if len(body) < _HEADER.size:
        raise BadAddress
    version, country, release, families, components = _HEADER.unpack(body[: _HEADER.size])
    medicines = int(version == _WITH_MEDICINE)
    if version not in (_VERSION, _WITH_MEDICINE):
        raise BadAddress
    if len(body) != _HEADER.size + _MARK.size * (families + components + medicines):
        raise BadAddress
    marks = [one for (one,) in _MARK.iter_unpack(body[_HEADER.size :])]
    return Choice(
        _country(country.decode("ascii", "replace")),
        _keys(marks[:families], load_families()),
        _keys(marks[families : families + components], load_components()),
        None if release == _CURRENT else release,
        next(iter(_keys(marks[families + components :], load_medicines())), None),
    )


def _veil(body: bytes) -> bytes:
    """Turns the bytes so that a code does not begin with a readable country; a veil, not a cipher."""
    return bytes(byte ^ ((37 * place + 91) & 0xFF) for place, byte in enumerate(body))


def _country(key: str) -> str | None:
    if key == "---":
        return None
    if key not in load_countries():
        raise BadAddress
    return key


def _keys(marks: Iterable[int], known: Iterable[str]) -> tuple[str, ...]:
    by_mark = {mark(key): key for key in known}
    try:
        return tuple(by_mark[one] for one in marks)
    except KeyError:
        raise BadAddress from None
