import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extraction.items import Payload
from extraction.readers import reader_of

EXAMPLES = Path(__file__).parents[1] / "examples"
ADDRESSES = {
    "DIMENSION_COUNTRY": "https://ghoapi.azureedge.net/api/DIMENSION/COUNTRY/DimensionValues",
}


@dataclass(frozen=True)
class Example:
    """An answer of a source, as raw bytes, and what the reader draws from it."""

    source: str
    raw: Path

    def __str__(self) -> str:
        return f"{self.source}/{self.raw.stem}"

    @property
    def expected_file(self) -> Path:
        return self.raw.parent / "expected" / self.raw.name

    def read(self) -> list[dict[str, Any]]:
        url = ADDRESSES.get(self.raw.stem, f"https://ghoapi.azureedge.net/api/{self.raw.stem}")
        payload = Payload(url, self.raw.read_bytes(), dates_are_ours=True)
        return [msgspec.to_builtins(item) for item in reader_of(self.source).read(payload)]


def all_examples() -> list[Example]:
    return [Example(raw.parent.name, raw) for raw in sorted(EXAMPLES.glob("who_gho/*.json"))]


@pytest.mark.parametrize("example", all_examples(), ids=str)
def test_what_is_read_from_an_example_is_what_was_expected(example: Example, update_expected: bool) -> None:
    got = example.read()
    if update_expected:
        example.expected_file.parent.mkdir(exist_ok=True)
        example.expected_file.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(example.expected_file.read_text(encoding="utf-8"))


def test_there_are_examples_to_walk() -> None:
    assert len(all_examples()) >= 5
    assert sum(len(example.read()) for example in all_examples()) == 22


def test_no_expected_file_has_lost_its_example() -> None:
    raw = {(example.source, example.raw.name) for example in all_examples()}
    assert {(path.parents[1].name, path.name) for path in EXAMPLES.glob("who_gho/expected/*.json")} == raw
