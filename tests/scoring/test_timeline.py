"""Starts and ends as sources tell them: nothing is closed that no source closes, and nobody closes for another."""

from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signalled import signal

from kb.lines import Line
from kb.vocabulary.populations import load_populations
from scoring.timeline import Ending, Entry, closes, entries, timeline
from scoring.timeline_filters import EVERYTHING, Asked, filtered

OPEN, LATER, STATED, SELF = Ending.NOT_DOCUMENTED, Ending.LATER, Ending.STATED, Ending.SELF
Told = tuple[str, str | None, str | None, Ending]
"""Name, start, end, ending."""


@dataclass(frozen=True)
class Situation:
    name: str
    lines: tuple[Line, ...]
    told: tuple[Told, ...]


JUNE = {"published": "2023-06-15"}
SITUATIONS = (
    Situation(
        "a start without an end",
        (signal("a", when="2022-03-01.."),),
        (("a", "2022-03-01", None, OPEN),),
    ),
    Situation(
        "a year is when it was seen, not when it ended",
        (signal("a", when="2021-01-01..2021-12-31"),),
        (("a", "2021-01-01", None, OPEN),),
    ),
    Situation(
        "a start, and an end told later by the same source",
        (signal("a", when="2022-03-01..", published="2022-06-01"), signal("b", "negated", "2023-02-01..", **JUNE)),
        (("a", "2022-03-01", "2023-02-01", LATER), ("b", None, None, SELF)),
    ),
    Situation(
        "the end stands in the same report as the start",
        (signal("a", when="2021-01-01..2021-12-31", **JUNE), signal("b", "negated", "2022-01-01..", **JUNE)),
        (("a", "2021-01-01", "2022-01-01", LATER), ("b", None, None, SELF)),
    ),
    Situation(
        "an end without a start",
        (signal("b", "negated", "2023-02-01..2023-02-28"),),
        (("b", None, None, SELF),),
    ),
    Situation(
        "« jusqu’en 2016 »: the sentence gives the end alone",
        (signal("a", when="..2016-01-01"),),
        (("a", None, "2016-01-01", STATED),),
    ),
    Situation(
        "reopened: the second shortage is not closed by the end of the first",
        (
            signal("a", when="2019-01-01..2019-12-31", published="2020-01-10"),
            signal("b", "negated", "2020-05-01..2020-05-31", published="2020-06-10"),
            signal("c", when="2021-02-01..2021-02-28", published="2021-03-10"),
        ),
        (("a", "2019-01-01", "2020-05-01", LATER), ("b", None, None, SELF), ("c", "2021-02-01", None, OPEN)),
    ),
    Situation(
        "a problem told as past, with its dates",
        (signal("a", "historical", "2014-01-01..2014-12-31"),),
        (("a", "2014-01-01", "2014-12-31", STATED),),
    ),
    Situation(
        "told past without a date: an end there is, its day nobody says",
        (signal("a", "historical"),),
        (("a", None, None, STATED),),
    ),
    Situation(
        "what was told under way is told past by a later report",
        (
            signal("a", when="2014-03-01..", published="2014-06-01"),
            signal("b", "historical", "2014-01-01..2015-12-31", published="2017-01-01"),
        ),
        (("b", "2014-01-01", "2015-12-31", STATED), ("a", "2014-03-01", "2015-12-31", LATER)),
    ),
    Situation(
        "feared: neither a start nor an end",
        (signal("a", "hypothetical", "2025-01-01..2025-12-31"),),
        (("a", None, None, SELF),),
    ),
    Situation(
        "another product does not end it",
        (
            signal("a", when="2022-03-01..", published="2022-06-01", products=["dolutegravir"]),
            signal("b", "negated", "2023-02-01..", products=["abacavir"]),
        ),
        (("a", "2022-03-01", None, OPEN), ("b", None, None, SELF)),
    ),
    Situation(
        "one town does not speak of another",
        (
            signal("a", when="2022-03-01..", published="2022-06-01", place="Bouaké"),
            signal("b", "negated", "2023-02-01..", place="Abidjan"),
        ),
        (("a", "2022-03-01", None, OPEN), ("b", None, None, SELF)),
    ),
    Situation(
        "two sentences of one report, neither dated: which one came later is not told",
        (signal("a", **JUNE), signal("b", "negated", **JUNE)),
        (("a", None, None, OPEN), ("b", None, None, SELF)),
    ),
    Situation(
        "no date at all: last, and open",
        (signal("a", published=None), signal("b", when="2020-01-01..", published=None)),
        (("b", "2020-01-01", None, OPEN), ("a", None, None, OPEN)),
    ),
)


def told(found: list[Entry]) -> tuple[Told, ...]:
    return tuple((one.line.id.rstrip("0"), one.start, one.end, one.ending) for one in found)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda one: one.name)
