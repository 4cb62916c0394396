"""Why a source was not consulted: one reason per way of not having been read, in words a doctor reads."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from extraction.reports import Report, report_items
from extraction.signals.lexicon import LANGUAGES
from extraction.text.pages import read_pages
from kb.ended_runs import EndedRun
from kb.releases import ReleaseInfo
from kb.sources.definition import SourceDefinition, all_sources
from kb.unread_documents import PARTLY_READ, READ_LANGUAGES
from scoring.why_not import nothing_read, unread_documents, why_not

if TYPE_CHECKING:
    from conftest import Base, Recording

DAY = datetime(2026, 3, 12, 9, tzinfo=UTC)


def release(number: int = 1, runs: tuple[int, ...] = ()) -> ReleaseInfo:
    return ReleaseInfo(number, "x", DAY, "0" * 64, None, runs, {})


def ended(outcome: str, reason: str | None = None, *, replay: bool = False) -> EndedRun:
    return EndedRun(7, DAY, outcome, reason, replay)


def defined(**changed: Any) -> SourceDefinition:
    return all_sources()["unaids"].model_copy(update=changed)


REASONS = {
    "never run": (None, "jamais relevée sur cette installation"),
    "an address without an answer": (
        ended("failed", "https://example.org/a : adresse sans réponse enregistrée.", replay=True),
        "relevé du 12 mars 2026 (rejeu), en échec : adresse sans réponse enregistrée",
    ),
    "an address that fails": (
        ended("failed", "https://example.org/a n’a pas donné de réponse utilisable (HTTP 500)."),
        "relevé du 12 mars 2026, en échec : n’a pas donné de réponse utilisable (HTTP 500)",
    ),
    "a refusal": (
        ended("blocked", "https://example.org/a a répondu HTTP 403 : l’éditeur refuse ce client pour le moment."),
        "relevé du 12 mars 2026, refusé par l’éditeur : a répondu HTTP 403 : l’éditeur refuse ce client pour le moment",
    ),
    "an authorisation that nobody gave": (
        ended("blocked", "credential : ReliefWeb ne répond qu’à un « appname ». Demandez-en un."),
        "relevé du 12 mars 2026, arrêté : il y manque l’autorisation que l’éditeur demande",
    ),
    "below its range": (
        ended("below_expectation", "pays : 2, pour 190 à 250 attendus. Le dernier relevé complet reste servi."),
        "relevé du 12 mars 2026, en deçà de ce qui est attendu et retenu : pays : 2, pour 190 à 250 attendus",
    ),
    "held in quarantine": (
        ended("complete"),
        "relevé du 12 mars 2026, complet et retenu : il fermerait trop de ce que la base tient",
    ),
    "a failure without a word": (ended("failed"), "relevé du 12 mars 2026, en échec"),
}  # fmt: skip


@pytest.mark.parametrize("case", REASONS)
def test_each_way_of_not_having_been_read_has_its_reason(case: str) -> None:
    run, said = REASONS[case]
    assert why_not(defined(), release(), run) == said


def test_a_complete_run_that_brought_nothing_says_so() -> None:
    said = why_not(defined(), release(runs=(7,)), ended("complete"))
    assert said == "relevé du 12 mars 2026 : aucun document n’a pu être lu"


def test_what_nobody_has_seen_is_said_so_whatever_its_runs() -> None:
    never_seen = defined(status="jamais vue en vrai")
    assert why_not(never_seen, release(runs=(7,)), ended("complete")).startswith("jamais vue en vrai")


def test_a_retired_source_says_when_and_why() -> None:
    retired = all_sources()["unaids"].model_validate(
        defined().model_dump() | {"retired": {"on": "2026-02-01", "reason": "le site a fermé."}}
    )
    assert why_not(retired, release(), ended("failed")) == "retirée le 1er février 2026 : le site a fermé"


def test_the_starter_says_that_nothing_was_crawled() -> None:
    assert why_not(defined(), release(0), None).startswith("figures de départ")


def test_unread_documents_are_counted_with_their_reasons() -> None:
    assert unread_documents({"image, non lu": 1}) == "1\u00a0document sur ce pays, non lu : image, non lu"
    assert unread_documents({"image, non lu": 2, "langue non lue : arabe": 1}) == (
        "3\u00a0documents sur ce pays, non lus : image, non lu, langue non lue : arabe"
    )
    assert nothing_read({"image, non lu": 2}) == "aucun document lu sur 2 : image, non lu"


def test_the_languages_that_are_read_are_those_of_the_extractor() -> None:
    assert set(READ_LANGUAGES) == set(LANGUAGES)


def test_a_report_read_in_part_is_told_in_the_words_that_are_looked_for() -> None:
    pages = read_pages(b"<!doctype html><title>a</title><p>Un texte assez long pour faire un passage.</p>", "text/html")
    partly = pages.__class__(**{name: getattr(pages, name) for name in pages.__struct_fields__} | {"read_to": "lu ici"})
    (item, *_) = report_items(Report("https://example.org/a", partly), None)
    assert item.unread_reason.startswith(PARTLY_READ)  # type: ignore[union-attr]


def test_a_run_that_ends_after_a_release_changes_nothing_of_it(released: "Base", recording: "Recording") -> None:
    before = released("fiche", "CIV", "vih", "--format", "json").stdout
    later = released.at("2026-06-01T09:00:00+00:00")
    told = later("crawl", "unaids", "--replay", recording.index, "--format", "json")
    assert told.run["outcome"] == "failed"
    assert released("fiche", "CIV", "vih", "--release", 1, "--format", "json").stdout == before
