"""A source that says it covers a cell has a series that speaks of it: silence is reported inside that, and nowhere else."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.errors import BadDefinition
from kb.sources.covering import check_covers
from kb.sources.definition import FOLDER

WHOLE: dict[str, Any] = yaml.safe_load((FOLDER / "who_gho.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_every_source_covers_what_its_series_speak_of(path: Path) -> None:
    check_covers(path)


def covering(tmp_path: Path, **covers: Any) -> Path:
    path = tmp_path / "who_gho.yml"
    content = {**WHOLE, "covers": {**WHOLE["covers"], **covers}}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def test_a_component_that_no_series_speaks_of_is_told(tmp_path: Path) -> None:
    path = covering(tmp_path, families=["vih"], components=["medicament", "examen_imagerie", "soin_technique"])
    with pytest.raises(BadDefinition, match=r"^who_gho.yml line \d+: covers.components: no series .* 'soin_technique'"):
        check_covers(path)


def test_a_family_that_no_series_speaks_of_is_told(tmp_path: Path) -> None:
    """The list has but one series, of HIV: tuberculosis is promised and never spoken of."""
    vocabulary = tmp_path / "vocabulary"
    (vocabulary / "indicators" / "who_gho").mkdir(parents=True)
    for name in ("components.yml", "pathology_families.yml", "ambiguous_names.yml", "icd10_ranges.yml"):
        (vocabulary / name).write_bytes((FOLDER.parent / "vocabulary" / name).read_bytes())
    one = {
        "use": "famille",
        "families": ["vih"],
        "component": "medicament",
        "level": "national",
        "label": "x",
        "label_en": "x",
    }
    (vocabulary / "indicators" / "who_gho" / "one.yml").write_text(
        yaml.safe_dump({"about": "x", "indicators": {"ONE": one}})
    )
    check_covers(covering(tmp_path, families=["vih"], components=["medicament"]), vocabulary)
    with pytest.raises(BadDefinition, match=r"^who_gho.yml line \d+: covers.families: no series .* 'tuberculose'"):
        check_covers(covering(tmp_path, families=["vih", "tuberculose"], components=["medicament"]), vocabulary)


@pytest.mark.parametrize("covers", [{"components": ["pilule"]}, {"families": ["grippe"]}], ids=["component", "family"])
def test_a_key_the_vocabulary_does_not_hold_is_told(tmp_path: Path, covers: dict[str, Any]) -> None:
    with pytest.raises(BadDefinition, match=r"^who_gho.yml line \d+: covers.\w+: '\w+' is no key of the vocabulary"):
        check_covers(covering(tmp_path, **covers))


def test_a_source_of_documents_promises_no_series(tmp_path: Path) -> None:
    path = covering(tmp_path, families=["vih"], components=["soin_technique"])
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    del content["indicators"]
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    check_covers(path)
