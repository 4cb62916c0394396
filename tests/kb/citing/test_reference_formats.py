"""RIS, BibTeX and CSL-JSON in the readers of others, whatever a publisher wrote; references in words from one model."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import bibtexparser
import pytest
import rispy
from annexes import RELEASE, line
from hypothesis import given
from hypothesis import strategies as st

from kb.citations import BANNER
from kb.citing.bibtex import bibtex
from kb.citing.csl import item_of
from kb.citing.dates import date_parts
from kb.citing.references import FOLDER, STYLE, references, styles
from kb.citing.ris import ris
from kb.errors import UnknownKey
from kb.sources.definition import source

HOSTILE = 'Rapport {annuel} 50 % & \\mal_formé} #1 ~ ^ « q » "w" <b>gras</b>\r\nER  - \r\nTY  - RPRT\u2028fin'


def test_the_item_of_a_line_holds_what_a_reference_needs() -> None:
    item = item_of(line(), RELEASE)
    assert item["title"] == "Stock-outs in the south"
    assert item["author"] == [{"literal": "Une ONG"}]
    assert item["issued"] == {"date-parts": [[2025, 3, 1]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 1]]}
    assert (item["language"], item["page"], item["note"]) == ("en", "14", BANNER)
    assert "0d" * 32 in item["call-number"]
    assert "base n° 12 du 21 novembre 2026" in item["archive"]


def test_a_reference_says_all_of_it_in_french() -> None:
    said = references([item_of(line(), RELEASE)])[0]
    for part in (
        "Une ONG. ",
        "Stock-outs in the south [langue d’origine : anglais]",
        "publié : 1er mars 2025",
        "p. 14",
        "[consulté le 1er novembre 2026]",
        "Adresse : https://rapports.exemple/a?b=1&c=d_e .",
        "Recoupe, base n° 12 du 21 novembre 2026, ligne 0123456789abcdef",
        f"SHA-256 des octets archivés : {'0d' * 32}",
    ):
        assert part in said


def test_a_recorded_answer_is_never_said_to_have_been_consulted() -> None:
    item = item_of(line(replayed=True, flags=["rejeu"], retrieved_at="2018-10"), RELEASE)
    assert "accessed" not in item
    for style in styles():
        said = references([item], style)[0]
        assert "réponse enregistrée (octobre 2018), rejouée ; consulté le : sans objet" in said
    assert "date de publication non enregistrée" in references([item_of(line(published_on=None), RELEASE)])[0]


@pytest.mark.parametrize("style", styles())
def test_every_style_keeps_the_address_the_base_and_the_hash(style: str) -> None:
    items = [item_of(line(id=f"{n:016x}", title=HOSTILE), RELEASE) for n in range(3)]
    told = references(items, style)
    assert len(told) == 3
    for n, said in enumerate(told):
        assert all(part in said for part in ("https://rapports.exemple/a?b=1&c=d_e", "0d" * 32, f"ligne {n:016x}"))
        assert not re.match(r"\d+\.", said), "the annexe numbers its references itself"
        assert BANNER not in said


def test_an_unknown_style_names_those_that_exist() -> None:
    with pytest.raises(UnknownKey, match=STYLE):
        references([item_of(line(), RELEASE)], "vancouver")


def test_the_folder_of_the_styles_has_its_notice() -> None:
    notice = (FOLDER / "NOTICE.md").read_text(encoding="utf-8")
    for style in styles():
        assert f"`{style}.csl`" in notice
        assert "creativecommons.org/licenses/by-sa" in (FOLDER / f"{style}.csl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("stated", "parts"),
    [
        (None, None),
        ("2018", [[2018]]),
        ("2018-10", [[2018, 10]]),
        ("2018-10..2026-04", [[2018, 10], [2026, 4]]),
        ("2025-03-01T23:30:00Z", [[2025, 3, 2]]),
        ("2025-03-01", [[2025, 3, 1]]),
    ],
)
def test_a_date_is_as_precise_as_what_is_known(stated: str | None, parts: list[list[int]] | None) -> None:
    assert date_parts(stated) == (parts and {"date-parts": parts})


@given(st.text(), st.text())
def test_any_text_parses_back_from_ris(title: str, quote: str) -> None:
    items = [item_of(line(title=title or None, quote=quote), RELEASE), item_of(line(title=HOSTILE), RELEASE)]
    read = rispy.loads(ris(items))
    assert [one["id"] for one in read] == ["0123456789abcdef"] * 2
    for one in read:
        assert BANNER in " ".join(one["notes"])
        assert one["urls"] == ["https://rapports.exemple/a?b=1&c=d_e"]
        assert one["publisher"] == source("reliefweb").publisher
        assert one["access_date"] == "2026/11/01"


@given(st.text(), st.text())
def test_any_text_parses_back_from_bibtex(title: str, quote: str) -> None:
    items = [item_of(line(title=title or None, quote=quote), RELEASE)]
    items.append(item_of(line(id="f" * 16, title=HOSTILE), RELEASE))
    read = bibtexparser.parse_string(bibtex(items))
    assert read.failed_blocks == []
    assert [entry.key for entry in read.entries] == ["recoupe-0123456789abcdef", f"recoupe-{'f' * 16}"]
    for entry in read.entries:
        assert BANNER in entry["note"]
        assert entry["url"] == "https://rapports.exemple/a?b=1&c=d_e"
        assert (entry["date"], entry["urldate"], entry["year"]) == ("2025-03-01", "2026-11-01", "2025")


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("style", [None, *styles()])
def test_pandoc_renders_the_items_as_we_do(style: str | None, tmp_path: Path) -> None:
    items = [
        item_of(line(), RELEASE),
        item_of(line(id="f" * 16, published_on=None, page=None, retrieved_at="2018-10", replayed=True, flags=["rejeu"]), RELEASE),
    ]  # fmt: skip
    (tmp_path / "refs.json").write_text(json.dumps(items), encoding="utf-8")
    (tmp_path / "text.md").write_text("\n\n".join(f"[@{item['id']}]" for item in items), encoding="utf-8")
    asked = ["--csl", str(FOLDER / f"{style}.csl")] if style else []
    command = ["pandoc", "--citeproc", "--bibliography", "refs.json", *asked, "-t", "plain", "--wrap=none", "text.md"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert told.stderr == ""
    assert "???" not in told.stdout
    assert told.stdout.casefold().count("stock-outs in the south") == 2
    if style == STYLE:
        ours = [said.replace("anglais", "en").replace("1er", "1") for said in references(items)]
        theirs = re.sub(r"1(er|ᵉʳ)", "1", told.stdout)
        assert [words(said) in words(theirs) for said in ours] == [True, True]


def words(text: str) -> str:
    """Letters and figures only: two processors space and punctuate each in its own way."""
    return "".join(re.findall(r"\w+", text))
