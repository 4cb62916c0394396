"""What stands around the cited lines: the choices in words, the silences, and the other side of what is cited from one side."""

from typing import TYPE_CHECKING

import pytest
from library import Drawn, publish, report
from press import Press

from kb.citing.basket import Asked
from kb.engine import default_engine
from kb.errors import UnknownKey
from kb.kinds import DOCUMENT, SIGNAL
from kb.lines import Line
from kb.releases import ReleaseInfo, current_release
from kb.signal_lines import country_signals
from scoring.surroundings import surroundings

if TYPE_CHECKING:
    from bases import Base

CHOICE = Asked("CIV", ("diabete",), ("medicament", "examen_imagerie"))
PERIOD = {"period_as_stated": "2024", "period_start": "2024-01-01", "period_end": "2024-12-31"}


@pytest.fixture
def press(base: "Base") -> Press:
    return Press(default_engine(), str(base.archive))


def said_by(who: str, polarity: str, text: str) -> Drawn:
    """A report that says one side in all its words."""
    signal = {"type": "stock_out_medicines", "products": '["insuline"]', "families": '["diabete"]', "lang": "fr",
              "quote": text, "end": len(text), **PERIOD}  # fmt: skip
    rows = report(polarity, text, signals=[signal])
    by, way = (kind.written.index(name) - 5 for kind, name in ((DOCUMENT, "published_by"), (SIGNAL, "polarity")))
    rows["document"] = [(*row[:by], who, *row[by + 1 :]) for row in rows["document"]]
    rows["signal"] = [(*row[:way], polarity, *row[way + 1 :]) for row in rows["signal"]]
    return rows


def two_sides(press: Press) -> tuple[ReleaseInfo, dict[str, Line]]:
    one = said_by("Une ONG", "present", "Rupture d’insuline en 2024.")
    other = said_by("Le ministère", "negated", "Aucune rupture d’insuline en 2024.")
    publish(press, une=one, autre=other)
    release = current_release(press.engine)
    return release, {line.polarity or "": line for line in country_signals(press.engine, release, "CIV")}


def test_the_other_side_of_what_is_cited_is_counted_and_named(press: Press) -> None:
    release, lines = two_sides(press)
    assert set(lines) == {"present", "negated"}
    told = surroundings(press.engine, release, [CHOICE], [lines["present"]]).omitted
    assert told[0].startswith("1\u00a0discordance citée d’un seul côté ; 1\u00a0ligne de l’autre côté non citée")
    assert "Le ministère" in told[1]
    assert lines["negated"].id in told[1]
    assert surroundings(press.engine, release, [CHOICE], list(lines.values())).omitted == ()
    assert surroundings(press.engine, release, [], []).omitted == ()


def test_choices_are_told_in_words_with_their_silences(press: Press) -> None:
    release, lines = two_sides(press)
    (view,) = surroundings(press.engine, release, [CHOICE], list(lines.values())).views
    assert (view.title, view.country, view.families) == ("Côte d’Ivoire × Diabète", "Côte d’Ivoire", ("Diabète",))
    assert (view.components, view.all_components) == (("Médicaments", "Examens d’imagerie"), False)
    (silence,) = view.silences
    assert silence.component == "Examens d’imagerie"
    assert silence.reason.startswith("non documenté, ")
    titles = [title for _, every in silence.not_consulted for title in every]
    assert len(titles) == len(set(titles)) > 0


@pytest.mark.parametrize("asked", [Asked("ZZZ", ("vih",)), Asked("CIV", ("rhume",)), Asked("CIV", ("vih",), ("toit",))])
def test_a_choice_of_unknown_keys_is_refused(press: Press, asked: Asked) -> None:
    release, _ = two_sides(press)
    with pytest.raises(UnknownKey):
        surroundings(press.engine, release, [asked], [])
