"""The table of situations that a doctor can read and correct: tests/scoring/situations/*.yml."""

import pytest
from situations import Situation, evidence_of, found_in, misspelt, situations

from kb.vocabulary.signals_loader import load_signal_types
from scoring.guard import forbidden_words
from scoring.states import State

every_situation = pytest.mark.parametrize("situation", situations(), ids=str)


@every_situation
def test_a_situation_gives_what_the_table_says(situation: Situation) -> None:
    found, wanted = found_in(situation), situation.expected
    assert {key: found[key] for key in wanted} == {
        key: sorted(value) if isinstance(value, list) else value for key, value in wanted.items()
    }


@every_situation
def test_a_situation_is_spelt_as_the_table_is_read(situation: Situation) -> None:
    assert sorted(misspelt(situation)) == []
    assert "état" in situation.told["attendu"]


@every_situation
def test_no_reason_of_a_situation_gives_a_verdict(situation: Situation) -> None:
    evidence, crossing = evidence_of(situation)
    said = [evidence.reason, *(one.reason for one in (*crossing.contradictions, *crossing.comparisons))]
    assert [text for text in said if forbidden_words(text)] == []


def test_there_are_sixty_situations_and_none_twice() -> None:
    names = [situation.told["cas"] for situation in situations()]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


def test_the_table_meets_every_state_and_every_kind() -> None:
    found = [found_in(situation) for situation in situations()]
    assert {one["état"] for one in found} == {state.value for state in State}
    kinds = {text.split(" : ")[0] for one in found for key in ("contradictions", "rapprochements") for text in one[key]}
    assert kinds == {
        "valeurs", "textes", "dans le temps", "même chiffre", "millésimes différents", "concordant",
    }  # fmt: skip
    assert {
        line["signal"] for one in situations() for line in one.told.get("lignes", {}).values() if "signal" in line
    } <= set(load_signal_types())
