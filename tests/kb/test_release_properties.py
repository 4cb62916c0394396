"""Whatever a publisher adds, removes, changes, repeats or takes back, each release shows exactly its own version."""

import os
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from press import ADDRESS, CODE, Press, row
from sqlalchemy import select

from kb.differences import difference
from kb.engine import engine_for
from kb.queries import series_lines
from kb.readings import Row, observations
from kb.releases import get_release, in_release

if TYPE_CHECKING:
    from conftest import Base

CODES = (CODE, "HIV_ARTCOVERAGE")
URLS = {code: ADDRESS.replace(CODE, code) for code in CODES}
SAID = [
    ("Yes", None), (" yes", None), ("No data", None), (None, None), ("1", 1.0), ("1.0", 1.0), ("2", 2.0), ("", 0.0), ("-0", -0.0),
]  # fmt: skip
Version = tuple[tuple[int, int, str | None], ...]
statement = st.tuples(st.integers(2014, 2016), st.integers(0, len(SAID) - 1), st.sampled_from([None, "note"]))
version = st.lists(statement, max_size=6).map(tuple)


@st.composite
def sequences(draw: st.DrawFn) -> list[dict[str, Version]]:
    """From two to five runs; each meets one address or both; versions come back, in another order too."""
    pool = draw(st.lists(version, min_size=2, max_size=3))
    steps = []
    for _ in range(draw(st.integers(2, 5))):
        met = draw(st.sets(st.sampled_from(CODES), min_size=1))
        steps.append({code: tuple(draw(st.permutations(draw(st.sampled_from(pool))))) for code in sorted(met)})
    return steps


def rows_of(code: str, held: Version) -> list[Row]:
    return [row(year, *SAID[said], code=code, comments=note) for year, said, note in held]


def facts(code: str, held: Version) -> Counter[tuple[Any, ...]]:
    return Counter((one[3], *one[13:18]) for one in rows_of(code, held))


def reads(fact: tuple[Any, ...]) -> tuple[Any, ...]:
    text, number, low, high, _ = fact
    words = " ".join((text or "").split()).casefold()
    return (number, low, high) if number is not None else (words, low, high, None)


def reference(old: dict[str, Version], new: dict[str, Version]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for code in CODES:
        was, now_is = facts(code, old.get(code, ())), facts(code, new.get(code, ()))
        for year in {one[0] for one in was | now_is}:
            gone = Counter({one[1:]: n for one, n in (was - now_is).items() if one[0] == year})
            came = Counter({one[1:]: n for one, n in (now_is - was).items() if one[0] == year})
            changed = min(gone.total(), came.total())
            same = Counter(map(reads, gone.elements())) & Counter(map(reads, came.elements()))
            counts.update(
                added=came.total() - changed,
                gone=gone.total() - changed,
                changed=changed,
                presentation_only=same.total(),
            )
    return counts


@pytest.fixture(scope="module")
def workshop(empty_template: "Base", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty base in one file, to be copied before each example."""
    folder = tmp_path_factory.mktemp("property")
    copied = empty_template.copy_to(folder / "empty").file
    with closing(sqlite3.connect(copied)) as source, closing(sqlite3.connect(folder / "empty.db")) as target:
        source.backup(target)
    return folder


@given(sequences())
@settings(
    max_examples=int(os.environ.get("RECOUPE_EXAMPLES", "40")), deadline=None, suppress_health_check=list(HealthCheck)
)
def test_each_release_shows_its_own_version_and_differs_from_the_next_as_a_multiset_does(
    workshop: Path, steps: list[dict[str, Version]]
) -> None:
    file = workshop / "base.db"
    for path in workshop.glob("base.db*"):
        path.unlink()
    shutil.copy(workshop / "empty.db", file)
    engine = engine_for.__wrapped__(f"sqlite:///{file}")
    press = Press(engine, str(workshop / "archive"), archived=False)
    states: list[dict[str, Version]] = []
    hashes = []
    try:
        for step in steps:
            run = press.run({URLS[code]: rows_of(code, held) for code, held in step.items()})
            hashes.append(press.freeze({run: "test"}).sha256)
            states.append({**(states[-1] if states else {}), **step})
        for number, state in enumerate(states, 1):
            release = get_release(engine, number)
            for code in CODES:
                lines = series_lines(engine, release, "CIV", "who_gho", code)
                shown = Counter(
                    (one.period_as_stated, one.value_as_published, one.value, one.low, one.high, one.comments)
                    for one in lines
                )
                assert shown == facts(code, state.get(code, ()))
                assert len({one.id for one in lines}) == len(lines)
        for number, (old, new) in enumerate(pairwise(states), 1):
            found = difference(engine, number, number + 1).counts
            assert +found == +reference(old, new)
        first_and_last = difference(engine, 1, len(states)).counts
        assert +first_and_last == +reference(states[0], states[-1])
        with engine.connect() as connection:  # never two open intervals of one row
            for number in range(1, len(states) + 1):
                ids = list(connection.scalars(select(observations.c.original_id).where(in_release(number))))
                assert len(ids) == len(set(ids))
    finally:
        engine.dispose()
