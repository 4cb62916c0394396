"""How a run is judged, through the command line, and what it leaves when it went wrong."""

import gzip
import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Base, Recording

OOP = "GHED_OOPSCHE_SHA2011"
API = "https://ghoapi.azureedge.net/api/"
PAGE = b"<!DOCTYPE html><html><title>Just a moment...</title></html>"


def observations(base: "Base") -> int:
    with sqlite3.connect(base.file) as connection:
        return int(connection.execute("SELECT count(*) FROM observation").fetchone()[0])


def shown(base: "Base") -> str:
    return hashlib.sha256(base("fiche", "CIV", "vih,diabete", "--format", "json").stdout.encode()).hexdigest()


def findings(run: dict[str, Any], what: str) -> list[str]:
    return [finding["where"] for finding in run["findings"] if finding["what"] == what]


def one_sentence(text: str) -> bool:
    return bool(text.strip()) and "\n" not in text.strip() and "Traceback" not in text


def truncated(recording: "Recording") -> bytes:
    return json.dumps(recording.answer(OOP)).encode()[:-300]


def with_extra_field(recording: "Recording") -> dict[str, Any]:
    payload = recording.answer(OOP)
    payload["value"][3]["ValidatedBy"] = "HQ"
    return payload


def without_a_field(recording: "Recording") -> dict[str, Any]:
    payload = recording.answer(OOP)
    del payload["value"][-1]["Comments"]
    return payload


def of_another_code(recording: "Recording") -> dict[str, Any]:
    return recording.answer("NCD_CCS_Insulin")


def in_latin_1(recording: "Recording") -> bytes:
    payload = recording.answer(OOP)
    payload["value"][0]["Comments"] = "ménages"
    return json.dumps(payload, ensure_ascii=False).encode("latin-1")


UNREADABLE = [truncated, with_extra_field, without_a_field, of_another_code, in_latin_1]
unreadable = pytest.mark.parametrize("spoilt", UNREADABLE, ids=lambda spoilt: spoilt.__name__)


@unreadable
def test_an_answer_of_another_shape_fails_the_run_in_one_sentence(
    released: "Base", recording: "Recording", spoilt: Callable[["Recording"], object]
) -> None:
    before, lines = shown(released), observations(released)
    recording.keep(OOP, spoilt(recording))
    told = released.crawl(recording.index)
    assert "Traceback" not in told.stderr
    assert told.returncode == 1
    assert told.run["outcome"] == "failed"
    assert one_sentence(told.run["reason"])
    assert OOP in told.run["reason"]
    assert findings(told.run, "unreadable") == [API + OOP]
    assert observations(released) == lines, "nothing of the unreadable answer is kept"
    assert shown(released) == before, "the last release keeps serving"


@pytest.mark.parametrize("spoilt", [with_extra_field], ids=lambda spoilt: spoilt.__name__)
def test_a_later_healthy_run_is_not_judged_on_an_older_unreadable_answer(
    released: "Base", recording: "Recording", spoilt: Callable[["Recording"], object]
) -> None:
    healthy = recording.index
    recording.keep(OOP, spoilt(recording))
    assert released.crawl(recording.index).run["outcome"] == "failed"
    run = released.crawl(healthy).run
    assert findings(run, "unreadable") == []
    assert run["outcome"] == "below_expectation"  # by its range alone, as any small replay


def refused(recording: "Recording", path: str) -> None:
    recording.keep(path, PAGE, status=403, media_type="text/html")


def challenged(recording: "Recording", path: str) -> None:
    recording.keep(path, PAGE, media_type="text/html; charset=utf-8")


def challenged_as_json(recording: "Recording", path: str) -> None:
    recording.keep(path, b"\n  " + PAGE)


def slowed_down(recording: "Recording", path: str) -> None:
    recording.keep(path, b"{}", status=429)


@pytest.mark.parametrize(
    "spoil", [refused, challenged, challenged_as_json, slowed_down], ids=lambda spoil: spoil.__name__
)
@pytest.mark.parametrize("path", ["Indicator", OOP])
def test_a_refusal_blocks_the_run_and_is_no_document(
    released: "Base", recording: "Recording", spoil: Callable[["Recording", str], None], path: str
) -> None:
    before, lines = shown(released), observations(released)
    spoil(recording, path)
    told = released.crawl(recording.index)
    assert (told.returncode, told.run["outcome"]) == (1, "blocked")
    assert API + path in told.run["reason"]
    assert one_sentence(told.run["reason"])
    assert (told.run["snapshots_new"], observations(released), shown(released)) == (0, lines, before)


