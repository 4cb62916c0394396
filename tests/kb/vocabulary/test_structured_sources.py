"""Series and areas of UNAIDS, UNDP, the World Bank and IFRC GO: each has its place, and one witness is counted once."""

import csv
import gzip
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from kb.sources.definition import all_sources, source
from kb.vocabulary.areas_loader import AGGREGATES, area_of, by_iso2, load_areas
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER
from kb.vocabulary.indicator_terms import indicator_sources
from kb.vocabulary.loader import load_countries, load_families, load_indicators

REPLAY = Path(os.environ.get("RECOUPE_SHARED", "../shared")) / "replay"
LISTED = ("unaids", "undp_hdr", "world_bank", "ifrc_go")
WITH_AREAS = (*LISTED, "eurostat")


def test_no_code_belongs_to_two_sources() -> None:
    """A fiche looks a series up by its code alone."""
    owners: dict[str, str] = {}
    for definition in all_sources().values():
        for code in load_indicators(definition.indicators) if definition.indicators else ():
            assert owners.setdefault(code, definition.key) == definition.key, code


@pytest.mark.parametrize("key", LISTED)
def test_no_series_stands_under_a_component_that_its_family_declares_without_object(key: str) -> None:
    for indicator in load_indicators(key).values():
        for family in indicator.families or ():
            assert indicator.component not in load_families()[family].components_without_object, indicator.code


@pytest.mark.parametrize(
    ("key", "code", "families", "component"),
    [
        ("unaids", "PERCENT_PLWH", ("vih",), "medicament"),
        ("unaids", "PERCENT_KNOW_STATUS_ON_ART", ("vih",), "medicament"),
        ("unaids", "PERCENT_ON_ART_VL_SUPPRESSED", ("vih",), "suivi_rythme"),
        ("unaids", "COVERAGE_MOTHERS_RECEIVING_ARV", ("vih",), "medicament"),
        ("unaids", "DENIED_SERVICES_HIV_STATUS", ("vih",), "environnement"),
        ("unaids", "Q_A_853", ("tuberculose", "vih"), "medicament"),
        ("unaids", "PMTCT coverage of effective regimen", ("vih",), "medicament"),
        ("world_bank", "SH.MED.PHYS.ZS", None, "personnel"),
        ("world_bank", "SH.MED.BEDS.ZS", None, "structure"),
        ("world_bank", "SH.XPD.OOPC.CH.ZS", None, "couverture_cout"),
        ("world_bank", "SH.HIV.ARTC.ZS", ("vih",), "medicament"),
    ],
)
def test_a_series_stands_where_a_doctor_looks_for_it(
    key: str, code: str, families: tuple[str, ...] | None, component: str
) -> None:
    indicator = load_indicators(key)[code]
    assert (indicator.use, indicator.families, indicator.component) == ("famille", families, component)


@pytest.mark.parametrize("key", ["undp_hdr", "ifrc_go"])
def test_a_source_of_context_has_no_series_under_a_component(key: str) -> None:
    assert {indicator.use for indicator in load_indicators(key).values()} == {"contexte", "non retenu"}


@pytest.mark.parametrize(
    ("key", "code"),
    [("world_bank", "SP.DYN.LE00.IN"), ("world_bank", "SP.POP.TOTL"), ("world_bank", "SH.UHC.SRVS.CV.XD"), ("undp_hdr", "hdi"),
     ("undp_hdr", "le"), ("unaids", "PLHIV_KNOWLEDGE_OF_STATUS"), ("unaids", "Adult (15-49) prevalence (%)")],
)  # fmt: skip
def test_what_no_component_owns_is_context(key: str, code: str) -> None:
    assert load_indicators(key)[code].use == "contexte"


def test_who_republishes_bears_the_words_of_who_measured() -> None:
    """Producers are counted by their name: a figure of WHO at the World Bank, or of UNAIDS at WHO, is the same witness."""
    who = {indicator.producer for indicator in load_indicators("who_gho").values()} | {source("who_gho").producer}
    world_bank = load_indicators("world_bank")
    borrowed = {i.producer for i in world_bank.values() if i.producer and i.producer.startswith(("OMS", "ONUSIDA"))}
    assert len(borrowed) == 3
    assert borrowed <= who
    coverage = [
        load_indicators("who_gho")["HIV_ARTCOVERAGE"],
        load_indicators("unaids")["PERCENT_PLWH"],
        world_bank["SH.HIV.ARTC.ZS"],
    ]
    assert len({indicator.producer for indicator in coverage}) == 1
    spending = [load_indicators("who_gho")["GHED_OOPSCHE_SHA2011"], world_bank["SH.XPD.OOPC.CH.ZS"]]
    assert len({indicator.producer for indicator in spending}) == 1


