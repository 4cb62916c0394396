"""The line told is the line written, whatever the shape of the file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, read_entries
from kb.vocabulary.located import Entries, Where, place_of, place_of_text

KEYS = st.text(alphabet="abcdefgh", min_size=1, max_size=4)
LEAVES = st.text(alphabet="ijklmnop", min_size=5, max_size=8)
CONTENT = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES,
        lambda inside: st.lists(inside, min_size=1, max_size=3) | st.dictionaries(KEYS, inside, min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=4,
)


def leaves(content: Any, here: Where = ()) -> Iterator[tuple[Where, str]]:
    if isinstance(content, str):
        yield here, content
    pairs = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, held in pairs:
        yield from leaves(held, (*here, key))


@given(CONTENT, st.booleans())
def test_every_text_stands_on_its_line(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any], flow: bool
) -> None:
    path = tmp_path_factory.mktemp("entries") / "some.yml"
    path.write_text(yaml.safe_dump(content, default_flow_style=flow, width=10_000), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    entries = read_entries(path)
    assert dict(entries) == content
    for where, text in leaves(content):
        assert text in lines[entries.lines[where] - 1]
        assert entries.place("some.yml", *where, "deeper") == f"some.yml line {entries.lines[where]}"


def test_a_part_and_a_whole_tell_the_same_lines() -> None:
    entries = read_entries(FOLDER / "ambiguous_names.yml")
    families = entries.part("families")
    assert families.place("x", "AVC") == entries.place("x", "families", "AVC")
    assert entries.under("all").place("x", "all", "families", "AVC") == entries.place("x", "families", "AVC")
    assert place_of_text(entries, "x", "families", "greffes") == entries.place("x", "families", "greffe rénale")


def test_what_was_not_read_from_a_file_has_no_line() -> None:
    assert place_of({"a": 1}, "some.yml", "a") == "some.yml"
    assert Entries({"a": 1}, {}).place("some.yml", "a") == "some.yml"
    assert place_of_text(read_entries(FOLDER / "components.yml"), "x", "medicament", "absent") != "x"


def test_a_file_that_is_empty_or_absent_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.yml").write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"empty\.yml: expected one entry per key"):
        read_entries(tmp_path / "empty.yml")
    with pytest.raises(VocabularyError, match=r"absent\.yml: the file is missing"):
        read_entries(tmp_path / "absent.yml")
