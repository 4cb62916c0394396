"""Breakdowns fold under their headline; what does not vary is no breakdown."""

from dataclasses import dataclass, field

from ui.components.lines_table import grouped


@dataclass(frozen=True)
class Row:
    """As much of a line as the grouping reads."""

    id: str
    indicator: str = "A"
    source: str = "who_gho"
    dimensions: dict[str, str] = field(default_factory=dict, hash=False)


def ids(rows: tuple[Row, ...]) -> list[str]:
    return [row.id for row in rows]


def test_sex_and_age_fold_under_the_total() -> None:
    rows = [
        Row("f", dimensions={"SEX": "SEX_FMLE"}),
        Row("t", dimensions={"SEX": "SEX_BTSX"}),
        Row("o"),
        Row("other", "B"),
    ]
    one, other = grouped(rows)  # type: ignore[arg-type]
    assert ids(one.headlines) == ["t", "o"]
    assert ids(one.breakdowns) == ["f"]
    assert ids(other.headlines) == ["other"]


def test_a_dimension_that_never_varies_is_no_breakdown() -> None:
    adult = {"AGEGROUP": "AGEGROUP_YEARS18-PLUS"}
    (one,) = grouped(
        [Row("m", dimensions={**adult, "SEX": "SEX_MLE"}), Row("t", dimensions={**adult, "SEX": "SEX_BTSX"})]
    )  # type: ignore[list-item]
    assert ids(one.headlines) == ["t"]
    assert ids(one.breakdowns) == ["m"]


def test_without_a_total_everything_is_shown() -> None:
    (one,) = grouped([Row("f", dimensions={"SEX": "SEX_FMLE"}), Row("m", dimensions={"SEX": "SEX_MLE"})])  # type: ignore[list-item]
    assert ids(one.headlines) == ["f", "m"]
    assert one.breakdowns == ()


def test_two_surveys_are_two_headlines() -> None:
    (one,) = grouped([Row("a", dimensions={"DATASOURCE": "X"}), Row("b", dimensions={"DATASOURCE": "Y"})])  # type: ignore[list-item]
    assert ids(one.headlines) == ["a", "b"]
