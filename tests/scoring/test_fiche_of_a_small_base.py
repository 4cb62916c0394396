"""What a fiche says, what it is silent about, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kb.vocabulary.loader import load_components
from scoring.evidence import NotConsulted, Search, describe
from scoring.states import State

if TYPE_CHECKING:
    from conftest import Base, Recording

SEARCHED = Search("who_gho", "GHO", "2026-03-12T09:00:00Z", True)
MISSED = NotConsulted("unaids", "ONUSIDA", "jamais vue en vrai")


def components(base: "Base", country: str, families: str, *options: object) -> dict[str, dict[str, Any]]:
    answer = base("fiche", country, families, "--format", "json", *options).json
    return {component["key"]: component for component in answer["components"]}


def test_a_fiche_lists_every_component_in_the_order_of_the_vocabulary(released: "Base") -> None:
    assert list(components(released, "CIV", "vih")) == list(load_components())


def test_an_unticked_component_is_hidden(released: "Base") -> None:
    shown = components(released, "CIV", "vih", "--component", "couverture_cout", "--component", "medicament")
    assert list(shown) == ["medicament", "couverture_cout"]


def test_a_country_is_found_whatever_the_case(released: "Base") -> None:
    assert components(released, "civ", "vih") == components(released, "CIV", "vih")


def test_two_families_are_read_side_by_side_and_each_line_appears_once(released: "Base") -> None:
    both = components(released, "CIV", "vih,diabete,vih")["medicament"]
    assert {line["indicator"] for line in both["lines"]} == {"HIV_ARTCOVERAGE", "NCD_CCS_Insulin"}
    assert len({line["id"] for line in both["lines"]}) == len(both["lines"]) == 4


def test_a_component_shows_the_newest_value_of_each_series(released: "Base") -> None:
    lines = components(released, "CIV", "vih")["medicament"]["lines"]
    shown = {(line["dimensions"].get("SEX"), line["period_as_stated"], line["value_as_published"]) for line in lines}
    assert shown == {
        (None, "2016", "52 [44-61]"), ("SEX_BTSX", "2016", "55 [46-64]"), ("SEX_FMLE", "2016", "49 [41-58]"),
    }  # fmt: skip


def test_an_older_no_never_hides_behind_a_newer_yes_in_the_series(released: "Base") -> None:
    lines = released("series", "CIV", "who_gho:NCD_CCS_Insulin", "--format", "json").json["values"]
    assert [(line["period_as_stated"], line["value_as_published"]) for line in lines] == [
        ("2013", "No"),
        ("2017", "Yes"),
    ]


def test_a_line_that_reports_nothing_is_shown_as_such(released: "Base") -> None:
    medicine = components(released, "MLI", "vih")["medicament"]
    (line,) = medicine["lines"]
    assert (line["value_as_published"], line["value"], "sans_valeur" in line["flags"]) == ("No data", None, True)
    assert "sans valeur communiquée" in medicine["reason"]


def test_documented_is_always_followed_by_what_it_counts(released: "Base") -> None:
    medicine = components(released, "CIV", "diabete")["medicament"]
    assert medicine["state"] == "documenté"
    assert medicine["reason"] == "1\u00a0ligne, 1\u00a0producteur, déclaration de l’État"
    assert medicine["lines"][0]["self_reported"] is True


def test_a_figure_of_the_whole_health_system_says_so(released: "Base") -> None:
    (line,) = components(released, "CIV", "vih")["couverture_cout"]["lines"]
    assert "systeme_de_sante" in line["flags"]
    assert line["families"] == ["all"]


def test_silence_names_the_sources_that_were_searched(released: "Base") -> None:
    silent = components(released, "GEO", "vih")["couverture_cout"]
    assert (silent["state"], silent["lines"]) == ("non documenté", [])
    assert [search["source"] for search in silent["searched"]] == ["who_gho"]
    assert silent["reason"].startswith("1\u00a0source interrogée, aucune ligne")


def test_a_region_never_speaks_for_a_country(released: "Base") -> None:
    told = released("fiche", "AFR", "vih")
    assert told.returncode == 2
    lines = components(released, "CIV", "vih")["medicament"]["lines"]
    assert {line["area_type"] for line in lines} == {"COUNTRY"}


def test_states_follow_from_lines_and_searches_alone() -> None:
    silent = describe("dispositif", "Dispositifs", [], [SEARCHED], [MISSED], None)
    assert (silent.state, silent.searched, silent.not_consulted) == (State.NOT_DOCUMENTED, (SEARCHED,), (MISSED,))
    assert silent.reason == "1\u00a0source interrogée, aucune ligne ; 1\u00a0source non consultée"
    unasked = describe("dispositif", "Dispositifs", [], [], [MISSED, MISSED], None)
    assert unasked.reason == "aucune source interrogée ; 2\u00a0sources non consultées"
    without = describe("dispositif", "Dispositifs", [], [SEARCHED], [], "sans objet pour cette famille")
    assert (without.state, without.reason) == (State.OUT_OF_SCOPE, "sans objet pour cette famille")


@pytest.mark.parametrize("spoilt", ["blocked", "failed"])
def test_a_run_that_went_wrong_is_no_check_of_the_source(released: "Base", recording: "Recording", spoilt: str) -> None:
    before = components(released, "CIV", "vih")
    recording.keep("Indicator", b"<html>", status=403 if spoilt == "blocked" else 500)
    later = released.at("2026-06-01T09:00:00+00:00")
    assert later.crawl(recording.index).run["outcome"] == spoilt
    assert components(later, "CIV", "vih") == before


def test_text_says_the_legend_and_the_glyphs_of_the_states(released: "Base") -> None:
    text = released("fiche", "CIV", "vih").stdout
    assert "« documenté » ne veut pas dire existant" in text
    assert "● Médicaments : documenté — 3\u00a0lignes" in text
    assert "○ " in text
    assert "52 [44-61] % des personnes vivant avec le VIH · 2016" in text


def test_a_series_without_a_value_says_so(released: "Base") -> None:
    told = released("series", "MLI", "who_gho:HIV_0000000009")
    assert (told.returncode, told.stdout) == (0, "Mali, who_gho:HIV_0000000009 : aucune valeur dans cette base.\n")


def test_the_sources_page_tells_how_the_last_run_ended(base: "Base", small_index: Path) -> None:
    assert [one["last_run"] for one in base("sources", "--format", "json").json if one["last_run"]] == []
    base.crawl(small_index)
    (held,) = [one for one in base("sources", "--format", "json").json if one["last_run"]]
    assert held["key"] == "who_gho"
    assert held["last_run"]["outcome"] == "below_expectation"
    assert held["last_run"]["reason"] in base("sources").stdout
    assert "below_expectation on 2026-03-12" in base("sources").stdout
