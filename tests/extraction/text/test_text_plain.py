from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extraction.text.plain import text_blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in text_blocks(text)]


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert kinds("Une ligne\nqui suit.\n\n \nUne autre.") == [
        ("paragraph", "Une ligne\nqui suit."),
        ("paragraph", "Une autre."),
    ]


def test_one_line_a_paragraph_is_seen() -> None:
    long = "Les pharmacies du district manquent d’insuline depuis le mois de janvier, et les commandes n’arrivent pas toutes. "
    assert [kind for kind, _ in kinds(f"{long}\n{long}\n{long}")] == ["paragraph"] * 3


def test_headings_and_lists_of_typed_texts() -> None:
    text = "HIGHLIGHTS\n\n**Examens**\n\n# Titre\n\nIl manque :\n- l’insuline\n- les bandelettes\n\nA\tB"
    assert kinds(text) == [
        ("heading", "HIGHLIGHTS"), ("heading", "**Examens**"), ("heading", "# Titre"), ("paragraph", "Il manque :"),
        ("item", "- l’insuline"), ("item", "- les bandelettes"), ("row", "A\tB"),
    ]  # fmt: skip


@given(st.text(alphabet="aB.-•# \n\t*", max_size=200))
def test_blocks_lose_no_letter(text: str) -> None:
    blocks = text_blocks(text)
    assert "".join("".join(text[block.start : block.end].split()) for block in blocks) == "".join(text.split())
    assert all(one.end <= two.start for one, two in pairwise(blocks))
