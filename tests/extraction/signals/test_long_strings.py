"""A JSON string read in pieces is the same string."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.signals import long_strings


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_strings, "_WHOLE", 64)
    monkeypatch.setattr(long_strings, "_PIECE", 48)


@pytest.mark.parametrize("ascii_only", [True, False])
@given(text=st.text(st.characters(blacklist_categories=["Cs"]), max_size=400))
@settings(max_examples=200, deadline=None)
def test_pieces_join_into_the_string(text: str, ascii_only: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_strings, "_WHOLE", 64)
        patch.setattr(long_strings, "_PIECE", 48)
        raw = msgspec.Raw(json.dumps(text, ensure_ascii=ascii_only).encode())
        assert "".join(long_strings.pieces_of(raw)) == text


@pytest.mark.parametrize("text", ["😀" * 60, "é" * 200, "\\" * 150, '"' * 150, "\u2019" * 150, "a" * 400])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_nothing_is_cut_inside_an_escape_or_a_character(text: str, ascii_only: bool) -> None:
    raw = msgspec.Raw(json.dumps(text, ensure_ascii=ascii_only).encode())
    assert "".join(long_strings.pieces_of(raw)) == text


def test_what_is_no_string_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        list(long_strings.pieces_of(msgspec.Raw(b"[" + b"1," * 100 + b"1]")))
