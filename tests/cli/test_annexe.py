import hashlib
import re
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Base, Recording

BANNER = "SECRET MÉDICAL — à ne pas transmettre à la préfecture"


def lines(base: "Base") -> list[dict[str, Any]]:
    answer = base("fiche", "CIV", "vih,diabete", "--format", "json").json
    return [line for component in answer["components"] for line in component["lines"]]


def flat(text: str) -> str:
    """The annexe without its line ends: they depend on the width of a page."""
    return " ".join(text.split())


def code_of(annexe: str) -> str:
    """The code printed on an annexe, whatever the number of lines it takes."""
    return re.sub(r"\s", "", annexe.split("Code de réouverture")[1].split("Ce code révèle")[0])


@pytest.mark.parametrize("number", [1, 3])
def test_the_banner_opens_and_closes_the_annexe_even_for_one_line(released: "Base", number: int) -> None:
    annexe = released("cite", *[line["id"] for line in lines(released)[:number]]).stdout
    written = annexe.splitlines()
    assert (written[0], written[-1]) == (BANNER, BANNER)


def test_the_annexe_says_which_base_it_was_drawn_from(released: "Base") -> None:
    annexe = released("cite", lines(released)[0]["id"]).stdout
    release = released("release", "show", "1", "--format", "json").json
    assert "Base n° 1 du 12 mars 2026" in annexe
    assert release["sha256"] in annexe
    assert "Établie le 12 mars 2026" in annexe


def test_each_line_of_the_annexe_has_its_value_its_four_dates_its_origin_and_its_hash(released: "Base") -> None:
    chosen = lines(released)
    assert len(chosen) >= 4
    annexe = flat(released("cite", *[line["id"] for line in chosen]).stdout)
    cited, references = annexe.split("Lignes citées")[1].split(" Références ")
    entries = re.split(r"\[\d+\] Côte d’Ivoire — ", cited)[1:]
    numbered = re.split(r"\[\d+\] ", references.split("Code de réouverture")[0])[1:]
    assert len(entries) == len(numbered) == len(chosen)
    for line, entry, named in zip(in_annexe_order(chosen), entries, numbered, strict=True):
        for said in (line["sha256"], line["url"], line["producer"], line["publisher"], f"ligne {line['id']}"):
            assert flat(said) in named
        assert flat(line["label"]) in entry
        assert f"« {line['value_as_published']} »" in entry.replace("\u00a0", " ")
        period = line["period_as_stated"]
        assert (
            f"Période du fait : {period} · Publié : non enregistrée · Relevé : octobre 2018 · Vérifié : octobre 2018"
            in entry
        )


def in_annexe_order(chosen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By component as the fiche has them, the newest fact first."""
    places = {key: place for place, key in enumerate(dict.fromkeys(line["component"] for line in chosen))}
    newest = sorted(chosen, key=lambda line: str(line["period_end"]), reverse=True)
    return sorted(newest, key=lambda line: places[line["component"]])


def test_the_annexe_never_says_that_a_replay_was_consulted(released: "Base") -> None:
    annexe = flat(released("cite", lines(released)[0]["id"]).stdout)
    assert "Réponse enregistrée (octobre 2018), rejouée ; consulté le : sans objet" in annexe
    assert "[réponse enregistrée (octobre 2018), rejouée ; consulté le : sans objet]" in annexe
    assert "consulté le 1" not in annexe.lower()


def test_the_annexe_says_that_its_code_is_a_secret_too_and_that_nothing_was_concluded(released: "Base") -> None:
    annexe = released("cite", lines(released)[0]["id"]).stdout
    assert "Ce code révèle la pathologie : même secret que l’annexe." in annexe
    assert "Recoupe ne conclut pas." in flat(annexe)
    assert "Observations du médecin (hors outil)" in annexe


@pytest.mark.parametrize("number", [1, 4])
def test_the_printed_code_opens_the_same_annexe(released: "Base", number: int) -> None:
    annexe = released("cite", *[line["id"] for line in lines(released)[:number]]).stdout
    assert released("cite", "--open", code_of(annexe)).stdout == annexe
    assert released("cite", "--open", code_of(annexe).lower().replace("-", " ")).stdout == annexe


def test_a_code_opens_the_old_text_after_the_base_moved_on(released: "Base", recording: "Recording") -> None:
    chosen = [line for line in lines(released) if line["indicator"] == "GHED_OOPSCHE_SHA2011"]
    annexe = released("cite", chosen[0]["id"]).stdout
    payload = recording.answer("GHED_OOPSCHE_SHA2011")
    payload["value"] = payload["value"][2:]
    recording.keep("GHED_OOPSCHE_SHA2011", payload)
    later = released.at("2027-01-01T09:00:00+00:00")
    later.crawl(recording.index)
    later.release()
    assert later("cite", chosen[0]["id"]).returncode == 2, "the line is gone from release 2"
    reopened = later("cite", "--open", code_of(annexe)).stdout
    assert reopened == annexe.replace("Établie le 12 mars 2026", "Établie le 1er janvier 2027")


def test_a_line_named_twice_is_cited_once(released: "Base") -> None:
    name = lines(released)[0]["id"]
    assert released("cite", name, name).stdout == released("cite", name).stdout


def test_an_annexe_in_a_file_is_the_same_text(released: "Base") -> None:
    name = lines(released)[0]["id"]
    told = released("cite", name, "--out", "annexe.txt")
    assert told.stdout == ""
    assert (released.folder / "annexe.txt").read_text(encoding="utf-8") == released("cite", name).stdout


def test_no_line_of_the_annexe_is_wider_than_the_page_but_for_what_must_stay_whole(released: "Base") -> None:
    annexe = released("cite", *[line["id"] for line in lines(released)]).stdout
    assert [line for line in annexe.splitlines() if len(line) > 100 and " " in line.strip()] == []


def contents(base: "Base") -> tuple[dict[str, str], str]:
    """Every file of the working folder with its hash; of the base, whose file SQLite tidies by itself, every row."""
    files = {
        str(path.relative_to(base.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(base.folder.rglob("*"))
        if path.is_file() and not path.name.startswith(base.file.name)
    }
    with sqlite3.connect(base.file) as connection:
        return files, hashlib.sha256("".join(connection.iterdump()).encode()).hexdigest()


def test_reading_leaves_no_trace_anywhere(released: "Base") -> None:
    """Nobody can tell afterwards which country or which disease was looked at."""
    name = lines(released)[0]["id"]
    before = contents(released)
    commands = (
        ["fiche", "CIV", "diabete"], ["fiche", "MLI", "vih", "--component", "medicament"], ["series", "SEN", "who_gho:NCD_CCS_Insulin"],
        ["find", "drépanocytose"], ["cite", name], ["fiche", "ZZZ", "vih"], ["fiche", "CIV", "cancer du sein"],
    )  # fmt: skip
    for command in commands:
        released(*command)
    assert contents(released) == before


def test_only_a_crawl_writes_a_log_and_it_names_no_reader(released: "Base") -> None:
    def logs() -> dict[str, str]:
        found = (released.folder / "var").rglob("*")
        return {path.name: path.read_text(encoding="utf-8") for path in found if path.is_file()}

    before = logs()
    assert before.keys() == {"crawl.log", "runs.jsonl"}
    assert "ghoapi.azureedge.net" in before["crawl.log"]
    released("fiche", "CIV", "diabete")
    assert "diabete" not in "".join(before.values())
    assert logs() == before
