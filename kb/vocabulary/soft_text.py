"""Lower case without accents, one character for one: what is found in the result is at the same place in the text."""

import unicodedata

_PLAIN = {"’": "'", "\u00b5": "µ", "\u03bc": "µ"}


def soften(text: str) -> str:
    """Fold each character into one character; spaces of every kind become a space."""
    return "".join(map(_soft, text))


def _soft(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if char.isspace():
        return " "
    if not char.isalpha():
        return char
    base = unicodedata.normalize("NFKD", char)
    # [:1]: the lower case of a letter may be two characters
    return base[0].lower()[:1] if all(map(unicodedata.combining, base[1:])) else char
