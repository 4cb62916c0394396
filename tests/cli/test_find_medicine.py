"""`recoupe find TEXT --kind medicine`, as an operator types it."""

from typing import TYPE_CHECKING

from scoring.guard import forbidden_words

if TYPE_CHECKING:
    from conftest import Base


def test_a_brand_leads_to_its_inn(nowhere: "Base") -> None:
    told = nowhere("find", "biktarvy", "--kind", "medicine", "--format", "json").json
    assert told["picked"] == "bictegravir_emtricitabine_tenofovir_alafenamide"
    assert told["matches"][0] == {
        "kind": "medicine",
        "key": "bictegravir_emtricitabine_tenofovir_alafenamide",
        "label": "bictégravir + emtricitabine + ténofovir alafénamide",
        "reason": "marque → DCI",
        "similarity": 100.0,
    }


def test_a_class_is_proposed_and_never_picked(nowhere: "Base") -> None:
    told = nowhere("find", "insuline", "--kind", "medicine", "--format", "json").json
    assert told["picked"] is None
    assert {match["reason"] for match in told["matches"]} == {"classe"}
    assert "insuline_glargine" in {match["key"] for match in told["matches"]}


def test_without_a_kind_each_kind_answers_and_one_key_is_picked_only_when_one_kind_has_it(nowhere: "Base") -> None:
    told = nowhere("find", "insuline", "--format", "json").json
    assert told["picked"] is None
    assert told["picked_by_kind"]["family"] == "diabete"
    assert nowhere("find", "mali", "--format", "json").json["picked"] == "MLI"


def test_what_is_told_gives_no_verdict(nowhere: "Base") -> None:
    told = nowhere("find", "dolutegravir", "--kind", "medicine")
    assert "→ medicine dolutegravir « dolutégravir » (nom, 100)" in told.stdout
    assert forbidden_words(told.stdout) == []
