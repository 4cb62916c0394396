"""A slip of the keyboard in the words that lead to a country or a component stops at the door."""

import shutil
from pathlib import Path

import pytest

from kb.vocabulary.entries_loader import load_components, load_countries
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER
from kb.vocabulary.places_loader import load_places


def changed(folder: Path, file: str, before: str, after: str) -> Path:
    """A copy of the vocabulary with one text changed in one file."""
    copy = folder / "vocabulary"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (copy / file).read_text(encoding="utf-8")
    assert before in text, f"{file} no longer holds {before!r}: choose another text to break"
    (copy / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("  MLI: [Bamako", "  ZZZ: [Bamako", 'entry "places": the country "ZZZ" is not known'),
        ("  MLI: [Bamako", "  MLI: [Gabon", 'entry "MLI": "Gabon" is also a name of "GAB"'),
        ("regions:\n", "lieux:\n", 'entry "places": "regions" is missing'),
        ("  MLI: [Bamako", "  MRT: [Bamako", '"MRT" is written twice'),
    ],
)
def test_a_slip_in_the_cities_is_told(tmp_path: Path, before: str, after: str, sentence: str) -> None:
    with pytest.raises(VocabularyError, match=r"cities\.yml") as told:
        load_places(changed(tmp_path, "cities.yml", before, after))
    assert sentence in str(told.value)


def test_one_demonym_belongs_to_one_country(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match='the name "nigérien" belongs to "MLI" too'):
        load_countries(changed(tmp_path, "countries.yml", "fr: [malien, malienne]", "fr: [nigérien]"))


def test_one_word_leads_to_one_component(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match='the name "chirurgie" belongs to "soin_technique" too'):
        load_components(changed(tmp_path, "components.yml", '"scanner"', '"chirurgie"'))
