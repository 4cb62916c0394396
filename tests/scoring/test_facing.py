"""Sources that oppose one another stand side by side: neither is weighed, and what cannot meet is not opposed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signalled import signal

from kb.lines import Line
from scoring.facing import Facing, facing, gap, opposed

B = {"producer": "Ministère B"}
MARCH, APRIL = {"published": "2024-03-10"}, {"published": "2024-04-10"}


def names(found: list[Facing]) -> list[list[str]]:
    return [["".join(line.id.rstrip("0") for line in side.lines) for side in one.sides] for one in found]


def test_two_sources_that_oppose_one_another_the_oldest_first() -> None:
    told, denied = signal("a", **MARCH), signal("b", "negated", **APRIL, **B)
    for lines in ([told, denied], [denied, told]):
        assert names(facing(lines)) == [["a", "b"]]
    earlier = signal("b", "negated", published="2024-02-10", **B)
    (found,) = facing([told, earlier])
    assert [side.polarity for side in found.sides] == ["negated", "present"]
    assert found.same_scope


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("the same source", {}),
        ("another type", {**B, "type": "supply_chain"}),
        ("another product", {**B, "products": ["abacavir"]}),
        ("another town", {**B, "place": "Abidjan"}),
        ("another family", {**B, "families": ["diabete"]}),
        ("years apart", {**B, "published": "2026-01-01"}),
        ("no date", {**B, "published": None}),
    ],
)
def test_what_cannot_meet_is_not_opposed(name: str, other: dict[str, Any]) -> None:
    told = signal("a", **MARCH, products=["dolutegravir"], place="Bouaké")
    denied = signal("b", "negated", **{**APRIL, "products": ["dolutegravir"], "place": "Bouaké", **other})
    assert facing([told, denied]) == [], name


@pytest.mark.parametrize("polarity", ["present", "historical", "hypothetical"])
def test_only_a_denial_opposes_a_statement(polarity: str) -> None:
    assert facing([signal("a", **MARCH), signal("b", polarity, **APRIL, **B)]) == []


def test_a_wider_statement_meets_a_narrower_one_and_says_so() -> None:
    (found,) = facing([signal("a", **MARCH, place="Bouaké"), signal("b", "negated", **APRIL, **B)])
    assert not found.same_scope


def test_a_third_source_joins_the_same_group() -> None:
    lines = [
        signal("a", **MARCH),
        signal("b", "negated", **APRIL, **B),
        signal("c", published="2024-05-01", producer="C"),
    ]
    assert names(facing(lines)) == [["ac", "b"]]


def test_two_oppositions_far_apart_are_two_groups() -> None:
    lines = [
        signal("a", published="2016-01-01"), signal("b", "negated", published="2016-02-01", **B),
        signal("c", published="2023-01-01"), signal("d", "negated", published="2023-02-01", **B),
    ]  # fmt: skip
    assert names(facing(lines)) == [["a", "b"], ["c", "d"]]


LINES = st.builds(
    signal,
    st.uuids().map(lambda one: one.hex[:16]),
    st.sampled_from(["present", "negated", "historical"]),
    st.sampled_from(["", "2020-01-01..", "2020-03-01..2020-03-31", "2022-01-01..2022-12-31"]),
    producer=st.sampled_from(["A", "B", "C"]),
    type=st.sampled_from(["supply_chain", "staff_shortage"]),
)


@given(st.lists(LINES, max_size=10, unique_by=lambda line: line.id))
def test_a_line_stands_once_and_always_before_one_that_opposes_it(lines: list[Line]) -> None:
    found = facing(lines)
    held = [line.id for one in found for line in one.lines]
    assert len(held) == len(set(held))
    opposing = {line.id for line in lines if any(opposed(line, other) for other in lines)}
    assert set(held) == opposing
    assert found == facing(list(reversed(lines)))


@given(LINES, LINES)
def test_the_gap_is_the_same_from_both_sides(one: Line, other: Line) -> None:
    assert gap(one, other) == gap(other, one) >= 0
