"""The signals of a first start: references to reports, none of their words, and never more than fifty."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from press import SOURCE, Press
from reports import PAGES, report

from kb.engine import engine_for
from kb.errors import BadStarter
from kb.releases import get_release
from kb.sources.definition import source
from kb.starter import format as starter_file
from kb.starter import references as reference_file
from kb.starter import references_build
from kb.starter.references import FILE, ReferenceAnswer, ReferenceDocument, References, ReferenceSignal, read, write
from kb.starter.references_build import ALLOWS_REFERENCE, MOST, build_references
from kb.vocabulary.loader import load_countries
from kb.vocabulary.signals_loader import load_signal_types

if TYPE_CHECKING:
    from conftest import Base

ADDRESS = "https://reliefweb.int/report/mali/sante"
ANSWER = ReferenceAnswer(
    "reliefweb", "https://api.reliefweb.int/v2/reports", "ab" * 32, 10, "application/json", "2026-02", "reconstructed", "", "x/1"
)  # fmt: skip
DOCUMENT = ReferenceDocument(0, ADDRESS, "Mali : les soins", "Une ONG", ["MLI"], "fr", "2024-06-30", "text", 1)
SIGNAL = ReferenceSignal(
    answer=0, document=ADDRESS, area="MLI", type="stock_out_medicines", page=1, start=10, end=40, polarity="present",
    rule="r", lang="fr", component="medicament", families=["diabete"], products=["insuline"], place="Mopti",
    level="facility", population=None, period_start="2024-03-30", period_end=None, published_on="2024-06-30",
)  # fmt: skip


def references(**changed: Any) -> References:
    stated: dict[str, Any] = {
        "version": 1, "release_sha256": "cd" * 32, "answers": [ANSWER], "documents": [DOCUMENT], "signals": [SIGNAL],
    }  # fmt: skip
    return References(**(stated | changed))


@pytest.fixture
def started(nowhere: "Base", monkeypatch: pytest.MonkeyPatch) -> "Base":
    """A first start with the shipped figures and one signal."""
    monkeypatch.setattr(reference_file, "read", references)
    assert "and 1 signals of reports as references" in nowhere("init").stdout
    return nowhere


def test_a_signal_of_a_first_start_says_where_to_read_and_quotes_nothing(started: "Base") -> None:
    (line,) = started("fiche", "MLI", "diabete", "--format", "json").json["signals"]
    assert (line["type"], line["polarity"], line["place"], line["page"]) == (
        "stock_out_medicines",
        "present",
        "Mopti",
        1,
    )
    assert (line["title"], line["producer"], line["url"]) == ("Mali : les soins", "Une ONG", ADDRESS)
    assert (line["quote"], line["cue"], line["period_as_stated"], line["amounts"]) == (None, None, None, [])
    assert (line["period_start"], line["published_on"]) == ("2024-03-30", "2024-06-30")
    assert (line["archived"], line["sha256"]) == (False, "ab" * 32)
    assert {"texte_non_redistribue", "figures_de_depart", "rejeu"} <= set(line["flags"])


def test_the_file_has_no_place_for_the_words_of_a_report() -> None:
    fields = {field.name for field in msgspec.structs.fields(ReferenceSignal)}
    assert not fields & {"quote", "cue", "text", "amounts", "period_as_stated", "heading"}


def test_what_is_shipped_is_small_known_and_allowed() -> None:
    shipped = read()
    assert shipped is not None, "kb/starter/signals.json is part of the repository"
    assert 10 <= len(shipped.signals) <= MOST == 50
    assert FILE.stat().st_size + starter_file.FILE.stat().st_size <= 2_000_000
    assert {source(answer.source).redistribution for answer in shipped.answers} <= ALLOWS_REFERENCE
    assert {one.type for one in shipped.signals} <= load_signal_types().keys()
    assert {one.area for one in shipped.signals} <= load_countries().keys()
    assert {one.document for one in shipped.signals} == {one.document for one in shipped.documents}
    assert not any("address is ours" in (answer.replay_note or "") for answer in shipped.answers)


@pytest.mark.shared
def test_no_word_of_a_recorded_report_is_shipped(shared: Path) -> None:
    """Titles, publishers and names of places are told; no other text of eight words running is in the file."""
    told = json.dumps([msgspec.to_builtins(one) for one in (read() or references()).signals], ensure_ascii=False)
    for path in (shared / "replay").rglob("*.json"):
        words = path.read_text(encoding="utf-8", errors="replace").split()
        for start in range(0, min(len(words), 4_000) - 8, 8):
            assert " ".join(words[start : start + 8]) not in told


def test_the_file_is_written_the_same_twice_and_read_back(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(references(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert read(tmp_path / "one") == references()
    assert read(tmp_path / "absent") is None


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b"[]", msgspec.json.encode({**msgspec.to_builtins(references()), "quote": "x"}),
     msgspec.json.encode(references(version=2)), msgspec.json.encode(references(answers=[]))],
)  # fmt: skip
def test_a_damaged_file_is_told_with_what_to_do(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "signals.json").write_bytes(body)
    with pytest.raises(BadStarter, match="--no-starter"):
        read(tmp_path / "signals.json")


@pytest.fixture
def press(base: "Base") -> Press:
    return Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive))


def test_only_a_source_that_allows_it_and_no_private_person(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.run({
        PAGES[0]: report("Un", "rupture de stock"),
        PAGES[1]: report("Huit", "rupture d’insuline", document=ADDRESS, private_person=True),
    })  # fmt: skip
    release = get_release(press.engine, press.freeze().number)
    written = tmp_path / "signals.json"
    monkeypatch.setattr(references_build, "write", lambda made: write(made, written))
    assert source(SOURCE).redistribution == "figures"
    with pytest.raises(BadStarter, match="no signal that may be handed on"):
        build_references(press.engine, release)
    monkeypatch.setattr(references_build, "ALLOWS_REFERENCE", frozenset({"figures"}))
    assert "1 signals" in build_references(press.engine, release)
    made = read(written)
    assert made is not None
    assert [one.document for one in made.signals] == ["https://example.org/report/7"]
    assert "rupture" not in written.read_text(encoding="utf-8").replace("stock_out", "")
