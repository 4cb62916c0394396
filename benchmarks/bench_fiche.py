"""The fiche query as the base grows, against hand-written SQL, and on an old release against the current one.

The base grows as WHO's does: more series, each as long as before. Every code of the vocabulary has 18 rows per country; the
rest are codes that no fiche asks for. Arrival is by indicator, as in a crawl. Release 2 revises one row in twenty.
Prints ratios, medians of 5 rounds of the p95 over the same 60 random fiches.
"""

import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kb.engine import engine_for, upgrade
from kb.identity import line_id
from kb.kinds import OBSERVATION
from kb.lines import Line
from kb.queries import newest_lines
from kb.releases import get_release
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_countries, load_families
from scoring.fiche import families_of, indicators_of

SIZES = (1_000_000, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
YEARS, ROUNDS, FICHES = 18, 5, 60
TARGETS = {"growth": 1.3, "hand_written": 1.5, "as_of": 1.2}

HAND_WRITTEN = """
WITH dated AS (
  SELECT id, period_end,
         COALESCE(MAX(CASE WHEN reported THEN period_end END) OVER w, MAX(period_end) OVER w) AS newest
  FROM observation
  WHERE area = ? AND area_type = 'COUNTRY' AND indicator IN ({marks})
    AND first_release <= ? AND (last_release IS NULL OR last_release >= ?)
  WINDOW w AS (PARTITION BY indicator, dim1, dim2, dim3))
SELECT o.*, a.source_key, a.url, a.origin, r.extractor, s.sha256, s.retrieved_at, s.captured_on, s.replay_kind, s.warc_file,
  w.withdrawn_at, w.reason
FROM dated d CROSS JOIN observation o ON o.id = d.id JOIN holding h ON h.address_id = o.address_id
JOIN reading r ON r.id = h.reading_id JOIN snapshot s ON s.id = r.snapshot_id JOIN address a ON a.id = o.address_id
LEFT JOIN withdrawal w ON w.snapshot_id = s.id
WHERE d.period_end >= d.newest AND h.first_release <= ? AND (h.last_release IS NULL OR h.last_release >= ?)
"""


def rows_of(code: str, address: int, first: int, countries: list[str]) -> Iterator[tuple[object, ...]]:
    """The rows of one series, country by country; every twentieth is closed by release 2 and opened again, revised."""
    number = first
    for country in countries:
        for year in range(2024 - YEARS, 2024):
            identity = (code, "COUNTRY", country, str(year), *(None,) * 7)
            name = line_id("who_gho", *identity, 0)
            revised = number % 20 == 0
            for value, opened, closed in ((1.5, 1, 1 if revised else None), (2.5, 2, None))[: 2 if revised else 1]:
                facts = (f"{year}-01-01", f"{year}-12-31", str(value), value, None, None, None, None, True)
                yield (number, number, name, address, 0, *identity, *facts, opened, closed)
                number += 1


def make(path: Path, size: int) -> None:
    """A base of about `size` rows in two releases."""
    upgrade(engine_for(f"sqlite:///{path}"))
    countries = sorted(load_countries())[:195]
    codes = list(load_indicators("who_gho"))
    per_code = len(countries) * YEARS * 21 // 20
    codes += [f"OTHER_{number:05d}" for number in range(max(0, size // per_code - len(codes)))]
    now = datetime(2026, 11, 22, tzinfo=UTC).isoformat(sep=" ")
    marks = ", ".join("?" * (len(OBSERVATION.written) + 2))
    insert = f"INSERT INTO observation ({', '.join(OBSERVATION.written)}, first_release, last_release) VALUES ({marks})"
    first = 1
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous=OFF", "cache_size=-400000"):
        connection.execute(f"PRAGMA {pragma}")
    for address, code in enumerate(codes, 1):
        rows = list(rows_of(code, address, first, countries))
        first += len(rows)
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO address VALUES (?, 'who_gho', ?, 'crawl')", (address, f"https://example.org/{code}")
        )
        connection.execute(
            "INSERT INTO snapshot (id, address_id, sha256, size, warc_file) VALUES (?, ?, ?, 1, 'x')",
            (address, address, f"{address:064x}"),
        )
        connection.execute(
            "INSERT INTO reading (id, snapshot_id, extractor, read_at, rows, counts, areas, findings) "
            "VALUES (?, ?, 'b/1', ?, 1, '{}', '[]', '[]')",
            (address, address, now),
        )
        connection.execute("INSERT INTO holding VALUES (?, ?, ?, 1, NULL)", (address, address, address))
        connection.executemany(insert, rows)
        connection.execute("COMMIT")
    for number in (1, 2):
        connection.execute(
            "INSERT INTO release (number, label, created_at, sha256, counts) VALUES (?, 'b', ?, 'x', '{}')",
            (number, now),
        )
    connection.close()


@dataclass
class Subject:
    """One way to answer a fiche on one base, and the seconds that each answer took, by round."""

    ask: Callable[[str, list[str]], object]
    rounds: list[list[float]] = field(default_factory=list)

    def p95(self) -> float:
        """Milliseconds: the p95 over the fiches, median of the rounds."""
        return statistics.median(sorted(times)[int(len(times) * 0.95)] for times in self.rounds) * 1000


def subjects(path: Path) -> dict[str, Subject]:
    """Ours on the current and on the old release, and the hand-written SQL."""
    engine = engine_for(f"sqlite:///{path}")
    current, old = get_release(engine, 2), get_release(engine, 1)
    connection = sqlite3.connect(path)

    def by_hand(country: str, codes: list[str]) -> list[object]:
        sql = HAND_WRITTEN.format(marks=", ".join("?" * len(codes)))
        return connection.execute(sql, (country, *codes, 2, 2, 2, 2)).fetchall()

    def ours(country: str, codes: list[str]) -> list[Line]:
        return newest_lines(engine, current, country, codes)

    asked = fiches()[0]
    assert len(ours(*asked)) == len(by_hand(*asked))
    return {
        "ours": Subject(ours),
        "old": Subject(lambda country, codes: newest_lines(engine, old, country, codes)),
        "by_hand": Subject(by_hand),
    }


def fiches() -> list[tuple[str, list[str]]]:
    """The same random fiches for every subject: a country, and the codes of a family."""
    chance = random.Random(7)
    countries, families = sorted(load_countries())[:195], list(load_families())
    asked = []
    for _ in range(FICHES):
        chosen = families_of([chance.choice(families)])
        asked.append((chance.choice(countries), [one.code for one in indicators_of(chosen)]))
    return asked


def measure(everyone: list[Subject]) -> None:
    """Every subject answers a fiche before the next fiche is asked: other work on the machine slows them alike."""
    for one in everyone:
        for asked in fiches():
            one.ask(*asked)  # once unmeasured: a base just made is not in memory
    for _ in range(ROUNDS):
        for one in everyone:
            one.rounds.append([])
        for asked in fiches():
            for one in everyone:
                start = time.perf_counter()
                one.ask(*asked)
                one.rounds[-1].append(time.perf_counter() - start)


def main() -> None:
    """Print the three ratios and their parts."""
    with tempfile.TemporaryDirectory() as name:
        found = []
        for size in SIZES:
            path = Path(name) / f"{size}.db"
            make(path, size)
            found.append(subjects(path))
        measure([one for base in found for one in base.values()])
        for size, base in zip(SIZES, found, strict=True):
            print(f"  {size} rows: " + ", ".join(f"{key} {one.p95():.1f} ms" for key, one in base.items()), flush=True)
    small, large = ({key: one.p95() for key, one in base.items()} for base in found)
    ratios = {
        "growth": large["ours"] / small["ours"],
        "hand_written": large["ours"] / large["by_hand"],
        "as_of": large["old"] / large["ours"],
    }
    rounded = {name: round(value, 2) for name, value in ratios.items()}
    print(json.dumps({"bench": "fiche", "p95": rounded, "target": TARGETS}))


if __name__ == "__main__":
    main()
