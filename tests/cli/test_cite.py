"""`recoupe cite`: choices and silences, codes, and what it answers to bad input."""

import json
import random
import re
from typing import TYPE_CHECKING, Any

import pytest

from kb.citations import BANNER
from kb.citing.basket import Asked, basket_of
from kb.citing.collecting import MOST_CITED, lines_of
from kb.engine import default_engine
from kb.releases import current_release
from kb.reopen import TYPED, length, write_code
from kb.reopening import code_of, open_code

if TYPE_CHECKING:
    from conftest import Base


def ids(base: "Base") -> list[str]:
    answer = base("fiche", "CIV", "vih,diabete", "--format", "json").json
    return [line["id"] for component in answer["components"] for line in component["lines"]]


def flat(text: str) -> str:
    return " ".join(text.split())


def section(text: str, title: str) -> str:
    """One part of an annexe, up to the next rule."""
    return flat(text.split(f"\n{title}\n")[1].split("─" * 100)[0])


def test_the_annexe_says_what_was_chosen_what_is_silent_and_where_it_was_looked_for(released: "Base") -> None:
    chosen = (
        "--country",
        "CIV",
        "--family",
        "vih,diabete",
        "--component",
        "medicament",
        "--component",
        "examen_imagerie",
    )
    told = released("cite", *ids(released)[:2], *chosen)
    assert told.returncode == 0, told.stderr
    asked = section(told.stdout, "Ce qui a été choisi")
    assert asked == "Pays : Côte d’Ivoire Pathologies : Diabète, VIH Composantes : Médicaments, Examens d’imagerie"
    silent = section(told.stdout, "Composantes sans source")
    assert "Examens d’imagerie : non documenté" in silent
    assert "Interrogées : Observatoire mondial de la santé (GHO) (réponses enregistrées" in silent
    assert re.search(r"Non consultées pour au moins une de ces composantes, [^:]+ : [^.]*OFII", silent), (
        "each reason, then the sources it holds for"
    )
    assert "Médicaments :" not in silent


def test_the_code_brings_the_choices_back_with_the_lines(released: "Base") -> None:
    annexe = released("cite", *ids(released), "--country", "civ", "--family", "vih").stdout
    code = annexe.split("Code de réouverture\n")[1].split("\nCe code révèle")[0]
    assert released("cite", "--open", code).stdout == annexe
    alone = released("cite", *ids(released)).stdout
    assert "Les lignes ont été nommées une à une" in alone
    assert alone != annexe


@pytest.mark.parametrize("output", ["csl", "ris", "bibtex"])
def test_references_carry_the_banner_in_their_notes(released: "Base", output: str) -> None:
    chosen = ids(released)
    told = released("cite", *chosen, "--format", output, "--out", "annexe.out")
    assert told.returncode == 0, told.stderr
    written = (released.folder / "annexe.out").read_text(encoding="utf-8")
    assert written == released("cite", *chosen, "--format", output).stdout
    assert written.count(BANNER) == len(chosen)
    if output == "csl":
        assert sorted(item["id"] for item in json.loads(written)) == sorted(chosen)


def test_two_hundred_random_baskets_come_back_from_their_codes(released: "Base") -> None:
    engine = default_engine()
    release = current_release(engine)
    every = [line["id"] for country in ("CIV", "SEN", "MLI") for line in fiche_lines(released, country)]
    assert len(every) > 10
    drawn = random.Random(12)
    choices = [Asked("CIV", ("vih",)), Asked("SEN", ("diabete",), ("medicament",)), Asked("MLI", ("vih", "diabete"))]
    for _ in range(200):
        chosen = drawn.sample(every, drawn.randint(1, len(every)))
        basket = basket_of(release.number, release.sha256, chosen, drawn.sample(choices, drawn.randint(0, 3)))
        code = code_of(engine, release, lines_of(engine, release, basket), basket)
        assert code is not None
        assert length(code) <= TYPED
        assert open_code(engine, code) == (release, basket)


def fiche_lines(base: "Base", country: str) -> list[dict[str, Any]]:
    answer = base("fiche", country, "vih,diabete", "--format", "json").json
    return [line for component in answer["components"] for line in component["lines"]] + answer["context"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Give line ids"),
        (["0123456789abcdef"], "holds no line '0123456789abcdef'"),
        (["not-an-id"], "holds no line 'not-an-id'"),
        (["0123456789abcdef", "--format", "doc"], "Formats: pdf, odt, docx, txt"),
        (["0123456789abcdef", "--country", "CIV"], "--country and --family go together"),
        (["0123456789abcdef", "--country", "ZZZ", "--family", "vih"], "No country has the key"),
        (["0123456789abcdef", "--country", "CIV", "--family", "rhume"], "No family has the key"),
        (["0123456789abcdef", "--country", "CIV", "--family", "vih", "--component", "toit"], "No component has the key"),
        (["--open", "AAAAA"], "faute de frappe"),
        (["--open", "é"], "aucun code de réouverture"),
        ([f"{number:016x}" for number in range(10_000)], f"at most {MOST_CITED} lines; 10000 were named"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence(released: "Base", arguments: list[str], said: str) -> None:
    told = released("cite", *arguments)
    assert told.returncode == 2
    assert told.stdout == ""
    assert said in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1


def test_a_code_of_another_base_says_so(released: "Base") -> None:
    told = released("cite", "--open", write_code(1, "ab" * 32, 0))
    assert (told.returncode, "Ce code vient d’une autre base" in told.stderr) == (2, True)
    told = released("cite", "--open", write_code(9, "ab" * 32, 0))
    assert (told.returncode, "no release number 9" in told.stderr) == (2, True)


def test_an_unknown_style_names_those_that_exist(released: "Base") -> None:
    told = released("cite", ids(released)[0], "--style", "vancouver")
    assert told.returncode == 2
    assert "recoupe-medical-fr" in told.stderr


def test_a_withdrawn_line_keeps_its_place_its_dates_and_its_hash(released: "Base") -> None:
    chosen = ids(released)
    before = released("cite", *chosen).stdout
    code = before.split("Code de réouverture\n")[1].split("\nCe code révèle")[0]
    line = next(one for one in fiche_lines(released, "CIV") if one["id"] == chosen[0])
    assert released("withdraw", line["url"], "--reason", "ordonnance").returncode == 0
    after = flat(released("cite", "--open", code).stdout)
    assert "retiré le 12 mars 2026 (ordonnance)" in after
    assert line["sha256"] in after
    assert "retirés de l’archive" in after
    assert f"« {line['value_as_published']} »" not in after
