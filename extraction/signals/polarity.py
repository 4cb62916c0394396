"""Whether a statement is asserted, denied, feared or closed: the scope of each kind of word around the cue."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.signals.lexicon import load_lexicon
from extraction.signals.tagging import Tagged

FEARED_TYPE = "stigma_discrimination"  # the fear of being rejected is the signal itself
# Endings of the conditional, accents kept, less the imperfects and nouns that end alike.
_MOODS = {
    "fr": re.compile(
        r"\b(?!\w*(?:tir|attir|respir|aspir|inspir|expir|admir|vir)aie?n?t)\w{2,}(?:er|ir|dr|ttr|cr|vr)ai(?:en)?t\b(?<!ouvrait)(?<!ouvraient)(?<!ffrait)(?<!ffraient)"
    ),
    "es": re.compile(
        r"\b(?!(?:quer|requer|prefer|suger|refer|adquir|enferm|ingeni|may|secret|categ|bat)[eo]?r?ía)\w{2,}[aei]rían?\b|\b\w+dr[ií]an?\b"
    ),
    "pt": re.compile(r"\b(?!(?:enferm|secret|port|pad|parc|bat|fer|mat|maior|v)[ae]?ria)\w{2,}[aei]riam?\b"),
}

PRESENT, NEGATED, HYPOTHETICAL, HISTORICAL = "present", "negated", "hypothetical", "historical"
_REACH = 7  # words between a negation and the cue that it governs
_GOVERNING = 4  # words before « que » or « that » where the governing verb stands
_TAIL = 6  # words after a cue where a modal or « n’a été signalée » still speaks of it


@dataclass(frozen=True)
class Scopes:
    """Regular expressions over codes, one language."""

    pseudo: frozenset[str]
    negation: frozenset[str]
    ended: frozenset[str]
    modal: frozenset[str]
    conditional: frozenset[str]
    to_come: re.Pattern[str]
    avoid: frozenset[str]
    condition: frozenset[str]
    history: frozenset[str]
    full_stops: frozenset[str]
    breaks: frozenset[str]
    long: frozenset[str]
    mood: re.Pattern[str] | None
    reported_after: re.Pattern[str]
    closed_after: re.Pattern[str]
    past: frozenset[str]


@cache
def scopes(lang: str) -> Scopes:
    """The scopes of a language."""
    classes = load_lexicon(lang).classes

    def codes(*names: str) -> str:
        return "".join(classes.get(name, "") for name in names)

    def one(*names: str) -> str:
        return f"[{codes(*names)}]" if codes(*names) else "(?!)"

    negative = one("NOT", "NONE", "NOMORE", "NEVER", "DENY")
    return Scopes(
        pseudo=frozenset(codes("PSEUDO")),
        negation=frozenset(codes("NOT", "NONE", "NOMORE", "NEVER", "DENY")),
        ended=frozenset(codes("ENDED")),
        modal=frozenset(codes("HYPO")),
        conditional=frozenset(codes("COND")),
        to_come=re.compile(
            f".{{0,6}}?(?:{one('HYPO')}.{{0,3}}?{one('OCCUR')}|{one('BE')}.?{one('IMMINENT')})|.{{0,2}}?{one('IMMINENT')}"
        ),
        avoid=frozenset(codes("AVOID")),
        condition=frozenset(codes("IF")),
        history=frozenset(codes("HIST")),
        full_stops=frozenset(codes("STRONG")),
        breaks=frozenset(codes("STRONG", "BUT")),
        long=frozenset(codes("LONG")),
        mood=_MOODS.get(lang),
        reported_after=re.compile(f".{{0,{_TAIL}}}?{negative}.{{0,3}}?{one('REPORTED')}"),
        closed_after=re.compile(
            f"{one('SINCE')}.{{0,12}}?{one('IMPROVED')}|{one('IMPROVED')}.{{0,12}}?{one('SINCE')}|{one('REPAIRED', 'REOPEN')}"
        ),
        past=frozenset(codes("PAST")),
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


def polarity_of(site: Site, fixed: str | None, lang: str, type_: str = "") -> str:
    """The polarity of a match; `fixed` is what its construction says by itself."""
    if fixed in (NEGATED, HISTORICAL, HYPOTHETICAL):
        return fixed
    if fixed == "asserted":
        return PRESENT
    known = scopes(lang)
    codes = site.tagged.codes
    if (
        known.history.intersection(_segment(site, known))
        or _closed_next(site, known)
        or _ended(site, known)
        or known.long.intersection(codes[max(0, site.cue - 1) : site.cue])
    ):
        return HISTORICAL
    if _doubted(site, known, feared=type_ == FEARED_TYPE):
        return HYPOTHETICAL
    if fixed == "self" or known.pseudo.intersection(codes[site.start : site.last]):
        return PRESENT
    if known.negation.intersection(site.before) or known.reported_after.match(codes[site.cue + 1 : site.cue + 14]):
        return NEGATED
    return PRESENT


def _ended(site: Site, known: Scopes) -> bool:
    """« Les ruptures ont cessé »: the problem is the subject of a verb that ends it."""
    after = site.tagged.codes[max(site.cue + 1, site.last) : site.last + 2 * _TAIL]
    stop = next((index for index, code in enumerate(after) if code in known.breaks), len(after))
    return bool(known.ended.intersection(after[:stop]))


def _doubted(site: Site, known: Scopes, *, feared: bool) -> bool:
    codes = site.tagged.codes
    if known.avoid.intersection(codes[max(0, site.cue - 10) : site.cue]):
        return True
    if feared:
        return False
    before, after = codes[site.governed : site.cue], codes[site.cue + 1 : site.last + _TAIL]
    if known.modal.intersection(before) or known.condition.intersection(codes):
        return True
    if known.conditional.intersection(codes[site.start : site.end]) or known.to_come.match(after):
        return True
    return _conditional(site, known)


def _conditional(site: Site, known: Scopes) -> bool:
    """A verb in the conditional, known by its ending, in the clause of the match."""
    tagged = site.tagged
    text = tagged.text[tagged.start_of(site.start) : tagged.end_of(min(site.end, site.last + _TAIL) - 1)].lower()
    return known.mood is not None and known.mood.search(text) is not None


def _closed_next(site: Site, known: Scopes) -> bool:
    """A past event that what follows closes (« … Depuis, trois appareils l’ont remplacé »)."""
    codes = site.tagged.codes
    if not known.past.intersection(codes[site.start : site.end]):
        return False
    return bool(known.closed_after.search(codes[site.end :]) or known.closed_after.search(site.following))


def _segment(site: Site, known: Scopes) -> str:
    """The codes between the full stops and semicolons around the match."""
    codes, first, last = site.tagged.codes, site.first, site.last
    while first > 0 and codes[first - 1] not in known.full_stops:
        first -= 1
    while last < len(codes) and codes[last] not in known.full_stops:
        last += 1
    return codes[first:last]
