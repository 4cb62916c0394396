"""Every code of the publisher's catalogue has a place, by its name or by a rule, and a reason where a rule gives it."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vocabulary_files import Break

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.loader import load_indicators
from kb.vocabulary.placing import load_prefix_rules, mapping_report, place_of_series, unmapped

RULES = "indicators/who_gho/_prefixes.yml"


def listed(shared: Path) -> set[str]:
    """The codes WHO listed: the official list with names, and the list of 7 April 2026."""
    catalogue = json.loads(gzip.decompress((shared / "replay/who_gho/Indicator.json.gz").read_bytes()))
    later = shared / "captures/who_gho/lists/gho_codes_2026-04-07.json.gz"
    counted = json.loads(gzip.decompress(later.read_bytes()))
    named = {row["IndicatorCode"] for row in catalogue["value"]}
    return named | {row["indicator_code"] for row in counted["results"]}


@pytest.mark.shared
def test_every_code_of_the_catalogue_is_mapped(shared: Path) -> None:
    codes = listed(shared)
    report = mapping_report("who_gho", codes)
    assert len(codes) == report.total > 3000
    assert report.unmapped == ()
    assert report.mapped_share == 1
    assert report.by_code == len(codes & set(load_indicators("who_gho")))


@pytest.mark.shared
def test_no_rule_waits_for_a_code_that_does_not_exist(shared: Path) -> None:
    by_rule = [place for code in listed(shared) if (place := place_of_series("who_gho", code)) and place.by == "prefix"]
    prefixes = load_prefix_rules("who_gho")
    used = {max((one for one in prefixes if place.code.startswith(one)), key=len) for place in by_rule}
    assert sorted(set(prefixes) - used) == []


def test_a_code_named_in_a_file_follows_the_file() -> None:
    place = place_of_series("who_gho", "NCD_CCS_Insulin")
    assert place is not None
    assert (place.by, place.use, place.families, place.component) == ("code", "famille", ("diabete",), "medicament")


@pytest.mark.parametrize(
    ("code", "use", "families", "component"),
    [
        ("ORGANLIVERRATE", "famille", ("greffes", "hepatites_cirrhose"), "soin_technique"),
        ("ORGANTOTALNUM", "famille", ("greffes",), "soin_technique"),
        ("NCD_CCS_SALT_SVY", "non retenu", None, None),
        ("NCD_CCS_CVD_GUIDE", "contexte", ("cancers_solides", "cardiovasculaire", "diabete", "pneumologie"), None),
        ("GHED_GGHE-D_pc_US_SHA2011", "famille", None, "couverture_cout"),
        ("SA_0000001400", "non retenu", None, None),
    ],
)  # fmt: skip
def test_the_longest_beginning_wins(
    code: str, use: str, families: tuple[str, ...] | None, component: str | None
) -> None:
    place = place_of_series("who_gho", code)
    assert place is not None
    assert (place.by, place.use, place.families, place.component) == ("prefix", use, families, component)
    assert place.reason


def test_a_code_nobody_placed_is_reported() -> None:
    asked = ["NCD_CCS_Insulin", "XYZ_NEW", "SA_0000009999", "XYZ_NEW"]
    assert unmapped("who_gho", asked) == ["XYZ_NEW"]
    report = mapping_report("who_gho", asked)
    assert (report.by_code, report.by_prefix, report.unmapped, report.total) == (1, 1, ("XYZ_NEW",), 3)
    assert report.mapped_share == pytest.approx(2 / 3)
    assert mapping_report("who_gho", []).mapped_share == 1


@given(st.text(st.characters(codec="ascii", categories=["Lu", "Nd"]), min_size=1, max_size=12))
def test_what_is_unmapped_is_exactly_what_has_no_place(code: str) -> None:
    assert (unmapped("who_gho", [code]) == [code]) == (place_of_series("who_gho", code) is None)


def test_a_source_without_rules_has_none(broken: Break) -> None:
    folder = broken("components.yml", "medicament:", "medicament:")
    (folder / RULES).unlink()
    assert load_prefix_rules("who_gho", folder) == {}
    assert unmapped("who_gho", ["SA_0000001400"], folder) == ["SA_0000001400"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("  vih:\n    prefixes: [HIV_,", "  vih:\n    prefixes: [MH_,", 'the prefix "MH_" stands in '),
        ("    prefixes: [ORGANLIVER]\n", "", 'entry "greffe_hepatique": "prefixes" is missing'),
        ("families: [greffes, hepatites_cirrhose]", "families: [greffes, foie]", 'the family "foie" is not known'),
        ("    component: structure\n", "    component: lieu\n", 'the component "lieu" is not known'),
        ("    component: structure\n", "", "use: famille needs families and a component"),
        ("    use: famille\n", "    use: contexte\n", "use: contexte takes no component"),
        ("    prefixes: [ORGANLIVER]\n", "    prefixes: [ORGANLIVER]\n    note: x\n", 'the key "note" is not known'),
        ("  animaux:\n", "  animaux:\n    families: [vih]\n", "use: non retenu takes no family"),
    ],
)
def test_a_slip_in_the_rules_is_told(broken: Break, before: str, after: str, sentence: str) -> None:
    folder = broken(RULES, before, after)
    with pytest.raises(VocabularyError, match=r"^_prefixes.yml line \d+: ") as told:
        load_prefix_rules("who_gho", folder)
    assert sentence in str(told.value)


def test_a_file_of_rules_holds_nothing_else(broken: Break) -> None:
    with pytest.raises(VocabularyError, match="holds about and rules, nothing else"):
        load_prefix_rules("who_gho", broken(RULES, "\nrules:", "\nregles:"))
