"""What a session searches: held by the session alone. Not in a shared cache, not in the address, not in a log."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import streamlit as st
from sqlalchemy import Engine

from kb.releases import ReleaseInfo
from kb.search.asking import asked_of
from kb.search.filters import Filters
from kb.search.finding import Facets, Results, by_family, facets, search
from kb.search.query import Query

PAGE = 20  # results shown at once
_ASKED, _ANSWER = "search_asked", "search_answer"
SIGNAL = "signal:"


@dataclass(frozen=True)
class Asked:
    """What was typed, the added names that the reader took out, the filters by name, the first result shown."""

    text: str = ""
    without: frozenset[str] = frozenset()
    filters: tuple[tuple[str, str], ...] = ()
    offset: int = 0

    def chosen(self, name: str) -> str | None:
        """The value of a filter."""
        return dict(self.filters).get(name)

    def choosing(self, name: str, value: str | None) -> "Asked":
        """Another value of a filter, from the first result on."""
        kept = {key: one for key, one in self.filters if key != name} | ({name: value} if value else {})
        return replace(self, filters=tuple(sorted(kept.items())), offset=0)


def asked() -> Asked:
    """What the session searches."""
    held: Asked = st.session_state.setdefault(_ASKED, Asked())
    return held


def ask(changed: Asked) -> None:
    """Search this from now on."""
    st.session_state[_ASKED] = changed


def filters_of(one: Asked) -> Filters:
    """The filters of kb.search: a type is a kind of line, or a type of signal; a year is both its days."""
    kind, since, until = one.chosen("type"), one.chosen("since"), one.chosen("until")
    signal = kind.removeprefix(SIGNAL) if kind and kind.startswith(SIGNAL) else None
    return Filters(
        country=one.chosen("country"),
        family=one.chosen("family"),
        source=one.chosen("source"),
        kind=None if signal else kind,
        signal=signal,
        lang=one.chosen("lang"),
        since=date(int(since), 1, 1) if since else None,
        until=date(int(until), 12, 31) if until else None,
    )


@dataclass(frozen=True)
class Answer:
    """The results shown, what each filter would leave, and the question as it was read."""

    query: Query
    every_name: Query
    results: Results
    counts: Facets = field(default_factory=dict)


def answer(engine: Engine, shown: ReleaseInfo, one: Asked) -> Answer:
    """The answer, found once: a click on « citer » does not search again. Raises BadQuery."""
    key = (shown.number, shown.sha256, one)
    held: tuple[object, Answer] | None = st.session_state.get(_ANSWER)
    if held is None or held[0] != key:
        held = key, _find(engine, shown, one)
        st.session_state[_ANSWER] = held
    return held[1]


def _find(engine: Engine, shown: ReleaseInfo, one: Asked) -> Answer:
    every_name = asked_of(engine, shown, one.text)
    query = asked_of(engine, shown, one.text, without=one.without) if one.without else every_name
    found = search(engine, shown, query, filters_of(one), limit=PAGE, offset=one.offset)
    return Answer(query, every_name, found, _counts(engine, shown, query, one))


def _counts(engine: Engine, shown: ReleaseInfo, query: Query, one: Asked) -> Facets:
    """What each value of a filter would leave, the other filters as they are: one may go from a country to another."""

    def less(*names: str) -> Facets:
        kept = replace(one, filters=tuple(pair for pair in one.filters if pair[0] not in names))
        return facets(engine, shown, query, filters_of(kept))

    whole = dict(less())
    for names, counted in _GROUPS:
        if any(one.chosen(name) for name in names):
            other = less(*names)
            whole |= {name: other[name] for name in counted}
    family = replace(one, filters=tuple(pair for pair in one.filters if pair[0] != "family"))
    return whole | {"family": by_family(engine, shown, query, filters_of(family))}


# filters → the counts that they must not narrow
_GROUPS: Sequence[tuple[tuple[str, ...], tuple[str, ...]]] = (
    (("country",), ("country",)),
    (("source",), ("source",)),
    (("type",), ("kind", "signal")),
    (("lang",), ("lang",)),
    (("since", "until"), ("year",)),
)
