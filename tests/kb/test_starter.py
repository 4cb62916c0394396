"""The figures of a first start: shown only while nothing was crawled, and never taken for a reading of ours."""

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from kb.engine import engine_for
from kb.errors import BadStarter
from kb.starter import format as starter_file
from kb.starter import references as reference_file
from kb.starter.build import build_starter
from kb.starter.format import COLUMNS, VERSION, Starter, StarterAnswer, read, write
from kb.starter.load import load_starter

if TYPE_CHECKING:
    from conftest import Base

URL = "https://ghoapi.azureedge.net/api/NCD_CCS_Insulin"
ROW: list[Any] = [
    0, "NCD_CCS_Insulin", "COUNTRY", "CIV", "2017", None, None, None, None, None, None, None,
    "2017-01-01", "2017-12-31", "Yes", None, None, None, None, None, True,
]  # fmt: skip


def starter(**changed: Any) -> Starter:
    answer = StarterAnswer(URL, "ab" * 32, 10, "application/json", "2018-10", "reconstructed", "Id and Date are ours")
    stated = {
        "version": VERSION, "source": "who_gho", "licence": "OMS", "extractor": "who_gho/1", "release_sha256": "cd" * 32,
        "columns": list(COLUMNS), "answers": [answer], "rows": [ROW],
    }  # fmt: skip
    return Starter(**(stated | changed))


@pytest.fixture
def started(base: "Base", monkeypatch: pytest.MonkeyPatch) -> "Base":
    """A base with one starter figure, as release 0."""
    monkeypatch.setattr(starter_file, "read", starter)
    monkeypatch.setattr(reference_file, "read", lambda: None)
    assert load_starter(engine_for(base.variables["RECOUPE_DATABASE_URL"])) == (1, 0)
    return base


def insulin(base: "Base") -> dict[str, Any]:
    answer = base("fiche", "CIV", "diabete", "--format", "json").json
    return {"release": answer["release"]["number"]} | next(c for c in answer["components"] if c["key"] == "medicament")


def test_the_file_is_written_the_same_twice_and_read_back(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(starter(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert read(tmp_path / "one") == starter()


def test_a_programme_built_without_starter_has_none(tmp_path: Path) -> None:
    assert read(tmp_path / "absent") is None


def damage(whole: bytes, how: str) -> bytes:
    return {
        "cut": whole[: len(whole) // 2],
        "flipped": whole[:60] + bytes([whole[60] ^ 255]) + whole[61:],
        "not gzip": b"figures",
        "empty": b"",
        "not JSON": gzip.compress(b"{"),
        "other JSON": gzip.compress(b"[]"),
        "unknown field": gzip.compress(msgspec.json.encode({**msgspec.to_builtins(starter()), "x": 1})),
    }[how]


@pytest.mark.parametrize("how", ["cut", "flipped", "not gzip", "empty", "not JSON", "other JSON", "unknown field"])
def test_a_damaged_starter_is_told_with_what_to_do(tmp_path: Path, how: str) -> None:
    path = tmp_path / "figures.json.gz"
    write(starter(), path)
    path.write_bytes(damage(path.read_bytes(), how))
    with pytest.raises(BadStarter, match="--no-starter"):
        read(path)


@pytest.mark.parametrize(
    "changed", [{"version": VERSION + 1}, {"columns": ["answer", "value"]}], ids=["version", "columns"]
)
def test_a_starter_of_another_version_is_told(tmp_path: Path, changed: dict[str, Any]) -> None:
    write(starter(**changed), tmp_path / "figures.json.gz")
    with pytest.raises(BadStarter, match="another version"):
        read(tmp_path / "figures.json.gz")


def test_a_starter_line_never_looks_archived_or_consulted(started: "Base") -> None:
    (line,) = insulin(started)["lines"]
    assert (line["archived"], line["sha256"], line["retrieved_at"]) == (False, "ab" * 32, "2018-10")
    assert {"figures_de_depart", "rejeu"} <= set(line["flags"])
    annexe = " ".join(started("cite", line["id"]).stdout.split())
    assert "Chiffre de départ, capté : octobre 2018" in annexe
    assert "copie non jointe" in annexe
    assert "Consulté le" not in annexe


def test_a_source_known_by_its_starter_alone_was_not_searched(started: "Base") -> None:
    medicine = insulin(started)
    assert medicine["release"] == 0
    assert medicine["searched"] == []
    assert "who_gho" in {missed["source"] for missed in medicine["not_consulted"]}
    assert "figures de départ" in medicine["not_consulted"][0]["reason"].lower().replace("chiffres", "figures")


def test_the_starter_is_shown_only_while_no_other_release_exists(started: "Base", small_index: Path) -> None:
    started.crawl(small_index)
    release = started.release()
    assert (release["number"], release["parent"]) == (1, None)
    medicine = insulin(started)
    assert medicine["release"] == 1
    assert [line["archived"] for line in medicine["lines"]] == [True]
    assert [line["flags"].count("figures_de_depart") for line in medicine["lines"]] == [0]
    assert [one["number"] for one in started("release", "list", "--format", "json").json] == [0, 1]


def test_the_starter_changes_no_content_hash(
    started: "Base", empty_template: "Base", tmp_path: Path, small_index: Path
) -> None:
    plain = empty_template.copy_to(tmp_path / "plain")
    hashes = []
    for one in (started, plain):
        one.crawl(small_index)
        hashes.append(one.release()["sha256"])
    assert hashes[0] == hashes[1]


def test_the_starter_answers_no_day(started: "Base") -> None:
    told = started("fiche", "CIV", "diabete", "--as-of", "2030-01-01")
    assert told.returncode == 2
    assert "Aucune base à cette date" in told.stderr


def test_a_starter_is_loaded_into_an_empty_base_only(started: "Base", released: "Base") -> None:
    assert load_starter(engine_for(f"sqlite:///{released.file}")) == (0, 0)


def test_no_starter_is_built_from_the_starter(started: "Base") -> None:
    with pytest.raises(BadStarter, match="crawl and create a release first"):
        build_starter(engine_for(started.variables["RECOUPE_DATABASE_URL"]))


def test_the_figures_that_come_with_the_programme_are_of_who_and_small() -> None:
    shipped = read()
    assert shipped is not None, "kb/starter/figures.json.gz is part of the repository"
    assert shipped.source == "who_gho"
    assert starter_file.FILE.stat().st_size <= 2_000_000
    assert {row[2] for row in shipped.rows} == {"COUNTRY"}
    assert len({row[3] for row in shipped.rows}) > 190
    assert {answer.url.startswith("https://ghoapi.azureedge.net/api/") for answer in shipped.answers} == {True}


def test_a_first_start_shows_figures_without_a_network(nowhere: "Base") -> None:
    told = nowhere("init")
    assert told.returncode == 0
    assert "starter figures loaded as release 0" in told.stdout
    assert nowhere("init").stdout.count("starter") == 0, "a second init loads nothing"
    answer = nowhere("fiche", "CIV", "vih", "--format", "json").json
    lines = [line for component in answer["components"] for line in component["lines"]]
    assert answer["release"]["number"] == 0
    assert len(lines) > 20
    assert {line["archived"] for line in lines} == {False}
