"""One search among 10 000 names against a bare rapidfuzz.process.extract over the same names.

The names are the terms of every vocabulary, completed with synthetic ones made of their own words. The queries are those of
tests/kb/vocabulary/queries.tsv, and the same with a slip of the finger. Prints the ratio of medians per query, rounds interleaved.
"""

import json
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

from kb.vocabulary.matching import KINDS
from kb.vocabulary.similarity import MOST, NAME, Term, folded_name, term
from kb.vocabulary.term_index import TermIndex

QUERIES = Path(__file__).parents[1] / "tests" / "kb" / "vocabulary" / "queries.tsv"
NAMES, ROUNDS = 10_000, 5
TARGET = 1.5


def terms() -> list[Term]:
    """Every term of the vocabularies, completed to NAMES distinct names."""
    chance = random.Random(7)
    real = {one.folded: one for kind in KINDS.values() for one in kind.terms() if one.folded}
    words = sorted({word for folded in real for word in folded.split() if len(word) > 2})
    while len(real) < NAMES:
        made = " ".join(chance.sample(words, chance.choice((1, 2, 2, 3))))
        made = made[:-1] + chance.choice("aeiorst") if " " not in made else made
        real.setdefault(made, term(made, f"synthetic_{len(real)}", made, NAME))
    return list(real.values())[:NAMES]


def queries() -> list[str]:
    """What is typed, and each with one letter doubled or dropped."""
    chance = random.Random(7)
    rows = [line.split("\t") for line in QUERIES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    typed = [row[0] for row in rows]
    slips = []
    for text in typed:
        place = chance.randrange(len(text))
        slips.append(text[:place] + text[place : place + 1] * chance.choice((0, 2)) + text[place + 1 :])
    return [text for text in typed + slips if folded_name(text)]


def times(ask: Callable[[str], object], asked: list[str]) -> list[float]:
    """Seconds per query."""
    taken = []
    for text in asked:
        began = time.perf_counter()
        ask(text)
        taken.append(time.perf_counter() - began)
    return taken


def main() -> None:
    """Print the ratio and its parts."""
    index, asked = TermIndex("all", terms()), queries()
    names = [one.folded for one in index.terms]

    def bare(text: str) -> object:
        return process.extract(text, names, scorer=fuzz.ratio, limit=MOST)

    mine: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        theirs += times(bare, asked)
        mine += times(index.search, asked)
    medians = statistics.median(mine), statistics.median(theirs)
    p95 = sorted(mine)[int(len(mine) * 0.95)], sorted(theirs)[int(len(theirs) * 0.95)]
    print(f"  {len(names)} names, {len(asked)} queries: {medians[0] * 1e3:.2f} ms / {medians[1] * 1e3:.2f} ms")
    ratios = {"median": round(medians[0] / medians[1], 2), "p95": round(p95[0] / p95[1], 2)}
    print(json.dumps({"bench": "matching", "names": len(names), "ratio": ratios, "target": TARGET}))


if __name__ == "__main__":
    main()
