"""The re-open code: it names a state of the base and lines of it, and nothing about anyone. Nothing is stored for it."""

import base64
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from kb.errors import BadCode

_VERSION = 1
_HEADER = struct.Struct(">BH4s")  # version, release number, first bytes of the release's hash
_CHECK = struct.Struct(">I")  # CRC-32: one wrong or two swapped characters are always seen
_ID_BYTES = 8
# Crockford's alphabet has no I, L, O, U: what a tired eye confuses is read as the same character.
_STANDARD, _CROCKFORD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WRITE = str.maketrans(_STANDARD, _CROCKFORD)
_READ = str.maketrans(_CROCKFORD + "OIL", _STANDARD + "ABB")

_TYPING_ERROR = "Ce code comporte une faute de frappe : son contrôle ne tombe pas juste. Recopiez-le depuis l’annexe."


@dataclass(frozen=True)
class Reopened:
    """What a code names."""

    release: int
    sha256_start: str
    ids: tuple[str, ...]


def write_code(release: int, sha256: str, ids: Sequence[str]) -> str:
    """A code in groups of five characters."""
    body = _HEADER.pack(_VERSION, release, bytes.fromhex(sha256[:8])) + b"".join(bytes.fromhex(i) for i in ids)
    raw = body + _CHECK.pack(zlib.crc32(body))
    text = base64.b32encode(raw).decode().rstrip("=").translate(_WRITE)
    return "-".join(text[start : start + 5] for start in range(0, len(text), 5))


def read_code(code: str) -> Reopened:
    """What the code names, or BadCode. Case, spaces and hyphens do not matter."""
    text = "".join(code.split()).replace("-", "").upper()
    try:
        raw = base64.b32decode(text.translate(_READ) + "=" * (-len(text) % 8))
    except ValueError:
        raise BadCode(
            "Ce code contient un caractère qu’aucun code de réouverture n’emploie. Recopiez-le depuis l’annexe."
        ) from None
    if base64.b32encode(raw).decode().rstrip("=") != text.translate(_READ):
        raise BadCode(_TYPING_ERROR)  # the last character holds bits that carry nothing: they too must be right
    body, check = raw[: -_CHECK.size], raw[-_CHECK.size :]
    whole = len(body) >= _HEADER.size and (len(body) - _HEADER.size) % _ID_BYTES == 0
    if not whole or _CHECK.pack(zlib.crc32(body)) != check:
        raise BadCode(_TYPING_ERROR)
    version, release, start = _HEADER.unpack(body[: _HEADER.size])
    if version != _VERSION:
        raise BadCode(f"Ce code est de la version {version}, que ce programme ne connaît pas. Mettez Recoupe à jour.")
    ids = body[_HEADER.size :]
    return Reopened(release, start.hex(), tuple(ids[i : i + _ID_BYTES].hex() for i in range(0, len(ids), _ID_BYTES)))
