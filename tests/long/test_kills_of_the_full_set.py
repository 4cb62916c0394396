"""The campaign of tests/cli/test_kills.py on the whole recorded catalogue: about a minute for each kill.

RECOUPE_KILLS says how many (60 unless told), RECOUPE_SEED where.
"""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Base, Campaign

pytestmark = [pytest.mark.long, pytest.mark.shared]
KILLS = int(os.environ.get("RECOUPE_KILLS", "60"))
CHANCE = random.Random(int(os.environ.get("RECOUPE_SEED", "20261122")))
MOMENTS = [
    (number, CHANCE.choices(["crawl", "read", "release"], [12, 1, 7])[0], CHANCE.random()) for number in range(KILLS)
]


@pytest.fixture(scope="module")
def prepared(shared: Path, campaign: Callable[[Path], "Campaign"]) -> "Campaign":
    # the whole catalogue is complete: accepting its run all the same changes nothing
    return campaign(shared / "replay" / "index.jsonl")


@pytest.mark.parametrize(
    ("number", "name", "share"), MOMENTS, ids=[f"{n}-{name}-{share:.3f}" for n, name, share in MOMENTS]
)
def test_a_kill_at_any_moment_of_the_full_set_changes_no_release(
    prepared: "Campaign", number: int, name: str, share: float
) -> None:
    base: Base = prepared.kill(number, name, share)
    told = base("rebuild", "--archive", base.archive, "--database", base.folder / "made.db")
    assert told.returncode == 0, told.stderr
    made = base.having(RECOUPE_DATABASE_URL=f"sqlite:///{base.folder / 'made.db'}")
    lists = [[one["sha256"] for one in each("release", "list", "--format", "json").json] for each in (base, made)]
    assert lists[0] == lists[1]
    shutil.rmtree(base.folder)  # half a gigabyte each
