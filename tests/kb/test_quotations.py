"""A release takes a quotation that stands in the archived text, and no other; a newer reading never rewrites an older release."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from press import Press, decisions
from reports import PAGES, REPORT, report
from sqlalchemy import select

from kb.engine import engine_for, writing
from kb.errors import NoRelease
from kb.kinds import SIGNAL
from kb.rebuild import rebuild
from kb.releases import get_release, list_releases
from kb.signal_lines import country_signals
from kb.verify import verify_release

if TYPE_CHECKING:
    from conftest import Base

OTHER = "https://example.org/report/8"


@pytest.fixture
def press(base: "Base") -> Press:
    return Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))


@pytest.fixture
def quoted(press: Press) -> Callable[[int], list[tuple[str | None, str, str]]]:
    """What a release quotes, under which rule, read by which extractor."""

    def read(release: int) -> list[tuple[str | None, str, str]]:
        with press.engine.connect() as connection:
            rows = connection.execute(select(SIGNAL.table.c.line_id, SIGNAL.table.c.quote)).all()
        quotes = dict(rows)
        lines = country_signals(press.engine, get_release(press.engine, release), "CIV")
        return [(quotes[line.id], line.rule or "", line.extractor) for line in lines]

    return read


def tamper(press: Press, statement: str) -> None:
    with writing(press.engine) as connection:
        connection.exec_driver_sql(statement)


def two_reports() -> dict[str, Any]:
    return {PAGES[0]: report("Un", "rupture de stock"), PAGES[1]: report("Huit", "pénurie d’insuline", document=OTHER)}


def test_a_quotation_that_is_not_in_the_archived_text_is_left_out_in_one_sentence(
    base: "Base", press: Press, quoted: Any
) -> None:
    press.run(two_reports())
    tamper(press, "UPDATE signal SET quote = 'rupture inventée' WHERE document LIKE '%/7'")
    told = base("release", "create", "--format", "json")
    assert told.returncode == 0
    (sentence,) = told.stderr.strip().splitlines()
    (refused,) = told.json["counts"]["refused"]
    assert refused["line"] in sentence
    assert "does not stand in the archived text" in sentence
    assert REPORT in sentence
    assert [quote for quote, *_ in quoted(1)] == ["pénurie d’insuline"]
    assert told.json["counts"]["lines"] == 5, "two reports, two passages, one signal"


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE signal SET start = start + 1, "end" = "end" + 1 WHERE document LIKE \'%/7\'',
        "UPDATE signal SET page = 2 WHERE document LIKE '%/7'",
        "UPDATE signal SET quote = 'rupture  de stock' WHERE document LIKE '%/7'",
        "UPDATE passage SET text = 'Rupture de stock' WHERE document LIKE '%/7'",
    ],
)
def test_to_the_letter_means_words_and_place(press: Press, quoted: Any, statement: str) -> None:
    press.run(two_reports())
    tamper(press, statement)
    release = press.freeze()
    assert len(release.counts["refused"]) == 1
    assert [quote for quote, *_ in quoted(1)] == ["pénurie d’insuline"]


def test_a_quotation_altered_after_a_release_does_not_enter_the_next(press: Press, quoted: Any) -> None:
    press.run(two_reports())
    press.freeze()
    tamper(press, "UPDATE signal SET quote = 'rien' WHERE document LIKE '%/7'")
    press.run({"https://example.org/api/reports?page=3": report("Neuf", "rupture", document=OTHER + "9")})
    assert [one["document"] for one in press.freeze().counts["refused"]] == [REPORT]
    assert len(quoted(1)) == len(quoted(2)) == 2


def test_what_was_left_out_stays_out_of_a_rebuilt_base_and_of_what_is_verified(press: Press, tmp_path: Path) -> None:
    press.run({**two_reports(), PAGES[0]: report("Un", "rupture de stock", quote="autre chose")})
    press.freeze()
    press.run({PAGES[1]: report("Huit, corrigé", "pénurie d’insuline", document=OTHER)})
    press.freeze()
    assert [len(told["refused"]) for told in decisions(Path(press.archive_url)).values()] == [1, 0]
    for number in (1, 2):
        assert verify_release(press.engine, press.archive_url, number).difference is None
    made = engine_for(f"sqlite:///{tmp_path}/made.db")
    rebuild(press.archive_url, made, lambda snapshot, extractor: None)
    assert [one.sha256 for one in list_releases(made)] == [one.sha256 for one in list_releases(press.engine)]


def test_a_release_that_cannot_be_written_leaves_nothing_half_written(
    press: Press, quoted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.run(two_reports())
    tamper(press, "UPDATE signal SET quote = 'rien' WHERE document LIKE '%/7'")

    def die(*_: object) -> None:
        raise OSError("no room left")

    with monkeypatch.context() as broken:
        broken.setattr("kb.freezing.write_decision", die)
        with pytest.raises(OSError, match="no room"):
            press.freeze()
    assert list_releases(press.engine) == []
    with press.engine.connect() as connection:
        opened = connection.execute(select(SIGNAL.table.c.first_release, SIGNAL.table.c.last_release)).all()
    assert opened == [(None, None), (None, None)]
    assert len(press.freeze().counts["refused"]) == 1


def test_a_newer_extractor_reads_again_and_each_release_shows_its_own_reading(press: Press, quoted: Any) -> None:
    press.run({PAGES[0]: report("Un", "rupture de stock")})
    press.freeze()
    press.read_again({PAGES[0]: report("Un", "rupture de stock", rule="test/2", polarity="historical")}, "press/2")
    press.freeze()
    assert quoted(1) == [("rupture de stock", "test", "press/1")]
    assert quoted(2) == [("rupture de stock", "test/2", "press/2")]
    assert verify_release(press.engine, press.archive_url, 1).difference is None
    with pytest.raises(NoRelease, match="No complete run"):
        press.freeze()


def test_releases_of_two_readings_are_made_again_from_the_archive(press: Press, tmp_path: Path) -> None:
    press.run({PAGES[0]: report("Un", "rupture de stock")})
    press.freeze()
    press.read_again({PAGES[0]: {**report("Un", "rupture de stock"), "signal": []}}, "press/2")
    press.freeze()
    made = engine_for(f"sqlite:///{tmp_path}/made.db")
    rebuild(press.archive_url, made, lambda snapshot, extractor: None)
    assert [one.sha256 for one in list_releases(made)] == [one.sha256 for one in list_releases(press.engine)]
    assert [len(country_signals(made, one, "CIV")) for one in list_releases(made)] == [1, 0]


def test_the_old_reading_stays_citable_by_its_release(base: "Base", press: Press) -> None:
    press.run({PAGES[0]: report("Un", "rupture de stock")})
    press.freeze()
    press.read_again({PAGES[0]: {**report("Un", "rupture de stock"), "signal": []}}, "press/2")
    press.freeze()
    old = base("fiche", "CIV", "diabete", "--release", 1, "--format", "json").json["signals"]
    assert base("fiche", "CIV", "diabete", "--format", "json").json["signals"] == []
    told = base("cite", old[0]["id"], "--release", 1)
    assert told.returncode == 0, told.stderr
    assert old[0]["id"] in told.stdout
    assert base("cite", old[0]["id"]).returncode == 2
    assert json.dumps(old[0]["extractor"]) == '"press/1"'
