"""Signals against edsnlp, French reports, one core: with negation and hypothesis, and with its dates besides (ours are read elsewhere).

edsnlp stays out of this project's environment: it lives in one of its own, `build/edsnlp`, made only by
`bench_signals_edsnlp.py --make` (a few hundred megabytes, through the ordinary package client). Target: at least 12 times its speed.
"""

import json
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from bench_signals import reports

from extraction.signals import extract
from extraction.signals.lexicon import groups_of

PLACE = Path(__file__).parents[1] / "build" / "edsnlp"
PYTHON = PLACE / "bin" / "python"
SIZE = 900_000  # characters: edsnlp reads some hundreds of kilobytes a second

PROGRAM = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import edsnlp
given = json.load(open(sys.argv[1], encoding="utf-8"))
pipe = edsnlp.blank("eds")
pipe.add_pipe("eds.normalizer"); pipe.add_pipe("eds.sentences")
pipe.add_pipe("eds.matcher", config={"terms": {"cue": given["terms"]}, "attr": "NORM"})
pipe.add_pipe("eds.negation"); pipe.add_pipe("eds.hypothesis")
def timed():
    for text in given["texts"][:5]: pipe(text)
    started = time.process_time()
    for text in given["texts"]: pipe(text).ents
    return time.process_time() - started
seconds = {"qualified": timed()}
pipe.add_pipe("eds.dates")
seconds["dated"] = timed()
print(json.dumps(seconds))
"""


def terms() -> list[str]:
    """The cues of our French files, stems without their star: what a matcher of terms can be given."""
    kept = {
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
    }
    return sorted(
        {
            " ".join(parts).replace("*", "")
            for group in groups_of("fr")
            if group.class_ in kept
            for parts in group.entries()
        }
    )


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
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as given:
        json.dump({"texts": texts, "terms": terms()}, given)
        given.flush()
        told = subprocess.run([str(PYTHON), "-c", PROGRAM, given.name], capture_output=True, text=True, check=False)
    if told.returncode:
        print(f"  edsnlp did not run: {told.stderr.strip().splitlines()[-1]}")
        return
    theirs = json.loads(told.stdout)
    for text in texts:
        extract(text, "fr")
    started = time.process_time()
    for text in texts:
        extract(text, "fr")
    ours = time.process_time() - started
    print(
        f"  {size / 1e6:.2f} M characters: edsnlp {theirs['qualified']:.1f} s, {theirs['dated']:.1f} s with dates; ours {ours:.2f} s"
    )
    times = {name: round(spent / ours, 1) for name, spent in theirs.items()}
    print(json.dumps({"bench": "signals_edsnlp", "times_faster": times, "target": {"times_faster": 12}}))


if __name__ == "__main__":
    main()
