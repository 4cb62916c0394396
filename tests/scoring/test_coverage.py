"""Where the base has no line of its own: told by name, in alphabetical order, and never counted into a ranking."""

from typing import TYPE_CHECKING, Any

from opposed import two_voices

from kb.vocabulary.folding import fold
from kb.vocabulary.loader import load_components, load_countries, load_families
from scoring.guard import forbidden_keys, forbidden_words

if TYPE_CHECKING:
    from conftest import Base


def cells(base: "Base", *options: object) -> list[dict[str, Any]]:
    return list(base("coverage", "--format", "json", *options).json["cells"])


def test_a_line_of_the_disease_fills_its_cell_and_one_of_the_health_system_does_not(released: "Base") -> None:
    (vih,) = cells(released, "--country", "CIV", "--family", "vih")
    assert "medicament" not in vih["without_line"]
    assert "couverture_cout" in vih["without_line"], "health spending speaks of no disease"
    shown = released("fiche", "CIV", "vih", "--format", "json").json["components"]
    assert next(one for one in shown if one["key"] == "couverture_cout")["state"] == "documenté"


def test_a_cell_is_thin_where_no_component_has_a_line_of_its_own(released: "Base") -> None:
    (found,) = cells(released, "--country", "CIV", "--family", "auto_immunes")
    assert found["thin"]
    assert cells(released, "--country", "CIV", "--family", "vih", "--thin") == []
    assert cells(released, "--country", "CIV", "--family", "auto_immunes", "--thin") == [found]


def test_a_signal_on_the_disease_fills_its_cell_and_a_general_one_does_not(base: "Base") -> None:
    two_voices(base)
    (diabetes,) = cells(base, "--country", "CIV", "--family", "diabete")
    (other,) = cells(base, "--country", "CIV", "--family", "vih")
    assert "medicament" not in diabetes["without_line"]
    assert other["thin"]


def test_every_country_and_family_is_there_in_alphabetical_order(released: "Base") -> None:
    held = cells(released)
    assert len(held) == len(load_countries()) * len(load_families())
    names = list(dict.fromkeys(cell["country_label"] for cell in held))
    assert names == sorted(names, key=fold)
    assert names.index("Égypte") < names.index("Zambie")
    for cell in held:
        assert cell["without_line"] == [key for key in load_components() if key in cell["without_line"]]
    assert forbidden_keys(held) == []


def test_a_component_without_object_is_no_gap(released: "Base") -> None:
    for cell in cells(released, "--country", "CIV"):
        assert not set(cell["without_line"]) & set(load_families()[cell["family"]].components_without_object)


def test_the_text_names_the_components_and_gives_no_verdict(released: "Base") -> None:
    text = released("coverage", "--country", "CIV", "--country", "BEN", "--family", "vih").stdout
    assert text.index("Bénin") < text.index("Côte d’Ivoire")
    assert "Coût et prise en charge" in text
    assert forbidden_words(text) == []
    assert not [word for word in text.replace("95", "").split() if word.isdigit()], "names, and no count"


def test_bad_input_is_one_sentence(released: "Base") -> None:
    for asked in (["--country", "ZZZ"], ["--family", "rhume"], ["--release", "9"]):
        told = released("coverage", *asked)
        assert told.returncode == 2
        assert len(told.stderr.strip().splitlines()) == 1


def test_a_fiche_names_its_ticked_components_without_a_line(released: "Base") -> None:
    text = released("fiche", "CIV", "vih", "--component", "dispositif", "--component", "medicament").stdout
    assert "Composantes sans aucune ligne : Dispositifs." in text.replace("\u00a0", " ")
