"""The re-open code as text: a state of the base, a number that names lines of it, a check. Nothing is stored for it.

Version 2 holds the number of kb.citing.code_payload; version 1, printed before it, holds whole ids.
"""

import base64
import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from kb.errors import BadCode

WHOLE_IDS, PLACES = 1, 2
TYPED = 200  # characters that one can still type, groups of five
_HEADER = struct.Struct(">BH4s")  # version, release number, first bytes of the release's hash
_CHECK = struct.Struct(">I")  # CRC-32: one wrong or two swapped characters are always seen
_ID_BYTES = 8
_GROUP = 5
# what one QR code holds and a telephone still reads on paper, at 45 mm; alphanumeric mode, correction M
_PART = 800
_PART_MARK = re.compile(r"(\d)/(\d):")
# Crockford's alphabet has no I, L, O, U: what a tired eye confuses is read as the same character.
_STANDARD, _CROCKFORD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WRITE = str.maketrans(_STANDARD, _CROCKFORD)
_READ = str.maketrans(_CROCKFORD + "OIL", _STANDARD + "ABB")

_TYPING_ERROR = "Ce code comporte une faute de frappe : son contrôle ne tombe pas juste. Recopiez-le depuis l’annexe."


@dataclass(frozen=True)
class Printed:
    """What a code says before any base is asked."""

    version: int
    release: int
    sha256_start: str
    body: bytes

    @property
    def number(self) -> int:
        """What names the lines, in a code of version 2."""
        return int.from_bytes(self.body, "big")

    @property
    def whole_ids(self) -> tuple[str, ...]:
        """The ids that a code of version 1 holds."""
        return tuple(self.body[i : i + _ID_BYTES].hex() for i in range(0, len(self.body), _ID_BYTES))


def write_code(release: int, sha256: str, number: int) -> str:
    """A code in groups of five characters."""
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return _in_groups(_sealed(_HEADER.pack(PLACES, release, bytes.fromhex(sha256[:8])) + body))


def read_code(code: str) -> Printed:
    """What the code says, or BadCode. Case, spaces and hyphens do not matter; the parts of several QR codes may follow each other."""
    text = "".join(_joined("".join(code.split()).upper()).split("-"))
    try:
        raw = base64.b32decode(text.translate(_READ) + "=" * (-len(text) % 8))
    except ValueError:
        raise BadCode(
            "Ce code contient un caractère qu’aucun code de réouverture n’emploie. Recopiez-le depuis l’annexe."
        ) from None
    if base64.b32encode(raw).decode().rstrip("=") != text.translate(_READ):
        raise BadCode(_TYPING_ERROR)  # the last character holds bits that carry nothing: they too must be right
    body, check = raw[: -_CHECK.size], raw[-_CHECK.size :]
    if len(body) < _HEADER.size or _CHECK.pack(zlib.crc32(body)) != check:
        raise BadCode(_TYPING_ERROR)
    version, release, start = _HEADER.unpack(body[: _HEADER.size])
    told = body[_HEADER.size :]
    if version not in (WHOLE_IDS, PLACES):
        raise BadCode(f"Ce code est de la version {version}, que ce programme ne connaît pas. Mettez Recoupe à jour.")
    if version == WHOLE_IDS and len(told) % _ID_BYTES:
        raise BadCode(_TYPING_ERROR)
    return Printed(version, release, start.hex(), told)


def length(code: str) -> int:
    """How many characters one would type."""
    return len(code.replace("-", ""))


def qr_parts(code: str) -> list[str]:
    """What each QR code holds: the whole code, or « 1/2:… » and « 2/2:… »."""
    text = code.replace("-", "")
    parts = [text[start : start + _PART] for start in range(0, len(text), _PART)]
    if len(parts) == 1:
        return parts
    return [f"{number}/{len(parts)}:{part}" for number, part in enumerate(parts, 1)]


def _joined(text: str) -> str:
    """The parts of a code in their order, or the text as it is."""
    marks = list(_PART_MARK.finditer(text))
    if not marks:
        return text
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts = {int(mark[1]): text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)}
    if text[: marks[0].start()] or {int(mark[2]) for mark in marks} != {len(parts)} or set(parts) != _upto(len(parts)):
        raise BadCode(
            "Il manque une partie de ce code : lisez tous les codes QR de l’annexe, et collez-les à la suite."
        )
    return "".join(parts[number] for number in sorted(parts))


def _upto(number: int) -> set[int]:
    return set(range(1, number + 1))


def _sealed(body: bytes) -> bytes:
    return body + _CHECK.pack(zlib.crc32(body))


def _in_groups(raw: bytes) -> str:
    text = base64.b32encode(raw).decode().rstrip("=").translate(_WRITE)
    return "-".join(_groups(text))


def _groups(text: str) -> Sequence[str]:
    return [text[start : start + _GROUP] for start in range(0, len(text), _GROUP)]
