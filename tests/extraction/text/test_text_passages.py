from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extraction.text.grouping import LEAST, LONGEST_SENTENCE, MOST
from extraction.text.items import Block, Page
from extraction.text.passages import Cut, cut_passages
from extraction.text.plain import text_blocks

SENTENCE = "Les pharmacies du district manquent d’insuline depuis le mois de janvier. "


def cut(text: str) -> list[Cut]:
    return cut_passages((Page(1, text, tuple(text_blocks(text))),))


def texts(text: str) -> list[str]:
    return [text[one.start : one.end] for one in cut(text)]


def test_short_paragraphs_are_read_together() -> None:
    assert len(texts("\n\n".join([SENTENCE.strip()] * 4))) == 1


def test_paragraphs_of_a_useful_size_stay_apart() -> None:
    assert len(texts("\n\n".join([(SENTENCE * 5).strip()] * 3))) == 3


def test_a_long_paragraph_is_parted_between_two_sentences() -> None:
    found = texts(SENTENCE * 60)
    assert all(text.endswith(".") and text.startswith("Les") for text in found)
    assert all(LEAST <= len(text) <= MOST for text in found)


def test_a_long_sentence_is_never_cut() -> None:
    sentence = "Les districts touchés sont " + ", ".join(f"le district numéro {n}" for n in range(120)) + "."
    assert MOST < len(sentence) < LONGEST_SENTENCE
    assert texts(sentence) == [sentence]


def test_a_text_without_any_stop_is_parted_all_the_same() -> None:
    found = texts("mot " * 5_000)
    assert len(found) > 10
    assert all(len(text) <= LONGEST_SENTENCE for text in found)


def test_a_heading_goes_with_what_follows_and_never_over_another() -> None:
    found = cut(f"MÉDICAMENTS\n\n{SENTENCE}\n\nEXAMENS\n\n{SENTENCE}")
    assert [one.heading for one in found] == ["MÉDICAMENTS", "EXAMENS"]


def test_a_heading_that_nothing_follows_is_kept() -> None:
    text = f"MÉDICAMENTS\n\nEXAMENS\n\n{SENTENCE}\n\nTRANSPORTS"
    assert texts(text) == ["MÉDICAMENTS", SENTENCE.strip(), "TRANSPORTS"]


def test_a_list_keeps_its_introduction() -> None:
    text = "Il manque, dans les trois districts visités :\n- l’insuline\n- les bandelettes\n- les seringues"
    assert texts(text) == [text]


def test_what_the_page_does_not_put_under_a_heading_has_none() -> None:
    text = f"TITRE\n\n{SENTENCE}\n\nUne légende.\n\n{SENTENCE}"
    blocks = list(text_blocks(text))
    blocks[2] = Block(blocks[2].start, blocks[2].end, "paragraph", headed=False)
    assert [one.heading for one in cut_passages((Page(1, text, tuple(blocks)),))] == ["TITRE", None, "TITRE"]


def test_a_heading_stays_open_over_the_next_page() -> None:
    first, second = f"TITRE\n\n{SENTENCE}", SENTENCE
    pages = (Page(1, first, tuple(text_blocks(first))), Page(2, second, tuple(text_blocks(second))))
    assert [(one.page, one.heading) for one in cut_passages(pages)] == [(1, "TITRE"), (2, "TITRE")]


paragraphs = st.lists(
    st.one_of(
        st.sampled_from(["TITRE", "- un point", "a\tb", SENTENCE, SENTENCE * 20, "mot " * 2000, "Fin", "x"]),
        st.text(min_size=1, max_size=80),
    ),
    max_size=12,
)


@given(paragraphs)
def test_passages_are_ordered_apart_and_lose_nothing(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    page = Page(1, text, tuple(text_blocks(text)))
    found = cut_passages((page,))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] != "" for one in found)
    kept = "".join(text[one.start : one.end] for one in found)
    headings = "".join(text[block.start : block.end] for block in page.blocks if block.kind == "heading")
    assert set("".join(text.split())) <= set(kept + headings)
    body = [block for block in page.blocks if block.kind != "heading"]
    assert all(any(one.start <= block.start < one.end for one in found) for block in body)
