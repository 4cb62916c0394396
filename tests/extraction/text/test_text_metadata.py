import pytest
from pdf_maker import Say, column, pdf

from extraction.text.document import read_document
from extraction.text.items import DocumentItem

BODY = column(
    ["Les pharmacies du district manquent d’insuline depuis janvier, et les", "commandes n’arrivent qu’en partie."],
    y=160,
)


def read(info: dict[str, str]) -> DocumentItem:
    cover = [Say("Accès aux soins", 60, 80, 22), Say("Rapport de mission", 60, 105, 15), *BODY]
    return read_document(pdf([cover], info=info), None, "https://example.org/r.pdf")


def test_a_title_that_somebody_gave_is_taken() -> None:
    assert read({"Title": "Accès à l’insuline en 2025"}).title == "Accès à l’insuline en 2025"


@pytest.mark.parametrize(
    "title",
    ["", "Microsoft Word - rapport_v3.docx", "sitrep.pdf", "Untitled", "Document1", "PowerPoint Presentation", "12"],
)
def test_a_title_that_a_program_gave_is_not(title: str) -> None:
    assert read({"Title": title} if title else {}).title == "Accès aux soins – Rapport de mission"


def test_who_typed_a_pdf_is_not_its_author() -> None:
    typed, body = read({"Author": "Jean Exemple"}), read({"Author": "World Health Organization"})
    assert (typed.authors, typed.organisation) == ((), None)
    assert (body.authors, body.organisation) == ((), "World Health Organization")
