"""Names that are the same on every engine and after a rebuild: line ids and canonical lines."""

import hashlib
from collections.abc import Iterable

_SEPARATOR = "\x1f"  # the ASCII unit separator: no publisher writes it, so no two lists of parts can collide
_ABSENT = "\x00"
ID_LENGTH = 16


def canonical(parts: Iterable[object]) -> str:
    """One line of text for a list of values: None is not the empty string, a float keeps all its digits."""
    # this runs once per value of the base: text and absence, by far the most frequent, are let through without a call
    return _SEPARATOR.join(
        [part if part.__class__ is str else _ABSENT if part is None else _written(part) for part in parts]
    )


def _written(part: object) -> str:
    return repr(part) if isinstance(part, float) else str(part)


def ending(*parts: object) -> str:
    """The end of a canonical line, for values that many lines share."""
    return f"{_SEPARATOR}{canonical(parts)}\n"


def line_id(*parts: object) -> str:
    """First 16 hexadecimal characters of the SHA-256 of the identity of a line (design §5)."""
    return hashlib.sha256(canonical(parts).encode()).hexdigest()[:ID_LENGTH]


def sha256_of(payload: bytes) -> str:
    """SHA-256 of archived bytes, in hexadecimal."""
    return hashlib.sha256(payload).hexdigest()
