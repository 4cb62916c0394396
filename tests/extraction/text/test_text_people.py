import time

import pytest

from extraction.text.people import officials_of, person_cue


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Awa, 34 ans, n’a pas reçu son traitement.", "Awa, 34 ans"),
        ("Le récit de Fatou Diallo (27 ans) le montre.", "Fatou Diallo (27 ans"),
        ("Older people like Mary Redman, 76, face cuts.", "Mary Redman, 76,"),
        ("A 34-year-old Suad lost her job.", "34-year-old Suad"),
        ("Chuwaira is two years old.", "Chuwaira is two years old"),
        ("« Je n’ai plus rien », dit Maria K., arrivée hier.", "Maria K."),
        ("“There is nothing left,” said Maria.", "said Maria"),
        ("Hadiza explained that the clinic was closed.", "Hadiza explained"),
        ("Mme Bâ attend depuis six mois.", "Mme Bâ"),
        ("La Sra. Pérez no pudo pagar.", "Sra. Pérez"),
        ("cuenta Juana, que vive lejos", "cuenta Juana"),
        ("Juana Quispe, de 40 años, espera.", "Juana Quispe, de 40 años"),
        ("Suad’s husband suffers from arthritis.", "Suad’s husband"),
        ("Véronique n’a toujours pas retrouvé son mari.", "Véronique n’a toujours pas retrouvé son mari"),
        ("Une patiente nommée Aminata a été renvoyée.", "patiente nommée Aminata"),
        ("Amina gave birth on the road.", "Amina gave birth"),
        ("Les prénoms ont été modifiés.", "prénoms ont été modifiés"),
        ("*Name has been changed.", "Name has been changed"),
        ("Nombre ficticio.", "Nombre fictici"),
        ("“He was hit,” al-Bouchiri said.", "al-Bouchiri said"),
        ("Le mari d’Awa est parti.", "mari d’Awa"),
        ("Mme Lajčáková, venue de loin, attend.", "Mme Lajčáková"),
    ],
)
def test_a_private_person_is_seen_and_the_cue_is_shown(text: str, cue: str) -> None:
    assert person_cue(text) == cue


@pytest.mark.parametrize(
    "text",
    [
        "Les pharmacies du district manquent d’insuline.",
        "Mme Diop, ministre de la Santé, a visité l’hôpital.",
        "« Le stock est vide », a dit Modibo Traoré, chef du bureau.",
        "said Mihra Rittmann, senior researcher at Human Rights Watch",
        "La directrice de la pharmacie, Mme Sow, le confirme.",
        "Human Rights Watch said that the siege continues.",
        "Haïti’s children lack vaccines; Haiti said so.",
        "Vitamin A. was given. Hepatitis B. too. Group C. also.",
        "In Kano, 15 people waited; in Thiès, 2024 was worse.",
        "Un homme de 65 ans est décédé.",
        "an 18-year-old Pakistani boy",
        "Children under 5 years old and women of 15 to 49 years",
        "John F. Kennedy Hospital",
        "Finalement, dit le rapport, rien n’est arrivé.",
        "",
    ],
)
def test_offices_bodies_places_and_figures_are_left_alone(text: str) -> None:
    assert person_cue(text) is None


def test_an_official_named_once_with_the_office_is_known_further_on() -> None:
    report = "La réunion s’est tenue lundi. António Silva, coordinateur humanitaire, l’a présidée.\n\nM. Silva attend des fonds."
    officials = officials_of(report)
    assert person_cue("M. Silva attend des fonds.") == "M. Silva"
    assert person_cue("M. Silva attend des fonds.", officials) is None


def test_an_age_makes_a_person_private_whatever_the_office() -> None:
    assert person_cue("Awa Silva, 34 ans, attend.", frozenset({"Silva"})) == "Awa Silva, 34 ans"


def test_a_line_of_names_without_end_does_not_hold_the_reader() -> None:
    begun = time.monotonic()
    person_cue("Aa-" * 1_300)
    officials_of("Aa-" * 300_000)
    assert time.monotonic() - begun < 5


def test_the_cue_stands_in_the_passage_as_it_is() -> None:
    text = "Le récit\nde Fatou\u00a0Diallo, 27\nans, le montre."
    cue = person_cue(text)
    assert cue is not None
    assert cue in text
