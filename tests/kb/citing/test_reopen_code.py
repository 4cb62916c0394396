"""The code as text, and the number it holds: without a base, on pools of any size."""

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.citing.basket import Asked, basket_of
from kb.citing.code_payload import MOST_LINES, pack, unpack
from kb.citing.positions import keys_at
from kb.citing.subsets import Packer, Unpacker, places_of, rank_of
from kb.errors import BadCode
from kb.reopen import TYPED, length, qr_parts, read_code, write_code
from kb.vocabulary.loader import load_components, load_countries, load_families

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHA = "ab" * 32
numbers = st.integers(0, 2**1000)
releases = st.integers(0, 65_535)
sha256s = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(releases, sha256s, numbers)
def test_a_code_opens_what_it_was_written_from(release: int, sha256: str, number: int) -> None:
    opened = read_code(write_code(release, sha256, number))
    assert (opened.release, opened.number) == (release, number)
    assert sha256.startswith(opened.sha256_start)


@given(releases, sha256s, numbers, st.data())
def test_one_wrong_character_is_always_seen(release: int, sha256: str, number: int, data: st.DataObject) -> None:
    code = write_code(release, sha256, number)
    place = data.draw(st.sampled_from([n for n, char in enumerate(code) if char != "-"]))
    wrong = data.draw(st.sampled_from([char for char in ALPHABET if char != code[place]]))
    with pytest.raises(BadCode):
        read_code(code[:place] + wrong + code[place + 1 :])


@given(releases, sha256s, numbers)
def test_two_swapped_neighbours_are_always_seen(release: int, sha256: str, number: int) -> None:
    code = write_code(release, sha256, number).replace("-", "")
    for place, (one, other) in enumerate(pairwise(code)):
        if one != other:
            with pytest.raises(BadCode):
                read_code(code[:place] + other + one + code[place + 2 :])


@given(releases, sha256s, numbers)
def test_a_code_that_lost_its_end_is_refused(release: int, sha256: str, number: int) -> None:
    code = write_code(release, sha256, number)
    for end in range(len(code) - 1):
        with pytest.raises(BadCode):
            read_code(code[:end])


def test_what_a_tired_eye_confuses_reads_the_same() -> None:
    code = write_code(1, "f" * 64, 1)
    assert {"0", "1"} <= set(code)
    tired = code.replace("0", "O").replace("1", "l").lower().replace("-", " ")
    assert read_code(tired) == read_code(code)


@given(st.text())
def test_no_text_breaks_the_reading_of_a_code(text: str) -> None:
    with pytest.raises(BadCode):
        read_code(text)


def test_a_code_printed_by_the_first_version_still_opens() -> None:
    """Printed by version 1 for the release 7 of hash abababab… and two lines, before lines were named by their places."""
    opened = read_code("0400F-AXBNE-NG28T-5CY4T-QKFFZ-VE0NF-3RKAY-DXEFT-2YD0")
    assert (opened.version, opened.release, opened.sha256_start) == (1, 7, "abababab")
    assert opened.whole_ids == ("0123456789abcdef", "fedc0abc789abcde")


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_a_long_code_is_read_from_the_parts_of_its_qr_codes_in_any_order(parts: int) -> None:
    code = write_code(3, SHA, 7 ** (parts * 1200))
    printed = qr_parts(code)
    assert len(printed) == parts
    assert all(set(part) <= set(ALPHABET + "/:") for part in printed), "what a QR code holds as capitals and figures"
    for shown in (printed, printed[::-1]):
        assert read_code("\n".join(shown)) == read_code(code)
    if parts > 1:
        with pytest.raises(BadCode, match="Il manque une partie"):
            read_code("".join(printed[1:]))
        with pytest.raises(BadCode, match="Il manque une partie"):
            read_code(code[:9] + "".join(printed))


@given(st.data(), st.integers(1, 5_000))
def test_a_set_of_places_is_its_rank(data: st.DataObject, among: int) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, among - 1), max_size=40)))
    assert places_of(rank_of(places), len(places), among) == places


