"""The words around a quotation: found by offsets, cut where the licence cuts, none of a person, none after a withdrawal."""

from typing import TYPE_CHECKING, Any

import pytest
from press import Press
from signalled import newsroom, report

from kb.lines import Line
from kb.releases import get_release
from kb.signal_context import AROUND, Context, signal_context
from kb.signal_lines import country_signals
from kb.withdrawing import withdraw

if TYPE_CHECKING:
    from conftest import Base

ADDRESS = "https://example.org/api/1"
QUOTE = "le stock manque"


def told(base: "Base", source: str, before: str = "", **signal: Any) -> Press:
    press = newsroom(base, source)
    drawn = report(1, "A", "2025-06-01", {"quote": QUOTE, **signal})
    passage = list(drawn["passage"][0])
    passage[5] = before + passage[5]
    passage[4] += len(before)
    said = list(drawn["signal"][0])
    said[4:6] = [said[4] + len(before), said[5] + len(before)]
    press.run({ADDRESS: {**drawn, "passage": [tuple(passage)], "signal": [tuple(said)]}})
    press.freeze()
    return press


def context_of(press: Press) -> tuple[Line, Context]:
    release = get_release(press.engine, 1)
    (line,) = country_signals(press.engine, release, "CIV")
    context = signal_context(press.engine, release, line)
    assert context is not None
    return line, context


def test_the_words_around_are_those_of_the_passage(base: "Base") -> None:
    _, context = context_of(told(base, "reliefweb"))
    assert context == Context(20, 20 + len(QUOTE), "Au niveau national, ", ". Le suivi continue.")


def test_a_licence_to_quote_stops_at_three_hundred_characters(base: "Base") -> None:
    _, context = context_of(told(base, "reliefweb", before="mot " * 200))
    assert len(context.before) == AROUND
    assert context.before.endswith("Au niveau national, ")


@pytest.mark.parametrize(
    ("source", "signal"), [("msf_fr", {}), ("who_gho", {}), ("reliefweb", {"private_person": True})]
)
def test_nothing_is_shown_that_may_not_be(base: "Base", source: str, signal: dict[str, Any]) -> None:
    line, context = context_of(told(base, source, **signal))
    assert line.quote is None
    assert (context.before, context.after) == ("", "")
    assert context.start == 20, "the place is no text"


def test_a_withdrawn_passage_has_no_context(base: "Base") -> None:
    press = told(base, "reliefweb")
    withdraw(press.engine, press.archive_url, ADDRESS, "demande")
    _, context = context_of(press)
    assert (context.before, context.after) == ("", "")
