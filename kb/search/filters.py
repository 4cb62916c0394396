"""What a search may be narrowed to. Each filter leaves out what does not state the thing asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.search.entries import day_number
from kb.search.expressions import fts5, tsquery
from kb.search.query import Clause, Query
from kb.search.stems import forms
from kb.search.words import words_of
from kb.vocabulary.loader import load_families
from kb.vocabulary.medicine_lookup import medicines_of_family


@dataclass(frozen=True)
class Filters:
    """All optional. `kind` is a kind of line (passage, document, listing, observation), `signal` a type of signal.

    `lang` is the language of the text as its source states it, `since` and `until` bound the day of publication of a report
    or the end of the period of a figure or listing, both included: what bears no date is left out.
    A passage is of a family when it names it, or when a signal seen in it is of that family; an entry of a list, when its
    medicine is one that the family usually uses.
    """

    country: str | None = None
    family: str | None = None
    source: str | None = None
    kind: str | None = None
    signal: str | None = None
    lang: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def used(self) -> frozenset[str]:
        """The names of the filters that are set."""
        return frozenset(name for name, value in vars(self).items() if value is not None)

    def parameters(self, dialect: str) -> Mapping[str, Any]:
        """What the SQL of kb.search.hits is bound to."""
        asked: dict[str, Any] = {name: getattr(self, name) for name in self.used - {"family", "since", "until"}}
        if self.family is not None:
            named = family_query(self.family)
            asked["family_words"] = fts5(named) if dialect == "sqlite" else tsquery(named)
            asked["family_key"] = f'%"{self.family}"%'  # a list of keys as JSON text
            asked["medicines"] = sorted(medicine.key for medicine in medicines_of_family(self.family))
        asked |= {name: day_number(getattr(self, name)) for name in self.used & {"since", "until"}}
        return asked


def family_query(key: str) -> Query:
    """The question « does this text name the family? », by any of the names of its vocabulary."""
    names = (forms(words_of(name)) for name in load_families()[key].names)
    return Query((Clause(tuple(dict.fromkeys(frozenset({name}) for name in names))),))