def test_a_refusal_is_kept_in_the_archive(base: "Base", recording: "Recording") -> None:
    refused(recording, "Indicator")
    base.crawl(recording.index)
    (warc,) = base.archive.rglob("who_gho/**/*.warc.gz")
    assert PAGE in gzip.decompress(warc.read_bytes())


@pytest.mark.parametrize("status", [404, 410])
def test_a_code_gone_from_the_service_is_a_finding_and_no_failure(
    base: "Base", recording: "Recording", status: int
) -> None:
    recording.keep(OOP, b'{"error": "not found"}', status=status)
    run = base.crawl(recording.index).run
    assert findings(run, "unknown_address") == [API + OOP]
    assert run["outcome"] == "below_expectation"
    assert OOP not in run["reason"]
    assert run["snapshots_new"] == 4


def test_a_code_that_was_not_recorded_is_a_finding_and_no_failure(base: "Base", recording: "Recording") -> None:
    recording.keep(OOP, None)
    run = base.crawl(recording.index).run
    assert API + OOP in findings(run, "not_recorded")
    assert run["outcome"] == "below_expectation"
    assert OOP not in run["reason"]


def catalogue_missing(recording: "Recording") -> None:
    recording.keep("Indicator", None)


def catalogue_gone(recording: "Recording") -> None:
    recording.keep("Indicator", b"{}", status=404)


def catalogue_broken(recording: "Recording") -> None:
    recording.keep("Indicator", b"{}", status=500)


@pytest.mark.parametrize(
    "spoil", [catalogue_missing, catalogue_gone, catalogue_broken], ids=lambda spoil: spoil.__name__
)
def test_without_its_catalogue_the_source_failed(
    released: "Base", recording: "Recording", spoil: Callable[["Recording"], None]
) -> None:
    before = shown(released)
    spoil(recording)
    told = released.crawl(recording.index)
    assert (told.returncode, told.run["outcome"], told.run["requests"]) == (1, "failed", 1)
    assert f"{API}Indicator" in told.run["reason"]
    assert shown(released) == before


def test_a_server_error_on_one_code_holds_the_run(base: "Base", recording: "Recording") -> None:
    recording.keep(OOP, b"oops", status=500)
    run = base.crawl(recording.index).run
    assert run["outcome"] == "below_expectation"
    assert "HTTP 500" in run["reason"]
    assert OOP in run["reason"]


