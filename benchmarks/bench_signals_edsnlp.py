"""Signals against edsnlp, French reports, one core: a matcher with our anchors, negation and hypothesis.

Two sets of terms are given to its matcher: the anchors of our constructions (those of bench_signals.py, stems without their
star), which is the comparison asked for, and the cues alone, a tenth of them, which is kinder to it. With its dates besides
(ours are read elsewhere), told for information.

edsnlp stays out of this project's environment: it lives in one of its own, `build/edsnlp`, made only by
`bench_signals_edsnlp.py --make` (a few hundred megabytes, through the ordinary package client). Target: at least 12 times its
speed. Processor time; ours is the median of nine readings, half of them before edsnlp runs and half after.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from bench_signals import anchors, reports

from extraction.signals import extract
from extraction.signals.lexicon import groups_of

PLACE = Path(__file__).parents[1] / "build" / "edsnlp"
PYTHON = PLACE / "bin" / "python"
SIZE = 900_000  # characters: edsnlp reads some hundreds of kilobytes a second

ROUNDS = 5  # before, and as many after less one
CUES = frozenset(
    [
        "STOCKOUT",
        "RUPT",
        "LACKN",
        "LACKV",
        "BROKEN",
        "CLOSED",
        "STRIKE",
        "POCKET",
        "BRIBE",
        "STIGMA",
        "OUTAGE",
        "ATTACKNOUN",
    ]
)

PROGRAM = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import edsnlp
given = json.load(open(sys.argv[1], encoding="utf-8"))
def made(terms):
    pipe = edsnlp.blank("eds")
    pipe.add_pipe("eds.normalizer"); pipe.add_pipe("eds.sentences")
    pipe.add_pipe("eds.matcher", config={"terms": {"cue": terms}, "attr": "NORM"})
    pipe.add_pipe("eds.negation"); pipe.add_pipe("eds.hypothesis")
    return pipe
def timed(pipe):
    for text in given["texts"][:5]: pipe(text)
    started = time.process_time()
    for text in given["texts"]: pipe(text).ents
    return time.process_time() - started
seconds = {"anchors": timed(made(given["anchors"])), "cues": timed(pipe := made(given["cues"]))}
pipe.add_pipe("eds.dates")
seconds["cues_and_dates"] = timed(pipe)
print(json.dumps(seconds))
"""


def cues() -> list[tuple[str, ...]]:
    """The words that name a trouble."""
    return [parts for group in groups_of("fr") if group.class_ in CUES for parts in group.entries()]


def terms(entries: list[tuple[str, ...]]) -> list[str]:
    """What a matcher of terms can be given."""
    return sorted({" ".join(parts).replace("*", "") for parts in entries})


def seconds(texts: list[str]) -> list[float]:
    """Processor time of some readings."""
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for text in texts:
            extract(text, "fr")
        taken.append(time.process_time() - started)
    return taken


def make() -> None:
    """An environment of its own for edsnlp."""
    venv.create(PLACE, with_pip=True)
    subprocess.run([str(PYTHON), "-m", "pip", "install", "--quiet", "edsnlp"], check=True)


def main() -> None:
    """Print the ratio of the speeds."""
    if "--make" in sys.argv:
        make()
    if not PYTHON.exists():
        print("  edsnlp is not installed: run `bench_signals_edsnlp.py --make` to give it an environment of its own.")
        return
    texts, size = [], 0
    for lang, text in reports():
        if lang == "fr" and size < SIZE:
            texts.append(text)
            size += len(text)
    given = {"texts": texts, "anchors": terms(anchors("fr")), "cues": terms(cues())}
    before = seconds(texts)[1:]  # the first one learns the words
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(given, file)
        file.flush()
        told = subprocess.run([str(PYTHON), "-c", PROGRAM, file.name], capture_output=True, text=True, check=False)
    if told.returncode:
        print(f"  edsnlp did not run: {told.stderr.strip().splitlines()[-1]}")
        return
    theirs = json.loads(told.stdout)
    ours = statistics.median([*before, *seconds(texts)])
    shown = ", ".join(f"{name} {spent:.2f} s" for name, spent in theirs.items())
    print(f"  {size / 1e6:.2f} M characters, {len(given['anchors'])} anchors, {len(given['cues'])} cues")
    print(f"  edsnlp: {shown}; ours {ours:.3f} s")
    times = {name: round(spent / ours, 1) for name, spent in theirs.items()}
    print(json.dumps({"bench": "signals_edsnlp", "times_faster": times, "target": {"anchors": 12}}))


if __name__ == "__main__":
    main()
