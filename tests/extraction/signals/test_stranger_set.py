"""Passages by an author who had the guide alone, never our words: what the extractor makes of a stranger's way of telling.

Half of them (even places) was opened and worked on; the other half was only measured. The floors guard against a loss; the figures
stand in docs/signals.md.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extraction.signals import extract

STRANGER_SET = Path(__file__).parents[2] / "examples" / "signals" / "stranger_set.jsonl"


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in STRANGER_SET.read_text(encoding="utf-8").splitlines()]


def counted(passages: list[dict[str, Any]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in passages:
        gold = list(row["signals"])
        found = extract(row["text"], row["lang"])
        counts["gold"] += len(gold)
        counts["found"] += len(found)
        counts["clean"] += not gold
        counts["alarms"] += not gold and bool(found)
        for one in found:
            same = [g for g in gold if (g["type"], g["polarity"]) == (one.type, one.polarity) and g["start"] < one.end]
            fits = next((g for g in same if one.start < g["end"]), None)
            if fits:
                gold.remove(fits)
                counts["right"] += 1
    return counts


def test_each_quotation_stands_in_its_passage() -> None:
    assert len(rows()) == 240
    for row in rows():
        assert all(row["text"][one["start"] : one["end"]] == one["quote"] for one in row["signals"]), row["id"]


@pytest.mark.parametrize(("first", "precision", "recall"), [(0, 0.80, 0.70), (1, 0.45, 0.20)], ids=["opened", "closed"])
def test_a_strangers_passages_are_read(first: int, precision: float, recall: float) -> None:
    counts = counted(rows()[first::2])
    assert counts["right"] / counts["found"] >= precision
    assert counts["right"] / counts["gold"] >= recall
    assert counts["alarms"] / counts["clean"] <= 0.05
