"""A search against FTS5 asked for the same words with nothing around it; and what the index adds to a reading.

`bench_search.py` makes 100 000 passages (`bench_search.py 300000`: as many): 940 characters, four languages, a vocabulary in which
the n-th word is n times rarer than the first, and the words of the questions at stated frequencies. One passage in twenty was
closed by release 2, which is searched. `bench_search.py base.db` searches the current release of a base that exists, such as
the replayed one, by the same questions with their other names.
Baseline, same run, same machine: one FTS5 table over the same stems, one row per entry and per indicator × country, asked how
many rows match and for the first 20 by its own bm25 with its own snippet. Ours filters by release, orders, counts, and gives 20
whole lines with their offsets.
Prints the ratio of the medians over the questions; the same over those that fill a page; the median of what each takes ours the
first time it is asked of the process (`first_ms`), before what a release says of its indicators is kept; and the index's share of
the time of a reading.
"""

import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from unittest.mock import patch

import msgspec
from sqlalchemy import Engine, insert, update

from extraction.items import ReportItem, ReportPassageItem
from kb.clock import now
from kb.engine import engine_for, upgrade, writing
from kb.kinds import PASSAGE, Row
from kb.models import Holding, Release, Snapshot
from kb.readings import Unread, add_reading
from kb.releases import ReleaseInfo, current_release, get_release
from kb.search.asking import OTHER_NAMES
from kb.search.expressions import fts5
from kb.search.finding import search
from kb.search.query import Query, parse
from kb.search.series import vocabulary
from kb.search.showing import follow
from kb.sources.definition import all_sources
from kb.store import address_of
from kb.vocabulary.loader import load_area_codes
from kb.vocabulary.standing import standing

ASKED = sys.argv[1] if len(sys.argv) > 1 else "100000"
PASSAGES = int(ASKED) if ASKED.isdigit() else 0
PER_REPORT, REPORTS_PER_ANSWER, WORDS = 50, 10, 150
ROUNDS, TARGET = 7, 1.5
LANGUAGES = ("fr", "en", "es", "pt")
# word → the share of passages that hold it
PLANTED = {
    "insuline": 0.02, "rupture": 0.03, "stock": 0.05, "dialyse": 0.01, "hôpital": 0.2, "patients": 0.3, "césarienne": 0.004,
    "réactifs": 0.008, "oxygène": 0.002, "maintenance": 0.05, "salaires": 0.01, "laboratoire": 0.08, "district": 0.15,
}  # fmt: skip
QUESTIONS = (
    "insuline", "rupture", "dialyse", "césarienne", "réactifs", "maintenance", "salaires", "laboratoire", "district", "patients",
    "rupture stock", "patients hôpital", "insuline district", "laboratoire réactifs", '"rupture stock"', "hôpital -patients",
)  # fmt: skip


def made_words(chance: random.Random) -> Iterator[str]:
    """Words that no language has, of 3 to 11 letters."""
    while True:
        yield "".join(chance.choices("aeioubcdfglmnprstv", k=chance.randint(3, 11)))


def texts(chance: random.Random) -> Iterator[str]:
    source, seen = made_words(chance), dict[str, None]()
    while len(seen) < 40_000:
        seen.setdefault(next(source))
    words, weights = list(seen), list(accumulate(1 / n for n in range(1, 40_001)))
    while True:
        chosen = chance.choices(words, cum_weights=weights, k=WORDS)
        for word, share in PLANTED.items():
            if chance.random() < share:
                chosen[chance.randrange(WORDS - 1)] = word
        if "rupture" in chosen and chance.random() < 0.5:
            chosen[chosen.index("rupture") + 1 :] = ["stock", *chosen[chosen.index("rupture") + 2 :]]
        yield " ".join(chosen).capitalize() + "."


