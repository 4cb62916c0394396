import re
from datetime import UTC, datetime

import pytest

from kb.citations import BANNER
from kb.citing.wording import annexe_name
from kb.vocabulary.loader import load_countries, load_families


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        (datetime(2026, 3, 12, 9, 5, tzinfo=UTC), "annexe-20260312-1005.txt"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "annexe-20260702-0030.txt"),
    ],
)
def test_a_file_name_tells_the_hour_in_paris_and_nothing_else(moment: datetime, name: str) -> None:
    assert annexe_name(moment) == name


def test_a_file_name_never_names_a_country_or_a_disease() -> None:
    words = set(re.findall(r"[a-z]+", annexe_name(datetime(2026, 3, 12, tzinfo=UTC))))
    keys = {country.iso3.lower() for country in load_countries().values()} | load_families().keys()
    assert words & keys == set()


def test_the_banner_is_the_agreed_sentence() -> None:
    assert BANNER == "SECRET MÉDICAL — à ne pas transmettre à la préfecture"
