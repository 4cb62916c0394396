"""recoupe review: add, list, report; bad input in one sentence."""

from typing import TYPE_CHECKING

import pytest
from signalled import published

from kb.releases import get_release
from kb.signal_lines import country_signals

if TYPE_CHECKING:
    from conftest import Base


@pytest.fixture
def reviewed(base: "Base") -> tuple["Base", str]:
    """A base of four invented reports, and the id of one of its signals."""
    press = published(base)
    line = country_signals(press.engine, get_release(press.engine, 1), "CIV")[0]
    press.engine.dispose()
    return base, line.id


def test_a_review_is_added_listed_and_reported(reviewed: tuple["Base", str]) -> None:
    base, line = reviewed
    added = base("review", "add", line, "--mark", "ecarte", "--reason", "autre_pays", "--format", "json")
    assert added.returncode == 0, added.stderr
    assert added.json["line_id"] == line
    assert added.json["reviewed_on"] == "2026-03-12"
    assert base("review", "list", "--format", "json").json == [added.json]
    assert base("review", "list", "0" * 16, "--format", "json").json == []
    assert "écarté : autre pays" in base("review", "list").stdout
    (only,) = base("review", "report", "--format", "json").json
    assert only == {
        "rule": "fr.test", "extractor": "press/1", "lines": 1, "marks": {"confirme": 0, "ecarte": 1, "a_revoir": 0},
        "reasons": {"autre_pays": 1},
    }  # fmt: skip
    assert "fr.test (press/1) · 1 line · écarté 1" in base("review", "report").stdout


@pytest.mark.parametrize(
    ("line", "mark", "reason", "said"),
    [
        (None, "bon", "fidele", "No mark has the key 'bon'"),
        (None, "confirme", "autre_pays", "is not given for the reason"),
        ("f" * 16, "confirme", "fidele", "holds no signal 'ffffffffffffffff'"),
    ],
)
def test_bad_input_is_one_sentence(
    reviewed: tuple["Base", str], line: str | None, mark: str, reason: str, said: str
) -> None:
    base, known = reviewed
    told = base("review", "add", line or known, "--mark", mark, "--reason", reason)
    assert told.returncode == 2
    assert said in told.stderr
    assert told.stderr.count("\n") == 1
    assert base("review", "report").stdout == "No review yet.\n"