def test_ranks_number_the_sets_without_a_gap() -> None:
    assert [rank_of(places_of(rank, 3, 7)) for rank in range(35)] == list(range(35))
    assert len({tuple(places_of(rank, 3, 7)) for rank in range(35)}) == 35


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**9)).map(lambda one: (one[0] % one[1], one[1]))))
def test_digits_come_back_in_their_order(digits: list[tuple[int, int]]) -> None:
    packer = Packer()
    for digit, radix in digits:
        packer.put(digit, radix)
    unpacker = Unpacker(packer.number())
    assert [unpacker.take(radix) for _, radix in digits] == [digit for digit, _ in digits]
    unpacker.end()


def pools(sizes: dict[str, int]) -> dict[str, Sequence[str]]:
    drawn = random.Random(7)
    return {name: sorted({f"{drawn.getrandbits(64):016x}" for _ in range(size)}) for name, size in sizes.items()}


@given(st.data())
def test_a_basket_comes_back_from_its_number(data: st.DataObject) -> None:
    held = pools({"CIV": 400, "SEN": 3, "": 90})
    chosen = {name: data.draw(st.sets(st.sampled_from(ids), max_size=20)) for name, ids in held.items()}
    pooled: dict[str | None, set[str]] = {name: ids for name, ids in chosen.items() if ids}
    pooled[None] = data.draw(st.sets(st.integers(0, 2**64 - 1).map(lambda n: f"{n:016x}"), max_size=3))
    families, components = st.sampled_from(sorted(load_families())), st.sampled_from(sorted(load_components()))
    asked = data.draw(
        st.lists(
            st.builds(Asked, st.sampled_from(sorted(load_countries())), st.lists(families).map(tuple), st.lists(components).map(tuple)),
            max_size=4,
        )
    )  # fmt: skip
    basket = basket_of(1, SHA, set().union(*pooled.values()), asked)
    choices, ids = unpack(pack(basket.asked, pooled, held.__getitem__), held.__getitem__)
    assert basket_of(1, SHA, ids, choices) == basket


@pytest.mark.parametrize(("size", "lines"), [(100_000, 60), (100_000, 1), (250_000, 60), (2_000, 60)])
def test_sixty_lines_of_a_country_can_still_be_typed(size: int, lines: int) -> None:
    """The whole catalogue of the WHO is about 110 000 lines a country."""
    held = pools({"CIV": size})
    choice = Asked("CIV", ("diabete", "vih"), ("medicament", "structure"))
    ids = random.Random(lines).sample(held["CIV"], lines)
    code = write_code(60_000, SHA, pack([choice], {"CIV": ids}, held.__getitem__))
    assert length(code) <= TYPED
    assert all(len(group) == 5 for group in code.split("-")[:-1])


def test_three_hundred_lines_hold_in_one_qr_code() -> None:
    held = pools({"CIV": 100_000})
    code = write_code(1, SHA, pack([], {"CIV": held["CIV"][:: 100_000 // MOST_LINES][:MOST_LINES]}, held.__getitem__))
    assert length(code) > TYPED
    assert len(qr_parts(code)) == 1


def test_a_pool_smaller_than_the_code_says_is_another_base() -> None:
    held = pools({"CIV": 400})
    number = pack([], {"CIV": held["CIV"][-9:]}, held.__getitem__)
    with pytest.raises(BadCode, match="autre base"):
        unpack(number, lambda name: held["CIV"][:5])


@pytest.mark.parametrize(
    ("name", "known"), [("areas", load_countries()), ("families", load_families()), ("components", load_components())]
)
def test_every_key_of_the_vocabulary_has_a_place_in_codes(name: str, known: dict[str, object]) -> None:
    """A key that is missing goes at the END of its list in kb/citing/positions.yml: places are printed on paper."""
    assert set(known) <= set(keys_at(name))
    assert len(keys_at(name)) == len(set(keys_at(name)))


def test_the_places_that_were_printed_never_move() -> None:
    printed = {"areas": ("ABW", "CIV", "ZWE", 249), "families": ("vih", "diabete", "malformations_handicap", 19)}
    for name, (first, middle, last, place) in printed.items():
        assert (keys_at(name)[0], keys_at(name)[place]) == (first, last)
        assert keys_at(name).index(middle) == {"CIV": 44, "diabete": 10}[middle]
    assert keys_at("components")[:2] == ("medicament", "soin_technique")
