from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import BadCode
from kb.reopen import read_code, write_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ids = st.lists(st.text("0123456789abcdef", min_size=16, max_size=16), min_size=1, max_size=12)
sha256s = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(st.integers(0, 65_535), sha256s, ids)
def test_a_code_opens_what_it_was_written_from(release: int, sha256: str, lines: list[str]) -> None:
    opened = read_code(write_code(release, sha256, lines))
    assert (opened.release, opened.ids) == (release, tuple(lines))
    assert sha256.startswith(opened.sha256_start)


@given(st.integers(0, 65_535), sha256s, ids, st.data())
def test_one_wrong_character_is_always_seen(release: int, sha256: str, lines: list[str], data: st.DataObject) -> None:
    code = write_code(release, sha256, lines)
    place = data.draw(st.sampled_from([n for n, char in enumerate(code) if char != "-"]))
    wrong = data.draw(st.sampled_from([char for char in ALPHABET if char != code[place]]))
    with pytest.raises(BadCode):
        read_code(code[:place] + wrong + code[place + 1 :])


@given(st.integers(0, 65_535), sha256s, ids)
def test_two_swapped_neighbours_are_always_seen(release: int, sha256: str, lines: list[str]) -> None:
    code = write_code(release, sha256, lines).replace("-", "")
    for place, (one, other) in enumerate(pairwise(code)):
        if one != other:
            with pytest.raises(BadCode):
                read_code(code[:place] + other + one + code[place + 2 :])


@given(st.integers(0, 65_535), sha256s, ids)
def test_a_code_that_lost_its_end_is_refused(release: int, sha256: str, lines: list[str]) -> None:
    code = write_code(release, sha256, lines)
    for length in range(len(code) - 1):
        with pytest.raises(BadCode):
            read_code(code[:length])


def test_what_a_tired_eye_confuses_reads_the_same() -> None:
    code = write_code(1, "f" * 64, ["0000000000000001"])
    assert {"0", "1"} <= set(code)
    tired = code.replace("0", "O").replace("1", "l").lower().replace("-", " ")
    assert read_code(tired) == read_code(code)


@given(st.text())
def test_no_text_breaks_the_reading_of_a_code(text: str) -> None:
    with pytest.raises(BadCode):
        read_code(text)


def test_a_code_names_nothing_but_a_release_and_lines() -> None:
    code = write_code(7, "ab" * 32, ["0123456789abcdef"])
    assert set(code) <= set(ALPHABET + "-")
    assert len(code.replace("-", "")) == 31  # 19 bytes: version, number, hash, one line, check
