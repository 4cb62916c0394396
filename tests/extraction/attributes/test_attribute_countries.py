"""Whose problem a signal is: the sentence's country, else the document's; a neighbour's problem is never given to the country."""

import pytest
from scenes import scene

from extraction.attributes.countries import countries_of


@pytest.mark.parametrize(
    ("lang", "marked", "of_document", "wanted"),
    [
        # nothing named: the document's
        ("fr", "[Les hôpitaux manquent d’insuline].", ("SEN",), ("SEN",)),
        ("en", "[Hospitals lack insulin].", (), ()),
        # named: the sentence's, whatever the document is about
        ("fr", "Au Burundi voisin, [les hôpitaux manquent d’insuline].", ("RWA",), ("BDI",)),
        ("en", "[Clinics in neighbouring Chad have no insulin].", ("CMR",), ("TCD",)),
        ("es", "En Honduras, [los hospitales no tienen insulina].", ("GTM",), ("HND",)),
        ("pt", "Em Angola, [os hospitais não têm insulina].", ("COG",), ("AGO",)),
        # named to compare: the problem is not there
        ("fr", "Contrairement au Cameroun voisin, [les hôpitaux manquent d’insuline].", ("GAB",), ("GAB",)),
        ("fr", "Contrairement au Cameroun voisin, [le Gabon manque d’insuline].", (), ("GAB",)),
        ("fr", "[Le Gabon manque d’insuline], contrairement au Cameroun voisin.", (), ("GAB",)),
        ("en", "Unlike Kenya, [Uganda has no radiotherapy machine].", (), ("UGA",)),
        ("en", "[Radiotherapy costs more than in Kenya].", ("UGA",), ("UGA",)),
        ("es", "A diferencia de Costa Rica, [los hospitales no tienen insulina].", ("NIC",), ("NIC",)),
        ("pt", "Ao contrário da Namíbia, [os hospitais não têm insulina].", ("AGO",), ("AGO",)),
        # named for people, goods or money that come from there
        ("en", "[South Sudanese refugees have no insulin].", ("UGA",), ("UGA",)),
        ("en", "Refugees from South Sudan say that [clinics have no insulin].", ("UGA",), ("UGA",)),
        ("en", "[Syrian refugees in Lebanon cannot afford insulin].", (), ("LBN",)),
        ("en", "[People who entered the country from neighboring Venezuela are without coverage].", ("COL",), ("COL",)),
        ("fr", "[Les réfugiés venus du Burundi n’ont pas d’insuline].", ("RWA",), ("RWA",)),
        ("fr", "[L’insuline importée d’Inde manque].", ("MLI",), ("MLI",)),
        ("en", "[The end of American funding closed clinics].", ("MWI",), ("MWI",)),
        ("fr", "[La Croix-Rouge française a fermé le dispensaire].", ("TCD",), ("TCD",)),
        # two clauses, two countries
        ("fr", "Le Kenya a des stocks, tandis qu’en Ouganda [les hôpitaux manquent d’insuline].", (), ("UGA",)),
        ("en", "[In Mali insulin is missing], while Niger has stocks.", (), ("MLI",)),
        # an enumeration is about each
        ("fr", "Au Mali, au Niger et au Burkina Faso, [les réactifs manquent].", (), ("MLI", "NER", "BFA")),
        # an unnamed neighbour is nobody's
        ("fr", "Dans les pays voisins, [les hôpitaux manquent d’insuline].", ("SEN",), ()),
        ("en", "[Neighbouring countries have no insulin].", ("SEN",), ()),
        ("fr", "Contrairement aux pays voisins, [le pays manque d’insuline].", ("SEN",), ("SEN",)),
        # a region of several countries is nobody's, unless the country is ranked in it or it is where goods and patients go
        ("en", "Across the Caribbean, [hospitals lack insulin].", ("HTI",), ()),
        ("en", "[Health systems across West Africa run out of vaccines].", ("GIN",), ()),
        ("fr", "Dans toute l’Afrique de l’Ouest, [les hôpitaux manquent d’insuline].", ("GIN",), ()),
        ("es", "En América Latina, [los hospitales carecen de insulina].", ("GTM",), ()),
        ("pt", "Na África Austral, [os hospitais carecem de insulina].", ("AGO",), ()),
        ("en", "[Doctor density is among the lowest in Africa].", ("GIN",), ("GIN",)),
        ("en", "Unlike the rest of Africa, [hospitals lack insulin].", ("GIN",), ("GIN",)),
        ("en", "[Hospitals lack vaccines imported from Europe].", ("GIN",), ("GIN",)),
        ("en", "[South Africa lacks nurses].", (), ("ZAF",)),
        ("en", "In Haiti and across the Caribbean, [hospitals lack insulin].", ("HTI",), ("HTI",)),
        # « Au Burundi, … » places what follows until another country is named
        ("fr", "Au Burundi voisin, la situation est pire. [Les hôpitaux manquent d’insuline].", ("RWA",), ("BDI",)),
        ("fr", "Le pays reçoit des dons du Burundi. [Les hôpitaux manquent d’insuline].", ("RWA",), ("RWA",)),
        # a document on several countries: only one that the passage names
        ("fr", "Le ministère malien le dit. [Les hôpitaux manquent d’insuline].", ("MLI", "NER"), ("MLI",)),
        ("fr", "[Les hôpitaux manquent d’insuline].", ("MLI", "NER"), ()),
    ],
)  # fmt: skip
def test_whose_problem_it_is(lang: str, marked: str, of_document: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert countries_of(scene(marked, lang, countries=of_document)) == wanted


def test_the_nearest_title_that_names_one_country_places_the_passage() -> None:
    said = "[Les hôpitaux manquent d’insuline]."
    assert countries_of(scene(said, heading="Afrique de l’Ouest › Mali", countries=("MLI", "NER"))) == ("MLI",)
    assert countries_of(scene(said, heading="Mali et Niger", countries=("MLI", "NER"))) == ()
    assert countries_of(scene(said, heading="Résumé", countries=("NER",))) == ("NER",)
