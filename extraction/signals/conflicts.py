"""Several constructions may match one statement: which are kept, and which are the same fact told twice."""

import re
from dataclasses import dataclass, replace

from extraction.signals.rules import Rule
from extraction.signals.tagging import Tagged

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NEXT_CLAUSE = 1  # a comma
# Where both are read in one clause, the first says it better than the second.
_SAID_BY = {
    "cost_barrier": {"informal_payment"},
    "stigma_discrimination": {"comorbidity_gap"},
    "supply_chain": {"stock_out_medicines", "stock_out_reagents", "emergency_organisation"},
    "equipment_maintenance": {"emergency_organisation"},
    "infrastructure_failure": {"emergency_organisation"},
    "emergency_organisation": {"insecurity_access"},
    "geographic_barrier": {"stigma_discrimination"},
}
# Where one and the same word triggers both.
_SAME_WORD = {
    "service_interruption": {
        "insecurity_access",
        "stock_out_medicines",
        "stock_out_reagents",
        "emergency_organisation",
    },
    "insecurity_access": {"supply_chain"},
    "staff_shortage": {"equipment_maintenance", "insecurity_access"},
    "stock_out_medicines": {"comorbidity_gap"},
    "emergency_organisation": {"insecurity_access"},
}
_CAUSE_NAMED = "goods_cut_off"  # the bridge that fell is named: products that do not arrive are then a matter of supply


@dataclass(frozen=True)
class Candidate:
    """A match: the rule, its tokens [first, last), the cue, and the clause [start, end)."""

    rule: Rule
    first: int
    last: int
    cue: int
    start: int
    end: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """A construction that states its polarity first, then one that holds its negation, then the others."""
        fixed = {None: 2, "self": 1}.get(self.rule.polarity, 0)
        return (fixed, self.rule.priority, self.first)


def kept_of(found: list[Candidate], codes: str, splits: str) -> list[Candidate]:
    """One candidate per type and fact: the first construction by rank; another only where a semicolon or a cell separates them."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda candidate: candidate.rank):
        same = [other for other in kept if other.rule.type == one.rule.type]
        if all(_apart(one, other, codes, splits) for other in same):
            kept.append(one)
        elif len(same) == 1 and 0 < _between(one, same[0]) <= _NEXT_CLAUSE:
            kept[kept.index(same[0])] = _joined(same[0], one)
    said = [one for one in kept if not any(_said_by(one, other) for other in kept)]
    return sorted(said, key=lambda candidate: (candidate.start, candidate.rule.priority))


def _between(one: Candidate, other: Candidate) -> int:
    """Words between two clauses, 0 where they overlap."""
    low, high = sorted((one, other), key=lambda candidate: candidate.start)
    return max(0, high.start - low.end)


def _joined(one: Candidate, other: Candidate) -> Candidate:
    """The same fact told by two clauses side by side: its quotation holds both."""
    return replace(one, start=min(one.start, other.start), end=max(one.end, other.end))


def compared(tagged: Tagged, first: int, last: int, way: str) -> bool:
    """Whether the last two numbers of the match rise or fall."""
    text = tagged.text[tagged.start_of(first) : tagged.end_of(last - 1)]
    numbers = [float(found.replace(",", ".")) for found in _NUMBER.findall(text)][-2:]
    return len(numbers) == 2 and (numbers[1] > numbers[0] if way == "rising" else numbers[1] < numbers[0])


def _said_by(one: Candidate, other: Candidate) -> bool:
    """Whether another type, over the same words, already says it."""
    if one.cue == other.cue and other.rule.type in _SAME_WORD.get(one.rule.type, ()):
        return True
    if _CAUSE_NAMED in (rules := (one.rule.name.partition("/")[0], other.rule.name.partition("/")[0])):
        return rules[1] == _CAUSE_NAMED and one.cue == other.cue and one.rule.type != other.rule.type
    if one.cue == other.cue and one.rule.type != other.rule.type and _opposite(one, other):
        mine, its = one.last - one.first, other.last - other.first
        return mine > its or (mine == its and one.first < one.cue)
    if other.rule.type not in _SAID_BY.get(one.rule.type, ()):
        return False
    if one.rule.type in ("cost_barrier", "infrastructure_failure", "geographic_barrier"):
        return one.start < other.end and other.start < one.end
    return one.first < other.last and other.first < one.last


def _opposite(one: Candidate, other: Candidate) -> bool:
    """One takes its object before the cue, the other after it: the nearer object is the right one."""
    return (one.first == one.cue) != (other.first == other.cue) and (one.last - 1 == one.cue) != (
        other.last - 1 == other.cue
    )


def _apart(one: Candidate, other: Candidate, codes: str, strong: str) -> bool:
    low, high = sorted((one, other), key=lambda candidate: candidate.first)
    return low.end <= high.start and any(code in strong for code in codes[low.last : high.first])
