"""The address holds an opaque code: it comes back whole, a damaged one is refused, no word can be read in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.vocabulary.loader import load_components, load_countries, load_families
from ui import address
from ui.choice import Choice

CHOICE = Choice("CIV", ("vih", "diabete"), ("medicament", "couverture_cout"), 3)

choices = st.builds(
    Choice,
    st.none() | st.sampled_from(list(load_countries())),
    st.lists(st.sampled_from(list(load_families())), unique=True).map(tuple),
    st.lists(st.sampled_from(list(load_components())), unique=True).map(tuple),
    st.none() | st.integers(0, 65_000),
)


@given(choices)
def test_a_code_comes_back_whole(choice: Choice) -> None:
    assert address.read(address.write(choice)) == choice


@given(choices)
def test_no_word_can_be_read_in_a_code(choice: Choice) -> None:
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]+", address.write(choice)), "an alphabet without I, L, O, U makes no word"


def test_case_does_not_matter() -> None:
    assert address.read(address.write(CHOICE).lower()) == CHOICE


def test_every_damaged_code_is_refused() -> None:
    code = address.write(CHOICE)
    damaged = [code[:-1], code[1:], code + "0", "", "é", "VIH", code[:4] + "-" + code[5:]]
    damaged += [code[:i] + ("0" if code[i] != "0" else "1") + code[i + 1 :] for i in range(len(code) - 1)]
    for one in damaged:
        with pytest.raises(address.BadAddress):
            address.read(one)


def test_no_two_keys_share_a_mark() -> None:
    for known in (load_families(), load_components()):
        assert len({address.mark(key) for key in known}) == len(known)
