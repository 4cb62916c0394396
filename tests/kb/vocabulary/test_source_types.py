"""What a source is and what it has at stake: said for every kind, of the State before all."""

import pytest
from vocabulary_files import Break

from kb.sources.definition import all_sources
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.source_types import interest_of, load_source_types, type_label


@pytest.mark.parametrize("key", sorted(all_sources()))
def test_every_source_has_a_type_and_an_interest(key: str) -> None:
    assert type_label(all_sources()[key].tier)
    assert interest_of(key, self_reported=False).endswith(".")


def test_a_state_that_speaks_of_itself_is_said_so_whoever_publishes_it() -> None:
    assert interest_of("who_gho", self_reported=True) == load_source_types().self_reported
    assert interest_of("who_gho", self_reported=False) != load_source_types().self_reported


def test_a_type_that_is_missing_is_told(broken: Break) -> None:
    folder = broken("source_types.yml", "  press:\n", "  journal:\n")
    with pytest.raises(VocabularyError, match=r"source_types\.yml: the types are official"):
        load_source_types(folder)
