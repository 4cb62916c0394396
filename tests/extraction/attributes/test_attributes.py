"""What a signal speaks of: products, families, component, population, place, level, amounts. Only what the text says."""

from datetime import date

import pytest
from scenes import scene

from extraction.attributes.amounts import amounts_of
from extraction.attributes.component import component_of
from extraction.attributes.families import families_in, families_of
from extraction.attributes.people import population_of
from extraction.attributes.places import level_of, place_of
from extraction.attributes.products import products_in, products_of
from extraction.attributes.reading import attributes_of
from kb.vocabulary.loader import load_medicines
from kb.vocabulary.medicine_words import load_classes
from kb.vocabulary.signal_products import load_signal_products


def test_a_signal_tells_everything_its_sentence_tells() -> None:
    said = "À Thiès, [12 centres de santé sur 40 manquent d’insuline pédiatrique depuis mars 2024]."
    told = attributes_of(scene(said, countries=("SEN",), published_on=date(2024, 6, 1)), "stock_out_medicines")
    assert (told.countries, told.place, told.level, told.population) == (("SEN",), "Thiès", "regional", "enfant")
    assert (told.families, told.products, told.component) == (("diabete",), ("insuline",), "medicament")
    assert told.period == ("depuis mars 2024", "2024-03-01", None)
    assert told.amounts == ("12 centres de santé sur 40",)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("le dolutégravir et l’éfavirenz manquent", ("dolutegravir", "efavirenz")),
        ("no dolutegravir tablets", ("dolutegravir",)),
        ("stock-outs of ARVs and condoms", ("antiretroviral", "preservatifs")),
        ("les bandelettes et les réactifs", ("bandelettes_glycemie", "reactifs")),
        ("le scanner et l’IRM sont en panne", ("scanner", "irm")),
        ("faltan vacunas y reactivos", ("vaccin", "reactifs")),
        ("the art of medicine, an act of aid", ()),
        ("l’eau et le sel manquent", ()),
    ],
)
def test_products_are_keys_of_the_vocabulary(text: str, keys: tuple[str, ...]) -> None:
    assert products_in(text) == keys
    assert set(keys) <= load_medicines().keys() | load_classes().keys() | load_signal_products().keys()


def test_a_product_outside_the_quotation_counts_only_where_the_signal_speaks_of_products() -> None:
    said = "L’insuline est livrée mais [les infirmiers sont en grève]."
    assert products_of(scene(said), "staff_shortage") == ()
    assert products_of(scene(said), "supply_chain") == ("insuline",)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("les malades du VIH et de la tuberculose", ("vih", "tuberculose")),
        ("people living with HIV", ("vih",)),
        ("stock-outs of bedaquiline", ("tuberculose",)),
        ("pacientes con diabetes", ("diabete",)),
        ("doentes com tuberculose", ("tuberculose",)),
        ("salud mental", ("psychoses_bipolaire", "psychotrauma_depression")),
        ("an economic depression led to cuts", ()),
        ("TB services stopped because of COVID-19", ("tuberculose",)),
        ("COVID-19 patients were turned away", ("autres_infections",)),
        ("les hôpitaux manquent de tout", ()),
        ("LES HÔPITAUX DU SUD", ()),
    ],
)
def test_families_are_those_that_the_text_names(text: str, keys: tuple[str, ...]) -> None:
    assert families_in(text) == keys


def test_the_family_of_the_passage_serves_where_the_sentence_names_none() -> None:
    assert families_of(scene("Le programme VIH s’étend. [Les stocks manquent].")) == ("vih",)
    assert families_of(scene("[Les stocks manquent].", heading="Tuberculose")) == ("tuberculose",)
    assert families_of(scene("Le VIH recule. [Les antipaludiques manquent].")) == ("autres_infections",)
    assert families_of(scene("Pour le VIH et la tuberculose, [les stocks manquent].")) == ("vih", "tuberculose")
    assert families_of(scene("[Les stocks manquent].")) == ()


@pytest.mark.parametrize(
    ("type_", "said", "component"),
    [
        ("equipment_maintenance", "[le scanner est en panne]", "examen_imagerie"),
        ("equipment_maintenance", "[l’autoclave est en panne]", "dispositif"),
        ("stock_out_medicines", "[les kits de dialyse manquent]", "soin_technique"),
        ("stock_out_medicines", "[l’insuline manque]", "medicament"),
        ("supply_chain", "[les échantillons ne sont plus acheminés]", "examen_biologie"),
        ("service_interruption", "[the clinic closed] for lack of ambulances", "urgence_transport"),
        ("cost_barrier", "[le scanner coûte cher]", "couverture_cout"),
        ("staff_shortage", "[les infirmiers sont en grève]", "personnel"),
    ],
)
def test_an_object_named_in_the_sentence_overrides_the_component(type_: str, said: str, component: str) -> None:
    assert component_of(scene(said, "en" if "the" in said.split() else "fr"), type_) == component


