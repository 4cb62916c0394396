"""The filter by population: it hides and counts, and never makes a silence."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from populations import CHILDREN, EVERYBODY, PREGNANT
from populations import released as release_of

from kb.errors import UnknownKey
from kb.vocabulary.populations import load_populations
from scoring.evidence import describe
from scoring.fiche import Fiche
from scoring.populations import for_population, population_note, population_of, speaks_of
from scoring.states import State

if TYPE_CHECKING:
    from conftest import Base, Recording

GROUPS = load_populations().groups


@dataclass(frozen=True)
class Said:
    """As much of a line as describing and filtering read."""

    id: str
    population: str | None = None
    dimensions: dict[str, str] = field(default_factory=dict)
    period_end: str = "2020-12-31"
    label: str = "a"
    producer: str = "OMS"
    flags: tuple[str, ...] = ()
    self_reported: bool = False
    withdrawn_on: str | None = None
    has_value: bool = True
    series: tuple[str, ...] = ()
    kind: str = "observation"
    source: str = "who_gho"
    indicator: str | None = None

    @property
    def dated(self) -> str:
        return self.period_end


populations = st.sampled_from([None, *(group.label for group in GROUPS.values())])
codes = st.sampled_from(["SEX_FMLE", "AGEGROUP_YEARS18-PLUS", "AGEGROUP_AGE50+", "AGEGROUP_ELSEWHERE"])
said = st.builds(
    Said,
    id=st.uuids().map(str),
    population=populations,
    dimensions=st.dictionaries(st.sampled_from(["SEX", "AGEGROUP"]), codes),
)


def fiche_of(lines: list[Said], context: list[Said]) -> Fiche:
    evidence = describe("medicament", "Médicaments", lines, [], [], None)  # type: ignore[arg-type]
    return Fiche(None, (), None, (evidence,), tuple(context), (), ())  # type: ignore[arg-type]


@given(lines=st.lists(said), context=st.lists(said), key=st.sampled_from(list(GROUPS)))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_lost_and_no_state_moves(lines: list[Said], context: list[Said], key: str) -> None:
    whole = fiche_of(lines, context)
    view = for_population(whole, population_of(key))
    (before,), (after,) = whole.components, view.fiche.components
    assert after.state is before.state
    assert after.searched == before.searched
    assert view.hidden["medicament"] == len(before.lines) - len(after.lines)
    assert view.hidden_in_context == len(whole.context) - len(view.fiche.context)
    assert [line for line in before.lines if line in after.lines] == list(after.lines), "the order stays"
    states_none = [line for line in before.lines if line.population is None and not line.dimensions]
    assert set(map(id, states_none)) <= set(map(id, after.lines))
    own = [line for line in before.lines if line.population == population_of(key).label]
    assert set(map(id, own)) <= set(map(id, after.lines))
    assert after.reason.startswith(before.reason)
    assert (after.reason == before.reason) is (view.hidden["medicament"] == 0)
    assert for_population(view.fiche, population_of(key)).fiche.context == view.fiche.context, "a filter filters once"


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("adulte", {None, "adulte"}),
        ("enfant", {None, "enfant"}),
        ("femme_enceinte", {None, "adulte", "femme enceinte"}),
    ],
)
def test_who_stays_under_each_filter(key: str, shown: set[str | None]) -> None:
    lines = [Said("1"), Said("2", "adulte"), Said("3", "enfant"), Said("4", "femme enceinte")]
    assert {line.population for line in lines if speaks_of(line, population_of(key))} == shown  # type: ignore[arg-type]


def test_a_breakdown_by_age_states_a_population() -> None:
    adult = Said("1", dimensions={"AGEGROUP": "AGEGROUP_YEARS18-PLUS"})
    staff = Said("2", dimensions={"AGEGROUP": "AGEGROUP_AGE50+"})
    child = population_of("enfant")
    assert [speaks_of(one, child) for one in (adult, staff)] == [False, True]  # type: ignore[arg-type]


def test_a_line_that_states_two_populations_stays_under_both() -> None:
    both = Said("1", "enfant", {"AGEGROUP": "AGEGROUP_YEARS18-PLUS"})
    assert [speaks_of(both, population_of(key)) for key in GROUPS] == [True, True, True]  # type: ignore[arg-type]


def test_what_is_hidden_is_said_with_the_reason() -> None:
    lines = [Said("1"), Said("2", "adulte"), Said("3", "adulte")]
    whole = fiche_of(lines, [Said("4", "adulte")])
    (evidence,) = for_population(whole, population_of("enfant")).fiche.components
    assert evidence.reason.replace("\u00a0", " ") == "3 lignes, 1 producteur ; 2 lignes d’une autre population masquées"
    (alone,) = for_population(fiche_of(lines[1:2], []), population_of("enfant")).fiche.components
    assert alone.state is State.DOCUMENTED
    assert alone.reason.endswith("producteur ; d’une autre population, masquée")
    (none,) = for_population(fiche_of(lines[1:], []), population_of("enfant")).fiche.components
    assert none.reason.endswith("producteur ; toutes d’une autre population, masquées")


def test_a_discordance_outlives_the_filter() -> None:
    whole = fiche_of([Said("1", "adulte")], [])
    discordant = replace(whole, components=(replace(whole.components[0], state=State.DISCORDANT),))
    (evidence,) = for_population(discordant, population_of("enfant")).fiche.components
    assert evidence.state is State.DISCORDANT


def test_the_note_says_what_the_filter_does() -> None:
    view = for_population(fiche_of([], [Said("4", "adulte")]), population_of("enfant"))
    note = population_note(view).replace("\u00a0", " ")
    assert note.startswith("Population : enfant, au sens de chaque source.")
    assert note.endswith("Contexte : 1 ligne d’une autre population masquée.")
    assert "Contexte" not in population_note(for_population(fiche_of([], []), population_of("enfant")))


def test_an_unknown_population_is_named_with_those_that_exist() -> None:
    with pytest.raises(UnknownKey, match=r"'homme'.*adulte, enfant, femme_enceinte"):
        population_of("homme")


def medicines(base: "Base", *options: object) -> dict[str, Any]:
    answer = base("fiche", "CIV", "vih", "--format", "json", *options).json
    (found,) = [component for component in answer["components"] if component["key"] == "medicament"]
    return {**found, "population": answer.get("population")}


def test_the_command_hides_and_counts(base: "Base", recording: "Recording") -> None:
    release_of(base, recording)
    whole = medicines(base)
    assert whole["population"] is None, "without a filter the JSON is what it was"
    assert {line["indicator"] for line in whole["lines"]} == {EVERYBODY, CHILDREN, PREGNANT}
    child = medicines(base, "--population", "enfant")
    assert {line["indicator"] for line in child["lines"]} == {EVERYBODY, CHILDREN}
    assert child["state"] == whole["state"] == "documenté"
    hidden = len(whole["lines"]) - len(child["lines"])
    assert child["population"]["key"] == "enfant"
    assert child["population"]["hidden"]["medicament"] == hidden > 0
    assert child["reason"].startswith(whole["reason"] + " ; ")
    text = base("fiche", "CIV", "vih", "--population", "enfant").stdout
    assert "Population : enfant, au sens de chaque source." in text
    assert child["reason"] in text


def test_a_component_left_without_lines_is_no_silence(base: "Base", recording: "Recording") -> None:
    release_of(base, recording, everybody=False)
    adult = medicines(base, "--population", "adulte")
    assert adult["lines"] == []
    assert adult["state"] == "documenté"
    assert "toutes d’une autre population, masquées" in adult["reason"]
    assert "aucune ligne" not in adult["reason"]
