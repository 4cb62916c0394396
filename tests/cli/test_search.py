"""`recoupe search`: results, what was looked through, and one sentence for what cannot be asked."""

import os
from typing import TYPE_CHECKING, Any

import pytest
from library import both, lend, listed, publish, report
from press import Press

from kb.engine import engine_for
from kb.sources.definition import all_sources
from kb.starter.references import read
from scoring.guard import forbidden_keys, forbidden_words

if TYPE_CHECKING:
    from conftest import Base, Told

KEYS = {"total", "results", "searched", "not_consulted", "expansions", "ignored", "marks"}


@pytest.fixture
def published(released: "Base") -> "Base":
    """After the figures of release 1, a report and a list in release 2."""
    press = Press(engine_for(released.variables["RECOUPE_DATABASE_URL"]), str(released.archive))
    publish(
        press,
        a=both(
            report("a", "Les ménages paient la césarienne.", title="Rapport de Bouaké", on="2024-02-03"),
            listed("Insuline lente", area="MLI"),
        ),
    )
    return released.at(os.environ["RECOUPE_CLOCK"])


def test_the_contract_of_the_json(published: "Base") -> None:
    told = published("search", "ménages", "--format", "json")
    assert told.returncode == 0, told.stderr
    answer = told.json
    assert set(answer) == KEYS
    assert answer["total"] == len(answer["results"]) == len(answer["marks"]) == 5
    assert {line["kind"] for line in answer["results"]} == {"observation", "passage"}
    fiche_line = published("fiche", "CIV", "vih", "--format", "json").json["components"][0]["lines"][0]
    assert all(set(line) == set(fiche_line) for line in answer["results"])
    (searched,) = answer["searched"]
    assert set(searched) == {"source", "title", "last_complete_run", "replay", "captured_on"}
    assert searched["source"] == "who_gho"
    missed = {one["source"]: one["reason"] for one in answer["not_consulted"]}
    assert set(missed) == set(all_sources()) - {"who_gho"}
    assert all(missed.values())
    assert forbidden_keys(answer) == []
    marks = answer["marks"][0]["label"]
    assert {answer["results"][0]["label"][start:end] for start, end in marks} == {"ménages"}


def totals(base: "Base", *args: Any) -> int:
    told = base("search", *args, "--format", "json")
    assert told.returncode == 0, told.stderr
    return int(told.json["total"])


def test_options_narrow_the_search(published: "Base") -> None:
    assert totals(published, "ménages", "--country", "civ") == 2
    assert totals(published, "insuline", "--country", "MLI", "--no-synonyms") == 2
    assert totals(published, "césarienne", "--lang", "fr") == 1
    assert totals(published, "césarienne", "--lang", "en") == 0
    assert totals(published, "insuline", "--family", "diabete") == 4
    assert totals(published, "insuline", "--family", "vih") == 0
    assert totals(published, "césarienne -bouaké") == 0
    assert totals(published, '"la césarienne"') == 1


def test_an_older_release_finds_what_it_held(published: "Base") -> None:
    assert totals(published, "césarienne", "--release", 1) == 0
    assert totals(published, "césarienne", "--release", 2) == totals(published, "césarienne") == 1
    assert totals(published, "césarienne", "--as-of", "2026-03-12") == 1
    assert published("search", "césarienne", "--as-of", "2026-03-11").returncode == 2


def test_the_text_says_the_order_the_dates_and_what_was_searched(
    published: "Base", monkeypatch: pytest.MonkeyPatch
) -> None:
    lend(monkeypatch, "quote")
    told = published("search", "cesarienne", "--limit", 5)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("1\u00a0résultat dans la base n° 2 du 12 mars 2026\n")
    for words in (
        "Aussi cherché : « caesarean »", "Ordre : d’abord les mots dans le titre", "Rapport de Bouaké · p. 1 · Côte d’Ivoire",
        "publié : 3 février 2024 (25\u00a0mois ⚑ plus de 24 mois)", "Consulté le 12 mars 2026",
        "« Les ménages paient la ‹césarienne›. » (fr)",
        "1\u00a0source interrogée : Observatoire mondial de la santé (GHO) (dernier relevé complet : 12 mars 2026)",
    ):  # fmt: skip
        assert words in told.stdout
    assert forbidden_words(told.stdout) == []


