"""What the words around a cue say of it: negation, doubt, past, closure. Words come from patterns/<lang>/*.yml."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from extraction.signals.lexicon import load_lexicon
from extraction.signals.tagging import Tagged
from extraction.signals.tenses import MOODS, PASTS, UNREALISED

_REACH = 7  # words between a negation and the cue that it governs
_GOVERNING = 4  # words before « que » or « that » where the governing verb stands
TAIL = 6  # words after a cue where a modal or « n’a été signalée » still speaks of it


@dataclass(frozen=True)
class Scopes:
    """Sets of codes and regular expressions over codes, one language."""

    pseudo: frozenset[str]
    negation: frozenset[str]
    none: frozenset[str]
    denied: frozenset[str]
    cause: frozenset[str]
    fear: frozenset[str]
    first_of_two: frozenset[str]
    ended: frozenset[str]
    modal: frozenset[str]
    may: frozenset[str]
    lasting: frozenset[str]
    conditional: frozenset[str]
    ought: frozenset[str]
    to_come: re.Pattern[str]
    avoid: frozenset[str]
    despite: frozenset[str]
    disease: frozenset[str]
    condition: frozenset[str]
    condition_first: re.Pattern[str]
    without: frozenset[str]
    history: frozenset[str]
    full_stops: frozenset[str]
    commas: frozenset[str]
    shielded: frozenset[str]
    day_without: frozenset[str]
    years: frozenset[str]
    breaks: frozenset[str]
    long: frozenset[str]
    mood: re.Pattern[str]
    unrealised: re.Pattern[str]
    reported_after: re.Pattern[str]
    closed_after: re.Pattern[str]
    still_not: re.Pattern[str]
    clause_ends: frozenset[str]
    called_off: frozenset[str]
    ended_after: re.Pattern[str]
    reopened: frozenset[str]
    changed: frozenset[str]
    now: re.Pattern[str]
    now_first: re.Pattern[str]
    era: re.Pattern[str]
    past: frozenset[str]
    past_form: re.Pattern[str]


@cache
def scopes(lang: str) -> Scopes:
    """The scopes of a language."""
    classes = load_lexicon(lang).classes

    def codes(*names: str) -> str:
        return "".join(classes.get(name, "") for name in names)

    def one(*names: str) -> str:
        return f"[{codes(*names)}]" if codes(*names) else "(?!)"

    negative = one("NOT", "NONE", "NOMORE", "NEVER", "DENY")
    trouble = codes(
        "STRONG",
        "HYPO",
        "NOT",
        "NONE",
        "NOMORE",
        "MUST",
        "ONLY",
        "LACKN",
        "LACKV",
        "LACKT",
        "BROKEN",
        "CLOSED",
        "AWAIT",
    )
    unsolved = trouble + codes(
        "STOCKOUT",
        "RUPT",
        "SHORTAGE",
        "INSUFF",
        "VACANT",
        "DIST",
        "TRAVEL",
        "PAY",
        "STRIKE",
        "ARMED",
        "NOBODYW",
        "WITHOUT",
    )
    return Scopes(
        pseudo=frozenset(codes("PSEUDO")),
        negation=frozenset(codes("NOT", "NONE", "NOMORE", "NEVER", "DENY")),
        none=frozenset(codes("NONE")),
        denied=frozenset(codes("NOT", "NONE", "NEVER")),
        cause=frozenset(codes("CAUSE")),
        fear=frozenset(codes("FEAR")),
        first_of_two=frozenset(codes("NE")),
        ended=frozenset(codes("ENDED")),
        modal=frozenset(codes("HYPO")),
        may=frozenset(codes("MAY")),
        lasting=frozenset(codes("TAKES", "LATE", "DIST", "HOURS")),
        conditional=frozenset(codes("COND")),
        ought=frozenset(codes("OUGHT")),
        to_come=re.compile(
            f".{{0,6}}?(?:{one('HYPO')}.{{0,3}}?{one('OCCUR')}|{one('BE')}.?{one('IMMINENT')}(?!{one('IN', 'OF')}))"
            f"|.{{0,2}}?{one('IMMINENT')}"
        ),
        avoid=frozenset(codes("AVOID")),
        despite=frozenset(codes("DESPITE")),
        disease=frozenset(codes("DIS")),
        condition=frozenset(codes("IF")),
        condition_first=re.compile(f"(?:^|{one('COMMA', 'STRONG', 'AND', 'BUT')}){one('IFSE')}"),
        without=frozenset(codes("WITHOUT", "UNLESS")),
        history=frozenset(codes("HIST")),
        full_stops=frozenset(codes("STRONG")),
        commas=frozenset(codes("COMMA")),
        shielded=frozenset(codes("MED", "SERV")),
        day_without=frozenset(codes("DAYWITHOUT")),
        years=frozenset(codes("YEAR")),
        breaks=frozenset(codes("STRONG", "BUT")),
        long=frozenset(codes("LONG")),
        mood=MOODS[lang],
        unrealised=UNREALISED[lang],
        reported_after=re.compile(f".{{0,{TAIL}}}?{negative}.{{0,3}}?{one('REPORTED')}"),
        closed_after=re.compile(
            f"{one('SINCE')}.{{0,12}}?{one('IMPROVED')}|{one('IMPROVED')}.{{0,12}}?{one('SINCE')}"
            f"|{one('STRONG')}[^{trouble}]{{0,4}}{one('CONNECTED', 'REPAIRED')}"
        ),
        still_not=re.compile(f"{negative}.{{0,3}}?{one('AVAIL', 'WORKS', 'RECEIVED', 'OFFERED')}"),
        clause_ends=frozenset(codes("COMMA", "STRONG", "BUT", "AND")),
        called_off=frozenset(codes("CALLEDOFF")),
        ended_after=re.compile(
            f"(?:{one('ENDED', 'REOPEN', 'REPAIRED')}[^{codes('STRONG')}]{{0,6}}?{one('AFTERW')}|{one('ENDEDAFTER')})"
            f".{{0,2}}?{one('NUM')}.?{one('HOURS', 'MONTH', 'DAYS')}.{{0,4}}$"
        ),
        reopened=frozenset(codes("REPAIRED", "REOPEN")),
        changed=frozenset(codes("CHANGED")),
        now=re.compile(f"{one('COMMA', 'STRONG', 'BUT')}[^{trouble}]{{0,6}}{one('NOW')}[^{trouble}]+"),
        now_first=re.compile(f"[^{unsolved}]{{0,2}}{one('NOW')}[^{unsolved}]+(?:{one('STRONG')}|$)"),
        era=re.compile(
            f"{one('ERABEFORE', 'ERAUNTIL')}[^{codes('STRONG')}]{{0,7}}?{one('ERA', 'YEAR', 'IMPROVED', 'ABOLISHED', 'REOPEN', 'GENSET')}"
        ),
        past=frozenset(codes("PAST")),
        past_form=PASTS[lang],
    )


@dataclass(frozen=True)
class Site:
    """Where a match stands: the clause [start, end), the match [first, last), the cue."""

    tagged: Tagged
    start: int
    end: int
    first: int
    last: int
    cue: int
    following: str = ""
    that: str = ""

    @property
    def before(self) -> str:
        """Codes of the clause before the cue, as far as a word of doubt or denial reaches."""
        return self.tagged.codes[max(self.governed, self.cue - _REACH) : self.cue]

    @property
    def governed(self) -> int:
        """Where the clause begins, the verb that governs it included (« nie que … », « fears that … »)."""
        if self.start and self.tagged.codes[self.start - 1] in self.that:
            return max(0, self.start - _GOVERNING)
        return self.start

    def sentence(self, stops: Collection[str]) -> tuple[int, int]:
        """The words [first, last) between the nearest of these codes (full stops, semicolons) around the match."""
        codes, first, last = self.tagged.codes, self.first, self.last
        while first > 0 and codes[first - 1] not in stops:
            first -= 1
        while last < len(codes) and codes[last] not in stops:
            last += 1
        return first, last

    def written(self, start: int, end: int) -> str:
        """The words [start, end) as they are written, in lower case."""
        tagged = self.tagged
        return tagged.text[tagged.start_of(start) : tagged.end_of(end - 1)].lower() + " " if start < end else ""