def test_what_a_country_reports_of_itself_is_said() -> None:
    series = load_indicators("unaids")
    for code in (
        "PEOPLE_RECEIVING_ART",
        "DENIED_SERVICES_HIV_STATUS",
        "Q_A_853",
        "Number of peple all ages receiving ART",
    ):
        assert series[code].self_reported, code
    for code in ("PERCENT_PLWH", "COMANAGEMENT_TB_HIV", "PMTCT coverage of effective regimen"):
        assert not series[code].self_reported, code


@pytest.mark.parametrize("key", WITH_AREAS)
def test_an_area_is_a_country_or_a_kind_of_aggregate(key: str) -> None:
    assert set(load_areas(key).values()) <= load_countries().keys() | AGGREGATES


def test_an_area_that_is_neither_is_refused_and_named(tmp_path: Path) -> None:
    (tmp_path / "areas").mkdir()
    (tmp_path / "areas" / "x.yml").write_text("WLD: MONDE\n", encoding="utf-8")
    for name in ("countries.yml", "ambiguous_names.yml", "pathology_families.yml", "components.yml"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    with pytest.raises(VocabularyError, match=r'x.yml: "WLD": "MONDE" is neither'):
        load_areas("x", tmp_path)


@pytest.mark.parametrize(
    ("key", "code", "name", "place"),
    [
        ("world_bank", "CIV", "Cote d'Ivoire", ("COUNTRY", "CIV")),
        ("world_bank", "KSV", "Kosovo", ("COUNTRY", "XKX")),
        ("world_bank", "", "Kosovo", ("COUNTRY", "XKX")),
        ("world_bank", "WLD", "World", ("GLOBAL", "WLD")),
        ("world_bank", "SSF", "Sub-Saharan Africa", ("REGION", "SSF")),
        ("world_bank", "LIC", "Low income", ("WORLDBANKINCOMEGROUP", "LIC")),
        ("world_bank", "ZZZ", "New aggregate", ("COUNTRY", "ZZZ")),
        ("unaids", "", "Global", ("GLOBAL", "Global")),
        ("unaids", "CAF", "Central", ("COUNTRY", "CAF")),
        ("unaids", "KEN_2", "Central", ("SUBNATIONAL", "KEN_2")),
        ("undp_hdr", "ZZK.WORLD", "", ("GLOBAL", "ZZK.WORLD")),
        ("eurostat", "EL", "", ("COUNTRY", "GRC")),
    ],
)
def test_a_code_of_a_publisher_finds_its_area(key: str, code: str, name: str, place: tuple[str, str]) -> None:
    assert area_of(key, code, name) == place


def test_two_letters_find_three() -> None:
    assert (by_iso2()["CI"], by_iso2()["XK"], len(by_iso2())) == ("CIV", "XKX", len(load_countries()))


@pytest.mark.shared
def test_every_recorded_series_has_a_place() -> None:
    with zipfile.ZipFile(REPLAY / "unaids" / "Estimates_2025_en.zip") as archive:
        table = archive.read(archive.namelist()[0]).decode("utf-8-sig")
    assert {row["Indicator_GId"] for row in csv.DictReader(io.StringIO(table))} <= set(load_indicators("unaids"))
    wide = gzip.decompress((REPLAY / "undp_hdr" / "HDR23-24.csv.gz").read_bytes()).decode("utf-8-sig")
    measures = {name.rpartition("_")[0] for name in wide.splitlines()[0].split(",") if name[-4:].isdigit()}
    assert measures == set(load_indicators("undp_hdr"))
    for line in (REPLAY / "index.jsonl").read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        if answer["source"] == "world_bank":
            assert answer["url"].rpartition("/")[2] in load_indicators("world_bank")


@pytest.mark.shared
def test_a_title_that_is_not_marked_unverified_is_the_one_that_was_served() -> None:
    with zipfile.ZipFile(REPLAY / "unaids" / "Estimates_2025_en.zip") as archive:
        table = archive.read(archive.namelist()[0]).decode("utf-8-sig")
    served = {row["Indicator_GId"]: row["Indicator"] for row in csv.DictReader(io.StringIO(table))}
    assert len(served) == 5
    for code, title in served.items():
        indicator = load_indicators("unaids")[code]
        assert (indicator.label_en, indicator.label_en_unverified) == (title, False)
    for code in ("SP.POP.TOTL", "SP.DYN.LE00.IN"):
        rows = json.loads(gzip.decompress((REPLAY / f"world_bank/all_{code}.json.gz").read_bytes()))[1]
        assert {row["indicator"]["value"] for row in rows} == {load_indicators("world_bank")[code].label_en}


def test_a_code_belongs_to_one_source_only() -> None:
    """The query of a fiche asks for codes: two sources with one code would be read as one series."""
    owners: dict[str, str] = {}
    for one in indicator_sources():
        for code in load_indicators(one):
            assert owners.setdefault(code, one) == one, f"{code} is a code of {owners[code]} and of {one}"
