"""Chooses the reference-only signals of a first start from a release: at most fifty, as unlike as possible."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from typing import Any

from sqlalchemy import Engine, RowMapping, and_, select

from kb.errors import BadStarter
from kb.kinds import DOCUMENT, SIGNAL
from kb.readings import addresses, readings, snapshots
from kb.releases import ReleaseInfo, holdings, in_release
from kb.sources.definition import source
from kb.starter.references import (
    VERSION,
    ReferenceAnswer,
    ReferenceDocument,
    References,
    ReferenceSignal,
    write,
)

MOST = 50  # asked with the issue: enough to see what a signal is, too few to be taken for a base
# what a source lets be handed on at least as a reference: « figures » speaks of its figures, and says nothing of its texts
ALLOWS_REFERENCE = frozenset({"full", "quote", "reference"})


def build_references(engine: Engine, release: ReleaseInfo) -> str:
    """Write kb/starter/signals.json from a release; returns one sentence that says what it holds."""
    if release.is_starter:
        raise BadStarter("Release 0 is the starter itself: crawl and create a release first.")
    chosen = _chosen(_candidates(engine, release))
    if not chosen:
        raise BadStarter(
            f"Release {release.number} holds no signal that may be handed on: crawl a source of reports first."
        )
    size = write(_pack(chosen, release))
    types, countries = {row["type"] for row in chosen}, {row["area"] for row in chosen}
    return f"signals.json: {len(chosen)} signals, {len(types)} types, {len(countries)} countries, {size} bytes."


def _candidates(engine: Engine, release: ReleaseInfo) -> list[RowMapping]:
    """The signals of sources that allow a reference, less those of passages on a private person and of what was withdrawn."""
    c, d = SIGNAL.table.c, DOCUMENT.table.c
    told = (d.title, d.published_by, d.countries, d.media, d.pages, d.lang.label("document_lang"))
    shared = (snapshots.c.sha256, snapshots.c.size, snapshots.c.media_type, snapshots.c.captured_on,
              snapshots.c.retrieved_at, snapshots.c.replay_kind, snapshots.c.replay_note)  # fmt: skip
    statement = (
        select(*(c[name] for name in (*SIGNAL.identity, *SIGNAL.facts)), *told, *shared, readings.c.extractor,
               addresses.c.source_key, addresses.c.url)
        .join(addresses, addresses.c.id == c.address_id)
        .join(holdings, and_(holdings.c.address_id == c.address_id, in_release(release.number, holdings)))
        .join(readings, readings.c.id == holdings.c.reading_id)
        .join(snapshots, snapshots.c.id == readings.c.snapshot_id)
        .join(DOCUMENT.table, and_(d.address_id == c.address_id, d.document == c.document,
                                   in_release(release.number, DOCUMENT.table)))
        .where(in_release(release.number, SIGNAL.table), c.private_person.is_(False), c.quote.is_not(None))
        .order_by(c.line_id)
    )  # fmt: skip
    with engine.connect() as connection:
        rows = connection.execute(statement).mappings().all()
    return [row for row in rows if _may_be_pointed_to(row)]


def _may_be_pointed_to(row: RowMapping) -> bool:
    """The source allows it, and the address is the publisher's: of an address that a recording made up, nothing could be opened."""
    allowed = source(row["source_key"]).redistribution in ALLOWS_REFERENCE
    return allowed and "address is ours" not in (row["replay_note"] or "")


def _chosen(rows: Iterable[RowMapping]) -> list[RowMapping]:
    """Type after type in turn; within a type dated reports first, then countries not met yet."""
    by_type: dict[str, list[RowMapping]] = {}
    for row in rows:
        by_type.setdefault(row["type"], []).append(row)
    turns = zip_longest(*(_unlike(by_type[name]) for name in sorted(by_type)))
    first = [row for row in chain.from_iterable(turns) if row is not None][:MOST]
    return sorted(first, key=lambda row: (row["source_key"], row["url"], row["document"], row["page"], row["start"]))


def _unlike(rows: Sequence[RowMapping]) -> list[RowMapping]:
    met: Counter[str] = Counter()
    ranked: list[tuple[int, int, RowMapping]] = []
    for row in sorted(rows, key=lambda row: (row["published_on"] is None, row["document"], row["page"], row["start"])):
        ranked.append((met[row["area"]], len(ranked), row))
        met[row["area"]] += 1
    return [row for _, _, row in sorted(ranked, key=lambda one: one[:2])]


def _pack(rows: Sequence[RowMapping], release: ReleaseInfo) -> References:
    answers: dict[str, int] = {row["url"]: 0 for row in rows}
    answers = {url: rank for rank, url in enumerate(answers)}
    by_url, by_document = {row["url"]: row for row in rows}, {row["document"]: row for row in rows}
    return References(
        version=VERSION,
        release_sha256=release.sha256,
        answers=[_answer(by_url[url]) for url in answers],
        documents=[_document(row, answers[row["url"]]) for row in by_document.values()],
        signals=[_signal(row, answers[row["url"]]) for row in rows],
    )


def _answer(row: RowMapping) -> ReferenceAnswer:
    captured = row["captured_on"] or row["retrieved_at"].date().isoformat()
    kept = ("url", "sha256", "size", "media_type", "replay_kind", "replay_note", "extractor")
    return ReferenceAnswer(source=row["source_key"], captured_on=captured, **{name: row[name] for name in kept})


def _document(row: RowMapping, answer: int) -> ReferenceDocument:
    return ReferenceDocument(
        answer=answer,
        document=row["document"],
        title=row["title"],
        published_by=row["published_by"],
        countries=json.loads(row["countries"]),
        lang=row["document_lang"],
        published_on=_day(row["published_on"]),
        media=row["media"],
        pages=row["pages"],
    )


def _signal(row: RowMapping, answer: int) -> ReferenceSignal:
    kept = (*SIGNAL.identity, "polarity", "rule", "lang", "component", "place", "level", "population")
    told: dict[str, Any] = {name: row[name] for name in kept}
    told |= {name: _day(row[name]) for name in ("period_start", "period_end", "published_on")}
    told |= {name: json.loads(row[name]) for name in ("families", "products")}
    return ReferenceSignal(answer=answer, **told)


def _day(value: Any) -> str | None:
    return None if value is None else value.isoformat()
