"""Strengths, as lists of three languages write them."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.vocabulary.soft_text import soften
from kb.vocabulary.strengths import find_amounts, read_strengths


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("500 mg", ["500 mg"]),
        ("500mg/125mg", ["500 mg", "125 mg"]),
        ("500 mg + 125 mg", ["500 mg", "125 mg"]),
        ("300/300/50 mg", ["300 mg", "300 mg", "50 mg"]),
        ("1 g/200 mg", ["1 g", "200 mg"]),
        ("50 mg/5 ml", ["50 mg in 5 ml"]),
        ("125mg per 5ml", ["125 mg in 5 ml"]),
        ("200 mg/40 mg par 5 ml", ["200 mg in 5 ml", "40 mg in 5 ml"]),
        ("125 mg + 31,25 mg/5 ml", ["125 mg in 5 ml", "31.25 mg in 5 ml"]),
        ("100 IU/ml", ["100 UI in 1 ml"]),
        ("5,000 IU/ml", ["5000 UI in 1 ml"]),
        ("100 000 UI", ["100000 UI"]),
        ("1,2 MUI", ["1.2 MUI"]),
        ("2.4 million IU", ["2.4 MUI"]),
        ("3,125 mg", ["3.125 mg"]),
        ("1,000 mg", ["1000 mg"]),
        ("0,125 mg", ["0.125 mg"]),
        ("250 µg/50 µg par dose", ["250 µg in 1 dose", "50 µg in 1 dose"]),
        ("100 micrograms/actuation", ["100 µg in 1 dose"]),
        ("25 µg/h", ["25 µg in 1 h"]),
        ("21 mg/24 h", ["21 mg in 24 h"]),
        ("10 mg/g", ["10 mg in 1 g"]),
        ("0,5 %", ["0.5 %"]),
        ("2% + 1:80,000", ["2 %", "80000 dilution"]),
        ("50mg (as HCl)/mL (10mL vial)", ["50 mg in 1 ml"]),
        ("10 ml vial", []),
        ("1.2.3 mg", []),
        ("vitamin B12", []),
        ("mg", []),
    ],
)
def test_a_strength_is_read(text: str, read: list[str]) -> None:
    found = [f"{one.value:f} {one.unit}" + (f" in {one.per}" if one.per else "") for one in read_strengths(text)]
    assert found == read


def test_two_ways_to_write_a_concentration_are_one() -> None:
    assert read_strengths("50 mg/5 ml")[0].concentration == read_strengths("10 mg/ml")[0].concentration
    assert read_strengths("50 mg/5 ml")[0].concentration != read_strengths("50 mg")[0].concentration


def test_nothing_is_divided_by_zero() -> None:
    assert [one.per for one in read_strengths("5 mg/0 ml")] == [None]


@given(st.text())
def test_any_text_is_read_and_quoted_from_itself(text: str) -> None:
    amounts = find_amounts(text)
    assert all(strength.said in text for amount in amounts for strength in amount.strengths)
    assert all(0 <= one.start < one.end <= len(text) for one in amounts)
    assert all(one.end <= other.start for one, other in pairwise(amounts))


@given(st.text())
def test_softening_keeps_every_place(text: str) -> None:
    assert len(soften(text)) == len(text)
    assert soften(soften(text)) == soften(text)


@given(
    st.decimals(min_value=Decimal("0.001"), max_value=Decimal(9999), places=3),
    st.sampled_from(["mg", "g", "µg", "UI", "mmol", "%"]),
    st.sampled_from(["", " comprimé", " tablet, blister"]),
)
def test_what_is_written_is_what_is_read(value: Decimal, unit: str, after: str) -> None:
    written = f"{value.normalize():f}"
    assert [(one.value, one.unit) for one in read_strengths(f"{written} {unit}{after}")] == [(value.normalize(), unit)]
    assert [one.value for one in read_strengths(f"{written.replace('.', ',')} {unit}")] != []
