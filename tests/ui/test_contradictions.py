"""Both sides of a discordance on the page one lives in: same place, same size, in the order of dates."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from opposed import physicians, two_voices
from streamlit.testing.v1 import AppTest

from scoring.guard import forbidden_words
from ui.choice import Choice

Open = Callable[..., AppTest]
Html = Callable[[AppTest], str]


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ")


@pytest.fixture
def block(base: Any, open_app: Open, html_of: Html) -> str:
    """The HTML of the page on which an association and a ministry disagree."""
    two_voices(base)
    app = open_app(Choice("CIV", ("diabete",)))
    assert not app.exception
    return html_of(app)


def test_both_sides_stand_side_by_side_in_the_order_of_dates(block: str) -> None:
    table = block.split('class="rc-sides"')[1].split("</table>")[0]
    sides = re.findall(r"<td>(.*?)</td>", table, re.S)
    assert len(sides) == 2
    assert "la metformine a manqué" in sides[0]
    assert "la metformine n’a pas manqué" in sides[1]
    shapes = [re.sub(r">[^<]*<", "><", re.sub(r'="[^"]*"', "", side)) for side in sides]
    assert shapes[0] == shapes[1], "one side is made as the other"


def test_each_side_says_who_with_what_at_stake_and_can_be_cited(block: str) -> None:
    table = plain(block.split('class="rc-sides"')[1].split("</table>")[0])
    for said in ("1er côté : signalé", "2e côté : signalé absent ou résolu", "Association A", "Ministère B", "en jeu"):
        assert said in table
    assert table.count("citer") == 2


def test_the_reason_is_said_and_gives_no_verdict(block: str) -> None:
    section = plain(block.split('class="rc-versus"')[1].split("</section>")[0])
    assert "Sources discordantes (1)" in section
    assert "Pourquoi ces côtés sont dits discordants" in section
    assert "Même sujet" in section
    assert forbidden_words(section) == []


def test_a_live_source_is_held_to_its_own_pace(block: str) -> None:
    assert "cadence de 7 jours : dans la cadence de la source" in plain(block)


def test_the_matrix_says_discordant_with_a_shape_and_a_word(block: str) -> None:
    assert '<span class="rc-glyph" aria-hidden="true">◐</span> discordant' in block
    assert "1 discordance" in plain(block)


def test_no_contradiction_no_block(figures: object, open_app: Open, html_of: Html) -> None:
    assert '<section class="rc-versus"' not in html_of(open_app(Choice("CIV", ("vih",))))


def test_ticked_components_without_a_line_are_named(figures: object, open_app: Open, html_of: Html) -> None:
    said = plain(html_of(open_app(Choice("CIV", ("vih",), ("dispositif", "medicament")))))
    assert "Aucune ligne sur : Dispositifs." in said


def test_figures_put_side_by_side_are_in_their_component(
    base: Any, recording: Any, open_app: Open, html_of: Html
) -> None:
    physicians(base, recording, who={2014: 2.3}, bank={2014: 0.144})
    shown = html_of(open_app(Choice("CIV", ("vih",))))
    section = plain(shown.split('data-section="personnel"')[1].split('data-section="urgence_transport"')[0])
    assert "1 rapprochement" in section
    assert "millésimes différents" in section
    assert '<section class="rc-versus"' not in shown


def test_a_source_is_held_to_its_own_pace(figures: object, open_app: Open, html_of: Html) -> None:
    shown = plain(html_of(open_app(Choice("CIV", ("vih",)))))
    assert "cadence de 30 jours : aucune vérification en direct" in shown


def test_where_the_newest_line_is_old_its_age_says_it_once(figures: object, open_app: Open, html_of: Html) -> None:
    matrix = plain(html_of(open_app(Choice("CIV", ("vih",)))).split("</table>")[0])
    assert "plus de 24 mois" in matrix
    assert "lignes : plus de 24 mois" not in matrix
