"""Reviews: added and dated, never overwritten, nobody's; outside releases and hashes; back after a rebuild; there after a withdrawal."""

import gzip
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from press import Press
from signalled import REPORTS, newsroom, published, report
from sqlalchemy import Engine

from kb.backup import backup, restore
from kb.engine import engine_for, upgrade, writing
from kb.errors import ArchiveError, KbError, UnknownKey
from kb.lines import Line
from kb.rebuild import rebuild
from kb.releases import current_release, list_releases
from kb.review_report import report as reported
from kb.reviews import Review, add_review, list_reviews, restore_reviews, reviews, reviews_of
from kb.settings import settings
from kb.signal_lines import country_signals
from kb.verify import verify_release
from kb.withdrawing import withdraw

if TYPE_CHECKING:
    from conftest import Base

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=ENGINES)
def press(request: pytest.FixtureRequest, base: "Base") -> Press:
    """The four invented reports as release 1, on both engines."""
    if request.param == "postgresql":
        base = base.having(RECOUPE_DATABASE_URL=request.getfixturevalue("postgres_url"))
        upgrade(engine_for(base.variables["RECOUPE_DATABASE_URL"]))
    return published(base)


def signals(engine: Engine) -> list[Line]:
    return country_signals(engine, current_release(engine), "CIV")


def first_line(press: Press) -> Line:
    return signals(press.engine)[0]


