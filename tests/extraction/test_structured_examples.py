"""One walk over the examples of the structured sources; expected files are written only when asked."""

import json
from itertools import groupby

import pytest
from structured import ALL, EXAMPLES, Example

SOURCES = sorted({example.source for example in ALL})


@pytest.mark.parametrize("example", ALL, ids=str)
def test_what_is_read_from_an_example_is_what_was_expected(example: Example, update_expected: bool) -> None:
    got = example.read()
    if update_expected:
        example.expected_file.parent.mkdir(exist_ok=True)
        example.expected_file.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == example.expected


def test_each_example_says_as_much_as_was_counted_by_hand() -> None:
    counted = {example.name: len(example.read()) for example in ALL}
    assert counted == {
        "Estimates_2025_en.csv": 17,
        "GAM_2025_en.csv": 3,
        "NCPI_2025_en.csv": 2,
        "HIV_estimates_from_1990-to-present": 3 * 16 + 3 * 8 - 2,
        "HDR25.csv": 31 + 28 + 28,
        "SP.POP.TOTL.json": 7,
        "appeals.json": 12,
        "country.json": 0,
        "HLTH_RS_PHYS.xml": 5,
        "gem.csv": 5,
        "registered_products.csv": 2,
    }


def test_no_expected_file_has_lost_its_example() -> None:
    held = {(path.parents[1].name, path.name) for source in SOURCES for path in EXAMPLES.glob(f"{source}/expected/*")}
    assert held == {(example.source, example.expected_file.name) for example in ALL}


def test_no_example_of_these_sources_is_left_unread() -> None:
    by_source = groupby(sorted(ALL, key=lambda example: example.source), key=lambda example: example.source)
    for source, examples in by_source:
        raw = {path.name for path in (EXAMPLES / source).iterdir()} - {"README.md", "expected"}
        assert raw == {example.name for example in examples}
