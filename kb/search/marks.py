"""Where in a text the words stand that were looked for: offsets in the text itself, never markup."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kb.search.stems import Stems, language, stems
from kb.search.words import LETTERS, WORD

Span = tuple[int, int]
_ASCII = [chr(number) for number in range(128)]
_BEYOND_ASCII = r"[^\x00-\x7f]"
_INSIDE_A_WORD = re.compile(f"[{LETTERS}]")


class Sought:
    """The stems of a question, ready to be looked for in many texts."""

    def __init__(self, sought: Iterable[Stems]) -> None:
        self._by_first: dict[str, list[Stems]] = defaultdict(list)
        for one in sought:
            self._by_first[one[0]].append(one)
        self._near = _beginning_like(self._by_first)

    def marks(self, text: str, lang: str | None) -> tuple[Span, ...]:
        """The spans of the words and phrases, in order; those that meet are one."""
        code = language(lang)
        near = WORD if "_" in text else self._near  # a code such as HIV_ARTCOVERAGE may hold a stem further on
        return _merged(span for found in near.finditer(text) for span in self._at(text, found.start(), code))

    def _at(self, text: str, start: int, code: str | None) -> Iterator[Span]:
        """What begins with the word at `start`, or inside it: a code is several words in one."""
        word = WORD.match(text, start)
        if word is None or (start and _INSIDE_A_WORD.match(text, start - 1)):
            return
        for n, stem in enumerate(stems(word.group(), code)):
            for one in self._by_first.get(stem, ()):
                end = word.end() if len(one) == 1 else _end_of(one, _stems_from(text, start, code, len(one) + n)[n:])
                if end:
                    yield start, end


def _beginning_like(firsts: Iterable[str]) -> re.Pattern[str]:
    """The beginnings of the words worth stemming: a stem keeps the first two letters of its word, but for « dying », « die ».

    A letter beyond ASCII may be folded into anything.
    """
    beginnings = [first[:2] for first in firsts]
    second = "".join(other[1:] for other in beginnings) if all(len(one) == 2 for one in beginnings) else ""
    # a class of characters comes first, since the engine then jumps from one candidate to the next
    start = rf"{_one_of(one[0] for one in beginnings)}(?<!\w.)"
    return re.compile(start + (f"(?:(?<={_BEYOND_ASCII})|{_one_of(second)})" if second else ""), re.DOTALL)


def _one_of(letters: Iterable[str]) -> str:
    """These letters, or anything beyond ASCII; said by what it is not, since a range up to the last character takes 5 ms to compile."""
    known = {"i": "iyIY", "y": "iyIY"}
    wanted = set().union(*(known.get(one, one + one.upper()) for one in letters))
    return f"[^{re.escape(''.join(one for one in _ASCII if one not in wanted))}]"


def _stems_from(text: str, start: int, code: str | None, count: int) -> list[tuple[str, int]]:
    """The first stems from an offset on, each with the end of its word: `count` of them at least, where the text has them."""
    found: list[tuple[str, int]] = []
    for word in WORD.finditer(text, start):
        found += [(stem, word.end()) for stem in stems(word.group(), code)]
        if len(found) >= count:
            break
    return found


def _end_of(wanted: Stems, there: list[tuple[str, int]]) -> int | None:
    met = there[: len(wanted)]
    return met[-1][1] if tuple(stem for stem, _ in met) == wanted else None


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)


def around(text: str, marks: Sequence[Span], context: int) -> Span:
    """The words around the mark that has the most others near it, the first of such; the beginning where nothing is marked."""
    near = [sum(start - context <= other[0] and other[1] <= end + context for other in marks) for start, end in marks]
    first, last = marks[near.index(max(near))] if near else (0, 0)
    start, end = max(0, first - context), min(len(text), last + context)
    if start > 0 and not text[start - 1].isspace():  # whole words only
        start = next((at + 1 for at in range(start, first) if text[at].isspace()), first)
    if end < len(text) and not text[end].isspace():
        end = next((at for at in range(end - 1, last, -1) if text[at].isspace()), last)
    return start, end


def within(marks: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """The same marks, in the piece of the text from `start` to `end`."""
    return tuple((a - start, b - start) for a, b in marks if start <= a and b <= end)
