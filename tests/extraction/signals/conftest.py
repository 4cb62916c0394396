"""What the tests of the signals share: sentences written with their marks, and the recorded reports."""

import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

SENTENCES = Path(__file__).parent / "sentences"
_MARK = re.compile(r"<(?P<close>/?)(?P<type>[a-z_]+)(?: (?P<polarity>\w+))?>")


@dataclass(frozen=True)
class Expected:
    """What must be found: a type and a polarity over some characters."""

    type: str
    polarity: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence a doctor can correct, and what it must give."""

    lang: str
    text: str
    expected: tuple[Expected, ...]

    def __str__(self) -> str:
        return f"{self.lang}: {self.text[:60]}"


def parse(lang: str, line: str) -> Sentence:
    text, expected, opened = "", [], ("", "", 0)
    at = 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        at = mark.end()
        if mark["close"]:
            expected.append(Expected(opened[0], opened[1], opened[2], len(text)))
        else:
            opened = (mark["type"], mark["polarity"] or "present", len(text))
    return Sentence(lang, text + line[at:], tuple(expected))


def all_sentences() -> list[Sentence]:
    return [
        parse(path.stem, line)
        for path in sorted(SENTENCES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


@pytest.fixture(scope="session")
def reports(shared: Path) -> dict[str, str]:
    with gzip.open(shared / "replay" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}
