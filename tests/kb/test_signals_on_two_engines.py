"""Signals through three releases, a second reading and a withdrawal: SQLite and PostgreSQL tell the same, and both are made again."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from press import Press
from reports import PAGES, REPORT, report

from kb.engine import engine_for, upgrade
from kb.kinds import SIGNAL
from kb.rebuild import rebuild
from kb.releases import list_releases
from kb.settings import settings
from kb.signal_differences import signal_difference
from kb.withdrawing import withdraw

if TYPE_CHECKING:
    from conftest import Base

ENGINES = ("sqlite", "postgresql")
OTHER = "https://example.org/report/8"
INSULIN = {"families": '["diabete"]', "products": '["insuline"]', "period_start": "2024-03-01", "place": "Mopti"}
QUESTIONS = [
    *(["fiche", "CIV", "diabete,vih", "--release", number, "--format", "json"] for number in (1, 2, 3)),
    ["fiche", "CIV", "diabete,vih", "--release", 3],
    *(["release", "diff", old, new, *more] for old, new in ((1, 2), (2, 3), (1, 3)) for more in ([], ["--format", "json"])),
    ["release", "diff", 1, 3, "--family", "vih", "--format", "json"],
    ["release", "diff", 1, 3, "--country", "SEN", "--format", "json"],
    ["release", "list", "--format", "json"],
    *(["release", "verify", number] for number in (1, 2, 3)),
]  # fmt: skip


def lived(press: Press) -> None:
    """Two reports; one of them read again; a third that replaces it, misquoted once; the other withdrawn."""
    first = {
        PAGES[0]: report("Un", "rupture d’insuline à Mopti", **INSULIN),
        PAGES[1]: report("Huit", "sans ambulance", document=OTHER),
    }
    press.run(first)
    press.freeze()
    again = report("Un", "rupture d’insuline à Mopti", **INSULIN, polarity="historical", rule="test/2")
    press.read_again({PAGES[0]: again, PAGES[1]: first[PAGES[1]]}, "press/2")
    press.freeze()
    text = "rupture à Mopti, pénurie à Gao"
    press.run({PAGES[1] + "0": {**report("Neuf", text, document=OTHER + "0"), "signal": _two(text)}})
    press.freeze()
    withdraw(press.engine, press.archive_url, PAGES[1], "demande de l’éditeur")


def _two(text: str) -> list[Any]:
    (whole,) = report("Neuf", text, document=OTHER + "0")["signal"]
    names = [*SIGNAL.identity, *SIGNAL.facts]
    said = dict(zip(names, whole, strict=True))
    right = said | {"end": 15, "quote": text[:15]}
    wrong = said | {"start": 17, "quote": "rupture à Gao"}
    return [tuple(one[name] for name in names) for one in (right, wrong)]


@pytest.fixture(scope="module")
def presses(new_base: Callable[[str], "Base"]) -> dict[str, tuple["Base", Press]]:
    """Read them only."""
    made = {}
    for engine in ENGINES:
        base = new_base(engine)
        clock = os.environ.get("RECOUPE_CLOCK")
        os.environ["RECOUPE_CLOCK"] = "2026-03-12T09:00:00+00:00"
        settings.cache_clear()
        upgrade(engine_for(base.variables["RECOUPE_DATABASE_URL"]))
        press = Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))
        lived(press)
        os.environ.pop("RECOUPE_CLOCK") if clock is None else os.environ.update(RECOUPE_CLOCK=clock)
        settings.cache_clear()
        made[engine] = base, press
    return made


@pytest.mark.postgres
@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: " ".join(map(str, asked)))
def test_both_engines_tell_the_same(presses: dict[str, tuple["Base", Press]], asked: list[object]) -> None:
    told = [presses[engine][0](*asked) for engine in ENGINES]
    assert [one.returncode for one in told] == [0, 0], told[0].stderr + told[1].stderr
    assert told[0].stdout == told[1].stdout
    assert told[0].stdout


@pytest.mark.postgres
def test_each_engine_is_made_again_on_the_other(
    presses: dict[str, tuple["Base", Press]], new_base: Callable[[str], "Base"]
) -> None:
    for engine, other in (ENGINES, ENGINES[::-1]):
        press = presses[engine][1]
        made = engine_for(new_base(other).variables["RECOUPE_DATABASE_URL"])
        rebuild(press.archive_url, made, lambda snapshot, extractor: None)
        assert [one.sha256 for one in list_releases(made)] == [one.sha256 for one in list_releases(press.engine)]
        assert [one.counts for one in list_releases(made)] == [one.counts for one in list_releases(press.engine)]


@pytest.mark.postgres
def test_the_difference_says_who_changed_a_signal(presses: dict[str, tuple["Base", Press]]) -> None:
    press = presses["postgresql"][1]
    (read,) = signal_difference(press.engine, 1, 2).rows
    assert (read.kind, read.by, read.key[0]) == ("changed", "reader", REPORT)
    told = read.as_dict()
    assert (told["before"]["polarity"], told["after"]["polarity"]) == ("present", "historical")
    assert told["after"]["families"] == ["diabete"]
    (came,) = signal_difference(press.engine, 2, 3).rows
    assert (came.kind, came.by, came.key[0]) == ("added", "publisher", OTHER + "0")
    assert signal_difference(press.engine, 1, 3, area="SEN").rows == []
    assert [one.key[0] for one in signal_difference(press.engine, 1, 3, families=["vih"]).rows] == [OTHER + "0"]
    assert list_releases(press.engine)[2].counts["refused"][0]["document"] == OTHER + "0"
