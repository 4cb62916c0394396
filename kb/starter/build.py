"""Makes the starter from a release: figures of WHO only, the newest values of every country (design §5)."""

from typing import Any

from sqlalchemy import Engine, RowMapping, and_, func, select

from kb.errors import BadStarter
from kb.kinds import OBSERVATION
from kb.readings import addresses, observations, readings, snapshots
from kb.releases import ReleaseInfo, current_release, get_release, holdings, in_release
from kb.sources.definition import source
from kb.starter.format import COLUMNS, FILE, VERSION, Starter, StarterAnswer, write
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_countries

SOURCE = "who_gho"
KEPT_PERIODS = 6  # enough for a small curve; the whole past comes with the first crawl
MAX_BYTES = 2_000_000  # asked by the design: the starter lives in the repository


def build_starter(engine: Engine, number: int | None = None) -> str:
    """Write kb/starter/figures.json.gz from a release; returns one sentence that says what it holds."""
    release = get_release(engine, number) if number is not None else current_release(engine)
    if release.is_starter:
        raise BadStarter("Release 0 is the starter itself: crawl and create a release first.")
    rows = _newest(engine, release)
    if not rows:
        raise BadStarter(f"Release {release.number} holds no figure of {SOURCE} for a country: crawl {SOURCE} first.")
    starter = _pack(rows, release)
    size = write(starter)
    if size > MAX_BYTES:
        FILE.unlink()
        raise BadStarter(f"The starter would weigh {size} bytes, above {MAX_BYTES}. Lower KEPT_PERIODS.")
    indicators, countries = {row["indicator"] for row in rows}, {row["area"] for row in rows}
    return f"{FILE.name}: {len(rows)} figures, {len(indicators)} indicators, {len(countries)} countries, {size} bytes."


def _newest(engine: Engine, release: ReleaseInfo) -> list[RowMapping]:
    o = observations.c
    wanted = [i.code for i in load_indicators(SOURCE).values() if i.use != "non retenu"]
    rank = func.dense_rank().over(
        partition_by=(o.area, o.indicator, o.dim1, o.dim2, o.dim3), order_by=o.period_end.desc()
    )
    ranked = (
        select(o.id, rank.label("rank"))
        .where(
            o.area_type == "COUNTRY",
            o.area.in_(list(load_countries())),
            o.indicator.in_(wanted),
            in_release(release.number),
        )
        .subquery()
    )
    statement = (
        select(
            *(o[name] for name in (*OBSERVATION.identity, *OBSERVATION.facts)),
            o.line_id, addresses.c.url, snapshots.c.sha256, snapshots.c.size,
            snapshots.c.media_type, snapshots.c.captured_on, snapshots.c.retrieved_at, snapshots.c.replay_kind,
            snapshots.c.replay_note, readings.c.extractor,
        )
        .join(ranked, ranked.c.id == o.id)
        .join(holdings, and_(holdings.c.address_id == o.address_id, in_release(release.number, holdings)))
        .join(readings, readings.c.id == holdings.c.reading_id)
        .join(snapshots, snapshots.c.id == readings.c.snapshot_id)
        .join(addresses, addresses.c.id == o.address_id)
        .where(ranked.c.rank <= KEPT_PERIODS, addresses.c.source_key == SOURCE)
        .order_by(addresses.c.url, o.area, o.line_id)
    )  # fmt: skip
    with engine.connect() as connection:
        return list(connection.execute(statement).mappings().all())


def _pack(rows: list[RowMapping], release: ReleaseInfo) -> Starter:
    answers: dict[str, int] = {}
    kept: list[StarterAnswer] = []
    packed: list[list[Any]] = []
    for row in rows:
        if row["url"] not in answers:
            answers[row["url"]] = len(kept)
            kept.append(_answer(row))
        facts = [
            value.isoformat() if hasattr(value, "isoformat") else value
            for value in (row[name] for name in OBSERVATION.facts)
        ]
        packed.append([answers[row["url"]], *(row[name] for name in OBSERVATION.identity), *facts])
    return Starter(
        version=VERSION,
        source=SOURCE,
        licence=source(SOURCE).licence.name,
        extractor=rows[0]["extractor"],
        release_sha256=release.sha256,
        columns=list(COLUMNS),
        answers=kept,
        rows=packed,
    )


def _answer(row: RowMapping) -> StarterAnswer:
    return StarterAnswer(
        url=row["url"],
        sha256=row["sha256"],
        size=row["size"],
        media_type=row["media_type"],
        captured_on=row["captured_on"] or row["retrieved_at"].date().isoformat(),
        replay_kind=row["replay_kind"],
        replay_note=row["replay_note"],
    )
