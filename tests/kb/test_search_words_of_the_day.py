"""A release is asked in the words of its day: a label or a synonym written later changes no answer that was frozen before."""

import shutil
from pathlib import Path

import pytest
from library import publish, report
from press import ADDRESS, Press, row

from kb.releases import get_release
from kb.search.asking import asked_of
from kb.search.expansions import SYNONYMS
from kb.search.finding import by_family, facets, search
from kb.sources import definition
from kb.vocabulary import files

LABEL, LATER = "Part des dépenses courantes de santé payée directement par les ménages", "Part payée au zinzolin"


def titles(press: Press, number: int, text: str) -> list[str]:
    release = get_release(press.engine, number)
    query = asked_of(press.engine, release, text)
    hits = search(press.engine, release, query).hits
    counted = facets(press.engine, release, query)["kind"]
    assert sum(counted.values()) == len(hits)
    assert max(by_family(press.engine, release, query).values(), default=0) <= len(hits)
    return sorted(hit.line.title or hit.line.label for hit in hits)


@pytest.fixture
def later(either: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Release 1, then a version with another label and another synonym, then release 2."""
    either.run({ADDRESS: [row(2015, "1", 1.0)]})
    publish(either, a=report("a", "Les fièvres reculent.", title="Premier"))
    for kept, name in ((files.FOLDER, "vocabulary"), (definition.FOLDER, "sources")):
        shutil.copytree(kept, tmp_path / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    synonyms = tmp_path / "vocabulary" / SYNONYMS
    told = synonyms.read_text(encoding="utf-8")
    synonyms.write_text(told.replace('fr: ["paludisme"]', 'fr: ["paludisme", "fièvres"]'), encoding="utf-8")
    for series in (tmp_path / "vocabulary" / "indicators").rglob("*.yml"):
        told = series.read_text(encoding="utf-8")
        series.write_text(told.replace(f'label: "{LABEL}"', f'label: "{LATER}"'), encoding="utf-8")
    monkeypatch.setattr(files, "FOLDER", tmp_path / "vocabulary")
    monkeypatch.setattr(definition, "FOLDER", tmp_path / "sources")
    publish(either, b=report("b", "Les fièvres montent.", title="Second"))
    return either


def test_a_release_is_asked_in_the_words_of_its_day(later: Press) -> None:
    for _ in range(2):  # in turn: what is kept of one vocabulary is not taken for the other
        assert titles(later, 1, "zinzolin") == []
        assert titles(later, 2, "zinzolin") == [LATER]
        assert titles(later, 1, "dépenses ménages") == [LABEL]
        assert titles(later, 1, "paludisme") == []
        assert titles(later, 2, "paludisme") == ["Premier", "Second"]
