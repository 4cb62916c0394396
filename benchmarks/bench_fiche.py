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
from datetime import UTC, datetime
from pathlib import Path

from kb.engine import engine_for, upgrade
from kb.identity import line_id
from kb.kinds import OBSERVATION
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
        connection.execute("INSERT INTO release VALUES (?, 'b', ?, 'x', NULL, '{}')", (number, now))
    connection.close()


def p95(ask: Callable[[str, list[str]], object], asked: list[tuple[str, list[str]]]) -> float:
    """The p95 over the fiches, median of the rounds, in milliseconds."""
    rounds = []
    for _ in range(ROUNDS):
        times = []
        for country, codes in asked:
            start = time.perf_counter()
            ask(country, codes)
            times.append((time.perf_counter() - start) * 1000)
        rounds.append(sorted(times)[int(len(times) * 0.95)])
    return statistics.median(rounds)


def measure(path: Path) -> dict[str, float]:
    """p95 of ours on the current and on the old release, and of the hand-written SQL."""
    engine = engine_for(f"sqlite:///{path}")
    chance = random.Random(7)
    countries, families = sorted(load_countries())[:195], list(load_families())
    asked = []
    for _ in range(FICHES):
        chosen = families_of([chance.choice(families)])
        asked.append((chance.choice(countries), [one.code for one in indicators_of(chosen)]))
    current, old = get_release(engine, 2), get_release(engine, 1)
    connection = sqlite3.connect(path)

    def by_hand(country: str, codes: list[str]) -> object:
        sql = HAND_WRITTEN.format(marks=", ".join("?" * len(codes)))
        return connection.execute(sql, (country, *codes, 2, 2, 2, 2)).fetchall()

    assert len(newest_lines(engine, current, *asked[0])) == len(by_hand(*asked[0]))
    return {
        "ours": p95(lambda country, codes: newest_lines(engine, current, country, codes), asked),
        "old": p95(lambda country, codes: newest_lines(engine, old, country, codes), asked),
        "by_hand": p95(by_hand, asked),
    }


def main() -> None:
    """Print the three ratios and their parts."""
    with tempfile.TemporaryDirectory() as name:
        found = []
        for size in SIZES:
            path = Path(name) / f"{size}.db"
            make(path, size)
            found.append(measure(path))
            print(
                f"  {size} rows: " + ", ".join(f"{key} {value:.1f} ms" for key, value in found[-1].items()), flush=True
            )
    small, large = found
    ratios = {
        "growth": large["ours"] / small["ours"],
        "hand_written": large["ours"] / large["by_hand"],
        "as_of": large["old"] / large["ours"],
    }
    rounded = {name: round(value, 2) for name, value in ratios.items()}
    print(json.dumps({"bench": "fiche", "p95": rounded, "target": TARGETS}))


if __name__ == "__main__":
    main()
