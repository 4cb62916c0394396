"""Words frozen before anything was compared: then nothing was declared, and nothing of today's is read into it."""

import shutil
from pathlib import Path

import pytest

from kb.sources import definition
from kb.sources.republishing import first_published
from kb.vocabulary import files
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.oppositions_loader import load_oppositions
from kb.vocabulary.quantities_loader import load_quantities, quantity_of_code
from kb.vocabulary.source_types import type_label
from kb.vocabulary.standing import standing_on

OURS = ("quantities.yml", "oppositions.yml", "source_types.yml")


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of words without ours, and without the chain of the World Bank."""
    folder = tmp_path_factory.mktemp("older")
    for kept, name in ((files.FOLDER, "vocabulary"), (definition.FOLDER, "sources")):
        shutil.copytree(kept, folder / name, ignore=shutil.ignore_patterns("*.py", "__pycache__", *OURS))
    bank = folder / "sources" / "world_bank.yml"
    text = bank.read_text(encoding="utf-8")
    start, end = text.index("republishes:"), text.index("licence:")
    bank.write_text(text[:start] + text[end:], encoding="utf-8")
    return folder


def test_nothing_was_compared_then(older: Path) -> None:
    assert load_quantities()
    with standing_on(older):
        assert load_quantities() == {}
        assert quantity_of_code() == {}
        assert (load_oppositions().answers, load_oppositions().unstated_days) == ({}, None)
        assert type_label("ngo") == "organisation non gouvernementale"
    assert load_quantities()


def test_chains_are_those_of_the_day(older: Path) -> None:
    series = ("world_bank", "SH.HIV.ARTC.ZS")
    assert first_published(*series) == ("unaids", "PERCENT_PLWH")
    with standing_on(older):
        assert first_published(*series) == series
    assert first_published(*series) == ("unaids", "PERCENT_PLWH")


def test_a_file_that_is_missing_from_todays_words_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    with pytest.raises(VocabularyError, match=r"quantities\.yml: the file is missing"):
        load_quantities(tmp_path)
