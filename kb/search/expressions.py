"""A question in the words of each engine. Stems are letters and digits: nothing in them could be read as syntax."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, literal, not_, or_

from kb.search.query import Clause, Query, Term
from kb.search.stems import Stems

NAMED = "_"
"""Set before each stem of a name (title, heading, medicine): « all the words are in its name » is then a question of words too."""
BORDER = "_"
"""Stands between a title, a heading and a text: no phrase goes from one to the other, since no stem is a border."""


@dataclass(frozen=True)
class _Syntax:
    stems: Callable[[Stems], str]
    both: str
    either: str


# FTS5 reads a quoted string as a phrase
_FTS5 = _Syntax(lambda stems: f'"{" ".join(stems)}"', " AND ", " OR ")
# tsquery is asked for the words of a phrase; their order is checked in the text (`in_order`)
_TSQUERY = _Syntax(lambda stems: "(" + " & ".join(f"'{stem}'" for stem in stems) + ")", " & ", " | ")


def fts5(query: Query, tag: str = "") -> str:
    """For MATCH. `tag` asks for the words of names only."""
    wanted = _wanted(query.clauses, _FTS5, tag)
    unwanted = [_term(term, _FTS5, tag) for term in query.excluded]
    return f"({wanted}) NOT ({' OR '.join(unwanted)})" if unwanted else wanted


def tsquery(query: Query, tag: str = "") -> str:
    """For @@, cast to tsquery: what it lets through still needs `in_order` where there are phrases."""
    words = [term for term in query.excluded if all(len(stems) == 1 for stems in term)]
    return "".join([_wanted(query.clauses, _TSQUERY, tag), *(f" & !{_term(term, _TSQUERY, tag)}" for term in words)])


def _wanted(clauses: Iterable[Clause], syntax: _Syntax, tag: str) -> str:
    parts = (
        syntax.either.join(f"({_all_of(terms, syntax, tag)})" for terms in clause.alternatives) for clause in clauses
    )
    return syntax.both.join(f"({part})" for part in parts)


def _all_of(terms: frozenset[Term], syntax: _Syntax, tag: str) -> str:
    return syntax.both.join(sorted(_term(term, syntax, tag) for term in terms))


def _term(term: Term, syntax: _Syntax, tag: str) -> str:
    found = (syntax.stems(tuple(tag + stem for stem in stems)) for stems in sorted(term))
    return f"({syntax.either.join(found)})"


def in_order(query: Query, words: ColumnElement[str], tag: str = "") -> ColumnElement[bool]:
    """The same question put to the stored words, where a phrase is a piece of text."""
    padded = literal(" ").concat(words).concat(" ")

    def held(term: Term) -> ColumnElement[bool]:
        texts = (" ".join(tag + stem for stem in stems) for stems in sorted(term))
        return or_(*(func.strpos(padded, f" {text} ") > 0 for text in texts))

    wanted = (
        or_(*(and_(*map(held, sorted(terms, key=sorted))) for terms in clause.alternatives)) for clause in query.clauses
    )
    return and_(*wanted, *(not_(held(term)) for term in query.excluded))


def holds(query: Query, words: str) -> bool:
    """The same question put to a text of stems in memory, with a space at both ends."""

    def held(term: Term) -> bool:
        return any(f" {' '.join(stems)} " in words for stems in term)

    wanted = (any(all(map(held, terms)) for terms in clause.alternatives) for clause in query.clauses)
    return all(wanted) and not any(map(held, query.excluded))
