"""What a signal says of itself: only what its sentence says."""

from typing import NamedTuple

import pytest

from extraction.signals import Signal, extract
from extraction.signals.amounts import amounts_in, number_of
from extraction.signals.folding import fold
from extraction.signals.periods import period_in


def only(text: str, lang: str = "fr", **more: object) -> Signal:
    (one,) = extract(text, lang, **more)  # type: ignore[arg-type]
    return one


def test_a_signal_tells_everything_its_sentence_tells() -> None:
    one = only("À Thiès, 12 centres de santé sur 40 manquent d’insuline pédiatrique depuis mars 2024.", country="SEN")
    assert (one.country, one.place, one.population, one.families) == ("SEN", "Thiès", "enfant", ("diabete",))
    assert (one.period_as_stated, one.period_start, one.period_end) == ("depuis mars 2024", "2024-03-01", None)
    assert [(amount.as_stated, amount.value, amount.out_of) for amount in one.amounts] == [
        ("12 centres de santé sur 40", 12.0, 40.0)
    ]
    assert one.products == ("insuline",)


@pytest.mark.parametrize(
    ("text", "component"),
    [
        ("L’hôpital manque d’insuline.", "medicament"),
        ("L’hôpital manque de réactifs.", "examen_biologie"),
        ("Le scanner de l’hôpital est en panne.", "examen_imagerie"),
        ("Les générateurs de dialyse sont en panne.", "soin_technique"),
        ("L’autoclave est en panne.", "dispositif"),
        ("L’hôpital est fermé.", "structure"),
        ("Les infirmiers sont en grève.", "personnel"),
        ("Le district n’a aucune ambulance.", "urgence_transport"),
        ("Les malades payent le transport et les soins de leur poche.", "couverture_cout"),
        ("Les séropositifs sont insultés par les soignants.", "environnement"),
    ],
)
def test_an_object_named_in_the_sentence_overrides_the_component(text: str, component: str) -> None:
    assert only(text).component == component


class Named(NamedTuple):
    iso3: str
    start: int
    end: int


def test_a_neighbour_s_problem_is_never_given_to_the_country() -> None:
    assert only("L’hôpital manque d’insuline.", country="SEN").country == "SEN"
    assert only("En Guinée-Bissau, les hôpitaux manquent d’insuline.", country="SEN").country == "GNB"
    assert only("Dans les pays voisins, les hôpitaux manquent d’insuline.", country="SEN").country is None


def test_another_reader_of_countries_may_be_given() -> None:
    text = "Au pays du Teranga, les hôpitaux manquent d’insuline."

    def reader(passage: str) -> list[Named]:
        at = passage.find("Teranga")
        return [Named("SEN", at, at + 7)] if at >= 0 else []

    assert only(text, country="MLI", countries_in=reader).country == "SEN"


def test_one_hospital_is_not_a_country() -> None:
    assert only("L’hôpital régional manque d’insuline.").level == "facility"
    assert only("Les districts du nord manquent d’insuline et de soins.").level == "regional"
    assert only("Les malades manquent d’insuline.").level is None


@pytest.mark.parametrize(
    ("lang", "text", "stated", "start", "end"),
    [
        ("fr", "Entre avril et septembre 2019, rien", "Entre avril et septembre 2019", "2019-04-01", "2019-09-30"),
        ("fr", "au deuxième trimestre 2023", "deuxième trimestre 2023", "2023-04-01", "2023-06-30"),
        ("fr", "le 4 mars 2021, la maternité", "le 4 mars 2021", "2021-03-04", "2021-03-04"),
        ("fr", "jusqu’en 2018", "jusqu’en 2018", None, "2018-01-01"),
        ("fr", "depuis six mois", "depuis six mois", None, None),
        ("en", "in Q3 2023", "Q3 2023", "2023-07-01", "2023-09-30"),
        ("en", "from June to August 2020", "from June to August 2020", "2020-06-01", "2020-08-31"),
        ("en", "since 14 March", "since 14 March", None, None),
        ("es", "Entre 2016 y 2018 hubo", "Entre 2016 y 2018", "2016-01-01", "2018-12-31"),
        ("pt", "desde março de 2022", "desde março de 2022", "2022-03-01", None),
        ("fr", "le 31 février 2021", "le 31 février 2021", None, None),
    ],
)
def test_a_period_is_kept_as_stated_and_as_dates(
    lang: str, text: str, stated: str, start: str | None, end: str | None
) -> None:
    found = period_in(fold(text), 0, len(text), lang)
    assert found is not None
    assert text[found.start : found.end] == stated
    assert (found.first and found.first.isoformat(), found.last and found.last.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pendant 3 mois en 2019", [("3 mois", 3.0, "mois", None)]),
        ("21 of the 47 sites", [("21 of the 47 sites", 21.0, "sites", 47.0)]),
        ("trois des cinq machines", [("trois des cinq machines", 3.0, "machines", 5.0)]),
        ("41 % des ménages", [("41 %", 41.0, "%", None)]),
        ("US$90 la séance", [("US$90", 90.0, "US$", None)]),
        ("un médecin en 2021", []),
    ],
)
def test_an_amount_is_what_the_text_states(text: str, told: list[tuple[object, ...]]) -> None:
    assert [(one.as_stated, one.value, one.unit, one.out_of) for one in amounts_in(text)] == told


def test_numbers_are_read_as_they_are_written() -> None:
    assert [number_of(text) for text in ("25 000", "1,246", "2,5", "douze", "1.250.000")] == [
        25000,
        1246,
        2.5,
        12,
        1250000,
    ]
