"""Loads the starter as release 0, into an empty base only: the figures of WHO, and signals of which only the place is told."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, func, insert, select, update

from kb.clock import now
from kb.engine import writing
from kb.kinds import DOCUMENT, KINDS, OBSERVATION, SIGNAL, Kind, Row
from kb.readings import Drawing, rank_rows, readings, snapshots, write_rows
from kb.releases import content_hash, holdings, releases
from kb.search.indexing import index_reading
from kb.search.showing import follow
from kb.starter import format as starter_file
from kb.starter import references as reference_file
from kb.store import address_of, runs

LABEL = "Chiffres de départ"
_LISTS = frozenset({"families", "products", "countries"})


class Loaded(NamedTuple):
    """How many figures and how many signals a first start shows."""

    figures: int
    signals: int


_NOTHING = Loaded(0, 0)


def load_starter(engine: Engine) -> Loaded:
    """Nothing where the base already holds something, or where the programme was built without a starter."""
    starter, references = starter_file.read(), reference_file.read()
    if starter is None:
        return _NOTHING
    with writing(engine) as connection:
        if not _is_empty(connection):
            return _NOTHING
        by_answer: dict[int, list[Row]] = defaultdict(list)
        for answer, *row in starter.rows:
            by_answer[int(answer)].append(tuple(row))  # type: ignore[arg-type]
        for number, rows in by_answer.items():
            held = _Answer(starter.source, starter.extractor, starter.answers[number])
            _load_answer(connection, held, {OBSERVATION.name: rows}, sorted({row[2] for row in rows}))
        if references:
            _load_references(connection, references)
        _open_release(connection)
    return Loaded(len(starter.rows), len(references.signals) if references else 0)


class _Answer(NamedTuple):
    """Where rows come from, whichever file they stand in."""

    source: str
    extractor: str
    facts: starter_file.StarterAnswer | reference_file.ReferenceAnswer


def _is_empty(connection: Connection) -> bool:
    return not any(connection.scalar(select(func.count()).select_from(table)) for table in (releases, runs, snapshots))


def _open_release(connection: Connection) -> None:
    for kind in KINDS.values():
        connection.execute(update(kind.table).values(first_release=0, last_release=0))
    follow(connection, 0)
    digest, lines = content_hash(connection, 0)
    facts: dict[str, Any] = {"number": 0, "label": LABEL, "created_at": now(), "sha256": digest, "parent": None}
    connection.execute(insert(releases).values(**facts, counts={"lines": lines, "runs": 0}))


def _load_references(connection: Connection, references: reference_file.References) -> None:
    for rank, answer in enumerate(references.answers):
        documents = [one for one in references.documents if one.answer == rank]
        signals = [one for one in references.signals if one.answer == rank]
        drawn = {
            DOCUMENT.name: [_row(DOCUMENT, one, {}) for one in documents],
            # nobody names a private person here: such passages are left out when the file is made
            SIGNAL.name: [_row(SIGNAL, one, {"amounts": "[]", "private_person": False}) for one in signals],
        }
        held = _Answer(answer.source, answer.extractor, answer)
        _load_answer(connection, held, drawn, sorted({one.area for one in signals}))


def _row(kind: Kind, told: msgspec.Struct, besides: dict[str, Any]) -> Row:
    """The row of a kind; what the file does not tell, and above all the words of the report, is null."""
    stated = msgspec.structs.asdict(told) | besides
    values = ((name, stated.get(name)) for name in (*kind.identity, *kind.facts))
    return tuple(json.dumps(value) if name in _LISTS else value for name, value in values)


def _load_answer(connection: Connection, held: _Answer, drawn: Drawing, areas: Sequence[str]) -> None:
    facts = held.facts
    address_id = address_of(connection, held.source, facts.url, origin="starter")
    snapshot = insert(snapshots).values(
        address_id=address_id, sha256=facts.sha256, size=facts.size, media_type=facts.media_type,
        captured_on=facts.captured_on, replay_kind=facts.replay_kind, replay_note=facts.replay_note,
    )  # fmt: skip
    snapshot_id = connection.execute(snapshot).inserted_primary_key[0]  # type: ignore[index]
    counts = {name: len(rows) for name, rows in drawn.items()}
    reading = insert(readings).values(
        snapshot_id=snapshot_id, extractor=held.extractor, read_at=now(), rows=sum(counts.values()), counts=counts,
        areas=areas, findings=[],
    )  # fmt: skip
    reading_id = connection.execute(reading).inserted_primary_key[0]  # type: ignore[index]
    for name, rows in drawn.items():
        write_rows(connection, KINDS[name], held.source, address_id, reading_id, rank_rows(KINDS[name], rows))
    index_reading(connection, reading_id, address_id, held.source, drawn)
    shown = insert(holdings).values(address_id=address_id, reading_id=reading_id, first_release=0, last_release=0)
    connection.execute(shown)
