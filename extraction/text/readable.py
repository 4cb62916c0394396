"""A passage as a person reads it: lines joined, words put together again. For display and search, never for a quotation:
offsets count in the page's text, which stays as it was drawn.
"""

import re

from extraction.text.shapes import is_item

_SOFT = "\u00ad"
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS = re.compile(r"[^\W\d_]+[-\u2010]\n\s*[^\W\d_]+")
_BLANKS = re.compile(r"[ \u2002-\u200a]{2,}")
_BROKEN = re.compile(r"(?P<head>[^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]$")
_BEGUN = re.compile(r"[^\W\d_]+")
# first parts that keep their hyphen: a word broken there was written with it more often than not
_KEPT_WORDS = """
    non co sous semi demi anti auto pré post vice ex self under well out long short high low multi inter intra
    extra pre re mid cross full part half socio psycho médico bio quasi pseudo ultra contre entre après avant mi
    nord sud est ouest north south east west peut celui celle ceux là au grand petit port saint sainte pro per de to
    in up down on off one two three four five six
"""
_KEPT = frozenset(_KEPT_WORDS.split())


def readable(text: str, words: frozenset[str] = frozenset()) -> str:
    """Lines of running text joined; items of lists, rows of tables and paragraphs keep their own lines.

    `words` (`words_of` the whole document) tells a word broken at a line's end from one that is written with a hyphen.
    """
    paragraphs = _PARAGRAPHS.split(text.replace(_SOFT + "\n", "").replace(_SOFT, ""))
    known = words or words_of(text)
    return "\n\n".join(_joined(paragraph.strip().split("\n"), known) for paragraph in paragraphs if paragraph.strip())


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, those with hyphens whole and in parts; what a line's end breaks is left out."""
    whole = {word.lower() for word in _WORD.findall(_ENDS.sub(" ", text))}
    return frozenset(whole | {part for word in whole for part in word.split("-")})


def _joined(lines: list[str], words: frozenset[str]) -> str:
    whole = lines[0]
    for line in lines[1:]:
        if is_item(line) or "\t" in line or "\t" in whole.rpartition("\n")[2]:
            whole += "\n" + line
        else:
            whole = _put_together(whole.rstrip(), line.lstrip(), words)
    return _BLANKS.sub(" ", whole.replace("\t", " | ")).strip()


def _put_together(before: str, after: str, words: frozenset[str]) -> str:
    head, tail = _BROKEN.search(before), _BEGUN.match(after)
    if head is None or tail is None:
        return f"{before} {after}"
    return before + after if _keeps_hyphen(head["head"], tail.group(), words) else before[:-1] + after


def _keeps_hyphen(head: str, tail: str, words: frozenset[str]) -> bool:
    """« crisis-/affected » keeps it, « diffi-/cult » does not: what the document writes elsewhere decides first."""
    first, second = head.rpartition("-")[2].lower(), tail.lower()
    if f"{head}-{tail}".lower() in words:
        return True
    if first + second in words:
        return False
    return not tail[0].islower() or "-" in head or {first, second} <= words or first in _KEPT
