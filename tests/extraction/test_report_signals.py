"""Signals of a report: exact places in the page's text, attributes, and nothing for what is not read."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.items import SignalItem
from extraction.readers import reader_of
from extraction.report_signals import EXTRACTOR, signals_of_report
from extraction.reports import Report, Stated, report_items, text_reading

ADDRESS = "https://example.org/rapport"
SENTENCES = (
    "Les hôpitaux manquent d’insuline depuis trois mois.",
    "Le scanner de l’hôpital de Bouaké est en panne.",
    "The hospital has no reagents since March 2024.",
    "Le programme a formé quarante infirmiers.",
    "Contrairement au Cameroun voisin, les hôpitaux manquent de réactifs.",
)


def signals(text: str, **stated: Any) -> list[SignalItem]:
    report = Report(ADDRESS, text_reading(text, "vide"), Stated(**stated))
    return [one for one in report_items(report, None, signals_of_report) if isinstance(one, SignalItem)]


def test_a_signal_of_a_report_carries_its_place_and_its_attributes() -> None:
    text = "Titre\n\nLe programme continue.\n\nÀ Thiès, 12 sites sur 40 manquent d’insuline depuis trois mois."
    (one,) = signals(text, lang="fr", countries=("SEN",), published_on="2024-06-30")
    assert text[one.start : one.end] == one.quote == "12 sites sur 40 manquent d’insuline depuis trois mois"
    assert (one.area, one.type, one.polarity, one.component) == ("SEN", "stock_out_medicines", "present", "medicament")
    assert (one.place, one.level, one.page, one.lang) == ("Thiès", "regional", 1, "fr")
    assert json.loads(one.families) == ["diabete"]
    assert json.loads(one.products) == ["insuline"]
    assert json.loads(one.amounts) == ["12 sites sur 40", "trois mois"]
    assert (one.period_as_stated, one.period_start, one.period_end) == ("depuis trois mois", "2024-03-30", None)
    assert one.published_on == "2024-06-30"
    assert one.cue
    assert one.rule


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8), st.sampled_from([" ", "\n", "\n\n", " \u00a0"]))
def test_every_quotation_stands_in_the_page_to_the_letter(said: list[str], between: str) -> None:
    text = between.join(said)
    page = Report(ADDRESS, text_reading(text, "vide")).text_of(1)
    assert page is not None
    for one in signals(text, lang="fr", countries=("GAB",)):
        assert page[one.start : one.end] == one.quote
        assert one.area == "GAB"


def test_an_enumeration_of_countries_gives_each_its_line() -> None:
    found = signals("Au Mali, au Niger et au Burkina Faso, les hôpitaux manquent d’insuline.", lang="fr")
    assert [one.area for one in found] == ["MLI", "NER", "BFA"]
    assert len({(one.start, one.end) for one in found}) == 1


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Les hôpitaux manquent d’insuline.", {"lang": "fr"}),  # nothing says whose country it is
        ("Gli ospedali non hanno più insulina da tre mesi, dicono i medici.", {"lang": "it", "countries": ("ITA",)}),
        ("Dans les pays voisins, les hôpitaux manquent d’insuline.", {"lang": "fr", "countries": ("SEN",)}),
    ],
)
def test_what_has_no_country_or_no_language_read_has_no_line(text: str, stated: dict[str, Any]) -> None:
    assert signals(text, **stated) == []


def test_a_passage_on_a_private_person_keeps_its_flag() -> None:
    text = "Awa Traoré, 34 ans, raconte que l’hôpital manque d’insuline depuis mars 2024."
    (one,) = signals(text, lang="fr", countries=("MLI",))
    assert one.private_person


@pytest.mark.parametrize("source", ["reliefweb", "hrw", "global_fund", "msf_fr"])
def test_a_reader_of_reports_says_which_signals_it_draws(source: str) -> None:
    assert reader_of(source).extractor.endswith(EXTRACTOR)


def test_a_day_nobody_recorded_dates_nothing() -> None:
    (one,) = signals("Les hôpitaux manquent d’insuline depuis trois mois.", lang="fr", countries=("MLI",))
    assert (one.period_as_stated, one.period_start, one.published_on) == ("depuis trois mois", None, None)
