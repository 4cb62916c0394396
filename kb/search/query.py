"""What a reader typed, as clauses: words are all wanted, "quoted words" follow each other, -words are not wanted.

Nothing of what is typed is ever read as the syntax of an engine: only stems made of letters and digits leave this file.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kb.errors import BadQuery
from kb.search.expansions import Expand, Expansion
from kb.search.function_words import FUNCTION_WORDS
from kb.search.stems import Stems, forms
from kb.search.words import bare_words, folded, words_of

MAX_CHARACTERS = 1_000
MAX_WORDS = 40
LONGEST_TERM = 5  # words of the longest term that a vocabulary is asked about: « virus de l’immunodéficience humaine »

Term = frozenset[Stems]
"""A word or a phrase: its stems in each language. A text holds it when it holds one of them."""

# a chunk goes to the next space or quotation mark; a quotation mark without its twin separates, and that is all
_CHUNK = re.compile(
    r'(?P<no>(?<!\S)[-−](?=[\w"«“„]))?(?:["“”„](?P<a>[^"“”„]*)["“”„]|«(?P<b>[^»]*)»|(?P<c>[^\s"«»“”„]+))'
)


@dataclass(frozen=True)
class Clause:
    """One wanted thing: what was typed, or else one of its other names. Each alternative is a set of terms, all wanted."""

    alternatives: tuple[frozenset[Term], ...]


@dataclass(frozen=True)
class Query:
    """The whole question. `expansions` were added by a vocabulary; `ignored` are words too common to look for."""

    clauses: tuple[Clause, ...]
    excluded: tuple[Term, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def sought(self) -> frozenset[Stems]:
        """Everything that is worth a highlight."""
        return frozenset(
            stems for one in self.clauses for terms in one.alternatives for term in terms for stems in term
        )

    @property
    def has_phrases(self) -> bool:
        """Whether the order of words matters somewhere."""
        sequences = [*self.sought, *(stems for term in self.excluded for stems in term)]
        return any(len(stems) > 1 for stems in sequences)


@dataclass
class _Typed:
    """The pieces of a text: runs of bare words, quoted phrases and excluded phrases, as lists of words."""

    runs: list[list[str]]
    phrases: list[list[str]]
    excluded: list[list[str]]

    def count(self) -> int:
        return sum(len(words) for words in (*self.runs, *self.phrases, *self.excluded))


def parse(text: str, expand: Expand | None = None, without: Collection[str] = ()) -> Query:
    """Read a question. `expand` gives other names of a term, save those that the reader took out (`without`).

    Raises BadQuery, whose message is one sentence and never repeats the text.
    """
    if len(text) > MAX_CHARACTERS:
        raise BadQuery("too_long", f"A search holds at most {MAX_CHARACTERS} characters. Keep the words that matter.")
    typed = _pieces(text)
    if typed.count() > MAX_WORDS:
        raise BadQuery("too_many", f"A search holds at most {MAX_WORDS} words. Keep those that matter.")
    clauses = [Clause((frozenset({forms(words)}),)) for words in typed.phrases]
    expansions: list[Expansion] = []
    spare = bool(clauses) or any(not _is_function_word(word) for run in typed.runs for word in run)
    ignored = [word for run in typed.runs for word in run if spare and _is_function_word(word)]
    for run in typed.runs:
        for words in _terms(run, expand):
            added = _added(words, expand, without)
            kept = [word for word in words if not (spare and _is_function_word(word))]
            if kept:
                expansions += added
                clauses.append(_clause(kept, added))
    if not clauses:
        raise _nothing(typed)
    excluded = tuple(dict.fromkeys(forms(words) for words in typed.excluded))
    return Query(tuple(dict.fromkeys(clauses)), excluded, tuple(expansions), tuple(dict.fromkeys(ignored)))


def _nothing(typed: _Typed) -> BadQuery:
    if typed.excluded:
        told = "A search needs a word to look for beside the words it leaves out. Add one without its hyphen."
        return BadQuery("only_excluded", told)
    return BadQuery("no_word", "A search needs a word: letters or digits. Type one, as in « rupture insuline ».")


def _pieces(text: str) -> _Typed:
    typed = _Typed([[]], [], [])
    for found in _CHUNK.finditer(text):
        quoted = found["a"] if found["a"] is not None else found["b"]
        words = bare_words(found["c"]) if quoted is None else words_of(quoted)
        if found["no"]:
            typed.excluded += [words] if words else []
        elif quoted is None:
            typed.runs[-1] += words
            continue
        elif words:
            typed.phrases.append(words)
        typed.runs.append([])
    return typed


def _is_function_word(word: str) -> bool:
    return folded(word)[0] in FUNCTION_WORDS


def _terms(run: Sequence[str], expand: Expand | None) -> Iterable[Sequence[str]]:
    """Cut a run of words into the longest terms that the vocabulary knows, the others word by word."""
    at = 0
    while at < len(run):
        lengths = range(min(LONGEST_TERM, len(run) - at), 1, -1)
        known = (n for n in lengths if expand is not None and expand(" ".join(run[at : at + n])))
        width = next(known, 1)
        yield run[at : at + width]
        at += width


def _added(words: Sequence[str], expand: Expand | None, without: Collection[str]) -> list[Expansion]:
    if expand is None:
        return []
    typed, found = forms(words), expand(" ".join(words))
    # « insulin » is not told beside « insuline »: they have one stem
    return [one for one in found if one.added not in without and not forms(words_of(one.added)) <= {*typed, ()}]


def _clause(words: Sequence[str], added: Sequence[Expansion]) -> Clause:
    typed = frozenset(forms([word]) for word in words)
    others = [frozenset({forms(words_of(one.added))}) for one in added]
    return Clause(tuple(dict.fromkeys([typed, *others])))
