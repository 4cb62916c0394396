"""A release goes out as a data package that another tool can check, without a line of ours."""

import csv
import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

if TYPE_CHECKING:
    from conftest import Base

READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "number": float,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}
ARROW = {"string": pa.string(), "number": pa.float64(), "date": pa.date32(), "boolean": pa.bool_()}


@pytest.fixture
def folder(released: "Base") -> Path:
    path = released.folder / "package"
    told = released("export", path)
    assert told.returncode == 0, told.stderr
    return path


def described(folder: Path) -> dict[str, dict[str, Any]]:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["path"]: resource for resource in package["resources"]}


def cells(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a CSV, each cell read as its schema says."""
    fields = {field["name"]: field["type"] for field in described(folder)[name]["schema"]["fields"]}
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    return [{key: READ[fields[key]](text) if text != "" else None for key, text in row.items()} for row in found]


def test_the_package_names_each_of_its_files_with_its_size_and_its_hash(folder: Path, released: "Base") -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resources = described(folder)
    assert {path.name for path in folder.iterdir()} == {"datapackage.json", *resources}
    for name, resource in resources.items():
        raw = (folder / name).read_bytes()
        prefix = "" if name.endswith(".csv") else "recoupe:"  # Frictionless cannot count the bytes of a Parquet file
        told = (resource[f"{prefix}bytes"], resource[f"{prefix}hash"])
        assert told == (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}")
    names = [resource["name"] for resource in resources.values()]
    assert len(set(names)) == len(names)
    assert all(name == name.lower() and " " not in name for name in names)
    (release,) = released("release", "list", "--format", "json").json
    assert (package["recoupe:sha256"], package["version"]) == (release["sha256"], "1")
    assert package["licenses"]
    assert all(licence["path"].startswith("https://") for licence in package["licenses"])


def test_each_table_has_the_columns_of_its_schema_and_a_key_without_repeats(folder: Path) -> None:
    for name, resource in described(folder).items():
        if not name.endswith(".csv"):
            continue
        with (folder / name).open(encoding="utf-8", newline="") as stream:
            head = next(csv.reader(stream))
        assert head == [field["name"] for field in resource["schema"]["fields"]]
        (key,) = resource["schema"]["primaryKey"]
        keys = [row[key] for row in cells(folder, name)]
        assert None not in keys
        assert len(set(keys)) == len(keys) > 0
        assert resource["schema"]["missingValues"] == [""]


def test_every_line_of_the_release_is_there_as_the_base_shows_it(folder: Path, released: "Base") -> None:
    lines = cells(folder, "lines.csv")
    (release,) = released("release", "list", "--format", "json").json
    assert len(lines) == release["counts"]["lines"] == 22
    by_id = {line["id"]: line for line in lines}
    shown = released("series", "SEN", "who_gho:GHED_OOPSCHE_SHA2011", "--format", "json").json["values"]
    assert len(shown) == 4
    for line in shown:
        out = by_id[line["id"]]
        for ours, theirs in (("value", "value"), ("value_as_published", "value_as_published"), ("sha256", "sha256"),
                             ("url", "url"), ("extractor", "extractor"), ("period_start", "period_start"),
                             ("low", "low"), ("high", "high"), ("label", "label"), ("area", "area")):  # fmt: skip
            told = out[ours].isoformat() if isinstance(out[ours], date) else out[ours]
            assert told == line[theirs], ours


def test_parquet_holds_the_rows_of_the_csv(folder: Path) -> None:
    table = pq.read_table(folder / "lines.parquet")
    fields = described(folder)["lines.parquet"]["schema"]["fields"]
    assert [(field.name, field.type) for field in table.schema] == [(one["name"], ARROW[one["type"]]) for one in fields]
    rows = [{key: None if value == "" else value for key, value in row.items()} for row in table.to_pylist()]
    assert rows == cells(folder, "lines.csv")


def test_two_exports_of_one_release_are_the_same_bytes(folder: Path, released: "Base") -> None:
    assert released.at("2027-01-01T00:00:00+00:00")("export", released.folder / "again").returncode == 0
    for path in folder.iterdir():
        assert (released.folder / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_folder_that_is_not_empty_is_left_alone(released: "Base") -> None:
    (released.folder / "mine").mkdir()
    (released.folder / "mine" / "letter").write_text("mine")
    told = released("export", released.folder / "mine")
    assert (told.returncode, len(told.stderr.strip().splitlines())) == (2, 1)
    assert "is not empty" in told.stderr
    assert [path.name for path in (released.folder / "mine").iterdir()] == ["letter"]


@pytest.mark.parametrize("folder_name", ["file", "file/package"])
def test_a_folder_that_cannot_be_made_is_told(released: "Base", folder_name: str) -> None:
    (released.folder / "file").write_text("not a folder")
    told = released("export", released.folder / folder_name)
    assert (told.returncode, len(told.stderr.strip().splitlines())) == (2, 1)
    assert "fault of the programme" not in told.stderr


def test_a_release_that_does_not_exist_is_not_exported(released: "Base") -> None:
    told = released("export", released.folder / "package", "--release", 9)
    assert (told.returncode, "no release number 9" in told.stderr) == (2, True)
    assert not (released.folder / "package").exists()
