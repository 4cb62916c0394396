"""All recorded sources in one base: how each run ends, what a fiche then carries, what it says nobody asked."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine

from kb.engine import engine_for
from kb.releases import ReleaseInfo, get_release
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_components, load_countries, load_families
from kb.vocabulary.placing import unmapped
from scoring.fiche import build_fiche
from scoring.states import State

if TYPE_CHECKING:
    from conftest import WholeBase

pytestmark = pytest.mark.shared
COUNTRIES = (
    "AFG", "AGO", "ALB", "ARM", "BGD", "BEN", "BFA", "BDI", "CMR", "TCD", "COM", "COG", "COD", "CIV", "DZA", "EGY", "GEO", "GIN",
    "HTI", "LBN", "MDG", "MLI", "MAR", "MRT", "NGA", "PAK", "RUS", "SEN", "TUN", "UKR",
)  # fmt: skip
COMPLETE = ("who_gho", "unaids", "reliefweb", "undp_hdr", "world_bank", "essential_medicines", "ifrc_go")
NAMED = ("hrw", "msf", "global_fund")
LISTS_OF_2017 = {"dolutegravir": 3, "sofosbuvir": 5, "tenofovir_disoproxil": 89, "insuline_rapide": 135}


@pytest.fixture(scope="module")
def opened(whole_base: "WholeBase") -> Iterator[tuple[Engine, ReleaseInfo]]:
    engine = engine_for(whole_base.base.variables["RECOUPE_DATABASE_URL"])
    yield engine, get_release(engine, 2)
    engine.dispose()


def fiche(whole_base: "WholeBase", country: str, families: str) -> dict[str, Any]:
    told = whole_base.base("fiche", country, families, "--format", "json")
    assert told.returncode == 0, told.stderr
    return dict(told.json)


def sources_of(component: dict[str, Any]) -> set[str]:
    return {line["source"] for line in component["lines"]}


@pytest.mark.parametrize("key", COMPLETE)
def test_a_recorded_source_is_complete(whole_base: "WholeBase", key: str) -> None:
    run = whole_base.runs[key]
    assert (run["outcome"], run["reason"]) == ("complete", None)


@pytest.mark.parametrize("key", NAMED)
def test_a_source_recorded_in_part_ends_in_a_named_outcome(whole_base: "WholeBase", key: str) -> None:
    assert whole_base.runs[key]["outcome"] in {"complete", "below_expectation", "blocked", "failed"}


def test_what_is_recorded_of_them_is_read(whole_base: "WholeBase") -> None:
    assert whole_base.runs["hrw"]["documents_new"] == 5
    assert whole_base.runs["global_fund"]["documents_new"] > 100
    # of MSF one list is recorded: its thirteen documents are named, and none of them is there
    missing = [one for one in whole_base.runs["msf"]["findings"] if one["what"] == "not_recorded"]
    assert len(missing) == 13


def test_what_nobody_recorded_fails_in_those_words(whole_base: "WholeBase") -> None:
    recorded = {*COMPLETE, *NAMED}
    failed = {key: run["reason"] for key, run in whole_base.runs.items() if key not in recorded}
    assert {whole_base.runs[key]["outcome"] for key in failed} == {"failed"}
    assert failed
    assert {key: why for key, why in failed.items() if "adresse sans réponse enregistrée" not in why} == {}
    assert all(whole_base.runs[key]["observations_new"] == 0 for key in failed)


def test_every_family_of_thirty_countries_has_every_component_with_its_state(
    opened: tuple[Engine, ReleaseInfo],
) -> None:
    engine, release = opened
    components = list(load_components())
    for key in COUNTRIES:
        for family in load_families().values():
            made = build_fiche(engine, release, load_countries()[key], [family])
            assert [one.key for one in made.components] == components
            for one in made.components:
                assert isinstance(one.state, State)
                assert one.reason
                assert (one.state in {State.DOCUMENTED, State.DISCORDANT}) == bool(one.lines)


def test_eight_families_at_least_have_five_series_of_their_own_that_hold_rows(whole_base: "WholeBase") -> None:
    with sqlite3.connect(whole_base.base.file) as connection:
        held = {code for (code,) in connection.execute("SELECT DISTINCT indicator FROM observation")}
    own: Counter[str] = Counter()
    for source in ("who_gho", "unaids", "world_bank"):
        for indicator in load_indicators(source).values():
            if indicator.code in held and indicator.use == "famille":
                own.update(indicator.families or ())
    assert sum(count >= 5 for count in own.values()) >= 8, own


def test_no_code_that_holds_rows_is_without_a_place(whole_base: "WholeBase") -> None:
    statement = "SELECT DISTINCT a.source_key, o.indicator FROM observation o JOIN address a ON a.id = o.address_id"
    with sqlite3.connect(whole_base.base.file) as connection:
        held = connection.execute(statement).fetchall()
    for source in {source for source, _ in held}:
        assert unmapped(source, [code for one, code in held if one == source]) == [], source


@pytest.mark.parametrize(("medicine", "lists"), LISTS_OF_2017.items())
def test_the_lists_of_2017_count_as_they_are_known_to(whole_base: "WholeBase", medicine: str, lists: int) -> None:
    statement = (
        "SELECT COUNT(DISTINCT area) FROM listing WHERE medicine = ? AND list_kind = 'national_list' "
        "AND period_as_stated = '2017'"
    )
    with sqlite3.connect(whole_base.base.file) as connection:
        assert connection.execute(statement, (medicine,)).fetchone() == (lists,)


def test_a_listed_line_says_its_year_and_what_it_does_not_say(whole_base: "WholeBase") -> None:
    told = whole_base.base("fiche", "CIV", "vih", "--component", "medicament")
    line = next(line for line in told.stdout.splitlines() if "liste nationale" in line)
    for said in ("2017", "ne dit rien de l’approvisionnement", "plus de 24 mois"):
        assert said in line


def test_civ_hiv_carries_who_unaids_and_the_national_list(whole_base: "WholeBase") -> None:
    made = fiche(whole_base, "CIV", "vih")
    assert set.union(*(sources_of(one) for one in made["components"])) == {"who_gho", "unaids", "essential_medicines"}
    assert {line["source"] for line in made["context"]} >= {"undp_hdr", "world_bank"}


def test_hti_kidney_carries_exactly_the_two_that_speak(whole_base: "WholeBase") -> None:
    made = fiche(whole_base, "HTI", "insuffisance_renale")
    assert set.union(*(sources_of(one) for one in made["components"])) == {"who_gho", "essential_medicines"}


def test_hdi_and_life_expectancy_are_context_only(whole_base: "WholeBase") -> None:
    made = fiche(whole_base, "CIV", "vih")
    in_components = {line["indicator"] for one in made["components"] for line in one["lines"]}
    assert not in_components & {"hdi", "le", "SP.DYN.LE00.IN", "WHOSIS_000001"}
    assert {"hdi", "SP.DYN.LE00.IN"} <= {line["indicator"] for line in made["context"]}


def test_one_producer_in_two_vintages_reads_as_published(whole_base: "WholeBase") -> None:
    told = whole_base.base("series", "CIV", "unaids:PERCENT_PLWH", "--format", "json").json
    (line,) = [one for one in told["values"] if one["period_as_stated"] == "2016" and one["dimensions"].get("SEX") is None
               and one["value"] == 41]  # fmt: skip
    assert (line["value"], line["low"], line["high"]) == (41, 32, 52)


def test_a_fiche_of_the_whole_base_is_whole_json(whole_base: "WholeBase") -> None:
    assert json.dumps(fiche(whole_base, "COD", "vih,diabete"))
