import sqlite3
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, func, insert, select
from sqlmodel import SQLModel

import kb.models  # noqa: F401  (fills the metadata)
from kb.engine import _alembic, engine_for, require_base, upgrade, writing
from kb.errors import KbError, NoBase
from kb.readings import addresses

if TYPE_CHECKING:
    from conftest import Base

ADDRESS = {"source_key": "who_gho", "url": "https://example.org/a", "origin": "crawl"}


@pytest.fixture
def engine(base: "Base") -> Engine:
    return engine_for(f"sqlite:///{base.file}")


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(addresses)) or 0


def not_of_fts5(name: str | None, kind: str, parents: object) -> bool:
    """The index of the search has tables of its own, which no model describes."""
    return kind != "table" or not (name or "").startswith("search_words")


def test_a_fresh_upgrade_makes_exactly_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_name": not_of_fts5}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, SQLModel.metadata) == []


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005"])
def test_a_base_of_an_older_version_that_holds_a_release_is_upgraded(tmp_path: Path, revision: str) -> None:
    file = tmp_path / "old.db"
    engine = engine_for(f"sqlite:///{file}")
    with writing(engine) as connection:
        command.upgrade(_alembic(connection), revision)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(
            "INSERT INTO run (id, uid, source_key, started_at, replay, counts, findings) "
            "VALUES (1, 'u', 'who_gho', '2026-03-12 09:00:00', 0, '{}', '[]')"
        )
        connection.execute(
            "INSERT INTO release (number, label, created_at, sha256, counts) VALUES (1, 'x', '2026-03-12 09:00:00', 'h', '{}')"
        )
        connection.execute("INSERT INTO release_run (release_number, run_id) VALUES (1, 1)")
    upgrade(engine)
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT number, vocabulary FROM release").fetchall() == [(1, None)]
        assert connection.execute("SELECT run_id FROM release_run").fetchall() == [(1,)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_upgrading_again_changes_nothing(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(addresses).values(ADDRESS))
    upgrade(engine)
    assert count(engine) == 1


def test_a_base_of_a_newer_programme_is_refused_and_left_alone(base: "Base", engine: Engine) -> None:
    with sqlite3.connect(base.file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for use in (upgrade, require_base):
        with pytest.raises(NoBase, match=r"newer version of Recoupe \(revision 9999\)"):
            use(engine)
    with sqlite3.connect(base.file) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


def test_a_base_without_tables_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NoBase, match="Run `recoupe init` first"):
        require_base(engine_for(f"sqlite:///{tmp_path / 'fresh.db'}"))


def test_an_address_that_is_no_database_address_is_one_sentence() -> None:
    with pytest.raises(KbError, match="RECOUPE_DATABASE_URL"):
        engine_for("nonsense")


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    class Crash(Exception): ...

    def write_and_crash() -> None:
        with writing(engine) as connection:
            connection.execute(insert(addresses).values(ADDRESS))
            raise Crash

    with pytest.raises(Crash):
        write_and_crash()
    assert count(engine) == 0


def test_a_second_writer_waits_for_the_first(base: "Base", engine: Engine) -> None:
    first = sqlite3.connect(base.file, isolation_level=None, check_same_thread=False)
    first.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.6, lambda: first.execute("COMMIT"))
    release.start()
    began = time.monotonic()
    with writing(engine) as connection:
        connection.execute(insert(addresses).values(ADDRESS))
    assert time.monotonic() - began > 0.4
    release.join()
    first.close()
    assert count(engine) == 1


def test_a_second_writer_that_waited_in_vain_is_told_in_one_sentence(base: "Base") -> None:
    require_base(engine_for(f"sqlite:///{base.file}"))
    impatient = create_engine(f"sqlite:///{base.file}", connect_args={"timeout": 0.05})
    event.listen(impatient, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with sqlite3.connect(base.file, isolation_level=None) as first:
        first.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(NoBase, match=r"Another command is writing to the base .* try again") as told,
            writing(impatient),
        ):
            pass
        first.execute("ROLLBACK")
    impatient.dispose()
    assert "\n" not in str(told.value)


def test_a_reader_sees_the_base_while_another_writes(base: "Base", engine: Engine) -> None:
    with sqlite3.connect(base.file, isolation_level=None) as first:
        first.execute("BEGIN IMMEDIATE")
        first.execute("INSERT INTO address (source_key, url, origin) VALUES ('a', 'b', 'crawl')")
        assert count(engine) == 0
        first.execute("COMMIT")
    assert count(engine) == 1
