"""Nothing of a fiche adds up its components, and no order follows what is said. Each law is shown to see its breach."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from situations import line_of, situations

from kb.engine import engine_for
from kb.lines import Line
from kb.releases import ReleaseInfo, get_release
from kb.vocabulary.loader import load_components, load_countries, load_families
from scoring.contradictions import Side, in_order, side
from scoring.coverage import gaps
from scoring.evidence import ComponentEvidence, describe
from scoring.fiche import Fiche, build_fiche

if TYPE_CHECKING:
    from conftest import Base

COMPONENTS = list(load_components())
RELEASE = ReleaseInfo(3, "essai", datetime(2026, 11, 22, tzinfo=UTC), "0" * 64, None, (), {})
# what a publisher said, or a person's own line: its numbers are its own
OF_LINES = {"lines", "context", "signals"}


def numbers(value: Any, place: str = "") -> Iterator[str]:
    """Where a number stands in a JSON, lines left out."""
    if isinstance(value, Mapping):
        for key, held in value.items():
            if key not in OF_LINES:
                yield from numbers(held, f"{place}.{key}")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for held in value:
            yield from numbers(held, place)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield place


def fiche_of(lines: Sequence[Line], ticked: Sequence[str]) -> Fiche:
    """A fiche of some lines, its ticked components only."""
    held = [describe(key, key, [line for line in lines if line.component == key], [], [], None) for key in ticked]
    family = load_families()["vih"]
    return Fiche(load_countries()["CIV"], (family,), RELEASE, tuple(held), (), (), ())


def adds_up(answer: Mapping[str, Any]) -> list[str]:
    """Numbers that a fiche carries beside its lines and the number of its release."""
    return [place for place in numbers(answer) if place != ".release.number"]


every_line = [
    line_of(f"{number:03d}{name}", told)
    for number, one in enumerate(situations())
    for name, told in one.told.get("lignes", {}).items()
]
some = st.lists(st.sampled_from(every_line), max_size=15, unique_by=lambda line: line.id)
ticked = st.lists(st.sampled_from(COMPONENTS), unique=True)
calm = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=60)


@given(some, ticked)
@calm
def test_a_fiche_carries_no_number_of_its_own(lines: list[Line], components: list[str]) -> None:
    assert adds_up(fiche_of(lines, components).as_dict()) == []


@given(some, ticked)
@calm
def test_a_component_is_the_same_whatever_else_is_ticked(lines: list[Line], components: list[str]) -> None:
    whole = {one["key"]: one for one in fiche_of(lines, COMPONENTS).as_dict()["components"]}
    part = fiche_of(lines, components).as_dict()["components"]
    assert part == [whole[key] for key in components]


@given(ticked)
@calm
def test_the_rest_of_a_real_fiche_does_not_depend_on_what_is_ticked(released: "Base", components: list[str]) -> None:
    engine = engine_for(released.variables["RECOUPE_DATABASE_URL"])
    asked = engine, get_release(engine, 1), load_countries()["CIV"], [load_families()["vih"]]
    whole, part = build_fiche(*asked).as_dict(), build_fiche(*asked, components).as_dict()
    kept = components or COMPONENTS
    assert part["components"] == [one for one in whole["components"] if one["key"] in kept]
    assert part["contradictions"] == [one for one in whole["contradictions"] if one["component"] in kept]
    for key in whole.keys() - {"components", "contradictions"}:
        assert part[key] == whole[key], key
    assert adds_up(part) == []


@pytest.mark.parametrize(
    "planted",
    [
        {"documented": 7}, {"components_with_lines": 3}, {"release": {"number": 3, "share": 0.4}},
        {"components": [{"key": "medicament", "weight": 2}]}, {"contradictions": [{"sides": [{"strength": 0.9}]}]},
        {"balance": [1, -1]},
    ],
)  # fmt: skip
def test_a_number_that_is_planted_is_seen(planted: dict[str, Any]) -> None:
    assert adds_up(fiche_of([], COMPONENTS).as_dict() | planted) != []


Describing = Callable[..., ComponentEvidence]
SAID = ("Yes", "No", "Don't know")


def order_of(describing: Describing, answers: Sequence[str]) -> list[str]:
    """The ids of a component's lines, each an answer of the same year."""
    lines = [
        line_of(f"l{number}", {"série": "NCD_CCS_Insulin", "année": 2017, "valeur": said})
        for number, said in enumerate(answers)
    ]
    return [line.id for line in describing("medicament", "Médicaments", lines, [], [], None).lines]


def follows_what_is_said(describing: Describing) -> bool:
    """True where other words on the same dates give another order."""
    orders = {tuple(order_of(describing, said)) for said in (SAID, SAID[::-1], ("No", "Yes", "Yes"))}
    return len(orders) > 1


def favourable_first(*told: Any) -> ComponentEvidence:
    return _sorted(describe(*told), reverse=True)


def unfavourable_first(*told: Any) -> ComponentEvidence:
    return _sorted(describe(*told), reverse=False)


def _sorted(whole: ComponentEvidence, *, reverse: bool) -> ComponentEvidence:
    lines = sorted(whole.lines, key=lambda line: str(line.value_as_published), reverse=reverse)
    return ComponentEvidence(whole.key, whole.label, whole.state, whole.reason, tuple(lines), (), ())


def test_the_order_of_lines_never_follows_what_is_said() -> None:
    assert not follows_what_is_said(describe)


@pytest.mark.parametrize("planted", [favourable_first, unfavourable_first])
def test_an_order_by_what_is_said_is_seen(planted: Describing) -> None:
    assert follows_what_is_said(planted)


Ordering = Callable[[Side, Side], tuple[Side, Side]]


def weighs_sides(ordering: Ordering) -> bool:
    """True where swapping what two sides say, their dates kept, changes which comes first."""
    firsts = set()
    for left, right in ((20, 90), (90, 20)):
        told = [
            line_of(name, {"série": "TB_hiv_art_pct", "année": 2020, "valeur": value, "paru": day})
            for name, value, day in (("a", left, "2021-01-01"), ("b", right, "2022-01-01"))
        ]
        one, other = (side(str(line.value), [line]) for line in told)
        firsts |= {ordering(one, other)[0].lines[0].id, ordering(other, one)[0].lines[0].id}
    return firsts != {"a"}


def lowest_first(one: Side, other: Side) -> tuple[Side, Side]:
    first, second = sorted((one, other), key=lambda held: held.lines[0].value or 0)
    return first, second


def as_given(one: Side, other: Side) -> tuple[Side, Side]:
    return one, other


def test_no_side_is_weighed() -> None:
    assert not weighs_sides(in_order)


@pytest.mark.parametrize("planted", [lowest_first, as_given])
def test_an_order_of_sides_by_what_they_say_is_seen(planted: Ordering) -> None:
    assert weighs_sides(planted)


def test_the_page_of_gaps_carries_no_number(released: "Base") -> None:
    engine = engine_for(released.variables["RECOUPE_DATABASE_URL"])
    found = gaps(engine, get_release(engine, 1), load_countries().values(), load_families().values())
    assert [place for gap in found for place in numbers(gap.as_dict())] == []
