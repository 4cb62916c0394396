"""Every recorded series has its place, and a doctor can defend it."""

import gzip
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.vocabulary.loader import (
    indicators_for,
    load_area_codes,
    load_components,
    load_countries,
    load_families,
    load_indicators,
)

REPLAY = Path(os.environ.get("RECOUPE_SHARED", "../shared")) / "replay"
API = "/api/"


def recorded() -> Iterator[tuple[str, Path]]:
    """Each recorded WHO series: its code and the file of its answer."""
    for index in ("index.jsonl", "index-2026.jsonl"):
        for line in (REPLAY / index).read_text(encoding="utf-8").splitlines():
            answer = json.loads(line)
            code = answer["url"].partition(API)[2]
            if answer["source"] == "who_gho" and "/" not in code and code != "Indicator":
                yield code, REPLAY / answer["file"]


def rows(path: Path) -> list[dict[str, Any]]:
    stored = path.read_bytes()
    return json.loads(gzip.decompress(stored) if path.suffix == ".gz" else stored)["value"]


@pytest.mark.shared
def test_every_recorded_series_has_a_place() -> None:
    codes = {code for code, _ in recorded()}
    assert len(codes) >= 280
    assert codes <= set(load_indicators("who_gho"))


@pytest.mark.shared
@pytest.mark.slow
def test_every_place_typed_country_is_a_country_or_has_its_reason() -> None:
    seen = {row["SpatialDim"] for _, path in recorded() for row in rows(path) if row["SpatialDimType"] == "COUNTRY"}
    assert len(seen) > 190
    assert seen <= set(load_countries()) | set(load_area_codes())


@pytest.mark.shared
def test_a_verified_title_is_the_one_who_gives() -> None:
    titles = {row["IndicatorCode"]: row["IndicatorName"] for row in rows(REPLAY / "who_gho" / "Indicator.json.gz")}
    for code, indicator in load_indicators("who_gho").items():
        assert indicator.label_en_unverified == (code not in titles), code
        if code in titles and "&" not in titles[code]:
            assert indicator.label_en == " ".join(titles[code].split()), code


def test_enough_series_are_mapped_and_none_twice() -> None:
    uses = Counter(indicator.use for indicator in load_indicators("who_gho").values())
    assert uses["famille"] >= 150
    assert sum(uses.values()) == len(load_indicators("who_gho")) == 427


@pytest.mark.parametrize(
    ("code", "families", "component"),
    [
        ("NCD_CCS_HbA1c", ("diabete",), "examen_biologie"),
        ("NCD_CCS_Insulin", ("diabete",), "medicament"),
        ("NCD_CCS_dialysis", ("insuffisance_renale",), "soin_technique"),
        ("NCD_CCS_Steroid", ("pneumologie",), "medicament"),
        ("NCD_CCS_OralMorph", ("cancers_solides", "hemopathies_malignes", "drepanocytose_hematologie"), "medicament"),
        ("HIV_ARTCOVERAGE", ("vih",), "medicament"),
        ("TB_c_lab_cul_5m", ("tuberculose",), "examen_biologie"),
        ("MH_6", ("psychoses_bipolaire", "psychotrauma_depression", "addictions"), "personnel"),
        ("GHED_OOPSCHE_SHA2011", None, "couverture_cout"),
        ("DEVICES08", None, "examen_imagerie"),
        ("HWF_0001", None, "personnel"),
        ("RS_238", None, "urgence_transport"),
        ("HCF_NO_ELECTRICITY", None, "environnement"),
    ],
)
def test_a_series_stands_where_a_doctor_looks_for_it(
    code: str, families: tuple[str, ...] | None, component: str
) -> None:
    indicator = load_indicators("who_gho")[code]
    assert indicator.use == "famille"
    assert (indicator.families, indicator.component) == (families, component)
    assert indicator.for_all_families == (families is None)


@pytest.mark.parametrize(
    "code", ["WHOSIS_000001", "MDG_0000000029", "NCD_CCS_DiabPlan", "UHC_INDEX_REPORTED", "TB_e_inc_num"]
)
def test_a_burden_a_plan_or_an_index_is_no_component(code: str) -> None:
    indicator = load_indicators("who_gho")[code]
    assert (indicator.use, indicator.component) == ("contexte", None)


def test_the_state_answering_for_itself_is_said() -> None:
    answered = ("NCD_CCS_", "GDO_", "RS_")
    for code, indicator in load_indicators("who_gho").items():
        if code.startswith(answered) or code in {"MH_1", "MH_2", "MH_3", "DEVICES18"}:
            assert indicator.self_reported, code
            assert indicator.producer, code


@pytest.mark.shared
@pytest.mark.slow
def test_eight_families_at_least_have_five_series_of_their_own() -> None:
    """Those that every family shares are not counted, nor those whose recorded answer has no row of a country."""
    held = {code for code, path in recorded() if any(row["SpatialDimType"] == "COUNTRY" for row in rows(path))}
    series = load_indicators("who_gho")
    own = Counter(key for code in held for key in series[code].families or () if series[code].use == "famille")
    assert len([key for key in load_families() if own[key] >= 5]) >= 8, own


def test_the_series_of_a_family_come_by_component_its_own_first() -> None:
    grouped = indicators_for("who_gho", "vih")
    assert list(grouped) == [component for component in load_components() if component in grouped]
    assert grouped["medicament"][0].families == ("vih",)
    assert all(one.use == "famille" for listed in grouped.values() for one in listed)
    assert {one.code for one in grouped["couverture_cout"]} >= {"GHED_OOPSCHE_SHA2011", "WHS7_134"}
    assert "WHOSIS_000001" not in {one.code for listed in grouped.values() for one in listed}
