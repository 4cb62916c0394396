"""Which way a text is read, from its first letter that has a direction (rule P2 of the Unicode bidirectional algorithm)."""

import unicodedata

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def is_right_to_left(text: str) -> bool:
    """True for Arabic, Hebrew…"""
    first = next((way for char in text if (way := unicodedata.bidirectional(char)) in {"L", "R", "AL"}), "L")
    return first in _RIGHT_TO_LEFT
