import pytest

from extraction.text.language import CANDIDATES, READ, language_of, main_language

SAID = {
    "fr": "Les pharmacies du district manquent d’insuline depuis plusieurs mois.",
    "en": "The district pharmacies have been short of insulin for several months.",
    "es": "Las farmacias del distrito carecen de insulina desde hace varios meses.",
    "pt": "As farmácias do distrito não têm insulina há vários meses e os doentes pagam.",
    "ar": "تعاني صيدليات المنطقة من نقص في الأنسولين منذ عدة أشهر.",
    "ru": "В районных аптеках уже несколько месяцев не хватает инсулина.",
    "ht": "Famasi yo pa gen ensilin depi plizyè mwa, moun yo oblije achte li nan men prive.",
    "so": "Farmashiyada degmada waxaa ka jirta insulin la’aan muddo bilo ah, dadkuna way iibsadaan.",
    "sw": "Maduka ya dawa ya wilaya yamekosa insulini kwa miezi kadhaa, na wagonjwa wananunua wenyewe.",
    "ro": "Farmaciile din raion nu au insulină de câteva luni, iar bolnavii o cumpără singuri.",
    "sq": "Farmacitë e rrethit nuk kanë insulinë prej disa muajsh dhe të sëmurët e blejnë vetë.",
    "ka": "რაიონის აფთიაქებში რამდენიმე თვეა ინსულინი არ არის.",
}


@pytest.mark.parametrize("lang", SAID)
def test_a_language_is_named_read_or_not(lang: str) -> None:
    assert language_of(SAID[lang]) == lang


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 098 · 34 % · 0,00",
        "OK",
        "RANEPH, APRONHA, MOFEDGA, CHES, ROPANIP, CRS, FLM/NCA",
        "https://example.org/les-pharmacies-du-district",
    ],
)
def test_what_cannot_be_told_is_not_guessed(text: str) -> None:
    assert language_of(text) is None


def test_the_language_of_a_document_is_that_of_most_of_it() -> None:
    assert main_language([("fr", 600), ("en", 300), (None, 2_000)]) == "fr"
    assert main_language([("fr", 500), ("en", 500)]) is None
    assert main_language([(None, 500)]) is None
    assert main_language([]) is None


def test_every_language_that_is_read_is_looked_for() -> None:
    assert set(CANDIDATES) >= READ
    assert len(CANDIDATES) == len(set(CANDIDATES))
