from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.expectations import Finding, compare
from kb.lines import months_between
from kb.sources.definition import Expectation


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2016-12-31", "2026-03-12", 110),
        ("2024-03-12", "2026-03-12", 24),
        ("2024-03-13", "2026-03-12", 23),
        ("2026-01-31", "2026-02-28", 0),
        ("2026-03-12", "2026-03-12", 0),
        ("2026-03-13", "2026-03-12", -1),
        ("2026-12-31", "2026-03-12", -10),
    ],
)
def test_an_age_counts_whole_months(start: str, end: str, months: int) -> None:
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(days, days, st.integers(0, 400))
def test_an_age_never_shrinks_as_days_pass(start: date, end: date, more: int) -> None:
    assert months_between(start, end + timedelta(days=more)) >= months_between(start, end)


@pytest.mark.parametrize(("got", "outside"), [(189, True), (190, False), (250, False), (251, True)])
def test_the_bounds_of_a_range_belong_to_it(got: int, outside: bool) -> None:
    assert bool(compare({"countries": got}, {"countries": Expectation(min=190, max=250)})) is outside


def test_what_was_not_counted_is_zero() -> None:
    (finding,) = compare({}, {"observations": Expectation(min=1, max=9)})
    assert finding == Finding("outside_range", "observations", "0, pour 1 à 9 attendus")


def test_each_measure_outside_its_range_is_told_and_the_others_are_not() -> None:
    expect = {
        "countries": Expectation(min=1, max=2),
        "indicators": Expectation(min=1, max=2),
        "answers": Expectation(min=1, max=2),
    }
    found = compare({"countries": 9, "indicators": 2, "answers": 0, "unasked": 99}, expect)
    assert [finding.where for finding in found] == ["countries", "answers"]
