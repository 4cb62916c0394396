"""rebuild, backup, restore, export: keeping the base safe, and handing it on."""

from pathlib import Path
from typing import Annotated

import typer

from cli.output import say, tell
from extraction.items import UnreadablePayload
from extraction.readers import reader_of
from extraction.run import read_snapshot
from kb.backup import backup as write_backup
from kb.backup import restore as read_backup
from kb.engine import default_engine, engine_for, require_base
from kb.export import export_release
from kb.readings import Drawing, Unread
from kb.rebuild import rebuild as rebuild_base
from kb.releases import current_release, get_release
from kb.settings import settings
from kb.withdrawing import withdraw as withdraw_document


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(rebuild)
    app.command()(backup)
    app.command()(restore)
    app.command()(export)
    app.command()(withdraw)


def rebuild(
    archive: Annotated[str, typer.Option(metavar="DIR", help="the archive: a folder or an fsspec address")],
    database: Annotated[str, typer.Option(metavar="URL", help="an empty database")],
) -> None:
    """Make the same base from the archive alone: same releases, same hashes."""
    url = database if "://" in database else f"sqlite:///{Path(database)}"
    engine = engine_for(url)

    def reread(snapshot: Unread, extractor: str) -> Drawing | None:
        reader = reader_of(snapshot.source_key)
        if reader.extractor != extractor:
            return None
        try:
            return read_snapshot(archive, snapshot, reader)
        except UnreadablePayload:
            return {}

    report = rebuild_base(archive, engine, reread)
    say(
        f"Rebuilt {report.runs} runs, {report.snapshots} sightings, {report.readings} readings, {report.releases} releases, "
        f"{report.reviews} reviews in {engine.url.render_as_string(hide_password=True)}; "
        "every release has the hash that the archive recorded."
    )
    for url in report.disagreements or []:
        tell(f"recoupe: today's reader of the same version draws something else from {url}. See extraction/readers.")
    raise typer.Exit(1 if report.disagreements else 0)


def backup(file: Path) -> None:
    """Write the base and its archive into one file."""
    parts = write_backup(require_base(default_engine()), settings().archive_url, file)
    say(f"{file}: {len(parts)} parts, {file.stat().st_size} bytes. Bring it back with `recoupe restore {file.name}`.")


def restore(file: Path) -> None:
    """Fill an empty base and an empty archive from a backup; every release is verified."""
    count = read_backup(default_engine(), settings().archive_url, file)
    say(f"Restored from {file}: {count} release(s), each as it was frozen.")


def export(
    folder: Path,
    release: Annotated[int | None, typer.Option(help="number of a release; the last one by default")] = None,
) -> None:
    """Write a release as a Frictionless data package (CSV, Parquet, datapackage.json)."""
    engine = require_base(default_engine())
    chosen = get_release(engine, release) if release is not None else current_release(engine)
    for key, lines in export_release(engine, chosen, folder).items():
        say(
            f"{key}: {lines} lines"
            if lines
            else f"{key}: named only, none of its lines is in this release or may go out"
        )
    say(f"{folder}/datapackage.json describes release {chosen.number}.")


def withdraw(
    document: Annotated[
        str, typer.Argument(help="SHA-256 of an archived answer (8 characters at least), or its address")
    ],
    reason: Annotated[str, typer.Option(help="why it is withdrawn; kept for ever")],
) -> None:
    """Remove the bytes and the text of an archived answer; a dated tombstone with its hash and the reason stays."""
    engine = require_base(default_engine())
    for one in withdraw_document(engine, settings().archive_url, document, reason):
        numbers = ", ".join(str(number) for number in one.releases) or "none"
        say(f"{one.url} ({one.sha256[:12]}…) is withdrawn. Releases that say so: {numbers}.")
    tell("recoupe: backups made before today still hold it.")
