"""What a published text says: a number, a bound, or nothing."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structured import ESTIMATES, EXAMPLES, WORKBOOK, read, sheets_of, workbook, zipped

from extraction.formats.estimates import number, reported, with_bounds, year_bounds

TABLE = (EXAMPLES / "unaids" / "Estimates_2025_en.csv").read_text(encoding="utf-8-sig").splitlines()
HEADER, ROWS = TABLE[0], TABLE[1:]


def estimates(rows: list[str], encoding: str = "utf-8") -> list[Any]:
    content = "\r\n".join([HEADER, *rows]) + "\r\n"
    return read("unaids", ESTIMATES, zipped(content.encode(encoding), "Estimates_2025_en.csv"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("41", 41.0),
        ("0", 0.0),
        ("-3.5", -3.5),
        ("1 300 000", 1_300_000.0),
        ("71\u202f204", 71_204.0),
        ("9\u00a0100", 9100.0),
    ],
)
def test_a_number_is_read_thousands_grouped_or_not(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["<1", ">95", "<0.1", "...", "", "Yes", "1e5", "41 [32–52]", "12,5", "nan", "inf", "--1", "1."]
)
def test_anything_else_stays_a_text(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "said"), [("...", False), ("", False), (" … ", False), ("NaN", False), ("<1", True), ("0", True)]
)
def test_not_reported_is_told_apart_from_a_value(text: str, said: bool) -> None:
    assert reported(text) is said


@pytest.mark.parametrize(
    ("texts", "published"),
    [
        (("41", "32", "52"), "41 [32–52]"),
        (("93", "84", ">95"), "93 [84–>95]"),
        (("<1", "<1", "<1"), "<1 [<1–<1]"),
        (("...", "...", "..."), "..."),
        (("71", "", ""), "71"),
        (("...", "12", "19"), "... [12–19]"),
    ],
)
def test_the_three_published_texts_are_set_in_one(texts: tuple[str, str, str], published: str) -> None:
    assert with_bounds(*texts) == published


@given(st.floats(allow_nan=False, allow_infinity=False, width=32).map(lambda value: f"{value:.6f}"))
def test_any_plain_number_is_read_as_it_is_written(text: str) -> None:
    assert number(text) == float(text)


@given(st.text(max_size=8))
def test_a_period_is_a_year_of_four_digits_or_nothing(text: str) -> None:
    days = year_bounds(text)
    assert days is None or (len(text) == 4 and days == (f"{text}-01-01", f"{text}-12-31"))


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_the_rows_changes_nothing(seed: int) -> None:
    """Bounds find their figure wherever they stand in the table."""
    shuffled = ROWS.copy()
    random.Random(seed).shuffle(shuffled)
    assert Counter(estimates(shuffled)) == Counter(estimates(ROWS))


@given(st.sets(st.integers(0, len(ROWS) - 1)))
def test_no_row_is_lost_whatever_rows_come_together(kept: set[int]) -> None:
    """Each row is a figure, or a bound of one: every text that was served is found again in what is read."""
    rows = [ROWS[at] for at in sorted(kept)]
    published = Counter(text for row in rows if (text := row.split(",")[10]))
    shown: Counter[str] = Counter()
    for item in estimates(rows):
        text, _, bounds = (item.value_as_published or "").partition(" [")
        shown.update(filter(None, [text, *bounds.rstrip("]").split("–")]))
    # a figure and bounds that all say « ... » say it once
    published["..."] = shown["..."] = 0
    assert +shown == +published


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_a_table_is_read_in_each_encoding_that_was_seen(encoding: str) -> None:
    (item,) = estimates([ROWS[2] + "relevé à Bouaké"], encoding)
    assert item.comments == "relevé à Bouaké"


def test_a_bound_without_its_figure_is_never_read_as_the_figure() -> None:
    (alone,) = [item for item in estimates(ROWS) if item.area == "FJI"]
    assert (alone.value, alone.low, alone.high, alone.value_as_published) == (None, None, 900.0, "900")


def test_rows_written_twice_are_both_kept() -> None:
    assert len([item for item in estimates(ROWS) if item.area == "TGO"]) == 2


def test_an_area_nobody_named_stays_a_country_under_its_own_code() -> None:
    areas = {(item.area_type, item.area) for item in estimates(ROWS)}
    assert {("COUNTRY", "TNV"), ("COUNTRY", "XKX"), ("GLOBAL", "Global"), ("SUBNATIONAL", "KEN_7")} <= areas


def test_blank_cells_of_the_workbook_state_nothing_and_dots_state_that_nothing_is_known() -> None:
    sheets = sheets_of(EXAMPLES / "unaids" / "HIV_estimates_from_1990-to-present")
    brunei = [item for item in read("unaids", WORKBOOK, workbook(sheets)) if item.area == "BRN"]
    assert len(brunei) == 6
    assert [item.value_as_published for item in brunei if item.reported] == ["<15"]
