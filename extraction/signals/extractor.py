"""The signals of a text: deterministic, explained, without network or model."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extraction.signals.anchors import Meanings, care_words, prefilter
from extraction.signals.clauses import Limits, clause_around, limits
from extraction.signals.folding import View, view
from extraction.signals.language import language_of
from extraction.signals.lexicon import LANGUAGES, Lexicon, load_lexicon
from extraction.signals.model import Signal
from extraction.signals.polarity import Site, polarity_of
from extraction.signals.rules import Rule, grammar_of
from extraction.signals.sentences import sentence_starts
from extraction.signals.tagging import Tagged, tag

EXTRACTOR = "signals/1"
_LONGEST_SENTENCE = 600  # characters of the next sentence that are read
_NEXT_CLAUSE = 1  # a comma
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_CONTEXT = 400  # characters around a sentence where a word of health places it


# Where both are read in one clause, the first says it better than the second.
_SAID_BY = {
    "cost_barrier": {"informal_payment"},
    "stigma_discrimination": {"comorbidity_gap"},
    "supply_chain": {"stock_out_medicines", "stock_out_reagents", "emergency_organisation"},
    "equipment_maintenance": {"emergency_organisation"},
    "emergency_organisation": {"insecurity_access"},
}
# Where one and the same word triggers both.
_SAME_WORD = {
    "service_interruption": {"insecurity_access", "stock_out_medicines", "stock_out_reagents", "emergency_organisation"},
    "insecurity_access": {"supply_chain"},
    "emergency_organisation": {"insecurity_access"},
}


@dataclass(frozen=True)
class _Candidate:
    rule: Rule
    first: int
    last: int
    cue: int
    start: int
    end: int

    @property
    def rank(self) -> tuple[int, int, int]:
        fixed = {None: 2, "self": 1}.get(self.rule.polarity, 0)
        return (fixed, self.rule.priority, self.first)


class _Reader:
    """Reads the texts of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.lexicon: Lexicon = load_lexicon(lang)
        grammar = grammar_of(lang)
        self.rules, self.bits = grammar.rules, grammar.bits
        self.bounds: Limits = limits(dict(self.lexicon.classes))
        self.anchors, self.meanings = prefilter(lang), Meanings(lang)
        self.care = care_words(lang)
        self.that = self.lexicon.classes.get("THAT", "")
        self.splits = "".join(self.lexicon.word(mark).code for mark in ";|•●▪")

    def signals(self, text: str) -> Iterator[Signal]:
        seen = view(text)
        for start, end, rules in self._sentences(seen):
            yield from self._read(seen, start, end, rules)

    def _sentences(self, seen: View) -> Iterator[tuple[int, int, list[Rule]]]:
        """Sentences that hold the literals of some rule: start, end, and the rules to try."""
        hits = [(found.start(), found.group()) for found in self.anchors.finditer(seen.folded)]
        if not hits:
            return
        starts = [*sentence_starts(seen.clean), len(seen.clean) + 1]
        index, bits, tried = 0, 0, set()
        for position, literal in [*hits, (len(seen.clean) + 1, "")]:
            if position >= starts[index + 1]:
                if tried and (rules := [rule for rule in tried if bits & rule.literals == rule.literals]):
                    yield starts[index], min(starts[index + 1], len(seen.clean)), rules
                if not literal:
                    return
                index = bisect_right(starts, position, index + 1) - 1
                bits, tried = 0, set()
            brought, started = self.meanings[literal]
            bits |= brought
            tried.update(started)

    def _read(self, seen: View, start: int, end: int, rules: list[Rule]) -> Iterator[Signal]:
        tagged = tag(seen, start, end, self.lexicon)
        found = self._candidates(tagged, rules)
        if not found or self._is_heading(tagged, seen, start, end):
            return
        after = self._following(seen, end)
        for one in self._kept(found, tagged):
            if one.rule.health and not self._about_care(seen, start, end):
                continue
            site = Site(tagged, one.start, one.end, one.first, one.last, one.cue, after, self.that)
            yield self._signal(seen, one, site)

    def _following(self, seen: View, end: int) -> str:
        """The codes of the next sentence, which may close a past."""
        if end >= len(seen.clean):
            return ""
        starts = sentence_starts(seen.clean[end : end + _LONGEST_SENTENCE])
        return tag(seen, end, end + (starts[1] if len(starts) > 1 else _LONGEST_SENTENCE), self.lexicon).codes

    def _candidates(self, tagged: Tagged, rules: list[Rule]) -> list[_Candidate]:
        held, bits = 0, self.bits
        for code in set(tagged.codes):
            held |= bits.get(code, 0)
        found = []
        for rule in sorted(rules, key=_priority):
            if held & rule.needs != rule.needs:
                continue
            for match in rule.pattern.finditer(tagged.codes):
                first, last = match.span()
                start, end = clause_around(tagged, first, last, self.bounds)
                clause = tagged.codes[start:end]
                if rule.unless and any(code in rule.unless for code in clause):
                    continue
                if rule.beside and not any(code in rule.beside for code in clause):
                    continue
                if rule.compare and not _compared(tagged, first, last, rule.compare):
                    continue
                found.append(_Candidate(rule, first, last, match.start("cue"), start, end))
        return found

    def _kept(self, found: list[_Candidate], tagged: Tagged) -> list[_Candidate]:
        """One signal per type and fact: the first construction by rank; another only where a strong stop separates them."""
        kept: list[_Candidate] = []
        for one in sorted(found, key=lambda candidate: candidate.rank):
            same = [other for other in kept if other.rule.type == one.rule.type]
            if all(_apart(one, other, tagged.codes, self.splits) for other in same):
                kept.append(one)
            elif len(same) == 1 and 0 < _between(one, same[0]) <= _NEXT_CLAUSE:
                kept[kept.index(same[0])] = _joined(same[0], one)
        said = [one for one in kept if not any(_said_by(one, other) for other in kept)]
        return sorted(said, key=lambda candidate: (candidate.start, candidate.rule.priority))

    def _is_heading(self, tagged: Tagged, seen: View, start: int, end: int) -> bool:
        heading = self.lexicon.classes.get("HEADING", "")
        written = seen.clean[start:end].strip()
        shouted = written.isupper() and not any(char.isdigit() for char in written)
        return shouted or written.endswith("?") or any(code in heading for code in tagged.codes)

    def _about_care(self, seen: View, start: int, end: int) -> bool:
        """Whether the sentence, or the lines around it, speak of care."""
        return self.care.search(seen.folded, max(0, start - _CONTEXT), min(len(seen.folded), end + _CONTEXT)) is not None

    def _signal(self, seen: View, one: _Candidate, site: Site) -> Signal:
        tagged = site.tagged
        start, end = seen.original_start(tagged.start_of(one.start)), seen.original_end(tagged.end_of(one.end - 1))
        cue_start, cue_end = seen.original_start(tagged.start_of(one.cue)), seen.original_end(tagged.end_of(one.cue))
        return Signal(
            type=one.rule.type,
            polarity=polarity_of(site, one.rule.polarity, self.lang, one.rule.type),
            start=start,
            end=end,
            quote=seen.original[start:end],
            cue=seen.original[cue_start:cue_end],
            rule=one.rule.name,
            extractor=EXTRACTOR,
            component="",
        )


