"""« Sources » : one row per definition, how it was read, what it counted, when it is due; what nobody reads stands apart."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kb.expectations import MEASURES
from kb.sources.definition import FOLDER, SourceDefinition, all_sources, load
from kb.unread_documents import Documents
from kb.upkeep import Measure, Upkeep
from ui.pages import sources

RUN: dict[str, Any] = {
    "id": 2, "started_at": "2026-03-12T09:00:00+00:00", "finished_at": "2026-03-12T09:05:00+00:00", "outcome": "complete",
    "reason": None, "replay": False, "counts": {}, "findings": [],
}  # fmt: skip


def defined(**changed: Any) -> SourceDefinition:
    one = load(FOLDER / "who_gho.yml")
    return SourceDefinition.model_validate(one.model_dump() | changed)


def row(definition: SourceDefinition, last: Any = None, complete: Any = None, **more: Any) -> str:
    made = Upkeep(definition, last, complete, more.get("measures", ()), more.get("due"), more.get("documents"))
    return sources._row(made).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "now", lambda: datetime(2026, 3, 20, tzinfo=UTC))


def test_a_source_says_who_under_which_terms_and_how_often() -> None:
    said = row(defined())
    for words in (
        "Observatoire mondial de la santé", "who_gho", "Organisation mondiale de la santé (OMS)", "producteur : OMS, estimations",
        "Conditions d’utilisation", "reprise des chiffres", "tous les 30 jours", "jamais exécutée sur cette installation",
        "échue : au prochain passage", "adresse jamais essayée", "Chiffres nationaux", '<th scope="row">', "rien n’a été compté",
    ):  # fmt: skip
        assert words in said


def test_a_complete_run_is_told_with_its_counts_against_their_range_and_the_next_day() -> None:
    counted = (Measure("countries", 61, 190, 250), Measure("observations", 405980, 300000, 3000000))
    said = row(defined(), RUN, RUN, measures=counted, due=datetime(2026, 4, 11, 9, tzinfo=UTC))
    assert "dernier relevé complet le 12 mars 2026" in said
    assert "61 pays (attendu : 190 à 250)" in said
    assert said.count("hors de l’attendu") == 1
    assert "405 980 valeurs (attendu : 300 000 à 3 000 000)" in said
    assert "prochaine échéance le 11 avril 2026" in said
    assert "adresse jamais essayée" not in said, "a live run of this installation was answered"


def test_a_run_that_went_wrong_stands_beside_the_last_complete_one() -> None:
    bad = RUN | {"id": 3, "outcome": "blocked", "finished_at": "2026-03-15T09:00:00+00:00", "reason": "HTTP 403 <b>"}
    said = row(defined(), bad, RUN)
    assert "dernier relevé complet le 12 mars 2026" in said
    assert "dernière exécution, 15 mars 2026 : refusée par l’éditeur" in said
    assert "HTTP 403 &lt;b&gt;" in said
    assert "aucun relevé complet" in row(defined(), bad)


def test_documents_that_nobody_could_read_are_told() -> None:
    held = Documents(57, {"image, non lu": 2, "langue non lue : arabe": 1})
    said = row(defined(), RUN, RUN, documents=held)
    assert "57 documents dans la dernière base, dont 3 non lus : image, non lu (2), langue non lue : arabe (1)" in said
    assert "1 document dans la dernière base<" in row(defined(), RUN, RUN, documents=Documents(1))


def test_a_missing_authorisation_is_no_refusal_and_says_how_to_get_one() -> None:
    waits = RUN | {"outcome": "blocked", "reason": "credential : ReliefWeb ne répond qu’à un nom. Demandez-en un."}
    said = row(defined(), waits)
    assert "arrêtée, l’autorisation que l’éditeur demande" in said
    assert "ReliefWeb ne répond qu’à un nom. Demandez-en un." in said
    assert "refusée" not in said
    assert "credential" not in said


def test_a_replay_is_told_as_one_and_tries_no_address() -> None:
    said = row(defined(), RUN | {"replay": True}, RUN | {"replay": True})
    assert "rejeu de réponses enregistrées" in said
    assert "adresse jamais essayée" in said


def test_an_address_that_a_person_saw_says_when() -> None:
    said = row(defined(checked="2026-03-01"))
    assert "adresse vue le 1er mars 2026" in said
    assert "jamais essayée" not in said


def test_a_retired_source_says_since_when_and_why() -> None:
    said = row(defined(retired={"on": "2026-02-01", "reason": "le service a fermé"}), RUN, RUN)
    assert "retirée le 1er février 2026 : le service a fermé" in said
    assert "échue" not in said


def test_every_measure_of_every_definition_has_french_words() -> None:
    used = {name for one in all_sources().values() for name in (*one.expect, *one.expect_replay)}
    assert used <= MEASURES.keys()


def test_the_page_keeps_apart_what_is_read_what_nobody_saw_and_what_is_retired(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every = list(all_sources().values())
    retired = SourceDefinition.model_validate(
        every[0].model_dump() | {"retired": {"on": "2026-02-01", "reason": "le service a fermé"}}
    )
    said: list[str] = []
    monkeypatch.setattr(sources.st, "html", said.append)
    monkeypatch.setattr(
        sources.data, "sources", lambda: [Upkeep(one, None, None, (), None) for one in (retired, *every[1:])]
    )
    sources.show()
    tables = [one.replace("\u00a0", " ") for one in said if "<table" in one]
    assert [one.partition("<caption>")[2].partition("<")[0] for one in tables] == [
        f"Sources relevées : {sum(one.is_kept_up for one in every) - 1}",
        f"Sources définies, jamais vues en vrai : {sum(one.status != 'active' for one in every)}",
        "Sources retirées : 1",
    ]
    assert all(one.count('<th scope="col">') == 6 for one in tables)
    assert "le service a fermé" in tables[2]
    assert "n’est pas relevée" in tables[1]


def test_the_widths_of_this_page_are_its_own() -> None:
    """A class that two pages share has the widths of whichever rule comes last."""
    style = (Path(sources.__file__).parents[1] / "components" / "style.css").read_text(encoding="utf-8")
    assert [len(re.findall(rf"\.rc-src{number} \{{", style)) for number in range(6)] == [1] * 6
