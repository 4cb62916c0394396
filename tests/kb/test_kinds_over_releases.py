"""Listings, documents, passages and signals live under releases as figures do: opened, closed, hashed, rebuilt, withdrawn."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from press import ADDRESS, Press, rows
from reports import PAGES, REPORT, report
from sqlalchemy import Engine, select

from extraction.items import ListingItem
from kb.engine import engine_for, writing
from kb.errors import NoRelease
from kb.kinds import KINDS, Row
from kb.readings import snapshots
from kb.rebuild import rebuild
from kb.releases import in_release, list_releases
from kb.verify import verify_release
from kb.withdrawing import withdraw

if TYPE_CHECKING:
    from conftest import Base

PERIOD = {"period_as_stated": "2017", "period_start": "2017-01-01", "period_end": "2017-12-31"}


def listed(*names: str) -> dict[str, list[Row]]:
    """A national list."""
    items = [ListingItem(list_kind="national_list", area="CIV", name=name, medicine=name, **PERIOD) for name in names]
    return {"listing": [msgspec.structs.astuple(item) for item in items]}


@pytest.fixture
def press(base: "Base") -> Press:
    return Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))


@pytest.fixture
def shown(press: Press) -> Callable[[str, str, int], list[Any]]:
    """The values of one column of one kind in a release."""

    def read(kind: str, column: str, release: int) -> list[Any]:
        table = KINDS[kind].table
        with press.engine.connect() as connection:
            found = select(table.c[column]).where(in_release(release, table)).order_by(table.c.line_id)
            return list(connection.scalars(found))

    return read


def test_an_entry_that_left_the_list_is_gone_from_the_next_release_only(press: Press, shown: Any) -> None:
    press.run({ADDRESS: listed("a", "b", "c", "d", "e")})
    press.freeze()
    press.run({ADDRESS: listed("a", "b", "c", "d")})
    press.freeze()
    assert sorted(shown("listing", "name", 1)) == ["a", "b", "c", "d", "e"]
    assert sorted(shown("listing", "name", 2)) == ["a", "b", "c", "d"]


def test_a_list_that_loses_a_third_of_its_entries_is_held(press: Press) -> None:
    press.run({ADDRESS: listed("a", "b", "c")})
    press.freeze()
    held = press.run({ADDRESS: listed("a", "b")})
    with pytest.raises(NoRelease, match=f"Run {held} of .* would close 1 of the 3 rows"):
        press.freeze()


def test_the_same_report_in_a_later_answer_speaks_alone(press: Press, shown: Any) -> None:
    press.run({PAGES[0]: report("Premier", "rupture de stock")})
    press.freeze()
    press.run({PAGES[1]: report("Second", "rupture de stock, puis retour")})
    press.freeze()
    for kind, column, first, second in (
        ("document", "title", "Premier", "Second"),
        ("passage", "text", "rupture de stock", "rupture de stock, puis retour"),
        ("signal", "quote", "rupture de stock", "rupture de stock, puis retour"),
    ):
        assert shown(kind, column, 1) == [first]
        assert shown(kind, column, 2) == [second]


def test_signals_of_an_older_answer_do_not_outlive_the_version_that_has_none(press: Press, shown: Any) -> None:
    press.run({PAGES[0]: report("Premier", "rupture de stock")})
    press.freeze()
    press.run({PAGES[1]: {**report("Second", "tout va"), "signal": []}})
    press.freeze()
    assert shown("signal", "quote", 1) == ["rupture de stock"]
    assert shown("signal", "quote", 2) == []


def test_the_same_report_twice_in_one_release_is_one_document(press: Press, shown: Any) -> None:
    press.run({PAGES[0]: report("Premier", "rupture"), PAGES[1]: report("Second", "rupture encore")})
    press.freeze()
    assert shown("document", "title", 1) == ["Second"]
    assert shown("signal", "quote", 1) == ["rupture encore"]


def test_mixed_releases_verify_and_rebuild_to_the_same_hash(press: Press, tmp_path: Path) -> None:
    press.run({ADDRESS: rows(4), PAGES[0]: {**report("Un", "rupture de stock"), **listed("a")}})
    press.freeze()
    press.run({PAGES[1]: report("Deux", "rupture de stock résolue", polarity="negated")})
    press.freeze()
    for number in (1, 2):
        assert verify_release(press.engine, press.archive_url, number).difference is None
    made = engine_for(f"sqlite:///{tmp_path}/made.db")
    rebuild(press.archive_url, made, lambda snapshot, extractor: None)
    assert [one.sha256 for one in list_releases(made)] == [one.sha256 for one in list_releases(press.engine)]


def test_verify_names_an_altered_quotation(press: Press) -> None:
    press.run({PAGES[0]: report("Un", "rupture de stock")})
    press.freeze()
    _alter(press.engine, "UPDATE signal SET quote = 'autre chose'")
    told = verify_release(press.engine, press.archive_url, 1).difference
    assert told is not None
    assert "autre chose" in told
    assert "rupture de stock" in told


def _alter(engine: Engine, statement: str) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql(statement)


def test_a_withdrawn_report_keeps_its_place_and_loses_every_word(press: Press, shown: Any) -> None:
    press.run({PAGES[0]: report("Titre à retirer", "rupture de stock à Bouaké")})
    press.freeze()
    withdraw(press.engine, press.archive_url, PAGES[0], "demande de l’éditeur")
    assert shown("passage", "text", 1) == [None]
    assert shown("signal", "quote", 1) == [None]
    assert shown("document", "title", 1) == [None]
    assert shown("signal", "document", 1) == [REPORT]
    assert verify_release(press.engine, press.archive_url, 1).difference is None
    stored = b"".join(path.read_bytes() for path in Path(press.engine.url.database or "").parent.glob("*.db*"))
    assert "Bouaké".encode() not in stored


def test_what_a_listing_told_goes_with_the_bytes_and_comes_back_with_a_rebuild(press: Press, tmp_path: Path) -> None:
    press.told = {"title": "Rapport annuel"}
    press.run({PAGES[0]: report("Un", "rupture de stock")})
    press.freeze()
    made = engine_for(f"sqlite:///{tmp_path}/made.db")
    rebuild(press.archive_url, made, lambda snapshot, extractor: None)
    for engine in (press.engine, made):
        with engine.connect() as connection:
            assert connection.scalar(select(snapshots.c.told)) == {"title": "Rapport annuel"}
    withdraw(press.engine, press.archive_url, PAGES[0], "demande")
    with press.engine.connect() as connection:
        assert connection.scalar(select(snapshots.c.told)) is None
    again = engine_for(f"sqlite:///{tmp_path}/again.db")
    rebuild(press.archive_url, again, lambda snapshot, extractor: None)
    with again.connect() as connection:
        assert connection.scalar(select(snapshots.c.told)) is None
    archived = b"".join(gzip.decompress(path.read_bytes()) for path in Path(press.archive_url).rglob("*.warc.gz"))
    assert b"Rapport annuel" not in archived
