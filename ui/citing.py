"""The annexe of what a session cited, made when it is asked for and kept nowhere."""

from collections.abc import Iterable

from kb.citing.annexe import Cited, cited
from kb.citing.basket import Asked, basket_of
from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.reopening import code_of
from scoring.surroundings import surroundings
from ui import data


def prepared(shown: ReleaseInfo, lines: list[Line], asked: Iterable[Asked]) -> Cited:
    """What every format is made from: the lines, their code, and what stands around them."""
    engine = data.engine()
    basket = basket_of(shown.number, shown.sha256, [line.id for line in lines], asked)
    return cited(lines, shown, surroundings(engine, shown, basket.asked), code_of(engine, shown, lines, basket))
