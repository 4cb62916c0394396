"""Loads the starter as release 0, into an empty base only."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from kb.clock import now
from kb.engine import writing
from kb.kinds import OBSERVATION, Row
from kb.readings import observations, rank_rows, readings, snapshots, write_rows
from kb.releases import content_hash, holdings, releases
from kb.search.indexing import index_reading
from kb.starter import format as starter_file
from kb.store import address_of, runs

LABEL = "Chiffres de départ"


def load_starter(engine: Engine) -> int:
    """How many figures were loaded: 0 where the base already holds something, or where there is no starter."""
    starter = starter_file.read()
    if starter is None:
        return 0
    with writing(engine) as connection:
        if not _is_empty(connection):
            return 0
        by_answer: dict[int, list[Row]] = defaultdict(list)
        for answer, *row in starter.rows:
            by_answer[int(answer)].append(tuple(row))  # type: ignore[arg-type]
        for number, rows in by_answer.items():
            _load_answer(connection, starter, starter.answers[number], rows)
        connection.execute(update(observations).values(first_release=0, last_release=0))
        digest, lines = content_hash(connection, 0)
        facts: dict[str, Any] = {"number": 0, "label": LABEL, "created_at": now(), "sha256": digest, "parent": None}
        connection.execute(insert(releases).values(**facts, counts={"lines": lines, "runs": 0}))
    return lines


def _is_empty(connection: Connection) -> bool:
    return not any(connection.scalar(select(func.count()).select_from(table)) for table in (releases, runs, snapshots))


def _load_answer(
    connection: Connection, starter: starter_file.Starter, answer: starter_file.StarterAnswer, rows: list[Row]
) -> None:
    address_id = address_of(connection, starter.source, answer.url, origin="starter")
    snapshot = insert(snapshots).values(
        address_id=address_id, sha256=answer.sha256, size=answer.size, media_type=answer.media_type,
        captured_on=answer.captured_on, replay_kind=answer.replay_kind, replay_note=answer.replay_note,
    )  # fmt: skip
    snapshot_id = connection.execute(snapshot).inserted_primary_key[0]  # type: ignore[index]
    countries = sorted({row[2] for row in rows})
    reading = insert(readings).values(
        snapshot_id=snapshot_id,
        extractor=starter.extractor,
        read_at=now(),
        rows=len(rows),
        counts={OBSERVATION.name: len(rows)},
        areas=countries,
        findings=[],
    )
    reading_id = connection.execute(reading).inserted_primary_key[0]  # type: ignore[index]
    write_rows(connection, OBSERVATION, starter.source, address_id, reading_id, rank_rows(OBSERVATION, rows))
    index_reading(connection, reading_id, address_id, starter.source, {OBSERVATION.name: rows})
    held = insert(holdings).values(address_id=address_id, reading_id=reading_id, first_release=0, last_release=0)
    connection.execute(held)
