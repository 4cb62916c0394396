"""Signals against the literal prefilter alone, in the same run, and time per megabyte as the text grows.

The prefilter is the trie-shaped `re` over the same anchors, on folded text: the words of every class that some construction
requires, less the classes that stand in nearly every sentence. The extractor itself looks words up and does not use it.
Text: the recorded reports of RECOUPE_SHARED (default ../shared), one language after the other. Processor time, median of five
interleaved rounds. Targets: at least 0.25 × the prefilter, time per MB at 10 MB at most 1.3 × at 1 MB.
"""

import gzip
import json
import os
import re
import resource
import statistics
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from extraction.signals import extract
from extraction.signals.anchors import literals_of, trie_pattern, words_of
from extraction.signals.folding import fold
from extraction.signals.lexicon import everyday
from extraction.signals.rules import grammar_of

SHARED = Path(os.environ.get("RECOUPE_SHARED", Path(__file__).parents[2] / "shared"))
ROUNDS = 5


def reports() -> list[tuple[str, str]]:
    """Language and text of each recorded report."""
    with gzip.open(SHARED / "replay" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [(row["lang"], row["text"]) for row in map(json.loads, lines)]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    started = time.process_time()
    work()
    return time.process_time() - started


@cache
def anchors(lang: str) -> list[tuple[str, ...]]:
    """The words and expressions, stems with their star."""
    unions = [set(union.split("|")) for union in grammar_of(lang).unions]
    classes = set().union(*(union for union in unions if everyday().everywhere.isdisjoint(union)))
    return words_of(lang, classes)


@cache
def prefilter(lang: str) -> re.Pattern[str]:
    """The anchors as one pattern, to be searched in folded text."""
    return re.compile(r"\b" + trie_pattern(literals_of(anchors(lang))))


def literals(texts: list[tuple[str, str]]) -> int:
    """The prefilter alone: fold, search, count."""
    return sum(sum(1 for _ in prefilter(lang).finditer(fold(text))) for lang, text in texts)


def signals(texts: list[tuple[str, str]]) -> int:
    """The whole extractor."""
    return sum(len(extract(text, lang)) for lang, text in texts)


def sized(texts: list[tuple[str, str]], size: int) -> list[tuple[str, str]]:
    """One English text of about `size` characters."""
    page = "\n\n".join(text for lang, text in texts if lang == "en")
    return [("en", (page * (size // len(page) + 1))[:size])]


def main() -> None:
    """Print the ratios and their parts."""
    texts = reports()
    megabytes = sum(len(text.encode()) for _, text in texts) / 1e6
    signals(texts)  # the words of the corpus are remembered from here on, as in a long run
    pairs = [(seconds(lambda: literals(texts)), seconds(lambda: signals(texts))) for _ in range(ROUNDS)]
    ratio = statistics.median(alone / whole for alone, whole in pairs)
    whole = statistics.median(pair[1] for pair in pairs)
    one, ten = sized(texts, 1_000_000), sized(texts, 10_000_000)
    signals(one)
    growth = statistics.median(
        seconds(lambda: signals(ten)) / 10 / seconds(lambda: signals(one)) for _ in range(ROUNDS)
    )
    print(f"  {megabytes:.1f} MB, {signals(texts)} signals, {megabytes / whole:.1f} MB/s of processor time")
    print(
        json.dumps(
            {
                "bench": "signals",
                "against_prefilter": round(ratio, 2),
                "growth_1_to_10_MB": round(growth, 2),
                "peak_MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "target": {"against_prefilter": 0.25, "growth_1_to_10_MB": 1.3, "peak_MB": 300},
            }
        )
    )


if __name__ == "__main__":
    main()