def _priority(rule: Rule) -> int:
    return rule.priority


def _between(one: _Candidate, other: _Candidate) -> int:
    """Words between two clauses, 0 where they overlap."""
    low, high = sorted((one, other), key=lambda candidate: candidate.start)
    return max(0, high.start - low.end)


def _joined(one: _Candidate, other: _Candidate) -> _Candidate:
    """The same fact told by two clauses side by side: its quotation holds both."""
    return replace(one, start=min(one.start, other.start), end=max(one.end, other.end))


def _compared(tagged: Tagged, first: int, last: int, way: str) -> bool:
    """Whether the last two numbers of the match rise or fall."""
    text = tagged.text[tagged.start_of(first) : tagged.end_of(last - 1)]
    numbers = [float(found.replace(",", ".")) for found in _NUMBER.findall(text)][-2:]
    return len(numbers) == 2 and (numbers[1] > numbers[0] if way == "rising" else numbers[1] < numbers[0])


def _said_by(one: _Candidate, other: _Candidate) -> bool:
    """Whether another type, over the same words, already says it."""
    if one.cue == other.cue and other.rule.type in _SAME_WORD.get(one.rule.type, ()):
        return True
    if one.cue == other.cue and one.rule.type != other.rule.type and _opposite(one, other):
        mine, its = one.last - one.first, other.last - other.first
        return mine > its or (mine == its and one.first < one.cue)
    if other.rule.type not in _SAID_BY.get(one.rule.type, ()):
        return False
    if one.rule.type == "cost_barrier":
        return one.start < other.end and other.start < one.end
    return one.first < other.last and other.first < one.last


def _opposite(one: _Candidate, other: _Candidate) -> bool:
    """One takes its object before the cue, the other after it: the nearer object is the right one."""
    return (one.first == one.cue) != (other.first == other.cue) and (one.last - 1 == one.cue) != (other.last - 1 == other.cue)


def _apart(one: _Candidate, other: _Candidate, codes: str, strong: str) -> bool:
    low, high = sorted((one, other), key=lambda candidate: candidate.first)
    return low.end <= high.start and any(code in strong for code in codes[low.last : high.first])


@cache
def _reader(lang: str) -> _Reader:
    return _Reader(lang)


def extract(text: str, lang: str | None = None) -> list[Signal]:
    """The signals of a text, in the order of the text.

    `lang` is fr, en, es or pt; without it the language is recognised. A text in no language read has no signal.
    """
    known = lang or language_of(text)
    return list(_reader(known).signals(text)) if known in LANGUAGES else []