def test_a_recording_cut_off_in_the_middle_is_told(base: "Base", recording: "Recording") -> None:
    whole = gzip.compress(json.dumps(recording.answer(OOP)).encode())
    recording.keep(OOP, whole[: len(whole) // 2], content_encoding="gzip")
    told = base.crawl(recording.index)
    assert told.returncode == 1
    assert told.run["outcome"] == "below_expectation"
    assert "cannot be read" in told.run["reason"]
    assert "Traceback" not in told.stderr


def test_a_recording_whose_file_is_absent_is_told(base: "Base", recording: "Recording") -> None:
    (recording.folder / recording.lines[OOP]["file"]).unlink()
    told = base.crawl(recording.index)
    assert told.run["outcome"] == "below_expectation"
    assert "cannot be read" in told.run["reason"]


def test_an_empty_series_is_a_finding(base: "Base", recording: "Recording") -> None:
    recording.keep(OOP, {"@odata.context": f"{API}$metadata#{OOP}", "value": []})
    run = base.crawl(recording.index).run
    assert findings(run, "empty_answer") == [API + OOP]


def test_a_country_nobody_named_is_a_finding(base: "Base", recording: "Recording") -> None:
    payload = recording.answer(OOP)
    payload["value"][0]["SpatialDim"] = "QQQ"
    recording.keep(OOP, payload)
    assert findings(base.crawl(recording.index).run, "unknown_area") == ["QQQ"]


def test_a_page_equal_to_the_one_before_ends_paging_and_adds_nothing(base: "Base", recording: "Recording") -> None:
    payload = recording.answer(OOP)
    recording.keep(OOP, payload | {"@odata.nextLink": f"{API}{OOP}?$skip=8"})
    told = base.crawl(recording.index)
    assert findings(told.run, "same_page") != []
    assert observations(base) == 22
    base.release()
    lines = base("series", "CIV", f"who_gho:{OOP}", "--format", "json").json["values"]
    assert [line["period_as_stated"] for line in lines] == ["2014", "2015"]


def test_the_pages_of_a_series_are_all_read(base: "Base", recording: "Recording") -> None:
    payload = recording.answer(OOP)
    first, second = payload | {"value": payload["value"][:5]}, payload | {"value": payload["value"][5:]}
    recording.keep(OOP, first | {"@odata.nextLink": f"{API}{OOP}/page2"})
    recording.keep(f"{OOP}/page2", second)
    recording.lines[OOP]["match"] = "exact"
    recording.lines[f"{OOP}/page2"]["url"] = f"{API}{OOP}?$skip=5"
    recording.lines[f"{OOP}/page2"]["match"] = "exact"
    payload_file = recording.folder / recording.lines[OOP]["file"]
    payload_file.write_bytes(payload_file.read_bytes().replace(b"/page2", b"?$skip=5"))
    assert base.crawl(recording.index).run["observations_new"] == 22


def test_a_small_replay_is_held_with_its_figures(base: "Base", small_index: Path) -> None:
    told = base.crawl(small_index)
    assert (told.returncode, told.run["outcome"]) == (1, "below_expectation")
    assert "séries : 3, pour 280 à 280 attendus" in told.run["reason"]
    assert "Le dernier relevé complet reste servi" in told.run["reason"]


def test_a_held_run_enters_no_release_by_itself(base: "Base", small_index: Path) -> None:
    base.crawl(small_index)
    told = base("release", "create")
    assert told.returncode == 2
    assert one_sentence(told.stderr)
    assert base("release", "list").stdout == ""


def test_an_accepted_run_keeps_the_reason_in_the_archive(released: "Base") -> None:
    (warc,) = released.archive.rglob("decisions/**/release-0001.warc.gz")
    decision = gzip.decompress(warc.read_bytes())
    assert b"a small replay" in decision


def test_a_run_is_accepted_once(released: "Base") -> None:
    told = released("release", "create", "--accept", "1", "--reason", "again")
    assert told.returncode == 2
    assert "Run 1 cannot be accepted" in told.stderr


def room_of(base: "Base") -> int:
    """How large a file may grow, in bytes: the base has room for a run, the archive has not for three answers."""
    held = sum(part.stat().st_size for part in base.folder.glob(f"{base.file.name}*"))  # its journal too
    return held + 1_200_000


def filling_the_disk(recording: "Recording", room: int) -> Path:
    """Three answers that nearly half fill the disk each: the archive has no room for the third."""
    for code in (OOP, "HIV_ARTCOVERAGE", "NCD_CCS_Insulin"):
        payload = recording.answer(code)
        payload["value"][0]["ParentLocation"] = secrets.token_hex(room * 3 // 8)  # read, not kept in the base
        recording.keep(code, payload)
    return recording.index


def test_a_disk_that_fills_up_spoils_the_run_and_nothing_else(released: "Base", recording: "Recording") -> None:
    before, room = shown(released), room_of(released)
    told = released("crawl", "who_gho", "--replay", filling_the_disk(recording, room), file_limit=room)
    assert told.returncode in {1, 2}
    assert "Traceback" not in told.stderr
    assert "Free some room" in told.stderr + told.stdout
    assert shown(released) == before


def test_after_a_full_disk_the_run_is_said_to_have_failed(released: "Base", recording: "Recording") -> None:
    room = room_of(released)
    released("crawl", "who_gho", "--replay", filling_the_disk(recording, room), file_limit=room)
    (state,) = [one for one in released("sources", "--format", "json").json if one["key"] == "who_gho"]
    assert state["last_run"]["outcome"] == "failed"


def test_a_crawl_that_cannot_open_its_archive_leaves_no_run_open(released: "Base", small_index: Path) -> None:
    (released.folder / "file").write_text("not a folder")
    spoilt = released.having(RECOUPE_ARCHIVE_URL=str(released.folder / "file" / "archive"))
    told = spoilt.crawl(small_index)
    assert told.returncode == 2
    assert one_sentence(told.stderr)
    (state,) = [one for one in released("sources", "--format", "json").json if one["key"] == "who_gho"]
    assert state["last_run"]["outcome"] is not None
