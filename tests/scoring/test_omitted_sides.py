"""The basket's notice: one side of a discordance cited, the other not. A count and a sentence, never a block."""

from hypothesis import given
from hypothesis import strategies as st
from situations import crossing_of, line_of

from kb.lines import Line
from scoring.contradictions import Contradiction
from scoring.guard import forbidden_words
from scoring.omitted_sides import omission_notes, omitted


def signal(name: str, said: str, month: int, by: str, product: str = "metformine") -> Line:
    told = {"signal": "stock_out_medicines", "dit": said, "produit": product, "pathologie": "diabete", "par": by}
    return line_of(name, {**told, "paru": f"2024-{month:02d}-15"})


LINES = [
    signal("a", "signalé", 3, "MSF"),
    signal("b", "signalé", 4, "HRW"),
    signal("c", "absent", 4, "Ministère"),
    signal("d", "signalé", 3, "MSF", "gliclazide"),
    signal("e", "absent", 4, "Ministère", "gliclazide"),
    signal("f", "signalé", 4, "MSF", "morphine"),
]
FOUND = crossing_of(LINES).contradictions


def cited(*names: str) -> list[Line]:
    return [line for line in LINES if line.id in names]


def sides(found: Contradiction) -> list[set[str]]:
    return [{line.id for line in side.lines} for side in found.sides]


def test_one_side_cited_names_the_other() -> None:
    (omission,) = omitted(cited("a"), FOUND)
    assert omission.cited == ("a",)
    assert [line.id for line in omission.missing] == ["c"]


def test_one_line_of_a_side_of_two_is_that_side() -> None:
    (omission,) = omitted(cited("c"), FOUND)
    assert [line.id for line in omission.missing] == ["a", "b"]
    assert omitted(cited("b", "c"), FOUND) == ()


def test_lines_that_nobody_contradicts_give_no_notice() -> None:
    assert omitted(cited("f"), FOUND) == ()
    assert omitted([], FOUND) == ()
    assert omission_notes(()) == []


def test_the_notice_counts_and_names_without_a_verdict() -> None:
    notes = omission_notes(omitted(cited("c", "d"), FOUND))
    assert [note.replace("\u00a0", " ") for note in notes] == [
        "2 discordances citées d’un seul côté ; 3 lignes de l’autre côté non citées.",
        *[note.replace("\u00a0", " ") for note in notes[1:]],
    ]
    assert len(notes) == 3
    assert any("Ministère" in note and "gliclazide" in note and note.endswith(" : e.") for note in notes)
    assert [note for note in notes if forbidden_words(note)] == []


@given(st.sets(st.sampled_from([line.id for line in LINES])))
def test_a_notice_is_given_exactly_where_one_side_is_left_out(names: set[str]) -> None:
    told = {one.contradiction.ids for one in omitted(cited(*names), FOUND)}
    for one in FOUND:
        touched = [bool(side & names) for side in sides(one)]
        assert (one.ids in told) == (touched.count(True) == 1)


@given(st.permutations(LINES))
def test_the_order_of_the_basket_changes_nothing(lines: list[Line]) -> None:
    held = [line for line in lines if line.id in {"a", "d"}]
    assert omitted(held, FOUND) == omitted(cited("a", "d"), FOUND)
