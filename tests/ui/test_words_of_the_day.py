"""A base is shown in the words of its day: what a later version writes better changes no page of a base frozen before."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kb.sources import definition
from kb.vocabulary import files
from ui import address
from ui.choice import Choice

LATER = "Nommé plus tard"
LABEL = "part des personnes vivant avec le VIH"
CHOICE = Choice("CIV", ("vih",), (), 1)
PAGE = """
import streamlit as st
from ui import frame
from ui.pages import ligne
frame.run(st.navigation([ligne.page()], position="hidden"))
"""


@pytest.fixture
def later(released: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Release 1, then a version that names the source otherwise and says other limits of it."""
    for kept, name in ((files.FOLDER, "vocabulary"), (definition.FOLDER, "sources")):
        shutil.copytree(kept, tmp_path / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    who = tmp_path / "sources" / "who_gho.yml"
    told = who.read_text(encoding="utf-8")
    for field in ("title", "short"):
        told = re.sub(rf"^{field}: .*$", f"{field}: {LATER}", told, flags=re.MULTILINE)
    who.write_text(told, encoding="utf-8")
    monkeypatch.setattr(files, "FOLDER", tmp_path / "vocabulary")
    monkeypatch.setattr(definition, "FOLDER", tmp_path / "sources")
    assert definition.source("who_gho").title == LATER
    return released


def named_then(field: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(definition, "FOLDER", Path(definition.__file__).parent)
        return str(getattr(definition.source("who_gho"), field))


def test_the_fiche_names_its_sources_as_then(
    later: Any, open_app: Callable[..., AppTest], html_of: Callable[[AppTest], str]
) -> None:
    shown = html_of(open_app(CHOICE))
    assert named_then("short") in shown
    assert LATER not in shown


def test_the_reference_of_a_line_is_that_of_its_day(
    later: Any, open_app: Callable[..., AppTest], html_of: Callable[[AppTest], str]
) -> None:
    row = next(row for row in html_of(open_app(CHOICE)).split("<tr>") if LABEL in row and "lire:" in row)
    app = AppTest.from_string(PAGE, default_timeout=20)
    app.query_params["l"] = address.write_line(1, row.split("lire:1:")[1][:16])
    shown = html_of(app.run())
    reference = shown.split('class="rc-reference"')[1].split("</p>")[0]
    assert named_then("title") in reference.replace("\u00a0", " ")
    assert LATER not in shown


def test_results_of_a_search_name_their_publisher_as_then(
    later: Any, open_app: Callable[..., AppTest], html_of: Callable[[AppTest], str]
) -> None:
    app = AppTest.from_string("from ui.pages import recherche\nrecherche.show()", default_timeout=20).run()
    app.text_input(key="search_text").input("insuline").run()
    assert not app.exception
    shown = html_of(app)
    assert "rc-hits" in shown
    assert LATER not in shown.split("rc-hits")[1]
    assert not [one for one in app.selectbox(key="search_filter_source").options if LATER in one]
