"""The signals of a text: deterministic, explained, without network or model."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from extraction.signals.anchors import care_words
from extraction.signals.chunks import chunks_of, paragraph_around
from extraction.signals.clauses import clause_around, limits
from extraction.signals.conflicts import Candidate, compared, kept_of
from extraction.signals.folding import View, view
from extraction.signals.language import language_of
from extraction.signals.lexicon import LANGUAGES, load_lexicon
from extraction.signals.model import Signal
from extraction.signals.polarity import polarity_of
from extraction.signals.rules import Rule, grammar_of
from extraction.signals.scopes import Site
from extraction.signals.sentences import sentence_starts
from extraction.signals.sieve import Sieve, Words
from extraction.signals.tagging import Tagged, tag

EXTRACTOR = "signals/3"
_CONTEXT = 300  # characters around a sentence, within its paragraph, where a word of health places it
_CLOSE = 8  # words around a match where a word of care must stand when its own words say nothing of care
_SHORT_WORD, _TITLE = 3, 4  # letters of the words that a title may leave without a capital; words that make one
_HEADLINE = 5  # words with a capital that open a text and make a headline run into its first sentence
_LONGEST_SENTENCE = 600  # characters of the next sentence that are read
_DATELINE = re.compile(r"[^\n]{10,200}?\b\d{1,2} [^\W\d]{3,10} \d{4}\b[^\n.–—]{0,40}(?: [–—-]|[–—-] )")
_WORD = re.compile(r"[^\W_]+")
# A construction that holds its negation (« n’a pas de … ») is not one when what it denies is a trouble (« n’a pas de panne »).
_TROUBLE = (
    "LACKN",
    "LACKVERB",
    "STOCKOUT",
    "RUPT",
    "LATE",
    "BLOCKED",
    "BRIBE",
    "STIGMA",
    "DISCRIM",
    "STRIKE",
    "OUTAGE",
    "VACANT",
    "LOGIWEAK",
)


class _Reader:
    """Reads the texts of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.lexicon = load_lexicon(lang)
        self.bits = grammar_of(lang).bits
        self.bounds = limits(dict(self.lexicon.classes))
        self.sieve = Sieve(lang)
        self.care = care_words(lang)
        classes = self.lexicon.classes
        self.that, self.heading = classes.get("THAT", ""), classes["HEADING"]
        self.trouble = "".join(classes.get(name, "") for name in _TROUBLE)
        self.joined, self.is_verb = frozenset(classes["AND"]), frozenset(classes["BE"])
        self.splits = "".join(self.lexicon.word(mark).code for mark in ";|•●▪")

    def read(self, text: str) -> Iterator[Signal]:
        """The signals of a text, in its order."""
        for offset, chunk in chunks_of(text):
            seen = view(chunk)
            for start, end, rules in self._sentences(seen):
                for one, site in self._statements(seen, start, end, rules):
                    yield self._signal(seen, offset, one, site)

    def _sentences(self, seen: View) -> Iterator[tuple[int, int, list[Rule]]]:
        """Sentences that may satisfy some rule: start, end, and the rules to try."""
        words = self.sieve.words_of(seen.folded)
        for start, end in pairwise([*sentence_starts(seen.clean), len(seen.clean)]):
            if rules := self._possible(seen, words, start, end):
                yield start, end, rules

    def _possible(self, seen: View, words: Words, start: int, end: int) -> list[Rule]:
        """The rules whose words are all in the sentence, and the care they ask for around it."""
        rules, care = self.sieve.rules_for(words, start, end)
        if not rules or (care and self.care.search(seen.folded, start, end)):
            return rules
        rules = [rule for rule in rules if rule.health == "near"]
        if not rules:
            return rules
        low, high = paragraph_around(seen.clean, start, end, _CONTEXT)
        near = self.sieve.may_hold_care(words, low, high) and self.care.search(seen.folded, low, high)
        return rules if near else []

    def _statements(self, seen: View, start: int, end: int, rules: list[Rule]) -> Iterator[tuple[Candidate, Site]]:
        """What the sentence states: the match kept, and where it stands."""
        tagged = tag(seen, start, end, self.lexicon)
        found = self._candidates(tagged, rules)
        if not found or self._is_heading(tagged, seen, start, end):
            return
        low, high = paragraph_around(seen.clean, start, end, _CONTEXT)
        inside = self.care.search(seen.folded, start, end) is not None
        care = {"sentence": inside, "near": inside or self.care.search(seen.folded, low, high) is not None}
        after = tag(seen, *_next_sentence(seen.clean, end, max(high, end)), self.lexicon).codes
        if start == 0 and (headline := _headline_of(seen.clean[start:end])):
            found = [one for one in found if tagged.start_of(one.cue) >= headline]
        for one in kept_of(found, tagged.codes, self.splits):
            if care[one.rule.health] if one.rule.health != "close" else inside and self._close(seen, tagged, one):
                yield one, Site(tagged, one.start, one.end, one.first, one.last, one.cue, after, self.that)

    def _close(self, seen: View, tagged: Tagged, one: Candidate) -> bool:
        """Whether a word of care stands in the clause or within a few words of the match."""
        low = min(one.start, max(0, one.first - _CLOSE))
        high = max(one.end, min(len(tagged.codes), one.last + _CLOSE))
        return self.care.search(seen.folded, tagged.start_of(low), tagged.end_of(high - 1)) is not None

    def _candidates(self, tagged: Tagged, rules: list[Rule]) -> list[Candidate]:
        held = 0
        for code in set(tagged.codes):
            held |= self.bits.get(code, 0)
        return [one for rule in rules if held & rule.needs == rule.needs for one in self._matches(rule, tagged)]

    def _matches(self, rule: Rule, tagged: Tagged) -> Iterator[Candidate]:
        for match in rule.pattern.finditer(tagged.codes):
            first, last = match.span()
            start, end = clause_around(tagged, first, last, self.bounds)
            clause = tagged.codes[start:end]
            wrong = any(code in rule.unless for code in clause)
            alone = bool(rule.beside) and not any(code in rule.beside for code in clause)
            denied = rule.polarity == "self" and any(
                code in self.trouble for code in tagged.codes[match.end("cue") : last + 1]
            )
            if (
                not wrong
                and not alone
                and not denied
                and (not rule.compare or compared(tagged, first, last, rule.compare))
            ):
                yield Candidate(rule, first, last, match.start("cue"), start, end)

    def _is_heading(self, tagged: Tagged, seen: View, start: int, end: int) -> bool:
        written = seen.clean[start:end].strip()
        shouted = written.isupper() and not any(char.isdigit() for char in written)
        heading = any(code in self.heading for code in tagged.codes)
        return shouted or heading or written.endswith("?") or self._is_title(written)

    def _is_title(self, written: str) -> bool:
        """« Medical Point Attacked And Destroyed In Aleppo »: every word with its capital, and no full stop."""
        words = [word for word in written.split() if len(word) > _SHORT_WORD]
        return len(words) >= _TITLE and written[-1] not in ".!;" and all(word[0].isupper() for word in words)

    def _signal(self, seen: View, offset: int, one: Candidate, site: Site) -> Signal:
        tagged = site.tagged
        start = seen.original_start(tagged.clause_start(one.start))
        end = seen.original_end(tagged.end_of(one.end - 1))
        return Signal(
            type=one.rule.type,
            polarity=polarity_of(site, one.rule.polarity, self.lang, one.rule.type),
            start=offset + start,
            end=offset + end,
            quote=seen.original[start:end],
            cue=self._written(seen, tagged, one.cue),
            rule=one.rule.name,
            extractor=EXTRACTOR,
        )

    def _written(self, seen: View, tagged: Tagged, index: int) -> str:
        return _as_stated(seen, tagged.start_of(index), tagged.end_of(index))


