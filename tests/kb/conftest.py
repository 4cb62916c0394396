"""Bases on both engines for the tests of kb."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from library import lend
from press import Press

from kb.engine import engine_for, upgrade

if TYPE_CHECKING:
    from conftest import Base


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def either(request: pytest.FixtureRequest, base: "Base") -> Iterator[Press]:
    """A publisher whose base is SQLite, then PostgreSQL; the same tests hold on both."""
    if request.param == "sqlite":
        yield Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
        return
    engine = engine_for(request.getfixturevalue("postgres_url"))
    upgrade(engine)
    yield Press(engine, str(base.archive))


@pytest.fixture
def quoting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The source of the publisher lets short quotations out."""
    lend(monkeypatch, "quote")
