"""The annexe of a basket is the same text on both engines, and after ten more releases."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Base, Recording

pytestmark = pytest.mark.postgres
OOP = "GHED_OOPSCHE_SHA2011"
DAY, LATER = "2026-03-12T09:00:00+00:00", "2027-{:02}-01T09:00:00+00:00"
CHOICE = ("--country", "CIV", "--family", "vih,diabete")


def annexe(base: "Base", *what: str) -> str:
    told = base("cite", *what)
    assert told.returncode == 0, told.stderr
    return told.stdout


def code_of(text: str) -> str:
    return re.sub(r"\s", "", text.split("Code de réouverture\n")[1].split("Ce code révèle")[0])


def undated(text: str) -> str:
    """Without the day on which the paper was made."""
    return re.sub(r"Établie le [^.]+\.", "", text)


def test_a_basket_is_the_same_annexe_on_both_engines_and_ten_releases_later(
    new_base: Callable[[str], "Base"], small_answers: "Recording"
) -> None:
    first = small_answers.index
    payload = small_answers.answer(OOP)
    gone, changed, *others = payload["value"]
    come = {**deepcopy(gone), "Id": 99, "TimeDim": 2016, "Value": "36.1", "NumericValue": 36.1}
    come |= {"TimeDimensionValue": "2016"}
    come |= {"TimeDimensionBegin": "2016-01-01T00:00:00+01:00", "TimeDimensionEnd": "2016-12-31T00:00:00+01:00"}
    payload["value"] = [{**changed, "Value": "36.9", "NumericValue": 36.912}, come, *others]
    small_answers.keep(OOP, payload)
    revised = small_answers.index
    texts = {}
    for engine in ("sqlite", "postgresql"):
        base = new_base(engine).at(DAY)
        assert base("init", "--no-starter").returncode == 0
        base.crawl(first)
        base.release()
        answer = base("fiche", *CHOICE[1::2], "--format", "json").json
        ids = [line["id"] for component in answer["components"] for line in component["lines"]]
        texts[engine] = annexe(base, *ids, *CHOICE)
        for month in range(1, 11):
            later = base.at(LATER.format(month))
            later.crawl(first if month % 2 == 0 else revised)
            assert later.release()["number"] == month + 1
        reopened = annexe(base.at(LATER.format(11)), "--open", code_of(texts[engine]))
        assert undated(reopened) == undated(texts[engine])
        assert annexe(base, "--open", code_of(texts[engine])) == texts[engine], "the same day, the same bytes"
    assert texts["sqlite"] == texts["postgresql"]