def on(day: str) -> None:
    os.environ["RECOUPE_CLOCK"] = f"{day}T10:41:07+00:00"
    settings.cache_clear()


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock that a test sets is its own."""
    monkeypatch.setenv("RECOUPE_CLOCK", os.environ.get("RECOUPE_CLOCK", "2026-03-12T09:00:00+00:00"))
    yield
    settings.cache_clear()


def test_opinions_are_added_one_after_the_other(press: Press) -> None:
    line = first_line(press)
    on("2026-04-01")
    one = add_review(press.engine, press.archive_url, line, "confirme", "fidele")
    on("2026-04-02")
    other = add_review(press.engine, press.archive_url, line, "ecarte", "polarite_inversee")
    assert reviews_of(press.engine, [line.id]) == {line.id: [one, other]}
    assert (one.id, other.id) == (1, 2)
    assert (one.reviewed_on, one.rule, one.extractor) == (date(2026, 4, 1), line.rule, line.extractor)


def test_the_same_opinion_is_written_once_a_day(press: Press) -> None:
    line = first_line(press)
    on("2026-04-01")
    first = add_review(press.engine, press.archive_url, line, "a_revoir", "citation_trop_longue")
    assert add_review(press.engine, press.archive_url, line, "a_revoir", "citation_trop_longue") == first
    on("2026-04-02")
    add_review(press.engine, press.archive_url, line, "a_revoir", "citation_trop_longue")
    assert len(list_reviews(press.engine)) == 2


@pytest.mark.parametrize(
    ("mark", "reason", "said"),
    [
        ("vrai", "fidele", "No mark has the key 'vrai'. Keys: confirme, ecarte, a_revoir."),
        ("confirme", "le patient", "is not given for the reason 'le patient'. Reasons: fidele."),
        ("confirme", "polarite_inversee", "is not given for the reason"),
    ],
)
def test_nothing_but_the_closed_lists_enters(base: "Base", mark: str, reason: str, said: str) -> None:
    press = published(base)
    with pytest.raises(UnknownKey) as refused:
        add_review(press.engine, press.archive_url, first_line(press), mark, reason)
    assert said in str(refused.value)
    assert list_reviews(press.engine) == []


def test_only_a_signal_is_reviewed(base: "Base") -> None:
    press = published(base)
    figure = msgspec.structs.replace(first_line(press), kind="observation")
    with pytest.raises(KbError, match="is no signal"):
        add_review(press.engine, press.archive_url, figure, "confirme", "fidele")


def test_a_review_changes_no_release(press: Press) -> None:
    before = list_releases(press.engine)
    add_review(press.engine, press.archive_url, first_line(press), "ecarte", "hors_sujet")
    assert list_releases(press.engine) == before
    assert verify_release(press.engine, press.archive_url, 1).difference is None


def test_a_rebuild_brings_them_back_as_they_were(press: Press, tmp_path: Path) -> None:
    lines = signals(press.engine)
    on("2026-04-01")
    add_review(press.engine, press.archive_url, lines[0], "confirme", "fidele")
    add_review(press.engine, press.archive_url, lines[1], "ecarte", "autre_pays")
    on("2027-01-03")
    add_review(press.engine, press.archive_url, lines[0], "a_revoir", "texte_mal_lu")
    made = engine_for(f"sqlite:///{tmp_path}/made.db")
    assert rebuild(press.archive_url, made, lambda snapshot, extractor: None).reviews == 3
    assert list_reviews(made) == list_reviews(press.engine)
    assert [one.sha256 for one in list_releases(made)] == [one.sha256 for one in list_releases(press.engine)]
    assert add_review(made, press.archive_url, lines[1], "confirme", "fidele").id == 4


def test_a_backup_carries_them(base: "Base", tmp_path: Path) -> None:
    press = published(base)
    told = add_review(press.engine, press.archive_url, first_line(press), "confirme", "fidele")
    backup(press.engine, press.archive_url, tmp_path / "kept.tar")
    made = engine_for(f"sqlite:///{tmp_path}/restored.db")
    restore(made, str(tmp_path / "archive"), tmp_path / "kept.tar")
    assert list_reviews(made) == [told]


def test_a_withdrawn_report_leaves_the_opinion_and_none_of_its_words(press: Press, tmp_path: Path) -> None:
    line = first_line(press)
    told = add_review(press.engine, press.archive_url, line, "ecarte", "polarite_inversee")
    answer = next(f"https://example.org/api/{number}" for number, one in enumerate(REPORTS) if line.url in str(one))
    withdraw(press.engine, press.archive_url, answer, "demande")
    assert next(one for one in signals(press.engine) if one.id == line.id).withdrawn_on is not None
    assert reviews_of(press.engine, [line.id]) == {line.id: [told]}
    assert verify_release(press.engine, press.archive_url, 1).difference is None
    made = engine_for(f"sqlite:///{tmp_path}/made.db")
    rebuild(press.archive_url, made, lambda snapshot, extractor: None)
    assert list_reviews(made) == [told]


def test_a_later_reading_is_told_from_the_one_that_was_looked_at(base: "Base") -> None:
    press = newsroom(base)
    said = {"quote": "le stock manque"}
    press.run({"https://example.org/api/1": report(1, "A", "2025-06-01", said)})
    press.freeze()
    told = add_review(press.engine, press.archive_url, first_line(press), "ecarte", "polarite_inversee")
    press.run(
        {"https://example.org/api/1": report(1, "A", "2025-06-01", {**said, "polarity": "negated", "rule": "fr.new"})}
    )
    press.freeze()
    line = first_line(press)
    assert reviews_of(press.engine, [line.id]) == {line.id: [told]}, "the same place of the same report"
    assert not told.is_about(line)
    assert add_review(press.engine, press.archive_url, line, "confirme", "fidele").is_about(line)


def test_nothing_of_the_reader_is_kept(press: Press) -> None:
    on("2026-04-01")
    add_review(press.engine, press.archive_url, first_line(press), "confirme", "fidele")
    assert set(reviews.columns.keys()) == {
        "id", "line_id", "source_key", "extractor", "rule", "type", "polarity", "lang", "mark", "reason", "reviewed_on",
    }  # fmt: skip
    (written,) = Path(press.archive_url).rglob("review-*.warc.gz")
    record = gzip.decompress(written.read_bytes()).decode()
    assert "2026-04-01T00:00:00Z" in record
    assert "10:41" not in record
    assert "CIV" not in record
    assert "VIH" not in record.upper().replace("ARCHIVE", "")


REVIEW = Review(1, "a" * 16, "reliefweb", "signals/1", "fr.one", "supply_chain", "present", "fr", "ecarte", "autre_pays",
                date(2026, 4, 1))  # fmt: skip


def test_the_report_counts_lines_and_puts_first_the_rules_set_aside() -> None:
    told = [
        REVIEW,
        replace(REVIEW, reviewed_on=date(2026, 4, 2)),
        replace(REVIEW, line_id="b" * 16, reason="hors_sujet"),
        replace(REVIEW, mark="confirme", reason="fidele"),
        replace(REVIEW, rule="fr.two", mark="confirme", reason="fidele"),
        replace(REVIEW, rule="fr.three", mark="a_revoir", reason="texte_mal_lu"),
        replace(REVIEW, rule="fr.one", extractor="signals/2"),
    ]
    found = [(one.rule, one.extractor, one.lines, one.marks, one.reasons) for one in reported(told)]
    assert found == [
        ("fr.one", "signals/1", 2, {"confirme": 1, "ecarte": 2, "a_revoir": 0}, {"hors_sujet": 1, "autre_pays": 1}),
        ("fr.one", "signals/2", 1, {"confirme": 0, "ecarte": 1, "a_revoir": 0}, {"autre_pays": 1}),
        ("fr.three", "signals/1", 1, {"confirme": 0, "ecarte": 0, "a_revoir": 1}, {"texte_mal_lu": 1}),
        ("fr.two", "signals/1", 1, {"confirme": 1, "ecarte": 0, "a_revoir": 0}, {}),
    ]
    assert reported(list(reversed(told))) == reported(told)


def test_two_reviews_under_one_number_are_refused(base: "Base") -> None:
    engine = engine_for(base.variables["RECOUPE_DATABASE_URL"])
    told = {"decision": "review", **REVIEW.as_dict()}
    with writing(engine) as connection, pytest.raises(ArchiveError, match="two reviews under one number"):
        restore_reviews(connection, [told, told])
