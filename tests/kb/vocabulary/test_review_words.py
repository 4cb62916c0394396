"""The marks and reasons of a review: closed, each mark with a reason, a slip named."""

from pathlib import Path

import pytest

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER
from kb.vocabulary.review_loader import REVIEW_REASONS, load_review_words

TEXT = (FOLDER / REVIEW_REASONS).read_text(encoding="utf-8")


def test_three_marks_and_eight_to_ten_reasons() -> None:
    words = load_review_words()
    assert [one.label for one in words.marks.values()] == ["confirmé", "écarté", "à revoir"]
    assert 8 <= len(words.reasons) <= 10
    assert [one.key for one in words.reasons_for("confirme")] == ["fidele"]
    assert words.reasons_for("") == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("marks: [ecarte]\n", "marks: [ecartee]\n", "ecartee"),
        ("marks: [confirme]", "marks: [ecarte]", "confirme"),
        ("reasons:\n", "raisons:\n", "marks and reasons"),
        ("why: un démenti", "because: un démenti", "polarite_inversee"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in TEXT
    (tmp_path / REVIEW_REASONS).write_text(TEXT.replace(before, after), encoding="utf-8")
    with pytest.raises(VocabularyError, match=said):
        load_review_words(tmp_path)
