"""Bare figures for a comparison: the same on both engines, every year, and nothing of what was withdrawn."""

from press import ADDRESS, CODE, Press, row

from kb.figures import figures_of
from kb.withdrawing import withdraw


def test_every_year_of_the_series_asked_for_and_of_no_other(either: Press) -> None:
    other = "https://example.org/other"
    either.run(
        {
            ADDRESS: [
                row(2014, "36.0", 36.0, low=30.0, high=40.0),
                row(2015, "37.0", 37.0),
                row(2015, "1", 1.0, area="BEN"),
            ],
            other: [row(2015, "5", 5.0, code="HWF_0001"), row(2016, "No data", None)],
        }
    )
    release = either.freeze()
    held = figures_of(either.engine, release, "CIV", [CODE])
    assert sorted((one.period, one.value, one.low, one.high) for one in held) == [
        ("2014", 36.0, 30.0, 40.0),
        ("2015", 37.0, None, None),
    ]
    assert {(one.start, one.end) for one in held if one.period == "2014"} == {("2014-01-01", "2014-12-31")}
    assert figures_of(either.engine, release, "CIV", []) == []


def test_a_release_keeps_its_own_figures(either: Press) -> None:
    either.run({ADDRESS: [row(2014, "36.0", 36.0)]})
    first = either.freeze()
    revised = either.run({ADDRESS: [row(2014, "34.2", 34.2)]})
    second = either.freeze({revised: "the only row is revised"})
    assert [one.value for one in figures_of(either.engine, first, "CIV", [CODE])] == [36.0]
    assert [one.value for one in figures_of(either.engine, second, "CIV", [CODE])] == [34.2]


def test_a_withdrawn_answer_gives_nothing_to_compare(either: Press) -> None:
    either.run({ADDRESS: [row(2014, "36.0", 36.0)]})
    release = either.freeze()
    withdraw(either.engine, either.archive_url, ADDRESS, "essai")
    assert figures_of(either.engine, release, "CIV", [CODE]) == []
