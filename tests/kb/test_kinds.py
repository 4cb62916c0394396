"""Each kind of statement: what readers hand over, what the table holds, and what the release hashes agree."""

import json
from typing import Any

import pytest

from extraction.items import KIND_OF
from kb.drawing import MIXED, conversion_lines, kind_header, rows_of_lines
from kb.kinds import KINDS, OBSERVATION, Kind

KINDS_LISTED = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@pytest.mark.parametrize(("item", "name"), KIND_OF.items(), ids=lambda one: getattr(one, "__name__", one))
def test_an_item_has_the_columns_of_its_kind_in_their_order(item: Any, name: str) -> None:
    kind = KINDS[name]
    assert item.__struct_fields__ == (*kind.identity, *kind.facts)


@KINDS_LISTED
def test_every_written_column_exists_and_every_other_is_ours(kind: Kind) -> None:
    ours = {"first_release", "last_release"}
    assert {column.name for column in kind.table.columns} == set(kind.written) | ours


@KINDS_LISTED
def test_what_is_said_is_hashed_and_does_not_outlive_a_withdrawal(kind: Kind) -> None:
    assert kind.said <= set(kind.hashed)
    assert not kind.said & kind.kept
    assert kind.kept <= set(kind.facts)
    assert set(kind.identity) <= set(kind.hashed)


def test_two_kinds_never_give_one_line_two_meanings() -> None:
    row = ("a",) * 30
    ids = {kind.line_id("s", row, 0) for kind in KINDS.values()}
    assert len(ids) == len(KINDS)


def test_a_record_of_several_kinds_reads_back_as_it_was_written() -> None:
    drawn = {name: [tuple(range(kind.width)), ("x",) * kind.width] for name, kind in KINDS.items()}
    assert kind_header(drawn) == MIXED
    assert rows_of_lines(conversion_lines(drawn), MIXED) == drawn


def test_a_record_of_one_kind_does_not_repeat_it() -> None:
    row = ("x",) * OBSERVATION.width
    drawn = {"observation": [row], "passage": []}
    assert kind_header(drawn) == "observation"
    assert json.loads(conversion_lines(drawn)) == list(row)
    assert rows_of_lines(conversion_lines(drawn), "observation") == {"observation": [row]}


@pytest.mark.parametrize("line", ['["observation", 1]', '["nothing"]', "[]", "{}", '"x"'])
def test_a_line_of_another_shape_is_refused(line: str) -> None:
    with pytest.raises((ValueError, LookupError, TypeError)):
        rows_of_lines(line.encode(), MIXED)
