"""The terms of one vocabulary, laid out so that a search reads the few that may answer and not all of them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from kb.vocabulary.similarity import (
    CITY,
    DEMONYM,
    EXACT,
    FORMER,
    LOWEST,
    MOST,
    REGION,
    Found,
    Match,
    Near,
    Reach,
    Term,
    folded_name,
    pick,
    ranked,
)

# a shorter text is inside too many words
LONG_ENOUGH_INSIDE = 3
LONG_ENOUGH_NAME = 4
# places are so many that a loose likeness is chance: « scanner » is no « Cayenne »
PLACES = frozenset({CITY, REGION})
# the beginning of these is less than the beginning of a name of today: « nigerie » is no surer « nigérien » than « Nigeria »
LATER = PLACES | {DEMONYM, FORMER}
LOWEST_FOR_PLACES = 80.0
# no name is longer (the longest WHO title has 178 signs): what follows cannot bring a text nearer to any
LONGEST = 400


class TermIndex:
    """Terms by their text, by its beginning, by its words, and as one list for rapidfuzz."""

    def __init__(self, kind: str, terms: Iterable[Term], exact_only: bool = False) -> None:
        unique = {(one.folded, one.key): one for one in reversed(list(terms)) if one.folded}
        self.kind, self.exact_only = kind, exact_only
        self.terms: Sequence[Term] = sorted(unique.values(), key=lambda one: one.folded)
        self._texts = [one.folded for one in self.terms]
        self._words = [frozenset(text.split()) for text in self._texts]
        reaching = [place for place, one in enumerate(self.terms) if one.reach is Reach.TYPO]
        self._reaching, self._typed = reaching, [self._texts[place] for place in reaching]
        self._by_word = _by_word(self._words, self.terms)
        self._sorted_words = sorted(self._by_word)
        self._by_longest_word = _by_longest_word(self._words, self.terms)

    def search(self, text: str) -> Found:
        """Rank the entries a text may mean, and pick one only when nothing else is near."""
        query = folded_name(text[:LONGEST])
        if not query:
            return Found(None, ())
        found = ranked(self._near(query))
        exact = sum(one.similarity == EXACT for one in found)
        matches = tuple(
            Match(self.kind, one.term.key, one.term.label, one.term.reason, one.similarity)
            for one in found[: max(MOST, exact)]
        )
        return Found(pick(query, found, self.exact_only), matches)

    def _near(self, query: str) -> Iterator[Near]:
        yield from self._beginning_with(query)
        if len(query) >= LONG_ENOUGH_INSIDE:
            yield from self._with_words_of(query)
        yield from self._named_inside(query)
        yield from self._misspelt(query)

    def _beginning_with(self, query: str) -> Iterator[Near]:
        """« cote d » begins Côte d’Ivoire; the whole name is its own beginning."""
        for place in _beginning(self._texts, query):
            one = self.terms[place]
            if one.folded == query:
                yield Near(one, EXACT)
            elif one.reach is not Reach.WHOLE:
                yield Near(one, _near(85 if one.reason in LATER else 90, 9, query, one.folded))

    def _with_words_of(self, query: str) -> Iterator[Near]:
        """« rep dem congo »: each word begins a word of the name, in any order."""
        asked = sorted(set(query.split()), key=len, reverse=True)
        longest, others = asked[0], asked[1:]
        words = (self._sorted_words[place] for place in _beginning(self._sorted_words, longest))
        for place in {place for word in words for place in self._by_word[word]}:
            if all(any(word.startswith(one) for word in self._words[place]) for one in others):
                yield Near(self.terms[place], _near(80, 5, query, self._texts[place]))

    def _named_inside(self, query: str) -> Iterator[Near]:
        """« cancer du sein métastatique » holds every word of a name."""
        asked = frozenset(query.split())
        for word in asked:
            for place in self._by_longest_word.get(word, ()):
                if self._words[place] <= asked:
                    yield Near(self.terms[place], _near(78, 6, query, self._texts[place]))

    def _misspelt(self, query: str) -> Iterator[Near]:
        near = process.extract(query, self._typed, scorer=fuzz.ratio, score_cutoff=LOWEST, limit=None)
        for text, ratio, number in near:
            one = self.terms[self._reaching[number]]
            if text != query and (ratio >= LOWEST_FOR_PLACES or one.reason not in PLACES):
                yield Near(one, round(ratio, 1))


def _near(least: int, most_added: int, query: str, name: str) -> float:
    return round(least + most_added * min(len(query), len(name)) / max(len(query), len(name)), 1)


def _beginning(texts: Sequence[str], start: str) -> range:
    """The places of the sorted texts that begin so; « ~ » comes after every letter."""
    return range(bisect_left(texts, start), bisect_left(texts, start + "~"))


def _by_word(words: Sequence[frozenset[str]], terms: Sequence[Term]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, (own, one) in enumerate(zip(words, terms, strict=True)):
        for word in own if one.reach is not Reach.WHOLE else ():
            places[word].append(place)
    return places


def _by_longest_word(words: Sequence[frozenset[str]], terms: Sequence[Term]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, (own, one) in enumerate(zip(words, terms, strict=True)):
        if one.reach is not Reach.WHOLE and len(one.folded) >= LONG_ENOUGH_NAME:
            places[max(own, key=lambda word: (len(word), word))].append(place)
    return places
