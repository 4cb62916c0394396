"""What a tired hand types into the wrong field is kept nowhere: base, archive, logs, temporary folders, server's words."""

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import serving
from test_browser import choose, cite

if TYPE_CHECKING:
    from bases import Base

pytestmark = pytest.mark.browser
NAME, NUMBER, BORN = "Zorglubette Canarinova", "137047511100199", "05/04/1937"
CANARIES = (NAME, "Canarinova", "canarinova", NUMBER, BORN, "1937-04-05")


def command_lines(released: "Base", folder: Path) -> None:
    """Every command that takes a word of the reader."""
    basket = folder / "panier.json"
    basket.write_text(json.dumps({"format": "recoupe-panier", "version": 1, "patient": NAME}), encoding="utf-8")
    for arguments in (
        ["find", NAME], ["fiche", NAME, "vih"], ["fiche", "CIV", NUMBER], ["series", "CIV", f"who_gho:{NUMBER}"],
        ["fiche", "CIV", "vih", "--as-of", BORN], ["cite", NAME], ["cite", "--open", NUMBER], ["cite", "--basket", basket],
        ["cite", "0123456789abcdef", "--country", NAME, "--family", NUMBER], ["search", NAME],
    ):  # fmt: skip
        told = released(*arguments)
        assert "Traceback" not in told.stderr
    basket.unlink()


def in_the_browser(address: str, page: Any, folder: Path) -> None:
    """Every field of the pages."""
    page.goto(address)
    choose(page, "cote d", "vih")
    cite(page)
    for label in ("Pays", "Pathologies"):
        page.get_by_label(label).first.fill(f"{NAME} {NUMBER}")
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
    page.get_by_role("link", name="Annexe (1)").click()
    page.get_by_label("Code de réouverture").fill(f"{NAME} {NUMBER} {BORN}")
    page.get_by_role("button", name="Rouvrir").click()
    page.get_by_text("Recopiez-le depuis l’annexe").wait_for()
    wrong = folder / "dossier.json"
    wrong.write_text(json.dumps({"format": "recoupe-panier", "version": BORN, "patient": NAME}), encoding="utf-8")
    page.get_by_label("Reprendre un panier enregistré").set_input_files(wrong)
    page.get_by_text("que ce programme ne connaît pas").wait_for()
    wrong.unlink()
    for name in ("PDF", "ODT", "DOCX", "texte"):
        with page.expect_download() as told:
            page.get_by_role("button", name=f"Télécharger : {name}").click()
        assert told.value.path().stat().st_size > 1_000


def files(*folders: Path) -> dict[Path, bytes]:
    """What every file says; a compressed one, what is compressed in it."""
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path: gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes() for path in found}


def test_no_word_that_a_reader_typed_is_found_afterwards(released: "Base", watched: Any, tmp_path: Path) -> None:
    temporary, logs, hand = (tmp_path / name for name in ("temporary", "logs", "hand"))
    for folder in (temporary, logs, hand):
        folder.mkdir()
    base = released.having(TMPDIR=str(temporary), RECOUPE_LOG_DIR=str(logs))
    command_lines(base, hand)
    with serving(base, logs) as server:
        in_the_browser(server.address, watched.page, hand)
        while_running = files(base.folder, temporary, logs, hand)
    afterwards = files(base.folder, temporary, logs, hand)
    for held in (while_running, afterwards):
        assert any(path.name == base.file.name for path in held)
        assert any(path.suffix == ".gz" for path in held), "the archive is looked at too"
        for path, content in held.items():
            assert [canary for canary in CANARIES if canary.encode() in content] == [], path
    assert [path.name for path in afterwards if path.name.startswith(("annexe-", "panier-"))] == []
    assert files(temporary) == {}, "an export leaves no temporary file"
    asked = "\n".join(watched.requests)
    assert [canary for canary in CANARIES if canary in asked] == []


def test_the_search_would_find_a_canary(tmp_path: Path) -> None:
    """The test above can fail: a word in any file of these folders is seen."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "base.db-wal").write_bytes(b"\x00\x01" + NAME.encode() + b"\xff")
    assert any(NAME.encode() in content for content in files(tmp_path).values())