def _as_stated(seen: View, start: int, end: int) -> str:
    return seen.original[seen.original_start(start) : seen.original_end(end)]


def _headline_of(written: str) -> int:
    """Characters of the headline that a page without line breaks glues to its first sentence: as far as its dateline
    (« … 21 December 2017, Sabha – »), or as far as every long word has a capital."""
    if dated := _DATELINE.match(written):
        return dated.end()
    end, words = 0, 0
    for word in _WORD.finditer(written):
        if len(word.group()) > _SHORT_WORD:
            if not word.group()[0].isupper():
                return end if words >= _HEADLINE else 0
            end, words = word.end(), words + 1
    return 0  # a sentence in capitals to its end is the affair of `_is_title`


def _next_sentence(text: str, end: int, limit: int) -> tuple[int, int]:
    """The sentence that follows within the paragraph, which may close a past."""
    starts = sentence_starts(text[end : min(limit, end + _LONGEST_SENTENCE)])
    return end, end + starts[1] if len(starts) > 1 else max(end, min(limit, end + _LONGEST_SENTENCE))


@cache
def _reader(lang: str) -> _Reader:
    return _Reader(lang)


def extract(text: str, lang: str | None = None) -> list[Signal]:
    """The signals of a text, in the order of the text.

    `lang` is fr, en, es or pt; without it the language is recognised. A text in no language read has no signal.
    """
    known = lang or language_of(text)
    return list(_reader(known).read(text)) if known in LANGUAGES else []
