"""The second labelled set: passages of recorded reports, kept as places and labels only (the texts belong to others)."""

import json
from collections import Counter
from pathlib import Path

import pytest

from extraction.signals import Signal, extract

SECOND_SET = Path(__file__).parents[2] / "examples" / "signals" / "second_set.jsonl"


def rows() -> list[dict]:
    return [json.loads(line) for line in SECOND_SET.read_text(encoding="utf-8").splitlines()]


def test_the_file_holds_places_and_labels_and_no_text() -> None:
    assert len(rows()) >= 150
    for row in rows():
        assert set(row) == {"document", "start", "end", "lang", "signals"}
        for signal in row["signals"]:
            assert set(signal) == {"type", "polarity", "start", "end"}
            assert 0 <= signal["start"] < signal["end"] <= row["end"] - row["start"]


def _same(gold: dict, one: Signal) -> bool:
    alike = (gold["type"], gold["polarity"]) == (one.type, one.polarity)
    return bool(alike and gold["start"] < one.end and one.start < gold["end"])


@pytest.mark.shared
def test_signals_of_real_reports_are_found(reports: dict[str, str]) -> None:
    counts: Counter[str] = Counter()
    for row in rows():
        gold = list(row["signals"])
        found = extract(reports[row["document"]][row["start"] : row["end"]], row["lang"])
        counts["gold"] += len(gold)
        counts["found"] += len(found)
        counts["clean"] += not gold
        counts["alarms"] += not gold and bool(found)
        for one in found:
            fits = next((one_gold for one_gold in gold if _same(one_gold, one)), None)
            if fits:
                gold.remove(fits)
                counts["right"] += 1
    assert counts["right"] / counts["found"] >= 0.75
    assert counts["right"] / counts["gold"] >= 0.65
    assert counts["alarms"] / counts["clean"] <= 0.05
