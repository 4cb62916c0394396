"""A release keeps the words of its day: a label written better later changes no fiche that was frozen before."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from press import ADDRESS, CODE, Press, rows
from sqlalchemy import text

from kb import frozen_vocabulary
from kb.citing.basket import Asked, basket_of
from kb.citing.formats import AnnexeFormat, made
from kb.clock import now
from kb.engine import engine_for
from kb.errors import KbError
from kb.frozen_vocabulary import words_of
from kb.queries import series_lines
from kb.rebuild import rebuild
from kb.releases import get_release
from kb.sources import definition
from kb.verify import verify_release
from kb.vocabulary import files
from kb.vocabulary.loader import load_components
from scoring.fiche import build_fiche, country_of, families_of
from scoring.surroundings import prepared

if TYPE_CHECKING:
    from conftest import Base

NEW = "Nommé autrement"
LABEL = re.compile(r'^( +label: )"[^"]*"$', re.MULTILINE)


@pytest.fixture
def press(base: "Base") -> Iterator[Press]:
    """Release 1, frozen with today's words."""
    made = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
    made.run({ADDRESS: rows(10)})
    made.freeze()
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The words of a later version: every label of a component and of a series is new, and so is the name of a source."""
    folder = tmp_path_factory.mktemp("later")
    vocabulary, sources = folder / "vocabulary", folder / "sources"
    for kept, copied in ((files.FOLDER, vocabulary), (definition.FOLDER, sources)):
        shutil.copytree(kept, copied, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    series = sorted((vocabulary / "indicators" / "who_gho").glob("[!_]*.yml"))
    for number, path in enumerate((vocabulary / "components.yml", *series)):
        labels = iter(range(10_000))
        told = LABEL.sub(lambda found: f'{found[1]}"{NEW} {number}.{next(labels)}"', path.read_text(encoding="utf-8"))  # noqa: B023
        path.write_text(told, encoding="utf-8")
    who = sources / "who_gho.yml"
    told = who.read_text(encoding="utf-8")
    told = told.replace("title: ", f"title: {NEW} ", 1).replace("redistribution: figures", "redistribution: reference")
    who.write_text(told, encoding="utf-8")
    return vocabulary, sources


@pytest.fixture
def later(press: Press, rewritten: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Press:
    """The same base, opened years later by a version that says everything otherwise."""
    monkeypatch.setattr(files, "FOLDER", rewritten[0])
    monkeypatch.setattr(definition, "FOLDER", rewritten[1])
    return press


def fiche(press: Press, number: int) -> dict[str, object]:
    release = get_release(press.engine, number)
    return build_fiche(press.engine, release, country_of("CIV"), families_of(["vih"])).as_dict()


def test_a_frozen_fiche_keeps_its_words(press: Press, request: pytest.FixtureRequest) -> None:
    before = fiche(press, 1)
    later: Press = request.getfixturevalue("later")
    assert load_components()["medicament"].label.startswith(NEW), "the later version does say otherwise"
    assert fiche(later, 1) == before

    later.run({ADDRESS: rows(11)})
    later.freeze()
    assert NEW in str(fiche(later, 2)["components"]), "a release made later has the words of its own day"
    assert fiche(later, 1) == before


def test_a_frozen_annexe_keeps_its_words(press: Press, request: pytest.FixtureRequest) -> None:
    def annexe() -> bytes:
        release = get_release(press.engine, 1)
        lines = series_lines(press.engine, release, "CIV", "who_gho", CODE)
        basket = basket_of(1, release.sha256, [line.id for line in lines], [Asked("CIV", ("vih",))])
        return made(press.engine, prepared(press.engine, release, basket, lines), AnnexeFormat.TXT, now())

    before = annexe()
    request.getfixturevalue("later")
    assert load_components()["medicament"].label.startswith(NEW), "the later version does say otherwise"
    assert annexe() == before


def test_each_vocabulary_is_kept_once(press: Press) -> None:
    press.run({ADDRESS: rows(11)})
    press.freeze()
    with press.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM frozen_vocabulary")).scalar() == 1
    assert get_release(press.engine, 1).vocabulary == get_release(press.engine, 2).vocabulary


def test_the_archive_alone_brings_the_words_back(later: Press, base: "Base") -> None:
    then = fiche(later, 1)
    made = engine_for(f"sqlite:///{base.folder / 'made.db'}")
    rebuild(later.archive_url, made, lambda *_: None)
    assert fiche(Press(made, later.archive_url), 1) == then
    made.dispose()


def test_what_may_be_shown_is_said_by_todays_licence(later: Press) -> None:
    release = get_release(later.engine, 1)
    with words_of(later.engine, release):
        assert not definition.source("who_gho").title.startswith(NEW)
        assert definition.source("who_gho").redistribution == "reference"


def test_a_line_read_in_turn_under_two_vocabularies_is_not_mixed_up(later: Press) -> None:
    later.run({ADDRESS: rows(11)})
    later.freeze()
    labels = [
        series_lines(later.engine, get_release(later.engine, number), "CIV", "who_gho", CODE)[0].label
        for number in (1, 2, 1, 2)
    ]
    assert [label.startswith(NEW) for label in labels] == [False, True, False, True]


@pytest.mark.parametrize("packed", ["", "bm90IGEgemlw"])
def test_altered_words_are_told(later: Press, packed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frozen_vocabulary, "_FOLDERS", {})  # another process: nothing is unpacked yet
    with later.engine.begin() as connection:
        connection.execute(text("UPDATE frozen_vocabulary SET packed = :packed"), {"packed": packed})
    found = verify_release(later.engine, later.archive_url, 1).difference
    assert found is not None
    assert "vocabulary" in found
    with pytest.raises(KbError, match="vocabulary"):
        fiche(later, 1)
