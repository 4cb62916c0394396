"""The JSON of a command: the characters that the standard library would write, whatever is told."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.output import json_text

texts = st.text(st.characters(exclude_categories=["Cs"]))
numbers = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(2**63), 2**63 - 1))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(texts, inner)),
)


@given(st.dictionaries(texts, values))
def test_json_is_that_of_the_standard_library(value: Any) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2)


@pytest.mark.parametrize("number", [2e-05, 0.00012, 1e16, 1234567890123456.0, 1.5e300, -2.5e-07, 0.0, -0.0])
def test_small_and_large_numbers_keep_their_writing(number: float) -> None:
    for value in ({"n": number}, [1, number]):
        assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2)
