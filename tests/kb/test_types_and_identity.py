from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, insert, select
from sqlalchemy.exc import StatementError

from kb.identity import canonical, line_id, sha256_of
from kb.models.types import UtcDateTime

metadata = MetaData()
moments = Table("moments", metadata, Column("id", Integer, primary_key=True), Column("at", UtcDateTime))


def through_the_base(moment: datetime | None) -> datetime | None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(insert(moments).values(at=moment))
        found: datetime | None = connection.scalar(select(moments.c.at))
    engine.dispose()
    return found


def test_a_naive_date_time_is_refused() -> None:
    with pytest.raises(StatementError, match="naive datetime"):
        through_the_base(datetime(2026, 3, 12, 9, 0))


@pytest.mark.parametrize("hours", [-11, 0, 2, 14])
def test_an_hour_of_any_zone_comes_back_as_the_same_moment_in_utc(hours: int) -> None:
    moment = datetime(2026, 3, 12, 9, 0, tzinfo=timezone(timedelta(hours=hours)))
    found = through_the_base(moment)
    assert found == moment
    assert found is not None
    assert found.tzinfo is UTC


def test_no_date_time_stays_none() -> None:
    assert through_the_base(None) is None


def test_none_is_not_the_empty_text() -> None:
    assert len({canonical([None]), canonical([""]), canonical(["None"])}) == 3


def test_a_number_keeps_all_its_digits() -> None:
    assert canonical([0.1 + 0.2]) != canonical([0.3])
    assert canonical([36.01868]) == "36.01868"


@given(st.lists(st.text(st.characters(exclude_characters="\x1f\x00")), min_size=1), st.data())
def test_two_lists_of_parts_never_make_one_line(parts: list[str], data: st.DataObject) -> None:
    other = data.draw(st.lists(st.text(st.characters(exclude_characters="\x1f\x00")), min_size=1))
    assert (canonical(parts) == canonical(other)) == (parts == other)


def test_a_line_id_is_sixteen_hexadecimal_characters_and_never_changes() -> None:
    """Codes printed on annexes name these ids: a change of this value breaks every annexe ever given."""
    assert line_id("who_gho", "HIV_ARTCOVERAGE", "COUNTRY", "CIV", "2016", None, 0) == "df419a01f6a58025"


def test_the_hash_of_bytes_is_sha_256() -> None:
    assert sha256_of(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