def test_a_situation_is_told_as_its_source_tells_it(situation: Situation) -> None:
    for lines in permutations(situation.lines):
        assert told(entries(lines)) == situation.told


def test_another_source_never_closes_what_one_opened() -> None:
    opened = signal("a", when="2022-03-01..", published="2022-06-01")
    denied = signal("b", "negated", "2023-02-01..", producer="Ministère B")
    (scope,) = timeline([denied, opened], ["vih"])
    (only,) = scope.types
    assert [one.source for one in only.sources] == ["Association A", "Ministère B"], "the oldest statement first"
    assert only.sources[0].entries[0].ending is OPEN


def test_families_in_the_order_asked_then_what_names_none() -> None:
    both = signal("a", families=["vih", "diabete"])
    general = signal("b", families=[])
    other = signal("c", families=["epilepsie"])
    found = timeline([general, other, both], ["diabete", "vih"])
    assert [scope.family for scope in found] == ["diabete", "vih", None]
    assert [scope.types[0].sources[0].entries[0].line.id for scope in found] == [both.id, both.id, general.id]


def test_types_stand_in_the_order_of_the_vocabulary() -> None:
    found = timeline([signal("a", type="supply_chain"), signal("b", type="stock_out_medicines")], ["vih"])
    assert [one.type for one in found[0].types] == ["stock_out_medicines", "supply_chain"]


def test_a_report_that_names_nobody_speaks_under_the_name_of_its_host() -> None:
    (scope,) = timeline([signal("a", producer="non indiqué")], ["vih"])
    assert scope.types[0].sources[0].source == "ReliefWeb"


def test_a_figure_is_no_signal() -> None:
    assert timeline([signal("a", kind="observation")], ["vih"]) == []


LINES = st.builds(
    signal,
    st.uuids().map(lambda one: one.hex[:16]),
    st.sampled_from(["present", "negated", "historical", "hypothetical"]),
    st.sampled_from(["", "2020-01-01..", "..2021-01-01", "2020-03-01..2020-03-31", "2022-01-01..2022-12-31"]),
    st.sampled_from([None, "2020-06-01", "2023-06-01"]),
    place=st.sampled_from([None, "Bouaké"]),
)


@given(st.lists(LINES, max_size=8, unique_by=lambda line: line.id))
def test_every_statement_is_told_once_in_one_order_and_an_end_never_precedes_its_start(lines: list[Line]) -> None:
    found = entries(lines)
    assert sorted(one.line.id for one in found) == sorted(line.id for line in lines)
    assert told(found) == told(entries(list(reversed(lines))))
    for one in found:
        assert not (one.start and one.end) or one.start <= one.end
        assert one.first_day <= one.last_day or not one.first_day
        assert (one.ending is LATER) == (one.closed_by is not None)
        if one.closed_by:
            assert closes(one.closed_by, one.line)
            assert one.line.polarity == "present"


CHILDREN = load_populations().groups["enfant"]


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (EVERYTHING, "abc"),
        (Asked(type="supply_chain"), "c"),
        (Asked(polarity="negated"), "b"),
        (Asked(since=2021), "bc"),
        (Asked(until=2020), "ac"),
        (Asked(since=2019, until=2020), "ac"),
        (Asked(source="Ministère B"), "b"),
        (Asked(language="en"), "c"),
        (Asked(population=CHILDREN), "bc"),
        (Asked(source="Ministère B", language="en"), ""),
    ],
)
def test_a_filter_hides_what_it_says_and_nothing_undated(asked: Asked, left: str) -> None:
    lines = [
        signal("a", when="2020-01-01..2020-12-31", population="adulte"),
        signal("b", "negated", "2022-01-01..", producer="Ministère B"),
        signal("c", type="supply_chain", lang="en", published=None),
    ]
    found = filtered(timeline(lines, ["vih"]), asked)
    ids = [e.line.id.rstrip("0") for scope in found for one in scope.types for of in one.sources for e in of.entries]
    assert "".join(sorted(ids)) == left


def test_a_filter_never_opens_what_a_hidden_line_closes() -> None:
    lines = [signal("a", when="2020-01-01..", published="2020-06-01"), signal("b", "negated", "2021-01-01..")]
    (scope,) = filtered(timeline(lines, ["vih"]), Asked(polarity="present"))
    (entry,) = scope.types[0].sources[0].entries
    assert entry.ending is LATER


def test_a_type_that_the_vocabulary_lost_is_still_shown_under_the_words_of_its_release() -> None:
    lines = [signal("a", type="old_type", label="Ancien libellé"), signal("b", label="Libellé de l’époque")]
    (scope,) = timeline(lines, ["vih"])
    assert [one.label for one in scope.types] == ["Libellé de l’époque", "Ancien libellé"]
