"""Periods: the words of the text, and the days they mean; relative dates count from the publication; nothing is invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import scene

from extraction.attributes.calendar_days import MEANINGS, Said
from extraction.attributes.periods import period_of
from extraction.attributes.words import LANGUAGES, words_of

PUBLISHED = date(2024, 5, 31)


@pytest.mark.parametrize(
    ("lang", "marked", "stated", "start", "end"),
    [
        ("fr", "[Rupture depuis mars 2024].", "depuis mars 2024", "2024-03-01", None),
        ("fr", "[Rupture entre avril et septembre 2019].", "entre avril et septembre 2019", "2019-04-01", "2019-09-30"),
        ("fr", "[Rupture de novembre à février 2020].", "de novembre à février 2020", "2019-11-01", "2020-02-29"),
        ("fr", "Au deuxième trimestre 2023, [les stocks manquaient].", "deuxième trimestre 2023", "2023-04-01", "2023-06-30"),
        ("fr", "[Fermé le 1er mars 2021].", "le 1er mars 2021", "2021-03-01", "2021-03-01"),
        ("fr", "[Fermé le 31 février 2021].", "le 31 février 2021", None, None),
        ("fr", "[Fermé jusqu’en 2018].", "jusqu’en 2018", None, "2018-12-31"),
        ("fr", "[Fermé avant 2018].", "avant 2018", None, "2017-12-31"),
        ("fr", "[En rupture depuis trois mois].", "depuis trois mois", "2024-02-29", None),
        ("fr", "[Rupture au cours des 6 derniers mois].", "6 derniers mois", "2023-11-30", "2024-05-31"),
        ("fr", "[Rupture depuis juillet].", "depuis juillet", "2023-07-01", None),
        ("fr", "[Rupture depuis mars].", "depuis mars", "2024-03-01", None),
        ("fr", "[L’an dernier, le scanner était en panne].", "L’an dernier", "2023-01-01", "2023-12-31"),
        ("fr", "[Fermé pendant trois mois].", "pendant trois mois", None, None),
        ("en", "[Clinics ran out in the past three months].", "the past three months", "2024-02-29", "2024-05-31"),
        ("en", "[Closed for the past 2 years].", "for the past 2 years", "2022-05-31", None),
        ("en", "[Out of stock since March 14, 2024].", "since March 14, 2024", "2024-03-14", None),
        ("en", "[Out of stock in Q3 2023].", "Q3 2023", "2023-07-01", "2023-09-30"),
        ("en", "[A gap in 2018-19].", "2018-19", "2018-01-01", "2019-12-31"),
        ("es", "[Sin insulina desde hace dos meses].", "desde hace dos meses", "2024-03-31", None),
        ("es", "[Sin insulina entre 2016 y 2018].", "entre 2016 y 2018", "2016-01-01", "2018-12-31"),
        ("pt", "[Sem insulina desde março de 2022].", "desde março de 2022", "2022-03-01", None),
        ("pt", "[Sem insulina há três meses].", "há três meses", "2024-02-29", None),
    ],
)  # fmt: skip
def test_a_period_is_kept_as_stated_and_as_days(
    lang: str, marked: str, stated: str, start: str | None, end: str | None
) -> None:
    assert period_of(scene(marked, lang, published_on=PUBLISHED)) == (stated, start, end)


def test_a_relative_date_without_a_publication_has_words_and_no_days() -> None:
    assert period_of(scene("[En rupture depuis trois mois].")) == ("depuis trois mois", None, None)


def test_the_period_of_the_quotation_comes_before_the_one_of_the_sentence() -> None:
    found = period_of(scene("En 2019, le ministère annonçait que [le scanner est en panne depuis 2021]."))
    assert found is not None
    assert found.as_stated == "depuis 2021"
    assert period_of(scene("[Le scanner est en panne].")) is None


@given(
    said=st.builds(
        Said,
        day=st.integers(0, 99), month=st.integers(1, 12), month2=st.integers(1, 12), year=st.integers(1900, 2099),
        year2=st.integers(1900, 2099), part=st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2"]),
        count=st.integers(0, 999), unit=st.sampled_from(["day", "week", "month", "year"]),
    ),
    means=st.sampled_from(sorted(MEANINGS)),
    published=st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31)),
)  # fmt: skip
def test_whatever_is_said_a_period_never_ends_before_it_starts(said: Said, means: str, published: date | None) -> None:
    start, end = MEANINGS[means](said, published)
    assert start is None or end is None or start <= end


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_way_of_dating_has_a_meaning_and_every_group_a_reason(lang: str) -> None:
    words = words_of(lang)
    assert {form.means for form in words.dating.forms} <= MEANINGS.keys()
    assert words.groups.keys() == words_of("fr").groups.keys()
    assert all(group.because and group.words for group in words.groups.values())
