import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.wording import counted, french_age, french_day, french_number, french_value

THIN = "\u202f"  # French groups thousands with a narrow no-break space


@pytest.mark.parametrize(
    ("published", "french"),
    [
        ("36.0", "36,0"),
        ("41 [35-47]", "41 [35-47]"),
        ("16900", f"16{THIN}900"),
        ("16 900", f"16{THIN}900"),
        ("1 234 567.80", f"1{THIN}234{THIN}567,80"),
        ("0.15 [0.10–0.20]", "0,15 [0,10–0,20]"),
        ("<500 [<500–<500]", "<500 [<500–<500]"),
        ("<1000 [<1000–1 000]", f"<1{THIN}000 [<1{THIN}000–1{THIN}000]"),
        ("0", "0"),
        ("Yes", "Yes"),
        ("10 to 50", "10 to 50"),
        (" No data ", "No data"),
        ("", "—"),
        ("   ", "—"),
        (None, "—"),
    ],
)
def test_a_published_figure_is_shown_in_french_form(published: str | None, french: str) -> None:
    assert french_value(published) == french


@given(st.text())
def test_no_digit_is_ever_lost_or_added_in_a_text(text: str) -> None:
    shown = french_value(text)
    assert re.sub(r"\D", "", shown) == re.sub(r"\D", "", text)


@given(st.decimals(0, 10**9, places=3).map(str))
def test_no_digit_of_a_figure_is_ever_lost_or_added(figure: str) -> None:
    assert re.sub(r"[^\d]", "", french_value(figure)) == re.sub(r"[^\d]", "", figure)


@pytest.mark.parametrize(
    ("value", "decimals", "text"), [(1234.5, None, f"1{THIN}234,5"), (36.0, 1, "36,0"), (0.15, 2, "0,15")]
)
def test_a_number_is_written_the_french_way(value: float, decimals: int | None, text: str) -> None:
    assert french_number(value, decimals) == text


@pytest.mark.parametrize(
    ("stated", "french"),
    [
        ("2026-11-21", "21 novembre 2026"),
        ("2026-11-01", "1er novembre 2026"),
        ("2021-01-11", "11 janvier 2021"),
        ("2018-10", "octobre 2018"),
        ("2026", "2026"),
        ("2022..2025", "entre 2022 et 2025"),
        ("2026-03-12T22:30:00Z", "12 mars 2026"),
        ("2026-03-12T23:30:00Z", "13 mars 2026"),
        ("2026-07-31T22:30:00Z", "1er août 2026"),
        (None, "non enregistrée"),
        ("", "non enregistrée"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(stated: str | None, french: str) -> None:
    assert french_day(stated) == french


@pytest.mark.parametrize(
    ("months", "french"),
    [
        (-1, "période en cours"),
        (0, "0\u00a0mois"),
        (1, "1\u00a0mois"),
        (35, "35\u00a0mois"),
        (36, "3\u00a0ans"),
        (37, "3\u00a0ans 1\u00a0mois"),
        (110, "9\u00a0ans 2\u00a0mois"),
    ],
)
def test_an_age_is_said_in_months_then_in_years(months: int, french: str) -> None:
    assert french_age(months) == french


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0\u00a0ligne"), (1, "1\u00a0ligne"), (2, "2\u00a0lignes"), (40, "40\u00a0lignes")]
)
def test_french_counts_zero_in_the_singular(number: int, words: str) -> None:
    assert counted(number, "ligne") == words


def test_an_irregular_plural_is_given_in_full() -> None:
    assert counted(2, "source interrogée", "sources interrogées") == "2\u00a0sources interrogées"
