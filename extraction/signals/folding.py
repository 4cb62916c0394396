"""A text made comparable without losing its own characters: every position leads back to the original."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate


def _base(char: str) -> str:
    """The lower-case letter under an accented one, or the character itself: always exactly one character."""
    lowered = unicodedata.normalize("NFKD", char).lower()
    kept = [one for one in lowered if not unicodedata.combining(one)]
    return kept[0] if len(kept) == 1 else char


# Latin, Latin-1, Latin Extended A and B, Latin Extended Additional, full-width forms and presentation forms of letters.
_RANGES = ((0x41, 0x250), (0x1E00, 0x1F00), (0xFF21, 0xFF5B))
_TABLE = {code: _base(chr(code)) for low, high in _RANGES for code in range(low, high)}
_TABLE |= {ord(char): "'" for char in "’‘ʼ´`′"}
_TABLE |= {ord(char): " " for char in "\u00a0\u202f\u2009\u2007\u3000\t\r\x0b\x0c\u2028\u2029"}
_TABLE |= {ord(char): "-" for char in "‐‑−"}
_TABLE |= {
    ord("œ"): "o",
    ord("Œ"): "o",
    ord("æ"): "a",
    ord("Æ"): "a",
    ord("ß"): "s",
    ord("–"): "—",
    ord("ø"): "o",
    ord("ł"): "l",
}

# A word cut at the end of a line, the hyphen being one of those that PDF readers leave; soft and zero-width characters;
# accents written apart from their letter. Removed for reading, kept for quoting.
_CUT = re.compile(
    r"[-‐\u00ad\ufffe\x02](?<=[^\W\d_].)[ \t]*\r?\n[ \t]*(?=[a-zà-öø-ÿœ])|[\u00ad\u200b-\u200f\ufeff\ufffe\x02\u0300-\u036f]"
)
_CUT_PLAIN = re.compile(
    r"-(?<=[^\W\d_].)[ \t]*\r?\n[ \t]*(?=[a-zà-öø-ÿœ])"
)  # begins with its hyphen, so that the search leaps
# Typographic signs of reports that have no place in one byte, and what folding makes of them.
_SIGNS = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "œ": "o",
    "Œ": "o",
    "…": "\x85",
    "•": "\x95",
    "\u202f": " ",
    "\u2009": " ",
}
# cp1252 names the signs above in the range that latin-1 leaves to controls; they fold to themselves
_BYTES = bytes(
    ord(chr(code).translate(_TABLE)) if ord(chr(code).translate(_TABLE)) < 256 else code for code in range(256)
)


@dataclass(frozen=True)
class View:
    """What is read: `clean` has the cuts removed, `folded` is `clean` in lower case without accents, same length."""

    original: str
    clean: str
    folded: str
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _shifts: tuple[int, ...] = field(default=(), repr=False)

    def original_start(self, position: int) -> int:
        """Where a passage that starts here starts in the original."""
        index = bisect_right(self._starts, position)
        return position + (self._shifts[index - 1] if index else 0)

    def original_end(self, position: int) -> int:
        """Where a passage that ends here (excluded) ends in the original."""
        return self.original_start(position - 1) + 1 if position else 0


def fold(text: str) -> str:
    """Lower case, no accent, one apostrophe, one hyphen, plain spaces: character for character."""
    return text.lower() if text.isascii() else text.translate(_TABLE)


def view(text: str) -> View:
    """The text as it is read, with the way back."""
    raw = _narrow(text)
    cuts = [found.span() for found in _cuts(text, raw)]
    if not cuts:
        return View(text, text, _lowered(text, raw))
    pieces = [text[end:start] for (_, end), (start, _) in zip([(0, 0), *cuts], [*cuts, (len(text), 0)], strict=True)]
    clean = "".join(pieces)
    shifts = tuple(accumulate(end - start for start, end in cuts))
    starts = tuple(start - shift + (end - start) for (start, end), shift in zip(cuts, shifts, strict=True))
    return View(text, clean, _lowered(clean, _narrow(clean)), starts, shifts)


def _narrow(text: str) -> bytes | None:
    """The text as one byte a character, the usual typographic signs brought back to plain ones; None when others remain."""
    if not text.isascii():
        for sign, plain in _SIGNS.items():
            if sign in text:
                text = text.replace(sign, plain)
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None


def _lowered(text: str, raw: bytes | None) -> str:
    """What `fold` answers, through a table of bytes where the text allows it: a table of characters is twenty times slower."""
    return fold(text) if raw is None else raw.translate(_BYTES).decode("latin-1")


def _cuts(text: str, raw: bytes | None) -> Iterator[re.Match[str]]:
    """Words cut at a line's end, and characters that are not read."""
    plain = raw is not None and not any(byte in raw for byte in (b"\xad", b"\x02"))
    return (_CUT_PLAIN if plain else _CUT).finditer(text)
