"""What a search finds in a release, and in which order: the same on both engines."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from library import both, found, listed, publish, report, results
from press import ADDRESS, Press, row

from kb.search.expansions import synonyms

if TYPE_CHECKING:
    from kb.search.finding import Results

pytestmark = pytest.mark.usefixtures("quoting")


def test_words_are_all_wanted_whatever_their_order_case_and_accents(either: Press) -> None:
    publish(
        either,
        un=report("un", "La césarienne coûte cher à Bouaké.", "L’hôpital de Bouaké n’a pas de scanner."),
        deux=report("deux", "Cesárea gratuita.", lang="es"),
    )
    for asked in ("césarienne Bouaké", "BOUAKE cesarienne", "ce\u0301sarienne bouaké", "césariennes, Bouaké !"):
        assert found(either.engine, asked) == ["La césarienne coûte cher à Bouaké."]
    assert len(found(either.engine, "bouake")) == 2
    assert found(either.engine, "cesarea") == ["Cesárea gratuita."]
    assert found(either.engine, "césarienne scanner") == []


@pytest.mark.parametrize(
    ("lang", "text", "asked"),
    [
        ("fr", "Ruptures fréquentes d’antirétroviraux.", "rupture antirétroviral"),
        ("fr", "Les femmes traitées et hospitalisées.", "traité hospitalisé"),
        ("fr", "Une rupture d’insuline.", "l’insuline"),
        ("en", "Frequent shortages of medicines; nurses were striking.", "shortage medicine strike"),
        ("es", "Hospitalizaciones y vacunaciones pendientes.", "hospitalización vacunación"),
        ("pt", "As medicações e as situações.", "medicação situação"),
        ("ar", "نقص الأنسولين", "الأنسولين"),
        (None, "Coartem stock", "coartem"),
    ],
)
def test_stems_of_four_languages_and_words_as_they_are_in_the_others(
    either: Press, lang: str | None, text: str, asked: str
) -> None:
    publish(either, un=report("un", text, lang=lang))
    assert found(either.engine, asked) == [text]


def test_quoted_words_follow_each_other(either: Press) -> None:
    publish(
        either,
        un=report("un", "rupture de stock", "stock sans rupture", "la rupture du stock d’insuline", heading="Rupture"),
    )
    assert found(either.engine, '"rupture de stock"') == ["rupture de stock"]
    assert found(either.engine, "« Ruptures de stocks »") == ["rupture de stock"]
    assert len(found(either.engine, "rupture stock")) == 3
    assert found(either.engine, '"stock rupture"') == []
    # from a heading to its text, or from a text to its title, there is no phrase
    assert found(either.engine, '"rupture stock"') == []


def test_a_word_with_a_hyphen_is_not_wanted(either: Press) -> None:
    publish(either, un=report("un", "insuline à Bouaké", "insuline à Man", "insuline à San Pedro"))
    assert sorted(found(either.engine, "insuline -man")) == ["insuline à Bouaké", "insuline à San Pedro"]
    assert found(either.engine, 'insuline -"san pedro" -Bouake') == ["insuline à Man"]
    assert found(either.engine, "insuline -insuline") == []


def test_what_holds_the_words_in_its_name_comes_first_then_the_newest(either: Press) -> None:
    publish(
        either,
        a=report("a", "dialyse ancienne", on="2012-01-01"),
        b=report("b", "dialyse sans date", on=None),
        c=report("c", "dialyse récente, page une", "dialyse récente, page deux", on="2024-05-01"),
        d=report("d", "autre chose", title="Rapport sur la dialyse", on="2010-01-01"),
        e=report("e", "coût élevé", heading="Dialyse", on="2011-01-01"),
    )
    assert found(either.engine, "dialyse") == [
        "coût élevé", "Rapport sur la dialyse",
        "dialyse récente, page une", "dialyse récente, page deux", "dialyse ancienne", "autre chose", "dialyse sans date",
    ]  # fmt: skip


def pages(engine: object, asked: str, size: int) -> "list[Results]":
    total = results(engine, asked).total  # type: ignore[arg-type]
    return [results(engine, asked, limit=size, offset=at) for at in range(0, total, size)]  # type: ignore[arg-type]


def test_pages_put_end_to_end_are_the_whole(either: Press) -> None:
    either.run({ADDRESS: [row(year, "1", 1.0, area=area) for year in (2014, 2015) for area in ("CIV", "MLI", "SEN")]})
    publish(either, un=report("un", *(f"les ménages, page {n}" for n in range(9)), title="Ménages"))
    whole = results(either.engine, "ménages")
    assert whole.total == len(whole.hits) == 13
    cut = pages(either.engine, "ménages", 4)
    assert {page.total for page in cut} == {13}
    assert [hit.line.id for page in cut for hit in page.hits] == [hit.line.id for hit in whole.hits]
    assert results(either.engine, "ménages", limit=4, offset=50).hits == ()


def test_medicines_are_found_by_name_brand_and_key(either: Press) -> None:
    publish(
        either,
        liste=both(
            listed("Amoxicilline 500 mg", medicine="amoxicilline"),
            listed("ATV/r", brand="Reyataz", medicine="atazanavir"),
            listed("TLD", parts='["tenofovir", "lamivudine", "dolutegravir"]'),
        ),
    )
    assert found(either.engine, "amoxicilline") == ["Amoxicilline 500 mg"]
    assert found(either.engine, "atazanavir") == found(either.engine, "REYATAZ") == ["ATV/r"]
    assert found(either.engine, "lamivudine dolutégravir") == ["TLD"]
    (hit,) = results(either.engine, "amoxicilline").hits
    assert (hit.line.kind, hit.line.area, hit.line.products) == ("listing", "CIV", ["amoxicilline"])
    assert [(hit.line.quote or "")[slice(*mark)] for mark in hit.quote_marks] == ["Amoxicilline"]
    assert hit.label_marks == (), "the label of a list is ours"


def test_an_indicator_is_found_by_its_label_in_each_country_that_has_figures(either: Press) -> None:
    not_reported = (*row(2016, None)[:-1], False)
    either.run({ADDRESS: [row(2014, "1", 1.0), row(2015, "2", 2.0), not_reported, row(2013, "3", 3.0, area="MLI")]})
    either.freeze()
    for asked in ("dépenses ménages", "GHED_OOPSCHE_SHA2011", "out-of-pocket"):
        lines = [hit.line for hit in results(either.engine, asked).hits]
        assert [(line.area, line.period_as_stated, line.kind) for line in lines] == [
            ("CIV", "2015", "observation"),
            ("MLI", "2013", "observation"),
        ]
    only = results(either.engine, "dépenses ménages", country="MLI")
    assert (only.total, only.hits[0].line.area) == (1, "MLI")


def test_a_passage_that_names_no_country_speaks_of_those_of_its_report(either: Press) -> None:
    one = report("un", "Ruptures à Bouaké.", "Ruptures ailleurs.", countries='["CIV"]')
    named = [(*row[:-1], "[]") if row[1] == 2 else (*row[:-1], '["MLI"]') for row in one["passage"]]
    publish(either, un=one | {"passage": named})
    assert found(either.engine, "ruptures", country="CIV") == ["Ruptures ailleurs."]
    assert found(either.engine, "ruptures", country="MLI") == ["Ruptures à Bouaké."]
    areas = {hit.line.page: (hit.line.area, hit.line.area_type) for hit in results(either.engine, "ruptures").hits}
    assert areas == {1: ("MLI", "COUNTRY"), 2: ("CIV", "COUNTRY")}


def test_other_names_are_looked_for_and_can_be_taken_out(either: Press) -> None:
    publish(either, un=report("un", "Malaria is endemic.", lang="en"), deux=report("deux", "Le paludisme recule."))
    assert len(found(either.engine, "paludisme", expand=synonyms)) == 2
    assert found(either.engine, "paludisme") == ["Le paludisme recule."]
    assert found(either.engine, '"paludisme"', expand=synonyms) == ["Le paludisme recule."]


@pytest.fixture
def varied(either: Press) -> Press:
    either.run({ADDRESS: [row(2015, "1", 1.0), row(2015, "1", 1.0, area="MLI")]})
    diabetic = {"type": "stock_out_medicines", "families": '["diabete"]'}
    publish(
        either,
        a=report("a", "ménages ivoiriens", on="2015-06-01", signals=[diabetic]),
        b=report(
            "b", "households of Mali, and diabetes; ménages", lang="en", countries='["MLI", "SEN"]', on="2020-02-02"
        ),
        c=report("c", "ménages", on=None, countries="[]", lang="pt"),
        d=both(listed("Ménages 10 mg", medicine="metformine"), listed("Ménages 20 mg", medicine="carbamazepine")),
    )
    return either


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"country": "MLI"}, ["GHED", "b"]),
        ({"country": "SEN"}, ["b"]),
        ({"lang": "pt"}, ["c"]),
        ({"lang": "en"}, ["GHED", "GHED", "b", "d1", "d2"]),
        ({"kind": "passage"}, ["a", "b", "c"]),
        ({"kind": "observation"}, ["GHED", "GHED"]),
        ({"kind": "listing", "country": "CIV"}, ["d1", "d2"]),
        ({"source": "who_gho"}, ["GHED", "GHED", "a", "b", "c", "d1", "d2"]),
        ({"source": "another"}, []),
        ({"since": date(2017, 1, 1)}, ["b", "d1", "d2"]),
        ({"until": date(2015, 12, 31)}, ["GHED", "GHED", "a"]),
        ({"since": date(2015, 6, 1), "until": date(2015, 6, 1)}, ["a"]),
        ({"signal": "stock_out_medicines"}, ["a"]),
        ({"signal": "staff_shortage"}, []),
        ({"family": "diabete"}, ["GHED", "GHED", "a", "b", "d1"]),
        ({"family": "vih"}, ["GHED", "GHED"]),
    ],
)  # fmt: skip
def test_filters(varied: Press, asked: dict[str, object], wanted: list[str]) -> None:
    named = {"ménages ivoiriens": "a", "ménages": "c", "Ménages 10 mg": "d1", "Ménages 20 mg": "d2"}
    told = [named.get(text, "b" if "Mali" in text else "GHED") for text in found(varied.engine, "ménages", **asked)]
    assert sorted(told) == wanted
