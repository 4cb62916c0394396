"""The closed list of populations, and the codes that state one: every reading with its reason."""

import shutil
from pathlib import Path
from typing import get_args

import pytest

from kb.sources.definition import all_sources
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER
from kb.vocabulary.loader import load_indicators
from kb.vocabulary.models import Population
from kb.vocabulary.populations import FILE, load_populations
from kb.vocabulary.terms import load_terms

KNOWN = load_populations()


def test_the_list_is_closed_and_is_the_one_of_the_series() -> None:
    assert list(KNOWN.groups) == ["adulte", "enfant", "femme_enceinte"]
    assert {group.label for group in KNOWN.groups.values()} == set(get_args(Population))


def test_every_population_a_series_states_is_one_of_them() -> None:
    lists = [definition.indicators for definition in all_sources().values() if definition.indicators]
    stated = {one.population for name in lists for one in load_indicators(name).values()} - {None}
    assert stated
    assert all(KNOWN.stated_by(label, ()) for label in stated)


def test_every_age_we_name_in_french_was_looked_at() -> None:
    ages = {code for code in load_terms().dimensions if code.startswith("AGEGROUP")}
    assert ages
    assert ages <= set(KNOWN.codes)


@pytest.mark.parametrize(
    ("label", "codes", "stated"),
    [
        (None, [], set()),
        ("enfant", [], {"enfant"}),
        ("femme enceinte", ["SEX_FMLE"], {"femme_enceinte"}),
        (None, ["AGEGROUP_YEARS18-PLUS", "SEX_MLE"], {"adulte"}),
        (None, ["SEX_FMLE"], set()),
        (None, ["AGEGROUP_YEARSALL"], set()),
        (None, ["AGEGROUP_NEVER-SEEN"], set()),
        (None, ["AGEGROUP_AGE50+"], set()),  # health workers counted by age
        ("enfant", ["AGEGROUP_YEARS18-PLUS"], {"enfant", "adulte"}),
    ],
)
def test_what_a_line_states(label: str | None, codes: list[str], stated: set[str]) -> None:
    assert KNOWN.stated_by(label, codes) == stated


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            "    shows: [adulte]\n",
            "    shows: [vieillard]\n",
            'entry "adulte": the population "vieillard" is not known',
        ),
        ("    shows: [adulte]\n", "    shows: [enfant]\n", 'entry "adulte": a population shows at least itself'),
        ("    shows: [adulte]\n", "    shows: []\n", 'entry "adulte": "shows"'),
        (
            "    population: adulte\n",
            "    population: grand\n",
            'entry "AGEGROUP_YEARS18-PLUS": the population "grand"',
        ),
        ("    reason: tous âges\n", "", 'entry "AGEGROUP_YEARSALL": "reason" is missing'),
        ("codes:\n", "code:\n", "the file holds populations and codes"),
        ("  enfant:\n", "  adulte:\n", '"adulte" is written twice'),
    ],
)
def test_a_slip_is_told(tmp_path: Path, before: str, after: str, sentence: str) -> None:
    shutil.copy(FOLDER / FILE, tmp_path / FILE)
    content = (tmp_path / FILE).read_text(encoding="utf-8")
    assert before in content, f"{FILE} no longer holds {before!r}: choose another text to break"
    (tmp_path / FILE).write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(VocabularyError) as told:
        load_populations(tmp_path)
    assert sentence in str(told.value)
    assert str(told.value).startswith(FILE)
