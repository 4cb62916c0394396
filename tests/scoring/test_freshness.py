"""Three ages, in bands of time alone; more than 24 months is always said, whatever the line says."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from situations import blank, line_of

from kb.lines import age, is_old
from scoring.evidence import describe
from scoring.freshness import Band, Check, band, bands_of, cadence, check, last_day

if TYPE_CHECKING:
    from conftest import Base

DAY = "2026-11-22"
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ("2026-11-22", Band.YEAR), ("2025-11-23", Band.YEAR), ("2025-11-22", Band.TWO_YEARS), ("2024-11-22", Band.TWO_YEARS),
        ("2024-11-21", Band.OLD), ("2017-12-31", Band.OLD), ("", Band.UNKNOWN), (None, Band.UNKNOWN), ("2026-12-31", Band.YEAR),
    ],
)  # fmt: skip
def test_the_band_of_a_date(dated: str | None, expected: Band) -> None:
    assert band(dated, DAY) is expected


@given(days)
def test_the_oldest_band_is_the_flag_of_the_line(dated: date) -> None:
    assert (
        (band(dated.isoformat(), DAY) is Band.OLD)
        == is_old(dated, date.fromisoformat(DAY))
        == age(dated.isoformat(), DAY)[1]
    )


@given(days, st.integers(1, 400))
def test_a_check_is_late_after_two_cadences(checked: date, pace: int) -> None:
    past = (date.fromisoformat(DAY) - checked).days
    found = check(f"{checked}T09:00:00Z", pace, DAY)
    assert found is (Check.IN_PACE if past <= pace else Check.PAST_PACE if past <= 2 * pace else Check.LATE)


def test_a_check_that_nobody_recorded_is_said_so() -> None:
    assert check(None, 30, DAY) is Check.UNKNOWN


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("2018-10", "2018-10-31"), ("2024-02", "2024-02-29"), ("2018", "2018-12-31"), ("2018-10..2026-04", "2026-04-30"),
     ("2026-03-12T09:00:00Z", "2026-03-12")],
)  # fmt: skip
def test_a_date_known_in_part_never_makes_a_line_look_older(stated: str, expected: str) -> None:
    assert last_day(stated).isoformat() == expected


def test_each_source_is_held_to_its_own_pace() -> None:
    day = (date.fromisoformat(DAY) - timedelta(days=100)).isoformat()
    weekly, yearly = (
        blank("a", source="reliefweb", last_checked_at=day),
        blank("b", source="undp_hdr", last_checked_at=day),
    )
    assert cadence("reliefweb") < cadence("undp_hdr")
    assert bands_of([yearly, weekly], DAY)["checked"] == {Check.IN_PACE: ["b"], Check.LATE: ["a"]}


@pytest.mark.parametrize("said", ["Yes", "No", "Don't know"])
def test_old_is_old_whatever_is_said(said: str) -> None:
    line = line_of("A", {"série": "NCD_CCS_Insulin", "année": 2017, "valeur": said})
    assert bands_of([line], DAY)["fact"] == {Band.OLD: ["A"]}


@given(st.lists(st.tuples(days, st.sampled_from(["Yes", "No", "present", "negated"])), max_size=8))
def test_the_order_inside_a_component_follows_time_and_never_what_is_said(told: list[tuple[date, str]]) -> None:
    lines = [
        msgspec.structs.replace(
            line_of(f"l{number}", {"série": "NCD_CCS_Insulin", "année": dated.year, "valeur": said}),
            period_end=dated.isoformat(),
        )
        for number, (dated, said) in enumerate(told)
    ]
    shown = describe("medicament", "Médicaments", lines, [], [], None).lines
    assert [line.dated for line in shown] == sorted((line.dated for line in lines), reverse=True)
    flipped = [msgspec.structs.replace(line, value_as_published="autre", polarity=None) for line in lines]
    assert [line.id for line in describe("medicament", "Médicaments", flipped, [], [], None).lines] == [
        one.id for one in shown
    ]


def test_the_bands_of_a_component_hold_every_line_once() -> None:
    lines = [
        blank("a", source="who_gho", period_end="2016-12-31"),
        blank("b", source="who_gho", period_end="2026-06-30"),
    ]
    held = bands_of(lines, DAY)
    assert held["fact"] == {"moins de 12 mois": ["b"], "plus de 24 mois": ["a"]}
    assert held["published"] == {"date non enregistrée": ["a", "b"]}
    assert held["checked"] == {"vérification non enregistrée": ["a", "b"]}


def test_a_fiche_tells_the_three_ages_of_each_component(released: "Base") -> None:
    answer = released("fiche", "CIV", "vih", "--format", "json").json
    medicine = next(one for one in answer["components"] if one["key"] == "medicament")
    ids = sorted(line["id"] for line in medicine["lines"])
    for kind in ("fact", "published", "checked"):
        assert sorted(name for held in medicine["freshness"][kind].values() for name in held) == ids
    assert list(medicine["freshness"]["fact"]) == ["plus de 24 mois"]
