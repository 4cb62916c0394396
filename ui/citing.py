"""The annexe of what a session cited, made when it is asked for and kept nowhere; baskets that come back from a file."""

from collections.abc import Iterable
from datetime import datetime

import streamlit as st

from kb.citing.annexe import Cited
from kb.citing.basket import Asked, Basket, basket_of
from kb.citing.basket_file import release_of, write_baskets
from kb.citing.collecting import MOST_CITED
from kb.citing.formats import AnnexeFormat, made
from kb.errors import BadBasket
from kb.lines import Line
from kb.releases import ReleaseInfo
from scoring import surroundings
from ui import basket, data

_PREVIEW = "annexe_preview"


def prepared(shown: ReleaseInfo, lines: list[Line], asked: Iterable[Asked]) -> Cited:
    """What every format is made from: the lines, their code, and what stands around them."""
    chosen = basket_of(shown.number, shown.sha256, [line.id for line in lines], asked)
    return surroundings.prepared(data.engine(), shown, chosen, lines)


def preview(what: Cited, at: datetime) -> str:
    """The text of the annexe, made again only when the basket or the day changes."""
    key = (what.basket, f"{at:%Y-%m-%d}")
    held: tuple[object, str] | None = st.session_state.get(_PREVIEW)
    if held is None or held[0] != key:
        held = (key, made(data.engine(), what, AnnexeFormat.TXT, at).decode())
        st.session_state[_PREVIEW] = held
    return held[1]


def baskets_text() -> str:
    """All that the session cites, as the text of a basket file."""
    held = []
    for number, ids in basket.content().items():
        held.append(basket_of(number, data.release(number).sha256, ids, basket.asked().get(number, ())))
    return write_baskets(held)


def taken_back(held: Iterable[Basket]) -> int:
    """Cite again what baskets name; how many lines. BadBasket, and nothing cited, when one is not of this base."""
    known = [(one, data.lines(one.ids, release_of(data.engine(), one))) for one in _not_too_many(held)]
    if any(set(one.ids) != set(lines) for one, lines in known):
        raise BadBasket(
            "Ce panier nomme des lignes que cette base ne tient pas. Ouvrez-le sur l’installation d’où il vient."
        )
    for one, _ in known:
        basket.add_all(one.release, one.ids, one.asked)
    return sum(len(one.ids) for one, _ in known)


def _not_too_many(held: Iterable[Basket]) -> list[Basket]:
    every = list(held)
    if (number := sum(len(one.ids) for one in every)) > MOST_CITED:
        raise BadBasket(
            f"Ce panier nomme {number} lignes ; une annexe en cite {MOST_CITED} au plus. Faites-en plusieurs."
        )
    return every
