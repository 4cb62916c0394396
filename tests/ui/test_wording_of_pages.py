"""Our own sentences never judge care, and keep to French typography."""

import pytest

from scoring.guard import forbidden_words
from scoring.states import State
from ui import wording_fr as w

SENTENCES = {name: value for name, value in vars(w).items() if isinstance(value, str) and not name.startswith("_")}


def everything() -> list[str]:
    said = list(SENTENCES.values()) + list(w.PROBLEMS.values()) + list(w.FLAGS.values()) + list(w.OUTCOMES.values())
    said += [*w.KIND.values(), *w.BY.values(), *w.HISTORY_COLUMNS, *w.change_columns(1, 2)]
    return [*said, *w.LINE_COLUMNS, *w.MATRIX_COLUMNS, *w.SOURCES_COLUMNS]


def test_no_sentence_judges_care() -> None:
    assert {said: found for said in everything() if (found := forbidden_words(said))} == {}


@pytest.mark.parametrize("mark", [":", ";", "?", "!", "»"])
def test_double_signs_take_a_no_break_space(mark: str) -> None:
    assert [said for said in everything() if f" {mark}" in said] == []


def test_every_state_has_a_glyph_of_its_own() -> None:
    assert set(w.GLYPHS) == set(State)
    assert len(set(w.GLYPHS.values())) == len(State)


def test_within_reads_as_french() -> None:
    assert w.within("octobre 2018") == "en octobre 2018"
    assert w.within("7 avril 2026") == "le 7 avril 2026"
    assert w.within("1er avril 2026") == "le 1er avril 2026"
    assert w.within("2018") == "en 2018"
    assert w.within("entre octobre 2018 et mai 2026") == "entre octobre 2018 et mai 2026"
    assert w.within("non enregistrée") == "à une date non enregistrée"
