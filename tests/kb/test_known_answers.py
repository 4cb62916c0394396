"""What earlier runs met, asked on both engines: last complete answers, interrupted runs, withdrawn addresses."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from kb.archive import Place
from kb.engine import engine_for, upgrade, writing
from kb.expectations import Finding, Outcome
from kb.known_answers import (
    answers_of_interrupted_runs,
    known_addresses,
    last_complete_answer,
    seen_by_complete_runs,
    withdrawn_addresses,
)
from kb.readings import withdrawals
from kb.store import RunRef, SnapshotItem, add_snapshot, close_run, start_run

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
KEY, URL = "essai", "https://example.org/r/"
LONG_AGO = NOON - 1000 * HOUR
CUT_OFF = [Finding("interrupted", KEY, "stopped before its end (shutdown)")]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'base.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    made = engine_for(url)
    upgrade(made)
    yield made
    made.dispose()


def ran(
    engine: Engine, met: dict[str, str], outcome: Outcome | None = Outcome.COMPLETE, hours: int = 0, **more: object
) -> RunRef:
    """A run that met these pages (path → hash, one letter) so many hours after noon."""
    run = start_run(engine, str(more.get("key", KEY)), replay=bool(more.get("replay")))
    for path, letter in met.items():
        item = SnapshotItem(
            url=URL + path, sha256=letter * 64, size=1, media_type=None, seen_at=NOON + hours * HOUR,
            replay_kind="as_captured" if more.get("replay") else None, told={"title": path},
        )  # fmt: skip
        add_snapshot(engine, run, item, Place(f"{letter}.warc.gz", 7, f"<urn:{secrets.token_hex(4)}>"))
    if outcome:
        close_run(engine, run, outcome, None, {}, more.get("findings", []))  # type: ignore[arg-type]
    return run


def interrupted(engine: Engine, since: datetime = LONG_AGO) -> dict[str, str]:
    """Path → letter of what a run that starts now would take up."""
    run = start_run(engine, KEY, replay=False)
    found = answers_of_interrupted_runs(engine, run, since)
    close_run(engine, run, Outcome.FAILED, None, {}, CUT_OFF)
    return {url.removeprefix(URL): one.sha256[0] for url, one in found.items()}


def test_the_last_complete_answer_is_the_one_seen_last(engine: Engine) -> None:
    assert last_complete_answer(engine, KEY, URL + "1") is None
    ran(engine, {"1": "a"})
    ran(engine, {"1": "b"}, hours=1)
    found = last_complete_answer(engine, KEY, URL + "1")
    assert found is not None
    assert (found.sha256[0], found.place.file, found.seen_at) == ("b", "b.warc.gz", NOON + HOUR)
    ran(engine, {"1": "a"}, hours=2)  # it came back
    again = last_complete_answer(engine, KEY, URL + "1")
    assert again is not None
    assert (again.sha256[0], again.seen_at) == ("a", NOON + 2 * HOUR)


@pytest.mark.parametrize("outcome", [None, Outcome.FAILED, Outcome.BLOCKED, Outcome.BELOW_EXPECTATION])
def test_only_a_complete_run_vouches_for_its_bytes(engine: Engine, outcome: Outcome | None) -> None:
    ran(engine, {"1": "a"}, outcome)
    assert last_complete_answer(engine, KEY, URL + "1") is None
    assert seen_by_complete_runs(engine, KEY) == {}
    assert known_addresses(engine, KEY) == {URL + "1"}


def test_neither_a_replay_nor_another_source_vouches(engine: Engine) -> None:
    ran(engine, {"1": "a"}, replay=True)
    ran(engine, {"1": "b"}, key="other")
    assert last_complete_answer(engine, KEY, URL + "1") is None
    assert (seen_by_complete_runs(engine, KEY), known_addresses(engine, KEY)) == ({}, set())


def test_a_withdrawn_answer_is_no_longer_known(engine: Engine) -> None:
    ran(engine, {"1": "a", "2": "b"})
    with writing(engine) as connection:
        connection.execute(insert(withdrawals).values(snapshot_id=1, withdrawn_at=NOON, reason="x"))
    assert withdrawn_addresses(engine, KEY) == {URL + "1"}
    assert last_complete_answer(engine, KEY, URL + "1") is None
    assert last_complete_answer(engine, KEY, URL + "2") is not None


def test_the_last_moment_of_complete_runs_is_told(engine: Engine) -> None:
    ran(engine, {"1": "a", "2": "b"})
    ran(engine, {"1": "a"}, hours=3)
    ran(engine, {"2": "b"}, None, hours=5)
    assert seen_by_complete_runs(engine, KEY) == {URL + "1": NOON + 3 * HOUR, URL + "2": NOON}


def test_interrupted_runs_are_taken_up_back_to_the_last_one_that_ended(engine: Engine) -> None:
    ran(engine, {"0": "0"}, None)
    ran(engine, {"9": "9"}, Outcome.BLOCKED)
    assert interrupted(engine) == {}
    ran(engine, {"1": "a"}, None)
    ran(engine, {"2": "b"}, Outcome.FAILED, findings=CUT_OFF)
    ran(engine, {"3": "c"}, None, replay=True)
    ran(engine, {"4": "d"}, None, key="other")
    ran(engine, {"1": "e"}, None, hours=2)
    assert interrupted(engine) == {"1": "e", "2": "b"}, "the bytes seen last stand for an address"
    ran(engine, {"1": "e"}, Outcome.BELOW_EXPECTATION)
    assert interrupted(engine) == {}


def test_what_was_met_too_long_ago_is_not_taken_up(engine: Engine) -> None:
    ran(engine, {"1": "a"}, None, hours=-25)
    ran(engine, {"2": "b"}, None, hours=-24)
    assert interrupted(engine, since=NOON - 24 * HOUR) == {"2": "b"}


def test_what_a_listing_said_is_kept_beside_the_bytes(engine: Engine) -> None:
    from kb.store import answers_of

    run = ran(engine, {"1": "a"}, None)
    (answer,) = answers_of(engine, run)
    assert answer["told"] is True  # the words themselves stand beside the bytes, where a withdrawal takes both
