"""The words of a release: the vocabulary and the source definitions of its day, kept with it in the base and in the archive.

Labels, components, families, what a source covers: all of it may be written better later. A release is frozen: it shows its
lines under the words that stood when it was made. The same words are kept once, under the hash of their files.
"""

import base64
import hashlib
import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select

from kb.archive import write_decision
from kb.errors import KbError
from kb.models import FrozenVocabulary
from kb.releases import ReleaseInfo
from kb.sources import definition
from kb.vocabulary import files
from kb.vocabulary.standing import SOURCES, VOCABULARY, standing_on

DECISION = "vocabulary"
vocabularies: Table = FrozenVocabulary.__table__  # type: ignore[attr-defined]
_unpacking = Lock()


@contextmanager
def words_of(engine: Engine, release: ReleaseInfo) -> Iterator[None]:
    """Read the vocabulary that stood when `release` was frozen. A release made before words were kept has today's."""
    if is_todays(release.vocabulary):
        with standing_on(None):
            yield
    else:
        # the connection goes back at once: a page stands on these words while it reads through others
        with engine.connect() as connection:
            then = _unpacked(connection, str(release.vocabulary))
        with standing_on(then):
            yield


@contextmanager
def words_named(connection: Connection, sha256: str | None) -> Iterator[None]:
    """`words_of` by hash, inside the caller's transaction."""
    with standing_on(None if sha256 is None or is_todays(sha256) else _unpacked(connection, sha256)):
        yield


def is_todays(sha256: str | None) -> bool:
    """True for the words of this programme, and where none were kept."""
    return sha256 in (None, digest_of(files.FOLDER, definition.FOLDER))


def keep_vocabulary(connection: Connection, archive_url: str, at: datetime) -> str:
    """Keep today's words in the base and in the archive, where they are not yet. Returns their hash."""
    sha256 = digest_of(files.FOLDER, definition.FOLDER)
    known = select(vocabularies.c.sha256).where(vocabularies.c.sha256 == sha256)
    if connection.scalar(known) is None:
        packed = _packed(_entries(files.FOLDER, definition.FOLDER))
        told = {"decision": DECISION, "sha256": sha256, "packed": packed}
        write_decision(archive_url, f"{DECISION}-{sha256[:16]}", told, at)
        restore_vocabulary(connection, told)
    return sha256


def restore_vocabulary(connection: Connection, told: Mapping[str, Any]) -> None:
    """Put words back as the archive holds them."""
    connection.execute(insert(vocabularies).values(sha256=told["sha256"], packed=told["packed"]))


def altered_vocabulary(engine: Engine, release: ReleaseInfo) -> str | None:
    """What is wrong with the words kept for a release, in a few words; None where they are as they were."""
    if release.vocabulary is None:
        return None
    with engine.connect() as connection:
        packed = _held(connection, release.vocabulary)
    if _entries_of(packed, release.vocabulary) is not None:
        return None
    return f"its vocabulary is not the one that was frozen ({release.vocabulary[:16]}…)"


@cache
def digest_of(vocabulary: Path, sources: Path) -> str:
    """SHA-256 of the words as they are written in two folders: names and contents, in the order of the names."""
    return _hash(_entries(vocabulary, sources))


def _entries(vocabulary: Path, sources: Path) -> dict[str, bytes]:
    written = {f"{VOCABULARY}/{path.relative_to(vocabulary).as_posix()}": path for path in vocabulary.rglob("*.yml")}
    written |= {f"{SOURCES}/{path.name}": path for path in sources.glob("*.yml")}
    return {name: written[name].read_bytes() for name in sorted(written)}


def _hash(entries: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(entries.items()):
        digest.update(f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode())
    return digest.hexdigest()


def _packed(entries: Mapping[str, bytes]) -> str:
    """A zip archive in base 64: text travels alike through both engines, backups and WARC records."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return base64.b64encode(kept.getvalue()).decode()


def _entries_of(packed: str | None, sha256: str) -> dict[str, bytes] | None:
    """The files that were packed, or None where they are not those of this hash."""
    try:
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(packed or ""))) as archive:
            entries = {name: archive.read(name) for name in archive.namelist()}
    except (ValueError, zipfile.BadZipFile, zlib.error):
        return None
    return entries if _hash(entries) == sha256 else None


def _held(connection: Connection, sha256: str) -> str | None:
    return connection.scalar(select(vocabularies.c.packed).where(vocabularies.c.sha256 == sha256))


_FOLDERS: dict[str, "tempfile.TemporaryDirectory[str]"] = {}


def _unpacked(connection: Connection, sha256: str) -> Path:
    """The folder where the words of `sha256` are laid out for this process; it goes when the process ends."""
    with _unpacking:
        if sha256 not in _FOLDERS:
            packed = _held(connection, sha256)
            entries = _entries_of(packed, sha256)
            if entries is None:
                raise KbError(
                    f"The vocabulary {sha256[:16]}… of a release is not as it was frozen. Restore the base from a backup, or rebuild it."
                )
            _FOLDERS[sha256] = _laid_out(entries)
        return Path(_FOLDERS[sha256].name)


def _laid_out(entries: Mapping[str, bytes]) -> "tempfile.TemporaryDirectory[str]":
    folder = tempfile.TemporaryDirectory(prefix="recoupe-vocabulary-")
    for name, content in entries.items():
        path = Path(folder.name) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