def test_a_figure_and_a_list_are_told_with_their_dates(published: "Base") -> None:
    told = published("search", "insuline").stdout
    assert "Mali · " in told
    assert "Figure sur la liste nationale des médicaments essentiels [Insuline lente] : « Insuline lente »" in told
    assert "ne dit rien de l’approvisionnement" in told
    assert "réponse du ministère" in told
    assert "passage non reproduit" not in told


def test_a_passage_that_may_not_go_out_is_a_reference(published: "Base") -> None:
    told = published("search", "césarienne").stdout
    assert "passage non reproduit (licence) : voir l’original" in told
    assert "Les ménages paient" not in told


def test_no_result_says_what_was_searched(published: "Base") -> None:
    told = published("search", "xylophone")
    assert told.returncode == 0
    found, searched, missed = told.stdout.splitlines()
    assert found == "Aucun résultat dans la base n° 2 du 12 mars 2026"
    assert searched == (
        "1\u00a0source interrogée : Observatoire mondial de la santé (GHO) (dernier relevé complet : 12 mars 2026)"
    )
    assert missed.startswith(f"{len(all_sources()) - 1}\u00a0sources non consultées : ")
    assert "jamais vue en vrai" in missed


def test_common_words_are_told_and_not_looked_for(published: "Base") -> None:
    told = published("search", "la césarienne des ménages", "--format", "json").json
    assert (told["total"], told["ignored"]) == (1, ["la", "des"])
    assert "« la », « des »" in published("search", "la césarienne des ménages").stdout


def test_the_reports_that_the_starter_names_are_found_by_their_title(nowhere: "Base") -> None:
    assert nowhere("init").returncode == 0
    references = read()
    assert references is not None
    titled = next(one for one in references.documents if one.title)
    told = nowhere("search", f'"{titled.title}"', "--format", "json").json
    assert [line["url"] for line in told["results"] if line["kind"] == "document"] == [titled.document]
    assert "figures_de_depart" in told["results"][0]["flags"]


def test_the_starter_is_searched_and_says_that_no_run_is_complete(nowhere: "Base") -> None:
    assert nowhere("init").returncode == 0
    told = nowhere("search", "césarienne", "--country", "CIV", "--format", "json").json
    assert (told["total"], told["searched"]) == (1, [])
    assert told["not_consulted"][0]["reason"].startswith("figures de départ seulement")
    assert "Aucune source interrogée." in nowhere("search", "césarienne", "--country", "CIV").stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["search", ""], "needs a word"),
        (["search", "   "], "needs a word"),
        (["search", "🙂"], "needs a word"),
        (["search", "-césarienne"], "beside the words it leaves out"),
        (["search", "--", "-césarienne"], "beside the words it leaves out"),
        (["search", "x" * 5000], "at most 1000 characters"),
        (["search", "insuline", "--country", "ZZZ"], "No country has the key 'ZZZ'"),
        (["search", "insuline", "--family", "rhume"], "No family has the key 'rhume'"),
        (
            ["search", "insuline", "--lang", "klingon"],
            "No text is in the language 'klingon'. Languages: ar, de, en, es, fr, pt.",
        ),
        (["search", "insuline", "--limit", "0"], "--limit 0 is not between 1 and 1000"),
        (["search", "insuline", "--limit", "peu"], "'--limit'"),
        (["search", "insuline", "--release", "9"], "no release number 9"),
        (["search", "insuline", "--as-of", "hier"], "is not a date"),
        (["search", "insuline", "--contry", "CIV"], "--contry"),
        (["search", "insuline", "reste"], "reste"),
        (["search"], "Missing argument 'text'"),
    ],
)
def test_bad_input_is_told_in_one_sentence(released: "Base", args: list[str], words: str) -> None:
    told: Told = released(*args)
    assert told.returncode == 2
    assert told.stdout == ""
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    assert "Traceback" not in told.stderr
    assert words in told.stderr


def test_a_place_without_a_base_says_what_to_run(nowhere: "Base") -> None:
    told = nowhere("search", "insuline")
    assert (told.returncode, "recoupe init" in told.stderr) == (2, True)
