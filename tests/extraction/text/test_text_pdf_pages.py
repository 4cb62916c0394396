"""What is read of a page, on small PDFs drawn by `pdf_maker`."""

from dataclasses import replace

import pytest
from pdf_maker import IMAGE, WIDTH, Say, column, pdf

from extraction.text.items import Page
from extraction.text.pages import read_pages
from extraction.text.passages import cut_passages
from extraction.text.readable import readable
from extraction.text.reading import Reading

LEFT = [
    "Les pharmacies de district manquent",
    "d’insuline depuis le mois de mars, et",
    "les commandes passées en janvier ne",
    "sont pas encore arrivées au dépôt de",
    "la région. Les patients paient leur",
    "traitement dans le secteur privé.",
]
RIGHT = [
    "Le laboratoire de référence n’a plus",
    "de réactifs pour la charge virale. Les",
    "prélèvements sont envoyés par la route",
    "vers la capitale, deux fois par mois,",
    "et les résultats reviennent en retard",
    "de six semaines en moyenne.",
]
MARGINS = [Say("Rapport de mission", 60, 40, 9), Say("Association fictive", 60, 815, 9)]


def read(*pages: list[Say], rotate: int = 0) -> Reading:
    return read_pages(pdf(pages, rotate=rotate), "application/pdf")


def blocks(page: Page) -> list[tuple[str, str]]:
    return [(block.kind, page.text[block.start : block.end]) for block in page.blocks]


def passages(reading: Reading) -> list[str]:
    texts = {page.number: page.text for page in reading.pages}
    return [readable(texts[cut.page][cut.start : cut.end]) for cut in cut_passages(reading.pages)]


def test_columns_are_read_one_after_the_other_even_when_drawn_across() -> None:
    across = [say for pair in zip(column(LEFT), column(RIGHT, x=320), strict=True) for say in pair]
    for drawn in ([*column(LEFT), *column(RIGHT, x=320)], across):
        text = read(drawn).pages[0].text
        assert text.replace("\n\n", "\n") == "\n".join(LEFT + RIGHT)


def test_a_sentence_that_runs_over_two_columns_is_one_paragraph() -> None:
    cut = [*LEFT[:-1], "traitement, sauf"]
    rest = ["ceux que le programme prend en charge", *RIGHT[1:]]
    [(kind, text)] = blocks(read([*column(cut), *column(rest, x=320)]).pages[0])
    assert kind == "paragraph"
    assert "traitement, sauf\nceux que" in text


def test_a_title_drawn_last_goes_over_the_text_it_heads() -> None:
    page = read([*column(LEFT, y=120), *column(RIGHT, y=320), Say("Examens", 60, 300, 16, bold=True)]).pages[0]
    assert [kind for kind, _ in blocks(page)] == ["paragraph", "heading", "paragraph"]
    [first, second] = cut_passages((page,))
    assert (first.heading, second.heading) == (None, "Examens")


def test_a_title_beside_a_text_does_not_head_it() -> None:
    tile = [Say("18", 420, 100, 24, bold=True), Say("Structures fermées", 420, 120, 9)]
    page = read([Say("Médicaments", 60, 100, 16, bold=True), *column(LEFT), *tile]).pages[0]
    [medicines] = [cut for cut in cut_passages((page,)) if cut.heading]
    assert "Structures" not in page.text[medicines.start : medicines.end]


def test_headings_follow_the_size_of_their_type() -> None:
    page = [Say("Accès aux soins", 60, 80, 20), Say("Médicaments", 60, 110, 14), *column(LEFT, y=130)]
    page += [Say("Examens", 60, 230, 14), *column(RIGHT, y=250)]
    assert [cut.heading for cut in cut_passages(read(page).pages)] == [
        "Accès aux soins › Médicaments",
        "Accès aux soins › Examens",
    ]


def test_headers_footers_and_page_numbers_are_in_no_passage() -> None:
    pages = [[*MARGINS, Say(f"Page {number} sur 3", 280, 815, 9), *column(LEFT)] for number in (1, 2, 3)]
    reading = read(*pages)
    assert all("Rapport de mission" in page.text for page in reading.pages), "the page's own text keeps them"
    assert len(passages(reading)) == 3
    assert not any("Rapport" in text or "fictive" in text or "Page" in text for text in passages(reading))


