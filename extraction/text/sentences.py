"""Where sentences end. Line ends inside a paragraph are blanks; an empty line, or the next item of a list, ends a sentence."""

import re

from extraction.text.shapes import is_item

Span = tuple[int, int]

_CANDIDATE = re.compile(
    r"(?P<empty>\n[ \t]*\n)|(?P<line>\n)"
    r"|(?P<stop>[.!?…。؟]+(?:\s?[»”’)\]]|[\"'])*(?:\s?\[\d{1,3}\])?)(?=\s+[\"'«“‘(\[¿¡•●–—-]?\s?[^\W_a-zà-öø-ÿ])"
)
_LAST_WORD = re.compile(r"[^\s(\[«“\"']+$")
# before a capital, the stop after these belongs to the word (French, English, Spanish, Portuguese)
_SHORTENED_WORDS = """
    m mm mme mlle mr mrs ms dr dre pr prof me st ste mgr sr sra srta dra lic ing gen gén col lt cdt cap sgt hon rev
    pdt av ave bd art al cf ex p pp vol no n° nº fig tab env approx dept dépt reg rég ed éd eds vs e.g i.e c.-à-d
    u.s u.n d.c jan feb febr mar apr aug sept oct nov dec janv févr avr juil déc ene abr ago dic pág núm
"""
_SHORTENED = frozenset(_SHORTENED_WORDS.split())


def sentences(text: str) -> list[Span]:
    """The spans of the sentences, blanks at their ends left out, in order."""
    found, start = [], 0
    for match in _CANDIDATE.finditer(text):
        if not _ends(text, start, match):
            continue
        end = match.start() if match["stop"] is None else match.end()
        found.append(_trimmed(text, start, end))
        start = match.end()
    found.append(_trimmed(text, start, len(text)))
    return [span for span in found if span[0] < span[1]]


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if match["empty"] is not None:
        return True
    if match["line"] is not None:
        following = text[match.end() : match.end() + 12]
        return is_item(following) and not following.lstrip().startswith(("o ", "*"))
    if match["stop"] != ".":
        return True
    word = _LAST_WORD.search(text, max(start, match.start() - 30), match.start())
    return word is None or not _is_shortened(word.group())


def _is_shortened(word: str) -> bool:
    bare = word.strip("([«“\"'").lower()
    return bare in _SHORTENED or (len(bare) == 1 and word.isupper())


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
