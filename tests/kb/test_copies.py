"""The archived copy of a line: as much of it as the terms of the source let be shown."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from press import ADDRESS, CODE, Press, row

from kb.copies import MOST_RECORDS, Copy, copy_of, payload, records_of, text_of
from kb.engine import engine_for
from kb.errors import ArchiveError
from kb.kinds import OBSERVATION
from kb.lines import Line
from kb.lines_by_id import lines_by_id
from kb.neighbours import neighbours
from kb.releases import ReleaseInfo

if TYPE_CHECKING:
    from conftest import Base

WHO = {"IndicatorCode": CODE, "SpatialDim": "CIV", "TimeDim": 2015, "Value": "36.0", "NumericValue": 36.0}


@pytest.fixture
def press(base: "Base") -> Callable[..., Press]:
    engine = engine_for(base.variables["RECOUPE_DATABASE_URL"])
    return lambda **more: Press(engine, str(base.archive), **more)


def one_line(engine: Any, release: ReleaseInfo) -> Line:
    with engine.connect() as connection:
        (found,) = connection.execute(OBSERVATION.table.select().limit(1)).mappings().all()
    return lines_by_id(engine, release, [found["line_id"]])[found["line_id"]]


def test_the_record_of_a_figure_is_found_in_its_answer(press: Callable[..., Press]) -> None:
    others = [WHO | {"SpatialDim": "MLI"}, WHO | {"TimeDim": 2014}, WHO | {"Value": "3.0", "NumericValue": 3.0}]
    one = press(body=json.dumps({"value": [*others, WHO]}).encode())
    one.run({ADDRESS: [row(2015, "36.0", 36.0)]})
    release = one.freeze()
    line = one_line(one.engine, release)
    held = copy_of(one.engine, release, line)
    assert held
    assert (held.terms, held.shows_record, held.is_whole) == ("figures", True, False)
    assert held.sha256 == line.sha256
    (found,) = records_of(payload(one.archive_url, held), line)
    assert json.loads(found) == WHO


def test_a_line_without_an_archived_copy_has_none(press: Callable[..., Press]) -> None:
    one = press()
    one.run({ADDRESS: [row(2015, "36.0", 36.0)]})
    release = one.freeze()
    line = one_line(one.engine, release)
    assert copy_of(one.engine, release, msgspec.structs.replace(line, archived=False)) is None


def test_bytes_that_are_no_longer_those_of_the_line_are_refused(press: Callable[..., Press], base: "Base") -> None:
    one = press()
    one.run({ADDRESS: [row(2015, "36.0", 36.0)]})
    release = one.freeze()
    held = copy_of(one.engine, release, one_line(one.engine, release))
    assert held
    (base.archive / held.file).write_bytes(b"nothing")
    with pytest.raises(ArchiveError):
        payload(one.archive_url, held)


@pytest.mark.parametrize(
    ("media_type", "ending", "is_text"),
    [
        ("text/html; charset=utf-8", "txt", True),
        ("application/xhtml+xml", "txt", True),
        ("image/svg+xml", "bin", False),
        ("application/pdf", "pdf", False),
        ("application/json", "json", True),
        (None, "bin", False),
        ("text/html\r\nX: y", "txt", True),
    ],
)
def test_a_copy_leaves_under_a_neutral_name_that_no_browser_runs(
    media_type: str | None, ending: str, is_text: bool
) -> None:
    held = Copy("f", 0, "ab" * 32, 3, media_type, "full")
    assert held.name == f"copie-abababababab.{ending}"
    assert (text_of(held, b"<b>") is not None) == is_text


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_answer_is_searched_without_failing(answer: Any) -> None:
    line = Line(**dict.fromkeys(Line.__struct_fields__) | {"dimensions": {}, "area": "CIV"})
    assert len(records_of(json.dumps(answer).encode(), line)) <= MOST_RECORDS


def test_what_is_no_json_has_no_record() -> None:
    line = Line(**dict.fromkeys(Line.__struct_fields__) | {"dimensions": {}, "area": "CIV"})
    assert records_of(b"\xff<html>", line) == []


def test_the_neighbours_of_a_line_are_of_its_source_and_not_itself(press: Callable[..., Press]) -> None:
    one = press()
    one.run({ADDRESS: [row(2015, "36.0", 36.0), row(2015, "2.0", 2.0, code="GHED_CHEGDP_SHA2011")]})
    release = one.freeze()
    every = lines_by_id(one.engine, release, _ids(one.engine))
    line = next(held for held in every.values() if held.indicator == CODE)
    assert [held.indicator for held in neighbours(one.engine, release, line)] == ["GHED_CHEGDP_SHA2011"]


def _ids(engine: Any) -> list[str]:
    with engine.connect() as connection:
        return [found["line_id"] for found in connection.execute(OBSERVATION.table.select()).mappings()]