def test_a_percentage_at_the_foot_of_a_page_is_no_page_number() -> None:
    assert "12 %" in " ".join(passages(read([*column(LEFT), Say("12 %", 60, 800)])))


def test_slides_that_all_say_the_same_thing_say_it() -> None:
    assert passages(read([Say("Rupture d’insuline", 60, 40)], [Say("Rupture d’insuline", 60, 40)])) != []


def test_a_sentence_cut_by_the_end_of_the_page_says_so() -> None:
    first = [*MARGINS, *column([*LEFT[:-1], "traitement, sauf dans les structures"])]
    second = [*MARGINS, *column(["qui reçoivent les dons du programme.", *RIGHT])]
    one, two = cut_passages(read(first, second).pages)
    assert (one.goes_on, one.begun_before) == (True, False)
    assert (two.goes_on, two.begun_before) == (False, True)


def test_a_page_that_ends_with_its_sentence_says_nothing() -> None:
    assert not any(cut.goes_on or cut.begun_before for cut in cut_passages(read(column(LEFT), column(RIGHT)).pages))


def test_items_of_a_list_stay_together_and_apart() -> None:
    lines = [
        "Il manque dans les trois districts :",
        "• l’insuline rapide et l’insuline lente, dans",
        "les deux dosages",
        "• les bandelettes",
    ]
    page = read(column(lines)).pages[0]
    assert [kind for kind, _ in blocks(page)] == ["paragraph", "item", "item"]
    assert len(cut_passages((page,))) == 1
    assert readable(page.text).count("\n") == 3


def test_rows_of_a_table_keep_their_cells() -> None:
    rows = [("District", "Jours de rupture"), ("Thiès", "12"), ("Mbour", "30")]
    drawn = [
        Say(cell, x, 200 + 15 * index) for index, row in enumerate(rows) for x, cell in zip((60, 300), row, strict=True)
    ]
    assert read(drawn).pages[0].text == "District\tJours de rupture\nThiès\t12\nMbour\t30"


def test_paragraphs_are_parted_where_somebody_ended_them() -> None:
    lines = [*LEFT, *RIGHT]
    kinds = blocks(read(column(lines)).pages[0])
    assert [text.split()[0] for _, text in kinds] == ["Les", "Le"]


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_text_is_read_as_its_reader_holds_the_page(turns: int, rotate: int) -> None:
    drawn = [replace(say, turns=turns) for say in [*column(LEFT), *column(RIGHT, x=320), Say("Examens", 320, 100, 16)]]
    assert read(drawn, rotate=rotate).pages[0].text.split("\n\n") == ["\n".join(LEFT), "Examens", "\n".join(RIGHT)]


def test_text_outside_the_page_is_not_read() -> None:
    assert read([*column(LEFT), Say("Repère d’impression", WIDTH + 40, 100)]).pages[0].text == "\n".join(LEFT)


def test_a_scanned_page_is_named_and_the_others_are_read() -> None:
    scanned = read_pages(pdf([[], []], raw=IMAGE), None)
    assert (scanned.unread_reason, [page.reason for page in scanned.unread_pages]) == (
        "image, non lu",
        ["image, non lu"] * 2,
    )
    covered = read_pages(pdf([[Say("Rapport annuel", size=30)], column(LEFT)], raw=IMAGE), None)
    assert (covered.unread_reason, covered.unread_pages) == (None, ())
    stamped = read_pages(pdf([column(LEFT), [Say("Téléchargé le 3 mai", y=830, size=7)]], raw=IMAGE), None)
    assert [(page.page, page.reason) for page in stamped.unread_pages] == [(2, "image, non lu")]


def test_a_blank_page_is_neither_text_nor_image() -> None:
    reading = read(column(LEFT), [])
    assert (reading.unread_reason, reading.unread_pages, reading.page_count) == (None, (), 2)
    assert read([]).unread_reason == "vide : aucun texte dans le fichier"
