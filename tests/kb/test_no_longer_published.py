"""A series that its publisher no longer has: its values are kept, and every line of it says « n’est plus publié »."""

from typing import TYPE_CHECKING, Any

import pytest

from kb.engine import engine_for
from kb.queries import series_lines
from kb.releases import get_release
from ui.components.cells import mentions

if TYPE_CHECKING:
    from conftest import Base, Recording

CODE = "HIV_ARTCOVERAGE"
SERIES = f"who_gho:{CODE}"
FLAG = "n_est_plus_publie"


def values(base: "Base", release: int, code: str = CODE) -> list[dict[str, Any]]:
    told = base("series", "CIV", f"who_gho:{code}", "--release", release, "--format", "json")
    assert told.returncode == 0, told
    return list(told.json["values"])


@pytest.fixture
def gone(released: "Base", recording: "Recording") -> "Base":
    """Release 2, made of a run in which WHO answered that it has no such code."""
    recording.keep(CODE, b"", status=404)
    later = released.at("2026-06-01T09:00:00+00:00")
    run = later.crawl(recording.index).run
    assert [one["where"] for one in run["findings"] if one["what"] == "unknown_address"]
    assert later.release()["number"] == 2
    return later


def test_its_values_are_kept_and_marked(gone: "Base") -> None:
    before, after = values(gone, 1), values(gone, 2)
    assert before
    assert [(one["id"], one["value_as_published"]) for one in after] == [
        (one["id"], one["value_as_published"]) for one in before
    ]
    assert all(FLAG not in one["flags"] for one in before)
    assert all(FLAG in one["flags"] for one in after)
    assert [one["last_checked_at"] for one in after] == [one["last_checked_at"] for one in before]


def test_the_mark_is_read_wherever_the_line_is_shown(gone: "Base") -> None:
    assert "[n’est plus publié]" in gone("series", "CIV", SERIES).stdout
    assert "[n’est plus publié]" not in gone("series", "CIV", SERIES, "--release", 1).stdout
    engine = engine_for(gone.variables["RECOUPE_DATABASE_URL"])
    lines = series_lines(engine, get_release(engine, 2), "CIV", "who_gho", CODE)
    assert all("n’est plus publié" in mentions(line) for line in lines)
    (medicine,) = gone("fiche", "CIV", "vih", "--component", "medicament", "--format", "json").json["components"]
    assert [FLAG in line["flags"] for line in medicine["lines"]] == [
        line["indicator"] == CODE for line in medicine["lines"]
    ]


def test_the_other_series_are_not_marked(gone: "Base") -> None:
    assert all(FLAG not in one["flags"] for one in values(gone, 2, "NCD_CCS_Insulin"))


def test_a_series_that_comes_back_loses_the_mark(gone: "Base", recording: "Recording") -> None:
    recording.keep(CODE, recording.answer("NCD_CCS_Insulin") | {"value": _rows(recording)})
    back = gone.at("2026-07-01T09:00:00+00:00")
    back.crawl(recording.index)
    assert back.release()["number"] == 3
    assert all(FLAG not in one["flags"] for one in values(back, 3))
    assert all(FLAG in one["flags"] for one in values(back, 2)), "release 2 stays as it was"


def test_an_address_that_a_recording_lacks_is_no_sign_of_the_publisher(
    released: "Base", recording: "Recording"
) -> None:
    recording.keep(CODE, None)
    later = released.at("2026-06-01T09:00:00+00:00")
    assert "not_recorded" in {one["what"] for one in later.crawl(recording.index).run["findings"]}
    assert later.release()["number"] == 2
    assert all(FLAG not in one["flags"] for one in values(later, 2))


def _rows(recording: "Recording") -> list[dict[str, Any]]:
    return [row | {"IndicatorCode": CODE} for row in recording.answer("NCD_CCS_Insulin")["value"]]
