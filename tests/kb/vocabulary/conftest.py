import shutil
from pathlib import Path

import pytest
from vocabulary_files import Break, LineOf

from kb.vocabulary.files import FOLDER


@pytest.fixture
def broken(tmp_path: Path) -> Break:
    """Copy the vocabulary and change one text in one file."""

    def change(file: str, before: str, after: str) -> Path:
        copy = tmp_path / "vocabulary"
        shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        text = (copy / file).read_text(encoding="utf-8")
        assert before in text, f"{file} no longer holds {before!r}: choose another text to break"
        (copy / file).write_text(text.replace(before, after, 1), encoding="utf-8")
        return copy

    return change


@pytest.fixture
def line_of() -> LineOf:
    """The line of a file of the vocabulary where a text is first met, as an editor counts."""

    def find(file: str, text: str) -> int:
        whole = (FOLDER / file).read_text(encoding="utf-8")
        return whole[: whole.index(text)].count("\n") + 1

    return find
