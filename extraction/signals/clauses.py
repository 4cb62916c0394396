"""From a match to the smallest clause that carries it."""

from dataclasses import dataclass

from extraction.signals.tagging import Tagged

_LONGEST_TAIL = 14  # words kept after the match: a figure or a frequency stands near, not twenty words away
_LONGEST_HEAD = 14


@dataclass(frozen=True)
class Limits:
    """Codes that bound a clause, and codes of words that are verbs here."""

    stops: frozenset[str]
    joins: frozenset[str]
    verbs: frozenset[str]


def limits(classes: dict[str, str]) -> Limits:
    """The limits of a language."""

    def codes(*names: str) -> frozenset[str]:
        return frozenset("".join(classes.get(name, "") for name in names))

    return Limits(
        stops=codes("STRONG", "COMMA", "BUT", "REL", "PAREN"),
        joins=codes("AND"),
        verbs=codes("BE", "HAVE", "MUST", "PAY", "CLOSED", "LACKV", "COND", "HYPO"),
    )


def clause_around(tagged: Tagged, first: int, last: int, bounds: Limits) -> tuple[int, int]:
    """First token of the clause and the one after its last, around the match [first, last)."""
    start, end = first, last
    while start > 0 and first - start < _LONGEST_HEAD and not _stops_before(tagged.codes, start, bounds):
        start -= 1
    while end < len(tagged.codes) and end - last < _LONGEST_TAIL and not _stops_after(tagged.codes, end, bounds):
        end += 1
    return start, end


def _stops_before(codes: str, index: int, bounds: Limits) -> bool:
    before = codes[index - 1]
    return before in bounds.stops or (
        before in bounds.joins and any(code in bounds.verbs for code in codes[max(0, index - 9) : index - 1])
    )


def _stops_after(codes: str, index: int, bounds: Limits) -> bool:
    here = codes[index]
    return here in bounds.stops or (
        here in bounds.joins and any(code in bounds.verbs for code in codes[index + 1 : index + 9])
    )