@pytest.mark.parametrize(
    ("lang", "said", "population"),
    [
        ("fr", "[L’insuline pédiatrique manque].", "enfant"),
        ("en", "For pregnant women, [tests are missing].", "femme enceinte"),
        ("fr", "[Les enfants et les femmes enceintes attendent].", None),
        ("fr", "[L’insuline manque].", None),
        ("en", "[Clinics lack medicines], and growth among children slowed.", None),
        ("en", "[Shortages disrupt critical services such] as obstetric care.", "femme enceinte"),
    ],
)
def test_one_population_or_none(lang: str, said: str, population: str | None) -> None:
    assert population_of(scene(said, lang)) == population


@pytest.mark.parametrize(
    ("lang", "said", "place", "level"),
    [
        ("fr", "[L’hôpital manque d’insuline].", None, "facility"),
        ("fr", "[L’hôpital de Bouaké manque d’insuline].", "Bouaké", "facility"),
        ("fr", "[Les hôpitaux manquent d’insuline].", None, None),
        ("fr", "À Bouaké, [les hôpitaux manquent d’insuline].", "Bouaké", "regional"),
        ("fr", "[Les districts du nord manquent d’insuline].", None, "regional"),
        ("fr", "[L’insuline manque dans tout le pays].", None, "national"),
        ("en", "[Flooding closed Les Cayes Hospital].", "Les Cayes Hospital", "facility"),
        ("en", "[Insulin is missing nationwide].", None, "national"),
        ("en", "In December, [GeneXpert cartridges ran out across Africa].", None, None),
        ("en", "In Kenya, [insulin is missing].", None, None),
        ("en", "[Only 11 percent of health facilities in the capital remain open].", None, "regional"),
        ("en", "[Insulin is missing], and the fund will support the country in a new plan.", None, None),
        ("pt", "[Falta insulina em Nampula].", "Nampula", "regional"),
    ],
)
def test_one_hospital_is_not_a_country(lang: str, said: str, place: str | None, level: str | None) -> None:
    where = scene(said, lang)
    assert (place_of(where), level_of(where, place_of(where))) == (place, level)


@pytest.mark.parametrize(
    ("lang", "said", "heading", "place"),
    [
        # a department is a place, in the sentence or as the nearest title
        ("en", "In the Nippes Department, [vaccines are missing].", None, "Nippes Department"),
        ("fr", "[Les vaccins manquent dans le département du Sud-Est].", None, "Sud-Est"),
        ("fr", "[Les vaccins manquent].", "Haïti › Département du Sud-Est", "Sud-Est"),
        ("fr", "[Les vaccins manquent].", "Province de l’Ituri", "Ituri"),
        ("es", "[Faltan vacunas].", "Departamento de Petén", "Petén"),
        ("pt", "[Faltam vacinas].", "Província de Cabo Delgado", "Cabo Delgado"),
        ("en", "[Vaccines are missing].", "NIPPES DEPARTMENT", "NIPPES DEPARTMENT"),
        # the department of a hospital or of a ministry is none, nor is any other title
        ("en", "[Staff are missing in the Emergency Department].", None, None),
        ("en", "[Staff are missing].", "Health Department", None),
        ("fr", "[Les infirmiers manquent au Département de la Santé].", None, None),
        ("es", "[Faltan médicos].", "Departamento de Salud", None),
        ("fr", "[Les vaccins manquent].", "Recommandations", None),
        # a title places nothing where the sentence speaks of a country
        ("fr", "[Les vaccins manquent au Mali].", "Province de l’Ituri", None),
    ],
)
def test_a_department_is_a_place_and_that_of_a_hospital_is_none(
    lang: str, said: str, heading: str | None, place: str | None
) -> None:
    assert place_of(scene(said, lang, heading=heading)) == place


@pytest.mark.parametrize(
    ("lang", "said", "told"),
    [
        ("fr", "[pendant 3 mois en 2019]", ("3 mois",)),
        ("fr", "[trois des cinq machines]", ("trois des cinq machines",)),
        ("fr", "[un hôpital sur trois]", ("un hôpital sur trois",)),
        ("fr", "[25 000 francs CFA la séance, 41 % des ménages]", ("25 000 francs CFA", "41 %")),
        ("fr", "[un médecin en 2021]", ()),
        ("en", "[4 health facilities, 21 of the 47 sites, US$90]", ("4 health facilities", "21 of the 47 sites", "US$90")),
        ("en", "[April 2022 saw the tipping point in a crisis]", ()),
        ("es", "[faltan 12 médicos]", ("12 médicos",)),
    ],
)  # fmt: skip
def test_an_amount_is_what_the_text_states(lang: str, said: str, told: tuple[str, ...]) -> None:
    assert amounts_of(scene(said, lang)) == told
