"""The basket file: what is written is read back, and nothing else is."""

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.citations import BANNER
from kb.citing.basket import Asked, Basket, basket_of
from kb.citing.basket_file import read_baskets, release_of, write_baskets
from kb.engine import default_engine
from kb.errors import BadBasket
from kb.releases import current_release

if TYPE_CHECKING:
    from conftest import Base

ids = st.lists(st.text("0123456789abcdef", min_size=16, max_size=16))
keys = st.lists(st.text("abcdefghij_", min_size=1, max_size=20), max_size=4).map(tuple)
choices = st.lists(st.builds(Asked, st.just("CIV"), keys, keys), max_size=3)
baskets = st.builds(basket_of, st.integers(0, 2**31 - 1), st.just("ab" * 32), ids, choices)


@given(st.lists(baskets, max_size=3))
def test_a_file_gives_back_what_was_written(held: list[Basket]) -> None:
    assert read_baskets(write_baskets(held)) == held


def test_a_file_carries_the_banner_and_no_other_word() -> None:
    told = json.loads(write_baskets([basket_of(1, "ab" * 32, ["0" * 16], [Asked("CIV", ("vih",))])]))
    assert told["notice"] == BANNER
    assert told["baskets"] == [
        {"release": 1, "sha256": "ab" * 32, "choices": [{"country": "CIV", "families": ["vih"], "components": []}], "lines": ["0" * 16]}
    ]  # fmt: skip


@given(baskets, st.data())
def test_any_change_of_a_file_is_told(basket: Basket, data: st.DataObject) -> None:
    text = write_baskets([basket])
    place = data.draw(st.integers(0, len(text) - 2))
    wrong = data.draw(st.characters(codec="utf-8"))
    changed = text[:place] + wrong + text[place + 1 :]
    try:
        same = json.loads(changed) == json.loads(text)
    except ValueError:
        same = False
    if same:
        assert read_baskets(changed) == [basket]
    else:
        with pytest.raises(BadBasket):
            read_baskets(changed)


@given(st.one_of(st.text(), st.binary()))
def test_no_file_breaks_the_reading(content: str | bytes) -> None:
    with pytest.raises(BadBasket):
        read_baskets(content)


def sealed(**changed: Any) -> str:
    """A file whose check is right, and whose content is not."""
    from kb.citing.basket_file import _check

    told = json.loads(write_baskets([basket_of(1, "ab" * 32, ["0" * 16])]))
    told.pop("check")
    told |= changed
    return json.dumps({**told, "check": _check(told)})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "pas un panier"),
        ("[" * 100_000, "pas un panier"),
        (sealed(version=2), "version 2, que ce programme ne connaît pas"),
        (sealed(baskets=[{"release": 1}]), "pas un panier"),
        (sealed(patient="Madame X"), "pas un panier"),
        (sealed(baskets=[{"release": -1, "sha256": "ab" * 32, "choices": [], "lines": []}]), "pas un panier"),
        (sealed(baskets=[{"release": 1, "sha256": "ab" * 32, "choices": [], "lines": ["<script>"]}]), "pas un panier"),
        ("x" * 3_000_000, "pas un panier"),
        (write_baskets([]).replace("SECRET", "secret"), "a été changé"),
    ],
)  # fmt: skip
def test_a_wrong_file_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(BadBasket, match=said):
        read_baskets(text)


def test_a_basket_of_another_base_says_so(released: "Base") -> None:
    engine = default_engine()
    release = current_release(engine)
    assert release_of(engine, basket_of(1, release.sha256, [])) == release
    with pytest.raises(BadBasket, match="vient d’une autre base"):
        release_of(engine, basket_of(1, "0" * 64, []))
    with pytest.raises(BadBasket, match="ne tient pas"):
        release_of(engine, basket_of(7, release.sha256, []))
