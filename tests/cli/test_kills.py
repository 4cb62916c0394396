"""kill -9 at any moment: the commands are given again, and the same release comes out. No partial release is ever seen."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Base, Campaign

pytestmark = [pytest.mark.slow, pytest.mark.shared]
MOMENTS = ["crawl"] * 7 + ["read"] + ["release"] * 4


@pytest.fixture(scope="module")
def trimmed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lists and twelve series of middling size, out of the recorded ones."""
    lists, series = [], []
    for line in map(json.loads, (shared / "replay" / "index.jsonl").read_text(encoding="utf-8").splitlines()):
        if line["source"] != "who_gho":
            continue
        line["file"] = str(shared / "replay" / line["file"])
        code = line["url"].rpartition("/api/")[2]
        (lists if "/" in code or code == "Indicator" else series).append(line)
    series.sort(key=lambda line: (Path(line["file"]).stat().st_size, line["url"]))
    middle = len(series) // 2
    index = tmp_path_factory.mktemp("trimmed") / "index.jsonl"
    kept = lists + series[middle : middle + 12]
    index.write_text("".join(json.dumps(line) + "\n" for line in kept), encoding="utf-8")
    return index


@pytest.fixture(scope="module")
def killed(trimmed: Path, campaign: Callable[[Path], "Campaign"]) -> "tuple[Campaign, list[Base]]":
    """Bases that were killed once and then finished."""
    made, chance = campaign(trimmed), random.Random(20261122)
    assert len(made.reference) == 64
    return made, [made.kill(number, name, chance.random()) for number, name in enumerate(MOMENTS)]


def test_after_a_kill_the_same_commands_end_in_the_same_release(killed: "tuple[Campaign, list[Base]]") -> None:
    made, bases = killed
    assert len(bases) == 12
    for base in bases:
        assert base("release", "list", "--format", "json").json[-1]["sha256"] == made.reference


def test_after_a_kill_the_archive_alone_still_makes_the_same_base(killed: "tuple[Campaign, list[Base]]") -> None:
    _, bases = killed
    faults = []
    for base in bases:
        told = base("rebuild", "--archive", base.archive, "--database", base.folder / "made.db")
        if told.returncode:
            faults.append(told.stderr)
            continue
        made = base.having(RECOUPE_DATABASE_URL=f"sqlite:///{base.folder / 'made.db'}")
        lists = [[one["sha256"] for one in each("release", "list", "--format", "json").json] for each in (base, made)]
        if lists[0] != lists[1]:
            faults.append(str(lists))
    assert not faults
