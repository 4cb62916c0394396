"""Cutting and folding: what is stored and what is asked go through here, and through nothing else.

The folding is not that of kb.vocabulary: what it gives is stored, so a change here goes with a migration that empties
the index (`kb.search.indexing.catch_up` then fills it again).
"""

import re
import unicodedata
from functools import lru_cache

# what a word is made of, in brackets: letters, digits, combining accents, the soft hyphens and joiners that a PDF leaves in it
LETTERS = r"\w\u0300-\u036f\u00ad\u200b-\u200d"
WORD = re.compile(f"[{LETTERS}]+")
_ELISION = re.compile(r"(?<!\w)(?:[ldnscjmt]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)
_PART = re.compile(r"[^\W_]+")
_INSIDE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d"))
# letters that Unicode does not decompose
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
LONGEST = 40  # characters: no word is longer, a run of letters that a broken PDF glued together is


def words_of(text: str) -> list[str]:
    """The words of a text, in order."""
    return [word for word in WORD.findall(text) if folded(word)]


def bare_words(text: str) -> list[str]:
    """The same, where « l’insuline » is « insuline »: what somebody looks for, not what a report holds."""
    return words_of(_ELISION.sub("", text))


@lru_cache(maxsize=1 << 12)  # the words of questions and names; kb.search.stems keeps those of texts
def folded(word: str) -> tuple[str, ...]:
    """A word without case or accents. A code such as HIV_ARTCOVERAGE, a sign such as « ½ » are several; « ’ » is none."""
    bare = word.lower() if word.isascii() else _bare(word)
    return tuple(_ascii(part[:LONGEST]) for part in _PART.findall(bare))


def _bare(word: str) -> str:
    # twice: a sign such as « ℡ » gives capitals when it is decomposed
    lower = unicodedata.normalize("NFKD", word.translate(_INSIDE).casefold()).casefold().translate(_LETTERS)
    return "".join(char for char in lower if not unicodedata.combining(char))


def _ascii(part: str) -> str:
    """Letters and digits of ASCII only, so that neither engine has anything left to cut: another script is spelt in hexadecimal."""
    return part if part.isascii() else f"0x{part.encode().hex()}"
