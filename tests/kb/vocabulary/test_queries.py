"""What a hurried médecin types, row by row: queries.tsv was written by hand before the search was tuned."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.vocabulary.indicator_terms import indicator_sources
from kb.vocabulary.loader import load_components, load_countries, load_families, load_indicators, load_medicines
from kb.vocabulary.matching import KINDS, Found, find

TABLE = Path(__file__).with_name("queries.tsv")
NOTHING, SEVERAL = "rien", "ambigu:"
# a medicine's keys are settled by its own vocabulary: « tenofovir_disoproxil » and its parts in another order are one key
BY_PARTS = {"medicine"}


@dataclass(frozen=True)
class Row:
    text: str
    kind: str
    expected: str

    @property
    def keys(self) -> set[str]:
        """The keys expected: none, one, or the several that are proposed."""
        if self.expected == NOTHING:
            return set()
        named = self.expected.removeprefix(SEVERAL).strip().split("|")
        return {self.same(key) for key in named}

    def same(self, key: str) -> str:
        return "_".join(sorted(key.split("_"))) if self.kind in BY_PARTS else key

    def is_answered_by(self, found: Found) -> bool:
        proposed = [self.same(match.key) for match in found.matches]
        if self.expected == NOTHING:
            return not proposed
        if self.expected.startswith(SEVERAL):
            return found.picked is None and self.keys <= set(proposed)
        return proposed[:1] == [*self.keys]

    def is_betrayed_by(self, found: Found) -> bool:
        """Something was picked, and it is not the one entry expected."""
        return found.picked is not None and (len(self.keys) != 1 or self.same(found.picked) not in self.keys)


def table() -> list[Row]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def searched() -> list[Row]:
    return [row for row in table() if row.kind in KINDS]


def test_the_table_is_large_and_says_each_thing_once() -> None:
    rows = table()
    assert len({(row.text, row.kind) for row in rows}) == len(rows) >= 600
    counts = Counter(row.kind for row in rows)
    assert counts["country"] >= 300
    assert counts["family"] >= 200
    assert counts["medicine"] >= 100


def test_the_table_expects_keys_that_exist() -> None:
    known = {
        "country": load_countries(),
        "family": load_families(),
        "component": load_components(),
        "indicator": {code for source in indicator_sources() for code in load_indicators(source)},
        "medicine": load_medicines(),
    }
    wrong = [row for row in table() if not row.keys <= {row.same(key) for key in known[row.kind]}]
    assert wrong == []


@pytest.mark.parametrize("kind", sorted({row.kind for row in searched()}))
def test_the_first_entry_is_the_one_meant(kind: str) -> None:
    rows = [row for row in searched() if row.kind == kind]
    missed = [(row, find(kind, row.text).matches[:3]) for row in rows if not row.is_answered_by(find(kind, row.text))]
    assert len(missed) <= 0.03 * len(rows), missed


def test_nothing_wrong_is_ever_picked() -> None:
    assert [row for row in searched() if row.is_betrayed_by(find(row.kind, row.text))] == []


def test_a_country_is_never_another() -> None:
    """Of the countries' rows none may be missed: a mistake there is a fiche about another country."""
    rows = [row for row in searched() if row.kind == "country"]
    assert [row for row in rows if not row.is_answered_by(find("country", row.text))] == []


@pytest.mark.parametrize(
    ("found", "answered", "betrayed"),
    [
        (Found(None, ()), False, False),
        (Found("FRA", ()), False, True),
    ],
)
def test_the_judge_of_a_row_can_fail(found: Found, answered: bool, betrayed: bool) -> None:
    row = Row("congo", "country", "ambigu: COD|COG")
    assert (row.is_answered_by(found), row.is_betrayed_by(found)) == (answered, betrayed)
