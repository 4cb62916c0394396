"""The signal types and the objects that override their component."""

import shutil
from pathlib import Path

import pytest

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER
from kb.vocabulary.signals_loader import SIGNAL_OBJECTS, SIGNAL_TYPES, load_signal_objects, load_signal_types


def test_there_are_fifteen_types_with_a_french_label() -> None:
    types = load_signal_types()
    assert len(types) == 15
    assert len({one.label for one in types.values()}) == 15


def test_an_object_overrides_with_a_component_that_exists() -> None:
    assert load_signal_objects()["imagerie"].component == "examen_imagerie"


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        (SIGNAL_TYPES, "component: personnel", "component: personel"),
        (SIGNAL_OBJECTS, "stock_out_reagents", "stock_out_reagent"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, file: str, before: str, after: str) -> None:
    copy = tmp_path / "vocabulary"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (copy / file).read_text(encoding="utf-8")
    (copy / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(VocabularyError, match=after.split()[-1]):
        load_signal_objects(copy)
