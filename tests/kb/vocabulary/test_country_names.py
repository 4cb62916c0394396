"""The countries' names against Unicode CLDR and against what publishers write."""

import csv
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.core import get_global

from kb.vocabulary.folding import fold
from kb.vocabulary.loader import load_countries
from kb.vocabulary.matching import find_country
from kb.vocabulary.places_loader import load_places

CAPTURES = Path(os.environ.get("RECOUPE_SHARED", "../shared")) / "captures"
# no capital: nobody lives there all year, several islets, or the town is the territory
WITHOUT_A_CITY = {"ATA", "BVT", "HMD", "MAC", "TKL", "UMI"}
# no settled usage was found for these
WITHOUT_A_DEMONYM = {
    "ATA", "ATF", "BES", "BLM", "BVT", "CCK", "CXR", "HMD", "IOT", "MNP", "PCN", "SGS", "SJM", "TCA", "UMI", "VAT", "VIR",
}  # fmt: skip


def test_the_codes_are_those_of_cldr() -> None:
    overlong = get_global("territory_aliases")
    assert {key: [one.iso2] for key, one in load_countries().items() if key != "XKX"} == {
        key: overlong.get(key) for key in load_countries() if key != "XKX"
    }


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt", "fr_CA", "en_GB", "es_419", "pt_PT"])
def test_the_names_of_cldr_lead_to_their_country(language: str) -> None:
    territories = Locale.parse(language).territories
    for key, country in load_countries().items():
        found = find_country(territories[country.iso2])
        assert found.picked in {key, None}, territories[country.iso2]
        assert key in {match.key for match in found.matches}, territories[country.iso2]


def test_every_country_has_its_capital_and_its_people() -> None:
    held = load_countries()
    assert set(held) - set(load_places().cities) == WITHOUT_A_CITY
    assert {key for key, one in held.items() if not (one.demonyms.fr or one.demonyms.en)} == WITHOUT_A_DEMONYM


def test_a_place_is_written_once_in_its_country() -> None:
    for held in (load_places().cities, load_places().regions):
        for key, names in held.items():
            assert len({fold(name) for name in names}) == len(names), key


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("Georgetown", {"GUY", "CYM", "MYS"}),
        ("Kingston", {"JAM", "NFK"}),
        ("Santiago", {"CHL", "DOM"}),
        ("Victoria", {"SYC", "CAN"}),
        ("San José", {"CRI", "USA"}),
        ("Saint-Domingue", {"DOM", "HTI"}),
        ("Jérusalem", {"ISR", "PSE"}),
        ("Crimée", {"UKR", "RUS"}),
    ],
)
def test_a_place_of_several_countries_is_proposed_for_each(place: str, keys: set[str]) -> None:
    found = find_country(place)
    assert found.picked is None
    assert keys <= {match.key for match in found.matches if match.similarity == 100}


def read_json(path: str) -> Any:
    return json.loads((CAPTURES / path).read_text(encoding="utf-8"))


def published() -> Iterator[tuple[str, str]]:
    """The code and the name of each country as WHO, the World Bank, the Global Fund, the UNDP and the IFRC write them."""
    with (CAPTURES / "who_gho/lists/athena_all_countries_2018.csv").open(encoding="utf-8-sig") as rows:
        yield from (
            (row["country"], row[name]) for row in csv.DictReader(rows) for name in ("SHORTNAMEFR", "SHORTNAMEES")
        )
    yield from ((one["id"], one["name"]) for one in read_json("worldbank/api_json_2012/countries.json")[1])
    yield from ((one["value"], one["name"]) for one in read_json("global_fund/locations-flat.json"))
    yield from ((one["iso3"], one["name"]) for one in read_json("ifrc_go/countries_0.json")["results"])
    with gzip.open(
        CAPTURES / "undp_hdr/HDR23-24_Composite_indices_complete_time_series.csv.gz", "rt", encoding="utf-8-sig"
    ) as rows:
        yield from ((row["iso3"], row["country"]) for row in csv.DictReader(rows))


@pytest.mark.shared
def test_a_publisher_s_name_never_leads_to_another_country() -> None:
    names = {(code, name) for code, name in published() if code in load_countries() and name}
    assert len(names) > 450
    found = {(code, name): find_country(name) for code, name in names}
    assert [row for row, one in found.items() if one.picked not in {row[0], None}] == []
    assert [row for row, one in found.items() if row[0] not in {match.key for match in one.matches[:2]}] == []
    # « Congo », « Granada » name two; the UNDP's file lost its accents; Spanish articles in brackets
    assert len([row for row, one in found.items() if one.picked is None]) <= 8
