"""The profile of one fiche (states, witnesses, comparisons, contradictions, silences) against the queries that feed it.

The base is that of bench_fiche.py, with a year of signals in every country. Argument: how many rows (10 million by default).
Prints the ratio of the p95 over the same 60 random fiches, median of 5 rounds: whole fiche ÷ its queries alone; target 1.3.
"""

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from bench_fiche import FICHES, ROUNDS, make
from sqlalchemy import Engine

from kb.engine import engine_for
from kb.figures import figures_of
from kb.kinds import SIGNAL
from kb.lines import Line
from kb.listing_lines import listing_lines
from kb.queries import newest_lines
from kb.releases import ReleaseInfo, get_release
from kb.signal_lines import country_signals
from kb.vocabulary.loader import load_countries, load_families
from kb.vocabulary.models import Country, Family
from kb.vocabulary.signals_loader import load_signal_types
from scoring.fiche import build_fiche, families_of, indicators_of, medicines_of
from scoring.numeric import comparable_codes
from scoring.searching import source_states

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
TARGET = 1.3
SIGNALS = 24  # a country, two reports a month: more than the recorded base holds
Asked = tuple[Country, tuple[Family, ...]]


def add_signals(path: Path) -> None:
    """Signals of invented reports, one answer for all: present, denied and past, with and without a family."""
    chance, countries = Random(7), sorted(load_countries())[:195]
    types, families = list(load_signal_types()), [*load_families(), None]
    connection = sqlite3.connect(path)
    first = connection.execute("SELECT MAX(id) + 1 FROM address").fetchone()[0]
    connection.execute("INSERT INTO address VALUES (?, 'reliefweb', 'https://example.org/reports', 'crawl')", (first,))
    connection.execute(
        "INSERT INTO snapshot (id, address_id, sha256, size, warc_file) VALUES (?, ?, ?, 1, 'x')",
        (first, first, f"{first:064x}"),
    )
    connection.execute(
        "INSERT INTO reading (id, snapshot_id, extractor, read_at, rows, counts, areas, findings) "
        "VALUES (?, ?, 'b/1', '2026-11-22 00:00:00', 1, '{}', '[]', '[]')",
        (first, first),
    )
    connection.execute("INSERT INTO holding VALUES (?, ?, ?, 1, NULL)", (first, first, first))
    columns = [column.name for column in SIGNAL.table.columns]
    rows = []
    for number in range(len(countries) * SIGNALS):
        family, month = chance.choice(families), 1 + number % 12
        told = dict.fromkeys(columns) | {
            "id": number + 1, "original_id": number + 1, "line_id": f"{number:016x}", "address_id": first, "rank": 0,
            "document": f"https://example.org/{number}", "area": countries[number % len(countries)], "page": 1, "start": 0,
            "end": 9, "type": chance.choice(types), "polarity": chance.choice(["present", "negated", "historical"]),
            "quote": "…", "rule": "b", "component": "medicament", "families": json.dumps([family] if family else []),
            "products": "[]", "amounts": "[]", "published_on": f"2026-{month:02d}-15", "private_person": 0, "first_release": 1,
        }  # fmt: skip
        rows.append([told[name] for name in columns])
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO signal ({', '.join(chr(34) + c + chr(34) for c in columns)}) VALUES ({marks})", rows
    )
    connection.commit()
    connection.close()


def feed(engine: Engine, release: ReleaseInfo, asked: Asked) -> Sequence[Line]:
    """Every query of a fiche, and nothing else."""
    country, families = asked
    lines = newest_lines(engine, release, country.iso3, [one.code for one in indicators_of(families)])
    lines += listing_lines(engine, release, country.iso3, medicines_of({family.key for family in families}))
    lines += country_signals(engine, release, country.iso3)
    source_states(engine, release)
    figures_of(engine, release, country.iso3, comparable_codes(lines))
    return lines


def fiches() -> list[Asked]:
    """The same random fiches in every round."""
    chance = Random(7)
    countries, families = sorted(load_countries())[:195], list(load_families())
    return [(load_countries()[chance.choice(countries)], families_of([chance.choice(families)])) for _ in range(FICHES)]


def measured(ask: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def main() -> None:
    """Print the ratio and its parts."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "base.db"
        make(path, SIZE)
        add_signals(path)
        engine = engine_for(f"sqlite:///{path}")
        release, asked = get_release(engine, 2), fiches()
        rounds: dict[str, list[float]] = {"queries": [], "fiche": [], "with JSON": []}
        for turn in range(ROUNDS + 1):
            spent: dict[str, list[float]] = {name: [] for name in rounds}
            for one in asked:  # one fiche three ways before the next: other work on the machine slows them alike
                spent["queries"].append(measured(lambda one=one: feed(engine, release, one)))  # type: ignore[misc]
                spent["fiche"].append(measured(lambda one=one: build_fiche(engine, release, *one)))  # type: ignore[misc]
                spent["with JSON"].append(
                    measured(lambda one=one: build_fiche(engine, release, *one).as_dict())  # type: ignore[misc]
                )
            if turn:  # the first round is not measured: a base just made is not in memory
                for kind, times in spent.items():
                    rounds[kind].append(sorted(times)[int(len(times) * 0.95)] * 1000)
        p95 = {kind: statistics.median(times) for kind, times in rounds.items()}
    print(f"  {SIZE} rows: " + ", ".join(f"{kind} {told:.1f} ms" for kind, told in p95.items()), flush=True)
    ratio = {kind: round(p95[kind] / p95["queries"], 2) for kind in ("fiche", "with JSON")}
    print(json.dumps({"bench": "scoring", "ratio": ratio, "target": TARGET}))


if __name__ == "__main__":
    main()
