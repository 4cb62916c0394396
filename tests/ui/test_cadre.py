"""Cadre juridique: every statement with where it was read and on which day, or why it was not verified."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from kb.citations import BANNER
from kb.legal.loader import load_legal_frame
from scoring.guard import forbidden_words
from ui import wording_fr as w

Html = Callable[[AppTest], str]
FRAME = load_legal_frame()


@pytest.fixture
def shown(html_of: Html) -> str:
    """The page alone, without any base: the law needs none."""
    app = AppTest.from_string("from ui.pages import cadre\ncadre.show()", default_timeout=20).run()
    assert not app.exception
    return html_of(app)


def plain(html: str) -> str:
    """What is read aloud, with plain spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def test_every_statement_stands_there_with_its_status(shown: str) -> None:
    rows = re.findall(r"<(?:tr|li)>.*?</(?:tr|li)>", shown)
    for one in FRAME.statements:
        (row,) = [plain(row) for row in rows if plain(w.law(one.said)) in plain(row)]
        assert plain(w.law(one.subject)) in row
        for words in one.quoted:
            assert plain(words) in row
        for key in one.read_in:
            assert plain(w.law(FRAME.sources[key].name)) in row
            assert (FRAME.sources[key].address or "adresse non relevée") in row
        if one.is_verified and one.seen_on:
            assert f"vérifié le {one.seen_on:%d/%m/%Y}" in row
            assert "non vérifié" not in row
        else:
            assert "non vérifié" in row
            assert not re.search(r"vérifié le \d", row)
            assert plain(w.law(one.why or "")) in row


def test_the_three_tests_are_an_ordered_list_with_headings(shown: str) -> None:
    (steps,) = re.findall(r"<ol [^>]*>(.*?)</ol>", shown)
    headings = [plain(one).strip() for one in re.findall(r"<h3 [^>]*>(.*?)</h3>", steps)]
    assert [heading.split(" Loi ")[0] for heading in headings] == [
        "11 mai 1998", "16 juin 2011", "7 mars 2016, en vigueur le 1er janvier 2017",
    ]  # fmt: skip
    assert '<q lang="fr">sous réserve de l&#x27;absence' in steps


def test_tables_have_captions_and_scoped_heads(shown: str) -> None:
    tables = re.findall(r"<table .*?</table>", shown)
    assert len(tables) == len(w.LEGAL_SECTIONS) - 1
    for table in tables:
        assert "<caption" in table
        assert table.count('scope="col"') == len(w.LEGAL_COLUMNS)
        assert table.count('scope="row"') == table.count("<tr>") - 1
    assert re.findall(r"<h([1-6])", shown) == ["1", "2", "3", "3", "3", *"2" * len(tables)]


def test_where_the_annexe_may_go_begins_with_the_secret(shown: str) -> None:
    section = shown.split(w.LEGAL_SECTIONS["annexe"] + "</h2>")[1].split("<h2")[0]
    assert section.index(BANNER) < section.index("<table")
    assert "Jamais à la préfecture" in plain(section)


def test_old_texts_are_called_historical(shown: str) -> None:
    section = plain(shown.split(w.LEGAL_SECTIONS["historique"])[-1])
    assert section.count("historique") == len(FRAME.of("historique"))
    assert "L. 611-3, 9°" in section


def test_the_page_says_what_its_readings_are_worth(shown: str) -> None:
    read = plain(shown)
    held = sum(one.is_verified for one in FRAME.statements)
    assert f"{held} énoncés vérifiés, {len(FRAME.statements) - held} non vérifiés" in read
    assert "Elles ne disent pas le droit en vigueur aujourd’hui" in read


def test_the_words_around_the_law_judge_nothing_and_are_french(shown: str) -> None:
    assert forbidden_words(plain(shown)) == []
    said = unescape(re.sub(r"<[^>]+>", " | ", shown))
    assert re.findall(r" [:;?!»]|« |n° \d|[LR]\. \d", said) == []


def test_no_link_takes_the_reader_away(shown: str) -> None:
    assert "<a " not in shown, "a page left in the same window would empty the basket"


def test_days_of_reading_are_said_as_they_are() -> None:
    first, last = FRAME.read_on
    assert (
        w.legal_read(first, first, 1, 0) == "Lectures du 22 novembre 2026 · 1\u00a0énoncé vérifié, 0\u00a0non vérifié"
    )
    later = last.replace(day=30)
    assert "du 22 novembre 2026 au 30 novembre 2026" in w.legal_read(first, later, 2, 2)
