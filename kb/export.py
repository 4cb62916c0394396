"""Export of a release as a Frictionless data package: CSV for anyone, Parquet for tools, sources and licences beside them."""

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, RowMapping, and_, select

from kb.errors import KbError
from kb.frozen_vocabulary import words_of
from kb.kinds import OBSERVATION
from kb.readings import addresses, observations, readings, snapshots
from kb.releases import ReleaseInfo, holdings, in_release
from kb.sources.definition import SourceDefinition, all_sources
from kb.vocabulary.indicators_loader import load_indicators

# A source that may not be republished is named in the package; its figures are not in it (design §2.10).
FIGURES_MAY_GO = {"full", "figures"}
BATCH = 20_000

_STRING, _NUMBER, _DATE, _BOOLEAN = {"type": "string"}, {"type": "number"}, {"type": "date"}, {"type": "boolean"}
FIELDS: dict[str, dict[str, str]] = {
    "id": _STRING, "source": _STRING, "label": _STRING, **dict.fromkeys(OBSERVATION.identity, _STRING),
    **dict(zip(OBSERVATION.facts, (_DATE, _DATE, _STRING, _NUMBER, _NUMBER, _NUMBER, _STRING, _DATE, _BOOLEAN), strict=True)),
    "retrieved_at": _STRING, "replay": _BOOLEAN, "url": {"type": "string", "format": "uri"}, "sha256": _STRING,
    "extractor": _STRING,
}  # fmt: skip

SOURCE_FIELDS = (
    "key", "title", "publisher", "producer", "tier", "home", "redistribution", "limits", "licence", "licence_stated_at",
)  # fmt: skip


def export_release(engine: Engine, release: ReleaseInfo, folder: Path) -> dict[str, int]:
    """Write `datapackage.json`, `lines.csv`, `lines.parquet` and `sources.csv` into an empty or new folder.

    Returns how many lines of each source went out; a source whose licence keeps its figures here counts 0.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise KbError(f"The folder {folder} is not empty. Name a new one: nothing is overwritten.")
        with words_of(engine, release):
            counts = _write_lines(engine, release, folder)
            _write_sources(folder)
            _write_package(release, folder)
    except OSError as error:
        raise KbError(f"The export to {folder} stopped ({error.strerror or error}). Choose another folder.") from None
    return counts


def _write_lines(engine: Engine, release: ReleaseInfo, folder: Path) -> dict[str, int]:
    open_sources = [key for key, one in all_sources().items() if one.redistribution in FIGURES_MAY_GO]
    counts = dict.fromkeys(all_sources(), 0)
    add, close = _parquet(folder / "lines.parquet")
    with (folder / "lines.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(FIELDS)
        for batch in _batches(engine, release, open_sources):
            writer.writerows([[_text(row[name]) for name in FIELDS] for row in batch])
            add(batch)
            for row in batch:
                counts[row["source"]] += 1
    close()
    return counts


def _batches(engine: Engine, release: ReleaseInfo, sources: list[str]) -> Iterator[list[dict[str, Any]]]:
    o = observations.c
    statement = (
        select(
            o.line_id, *(o[name] for name in (*OBSERVATION.identity, *OBSERVATION.facts)), addresses.c.source_key, addresses.c.url,
            snapshots.c.sha256, snapshots.c.captured_on, snapshots.c.retrieved_at, snapshots.c.replay_kind,
            readings.c.extractor,
        )
        .join(holdings, and_(holdings.c.address_id == o.address_id, in_release(release.number, holdings)))
        .join(readings, readings.c.id == holdings.c.reading_id)
        .join(snapshots, snapshots.c.id == readings.c.snapshot_id)
        .join(addresses, addresses.c.id == o.address_id)
        .where(in_release(release.number), addresses.c.source_key.in_(sources))
        .order_by(o.line_id)
        .execution_options(yield_per=BATCH)
    )  # fmt: skip
    with engine.connect() as connection:
        for part in connection.execute(statement).mappings().partitions():
            yield [_line(row) for row in part]


def _line(row: RowMapping) -> dict[str, Any]:
    indicator = load_indicators(row["source_key"]).get(row["indicator"])
    return {
        "id": row["line_id"],
        "source": row["source_key"],
        "label": indicator.label if indicator else row["indicator"],
        **{name: row[name] for name in (*OBSERVATION.identity, *OBSERVATION.facts)},
        "retrieved_at": row["captured_on"] or (row["retrieved_at"].isoformat() if row["retrieved_at"] else None),
        "replay": row["replay_kind"] is not None,
        "url": row["url"],
        "sha256": row["sha256"],
        "extractor": row["extractor"],
    }


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def _parquet(path: Path) -> tuple[Callable[[list[dict[str, Any]]], None], Callable[[], None]]:
    # imported here: half a second that no other command has to wait for
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"string": pa.string(), "number": pa.float64(), "date": pa.date32(), "boolean": pa.bool_()}
    schema = pa.schema([(name, kinds[field["type"]]) for name, field in FIELDS.items()])
    writer = pq.ParquetWriter(path, schema, compression="zstd")

    def add(batch: list[dict[str, Any]]) -> None:
        writer.write_table(pa.Table.from_pylist(batch, schema=schema))

    return add, writer.close


def _write_sources(folder: Path) -> None:
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(SOURCE_FIELDS)
        for one in all_sources().values():
            writer.writerow(
                [*(getattr(one, name) for name in SOURCE_FIELDS[:-2]), one.licence.name, one.licence.stated_at]
            )


def _write_package(release: ReleaseInfo, folder: Path) -> None:
    package = {
        "name": "recoupe-release",
        "title": f"Recoupe, {release.label}",
        "description": "Dated statements of public sources on health systems: what sources say, never whether care can be had.",
        "version": str(release.number),
        "created": f"{release.created_at:%Y-%m-%dT%H:%M:%SZ}",
        "recoupe:sha256": release.sha256,
        "sources": [{"title": f"{one.publisher}, {one.title}", "path": one.home} for one in all_sources().values()],
        "licenses": [_licence(one) for one in all_sources().values()],
        "resources": [
            _resource(folder, "lines", "csv", FIELDS, "id"),
            _resource(folder, "lines", "parquet", FIELDS, "id"),
            _resource(folder, "sources", "csv", dict.fromkeys(SOURCE_FIELDS, _STRING), "key"),
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2), encoding="utf-8")


def _licence(one: SourceDefinition) -> dict[str, str]:
    name = one.key.replace("_", "-")
    return {"title": f"{one.publisher} : {one.licence.name}", "path": one.licence.stated_at, "name": name}


def _resource(folder: Path, name: str, kind: str, fields: dict[str, dict[str, str]], key: str) -> dict[str, Any]:
    path = folder / f"{name}.{kind}"
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    resource: dict[str, Any] = {"name": name if kind == "csv" else f"{name}-{kind}", "path": path.name, "format": kind}
    size, sha256 = path.stat().st_size, f"sha256:{digest}"
    # Frictionless 5 cannot count the bytes of a Parquet file and then calls it wrong: there they go under names of ours
    resource |= {"bytes": size, "hash": sha256} if kind == "csv" else {"recoupe:bytes": size, "recoupe:hash": sha256}
    if kind == "csv":
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8", "mediatype": "text/csv"}
    named = [{"name": name, **field} for name, field in fields.items()]
    resource["schema"] = {"fields": named, "primaryKey": [key], "missingValues": [""]}
    return resource