def answers(chance: random.Random) -> Iterator[dict[str, list[Row]]]:
    """What a reader draws, answer by answer."""
    text = texts(chance)
    for number in range(PASSAGES // (PER_REPORT * REPORTS_PER_ANSWER)):
        drawn: dict[str, list[Row]] = {"document": [], "passage": []}
        for report in range(REPORTS_PER_ANSWER):
            address, lang = f"https://example.org/{number}/{report}", chance.choice(LANGUAGES)
            told = {"lang": lang, "countries": json.dumps([chance.choice(("CIV", "MLI", "SEN", "COD"))])}
            published = f"{chance.randint(2010, 2025)}-0{chance.randint(1, 9)}-15"
            title = f"Rapport {number} {report}"
            drawn["document"].append(
                msgspec.structs.astuple(ReportItem(document=address, title=title, published_on=published, **told))
            )
            for place in range(PER_REPORT):
                said = next(text)
                where = {"document": address, "page": place, "ordinal": 0, "start": 0, "end": len(said)}
                drawn["passage"].append(msgspec.structs.astuple(ReportPassageItem(**where, text=said, **told)))
        yield drawn


def read_all(engine: Engine, drawn: list[dict[str, list[Row]]]) -> float:
    """Seconds of writing every answer; the snapshots are made beforehand."""
    waiting = []
    with writing(engine) as connection:
        for number in range(len(drawn)):
            address = address_of(connection, "who_gho", f"https://example.org/{number}")
            snapshot = insert(Snapshot).values(address_id=address, sha256=f"{number:064x}", size=1, warc_file="x")
            found = connection.execute(snapshot).inserted_primary_key
            waiting.append(
                Unread(found[0], address, "who_gho", "x", "x", "x", 0, "x", None, None, None, None, None, None)
            )
    start = time.perf_counter()
    for snapshot, rows in zip(waiting, drawn, strict=True):
        add_reading(engine, snapshot, "bench/1", rows, [])
    return time.perf_counter() - start


def freeze(engine: Engine) -> None:
    """Two releases by hand: the second lacks one passage in twenty."""
    with writing(engine) as connection:
        for kind in ("document", "passage"):
            connection.exec_driver_sql(f"UPDATE {kind} SET first_release = 1")
        connection.execute(update(PASSAGE.table).where(PASSAGE.table.c.id % 20 == 0).values(last_release=1))
        for reading, address in connection.exec_driver_sql(
            "SELECT r.id, s.address_id FROM reading r JOIN snapshot s ON s.id = r.snapshot_id"
        ).all():
            connection.execute(insert(Holding).values(address_id=address, reading_id=reading, first_release=1))
        for number in (1, 2):
            facts = {"number": number, "label": "b", "created_at": now(), "sha256": "x", "counts": {}}
            connection.execute(insert(Release).values(facts))
            follow(connection, number)


def bare(path: Path, folder: str) -> Callable[[Query], object]:
    """FTS5 alone, over the same stems, in a file of its own, with as much memory for its pages as ours."""
    connection = sqlite3.connect(f"{folder}/bare.db", isolation_level=None)
    connection.execute("PRAGMA cache_size=-16000")
    connection.execute("CREATE VIRTUAL TABLE bare USING fts5(words, tokenize=\"ascii tokenchars '_'\")")
    connection.execute("ATTACH ? AS ours", (str(path),))
    connection.execute("INSERT INTO bare(rowid, words) SELECT id, words FROM ours.search_text")
    named = {code: text for code, (_, text) in vocabulary(standing())[0].items()}
    pairs = connection.execute("SELECT DISTINCT indicator, area FROM ours.search_series").fetchall()
    told = [(named[code],) for code, area in pairs if code in named and area not in load_area_codes()]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO bare(words) VALUES (?)", told)
    connection.execute("COMMIT")
    connection.execute("DETACH ours")
    best = "SELECT rowid, bm25(bare), snippet(bare, 0, '[', ']', '…', 30) FROM bare WHERE bare MATCH ? ORDER BY rank LIMIT 20"

    def ask(query: Query) -> object:
        expression = fts5(query)
        total = connection.execute("SELECT count(*) FROM bare WHERE bare MATCH ?", (expression,)).fetchone()
        return total, connection.execute(best, (expression,)).fetchall()

    return ask


def milliseconds(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def compared(
    engine: Engine, release: ReleaseInfo, queries: dict[str, Query], ask_bare: Callable[[Query], object]
) -> None:
    """Print the time of each question on both sides, then the ratio of the medians."""
    ours: list[float] = []
    theirs: list[float] = []
    first: list[float] = []
    full: list[int] = []
    for question, query in queries.items():
        first.append(milliseconds(lambda q=query: search(engine, release, q)))
        pairs = [
            (milliseconds(lambda q=query: search(engine, release, q)), milliseconds(lambda q=query: ask_bare(q)))
            for _ in range(ROUNDS)
        ]
        ours.append(statistics.median(pair[0] for pair in pairs))
        theirs.append(statistics.median(pair[1] for pair in pairs))
        total = search(engine, release, query, limit=1).total
        full += [len(ours) - 1] if total >= 20 else []
        print(f"  {question}: {total} found, {ours[-1]:.1f} ms against {theirs[-1]:.1f} ms", flush=True)
    whole = [statistics.median(ours), statistics.median(theirs)]
    pages = [statistics.median(side[n] for n in full) for side in (ours, theirs)]
    print(json.dumps({"bench": "search", "on": Path(ASKED).name, "ours_ms": round(whole[0], 2), "bare_ms": round(whole[1], 2),
                      "ratio": round(whole[0] / whole[1], 2), "ratio_full_pages": round(pages[0] / pages[1], 2),
                      "first_ms": round(statistics.median(first), 1), "target": TARGET}))  # fmt: skip


def made(folder: str) -> None:
    """On passages made here."""
    all_sources()["who_gho"] = all_sources()["who_gho"].model_copy(update={"redistribution": "quote"})
    drawn = list(answers(random.Random(7)))
    plain = engine_for(f"sqlite:///{folder}/plain.db")
    upgrade(plain)
    with patch("kb.readings.index_reading"):
        without = read_all(plain, drawn)
    engine = engine_for(f"sqlite:///{folder}/base.db")
    upgrade(engine)
    indexed = read_all(engine, drawn)
    freeze(engine)
    queries = {question: parse(question) for question in QUESTIONS}
    compared(engine, get_release(engine, 2), queries, bare(Path(folder) / "base.db", folder))
    print(json.dumps({"bench": "index", "passages": PASSAGES, "reading_s": round(without, 1), "with_index_s": round(indexed, 1),
                      "ratio": round(indexed / without, 2)}))  # fmt: skip


def existing(path: Path, folder: str) -> None:
    """On a base that exists; it is only read."""
    engine = engine_for(f"sqlite:///{path}")
    queries = {question: parse(question, OTHER_NAMES) for question in QUESTIONS}
    compared(engine, current_release(engine), queries, bare(path, folder))


def main() -> None:
    """Made passages, or a base that exists."""
    with tempfile.TemporaryDirectory() as folder:
        if PASSAGES:
            made(folder)
        else:
            existing(Path(ASKED).resolve(), folder)


if __name__ == "__main__":
    main()
