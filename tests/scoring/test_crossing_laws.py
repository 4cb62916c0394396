"""Laws of cross-referencing, whatever the lines."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from situations import crossing_of, line_of

from kb.lines import Line
from scoring.contradictions import Contradiction
from scoring.witnesses import producer_of, same_producer, voices, witnesses_of

CODES = ("HIV_ARTCOVERAGE", "PERCENT_PLWH", "SH.HIV.ARTC.ZS", "TB_hiv_art_pct", "HIV_TB_ART_COVERAGE", "HWF_0001")
days = st.dates(min_value=date(2018, 1, 1), max_value=date(2024, 12, 31))


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Any]:
    value = draw(st.floats(0, 100))
    told: dict[str, Any] = {
        "série": draw(st.sampled_from(CODES)),
        "année": draw(st.integers(2018, 2020)),
        "valeur": value,
    }
    if draw(st.booleans()):
        told["bornes"] = [value - draw(st.floats(0, 20)), value + draw(st.floats(0, 20))]
    return told


@st.composite
def signals(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "signal": draw(st.sampled_from(["stock_out_medicines", "staff_shortage"])),
        "dit": draw(st.sampled_from(["signalé", "absent", "passé", "craint"])),
        "par": draw(st.sampled_from(["MSF", "Ministère", "non indiqué"])),
        "pathologie": "vih", "paru": draw(days).isoformat(),
    }  # fmt: skip


@st.composite
def some_lines(draw: st.DrawFn) -> list[Line]:
    told = draw(st.lists(st.one_of(figures(), signals()), max_size=12))
    return [line_of(f"l{number:02d}", one) for number, one in enumerate(told)]


slow = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)


def named(found: tuple[Contradiction, ...]) -> list[tuple[str, str, list[list[str]]]]:
    return [(one.kind.value, one.about, [[line.id for line in side.lines] for side in one.sides]) for one in found]


@given(lines=some_lines(), chance=st.randoms())
@slow
def test_the_order_of_the_lines_changes_nothing(lines: list[Line], chance: Any) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)
    before, after = crossing_of(lines), crossing_of(shuffled)
    assert named(before.contradictions) == named(after.contradictions)
    assert sorted(one.reason for one in before.comparisons) == sorted(one.reason for one in after.comparisons)


@given(some_lines())
@slow
def test_both_sides_are_there_apart_and_in_the_order_of_dates(lines: list[Line]) -> None:
    for one in crossing_of(lines).contradictions:
        first, second = one.sides
        assert first.lines
        assert second.lines
        assert not {line.id for line in first.lines} & {line.id for line in second.lines}
        assert (first.dated, first.lines[0].published_on or "") <= (second.dated, second.lines[0].published_on or "")


@given(some_lines())
@slow
def test_figures_of_one_producer_never_contradict_each_other(lines: list[Line]) -> None:
    for one in crossing_of(lines).contradictions:
        if one.kind.value == "valeurs":
            this, that = (producer_of(side.lines[0]) for side in one.sides)
            assert not same_producer(this, that)


@given(some_lines())
@slow
def test_every_line_has_one_witness(lines: list[Line]) -> None:
    held = [name for witness in witnesses_of(lines) for name in witness.lines]
    assert sorted(held) == sorted(line.id for line in lines)


@given(lines=some_lines(), data=st.data())
@slow
def test_what_repeats_adds_no_witness_and_loses_no_line(lines: list[Line], data: st.DataObject) -> None:
    a_line = st.sampled_from(lines) if lines else st.nothing()
    repeated = data.draw(st.lists(st.tuples(a_line, a_line), max_size=3 if lines else 0))
    said = dict(zip([line.id for line in lines], voices(lines, repeated), strict=True))
    found = witnesses_of(lines, repeated)
    assert {witness.producer for witness in found} <= {producer_of(line) for line in lines}
    assert sorted(name for witness in found for name in witness.lines) == sorted(said)
    assert all(said[one.id] == said[other.id] for one, other in repeated)
