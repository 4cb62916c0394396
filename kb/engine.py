"""Opening the base: one engine per address, the same rules on SQLite and PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlmodel import SQLModel

from kb.errors import NewerBase, NoBase, NotReady
from kb.settings import settings

MIGRATIONS = Path(__file__).with_name("migrations")
WRITER_LOCK = 4_257_009  # any number: the one advisory lock that every writer of a PostgreSQL base takes


@lru_cache
def engine_for(url: str) -> Engine:
    """The engine of a database address; cached, since an engine owns its connection pool."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    except (ArgumentError, ImportError, ValueError) as error:
        raise NoBase(
            f"RECOUPE_DATABASE_URL is no database address that this installation can open ({str(error).splitlines()[0]}). "
            "Write it like sqlite:///var/recoupe.db or postgresql+psycopg://user@host/name."
        ) from None
    if parsed.database and parsed.database != ":memory:":
        folder = Path(parsed.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoBase(
                f"The folder {folder} of the base cannot be made ({error.strerror}). Set RECOUPE_DATABASE_URL."
            ) from None
    engine = create_engine(parsed, hide_parameters=True)  # an error message must not quote what was asked
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # the driver's own implicit BEGIN comes too late for a reader's snapshot
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "secure_delete=ON",
        "cache_size=-16000",  # 16 MB: in the 2 MB of the default, a search reads the same pages from the file again and again
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def default_engine() -> Engine:
    """The engine of RECOUPE_DATABASE_URL."""
    return engine_for(settings().database_url)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction of the single writer: all of it is kept, or none. A second writer waits, then is told."""
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
            yield connection
    except OperationalError as error:
        raise NoBase(_sentence(engine, error)) from error


def _sentence(engine: Engine, error: DatabaseError) -> str:
    where = engine.url.render_as_string(hide_password=True)
    cause = str(error.orig).strip().splitlines()[0]
    if "locked" in cause:
        return f"Another command is writing to the base {where}. Nothing was changed: try again when it has ended."
    if "full" in cause or "disk I/O" in cause:
        return f"The base {where} cannot be written ({cause}). Nothing was changed. Free some room on its disk, then try again."
    return f"The base {where} cannot be used ({cause}). Check RECOUPE_DATABASE_URL and the rights on the folder."


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Create the tables or bring them to this version, and index what an older version had not. Forward only."""
    from kb.search.catching_up import catch_up  # which reads the tables through files that need this one

    before = current_revision(engine)
    _refuse_newer(engine)
    with writing(engine) as connection:
        command.upgrade(_alembic(connection), "head")
        if before not in {None, head_revision()}:
            catch_up(connection)


def head_revision() -> str | None:
    """The revision of the tables that this version works with."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def current_revision(engine: Engine) -> str | None:
    """The revision of a base; None where there is none."""
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as error:
        raise NoBase(_sentence(engine, error)) from None


def _refuse_newer(engine: Engine) -> None:
    current = current_revision(engine)
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if current is not None and current not in known:
        raise NewerBase(f"The base was made by a newer version of Recoupe (revision {current}). Install that version.")


def require_base(engine: Engine) -> Engine:
    """The same engine, once sure that the tables are there and of this version; else one sentence saying what to run."""
    _refuse_newer(engine)
    if current_revision(engine) != head_revision():
        where = engine.url.render_as_string(hide_password=True)
        raise NotReady(f"There is no up-to-date base at {where}. Run `recoupe init` first.")
    return engine


def tables() -> list[Table]:
    """Every table, those referred to first."""
    import kb.models  # noqa: F401  (fills the metadata; kb.models imports nothing of this file)

    return list(SQLModel.metadata.sorted_tables)


def set_counters(connection: Connection) -> None:
    """PostgreSQL numbers rows from a counter that a restore or a rebuild must move past the rows that came back."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables():
        if "id" in table.columns and table.c.id.autoincrement is not False:
            counter = f"pg_get_serial_sequence('{table.name}', 'id')"
            highest = f"(SELECT COALESCE(MAX(id), 0) + 1 FROM {table.name})"  # noqa: S608  (our own table names)
            connection.execute(text(f"SELECT setval({counter}, {highest}, false)"))
