"""Backup and restore: the whole base and its archive in one file, every part hashed, verified when it comes back.

The file is a tar: `tables/<table>.jsonl.gz` (one row a line, any engine can take it), `archive/…` (the WARC files as they are)
and `manifest.json` (revision of the tables, SHA-256 of every part).
"""

import gzip
import hashlib
import json
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, Engine, Table, func, insert, select

from kb.archive import archive_at
from kb.engine import current_revision, head_revision, set_counters, tables, upgrade, writing
from kb.errors import ArchiveError, KbError
from kb.models.types import UtcDateTime
from kb.releases import list_releases, runs
from kb.search import indexing
from kb.verify import verify_release

MANIFEST = "manifest.json"
BATCH = 5_000
Progress = Callable[[str], None]


def backup(engine: Engine, archive_url: str, target: Path, progress: Progress | None = None) -> dict[str, str]:
    """Write the backup beside its final name, then rename it: a backup that exists is whole. Returns the hash of each part."""
    partial = target.with_name(target.name + ".partial")
    parts: dict[str, str] = {}
    try:
        with tarfile.open(partial, "w") as tar, tempfile.TemporaryDirectory() as folder:
            with engine.connect() as connection:
                for table in tables():
                    _add(tar, parts, f"tables/{table.name}.jsonl.gz", _dump(connection, table, Path(folder)), progress)
            for name, path in _archive_files(archive_url, Path(folder)):
                _add(tar, parts, f"archive/{name}", path, progress)
            manifest = Path(folder) / MANIFEST
            manifest.write_text(json.dumps({"revision": current_revision(engine), "parts": parts}, indent=1))
            tar.add(manifest, MANIFEST)
        partial.rename(target)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise KbError(
            f"The backup {target} cannot be written ({error.strerror or error}). Choose another place."
        ) from None
    return parts


def _add(tar: tarfile.TarFile, parts: dict[str, str], name: str, path: Path, progress: Progress | None) -> None:
    with path.open("rb") as stream:
        parts[name] = hashlib.file_digest(stream, "sha256").hexdigest()
    tar.add(path, name)
    if progress:
        progress(name)


def _dump(connection: Connection, table: Table, folder: Path) -> Path:
    path = folder / f"{table.name}.jsonl.gz"
    statement = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=5) as out:
        for row in connection.execute(statement):
            out.write(json.dumps([_plain(value) for value in row], ensure_ascii=False, separators=(",", ":")) + "\n")
    return path


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _archive_files(archive_url: str, folder: Path) -> Iterator[tuple[str, Path]]:
    fs, root = archive_at(archive_url)
    for found in sorted(fs.find(root)) if fs.exists(root) else []:
        local = folder / "part"
        fs.get_file(found, str(local))
        yield found[len(root) :].lstrip("/"), local


def restore(engine: Engine, archive_url: str, source: Path, progress: Progress | None = None) -> int:
    """Fill an empty base and an empty archive from a backup; every part and every release is verified. Returns the releases."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        _require_room(engine, archive_url, manifest)
        # the archive first: a base without its archive would have lost its proofs
        _put_archive(archive_url, folder / "archive")
        with writing(engine) as connection:
            for table in tables():
                _load(connection, table, folder / "tables" / f"{table.name}.jsonl.gz")
                if progress:
                    progress(table.name)
            set_counters(connection)
            indexing.refill(connection)
    restored = list_releases(engine)
    for release in restored:
        difference = verify_release(engine, archive_url, release.number).difference
        if difference:
            raise ArchiveError(
                f"Release {release.number} did not come back as it was frozen: {difference}. Try another backup."
            )
    return len(restored)


def _put_archive(archive_url: str, folder: Path) -> None:
    fs, root = archive_at(archive_url)
    put: list[str] = []
    try:
        for path in sorted(folder.rglob("*")) if folder.exists() else []:
            if path.is_file():
                wanted = f"{root}/{path.relative_to(folder)}"
                fs.makedirs(wanted.rpartition("/")[0], exist_ok=True)
                put.append(wanted)
                fs.put_file(str(path), wanted)
    except OSError as error:
        for wanted in put:
            if fs.exists(wanted):
                fs.rm_file(wanted)
        raise ArchiveError(
            f"The archive {archive_url} cannot be written ({error.strerror or error}). Nothing was restored."
        ) from None


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        for name, wanted in manifest["parts"].items():
            with (folder / name).open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != wanted:
                    raise ArchiveError(
                        f"The backup {source} is damaged: {name} is not as it was written. Nothing was restored."
                    )
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
        told = (str(error) or type(error).__name__).splitlines()[0]
        raise ArchiveError(f"The backup {source} cannot be read whole ({told}). Nothing was restored.") from None
    return manifest


def _require_room(engine: Engine, archive_url: str, manifest: dict[str, Any]) -> None:
    if manifest["revision"] != head_revision():
        raise KbError(
            f"The backup was made by another version of Recoupe (revision {manifest['revision']}, this is {head_revision()}). "
            "Restore it with that version, then upgrade with `recoupe init`."
        )
    upgrade(engine)
    fs, root = archive_at(archive_url)
    with engine.connect() as connection:
        used = connection.scalar(select(func.count()).select_from(runs))
    if used or (fs.exists(root) and fs.find(root)):
        raise KbError(
            "The base or the archive is not empty. Set RECOUPE_DATABASE_URL and RECOUPE_ARCHIVE_URL to new places."
        )
    with writing(engine) as connection:  # the starter of a first start gives way to what comes back
        for table in reversed(tables()):
            connection.execute(table.delete())


def _load(connection: Connection, table: Table, path: Path) -> None:
    readers = [_reader(column.type) for column in table.columns]
    names = [column.name for column in table.columns]
    batch: list[dict[str, Any]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            values = json.loads(line)
            row = zip(names, readers, values, strict=True)
            batch.append({name: value if value is None else reader(value) for name, reader, value in row})
            if len(batch) == BATCH:
                connection.execute(insert(table), batch)
                batch = []
    if batch:
        connection.execute(insert(table), batch)


def _reader(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat
    return date.fromisoformat if isinstance(kind, Date) else lambda value: value
