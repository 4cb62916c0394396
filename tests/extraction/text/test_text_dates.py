from datetime import date

import pytest
from pdf_maker import Say, column, pdf

from extraction.text.days import compact_days_in, days_in
from extraction.text.document import read_document
from extraction.text.items import DateEvidence

TODAY = date(2026, 2, 12)
BODY = (
    "Les pharmacies du district manquent d’insuline depuis janvier, et les commandes n’arrivent qu’en partie au dépôt."
)


@pytest.mark.parametrize(
    ("words", "lang", "day", "precision"),
    [
        ("le 12 mars 2024", "fr", "2024-03-12", "day"),
        ("1er août 2023", "fr", "2023-08-01", "day"),
        ("27 October 2025", "en", "2025-10-27", "day"),
        ("October 27, 2025", "en", "2025-10-27", "day"),
        ("Oct. 27th, 2025", "en", "2025-10-27", "day"),
        ("22-27 October 2025", "en", "2025-10-27", "day"),
        ("12 de marzo de 2024", "es", "2024-03-12", "day"),
        ("12 de março de 2024", "pt", "2024-03-12", "day"),
        ("12 марта 2024", "ru", "2024-03-12", "day"),
        ("2024-03-12T08:00:00Z", None, "2024-03-12", "day"),
        ("2024/03/12", None, "2024-03-12", "day"),
        ("10/30/2025", "en", "2025-10-30", "day"),
        ("30.10.2025", None, "2025-10-30", "day"),
        ("03/04/2025", "fr", "2025-04-03", "day"),
        ("mars 2024", "fr", "2024-03-01", "month"),
        ("September 2019", "en", "2019-09-01", "month"),
    ],
)
def test_a_day_is_read_as_it_is_written(words: str, lang: str | None, day: str, precision: str) -> None:
    [found] = days_in(f"Rapport, {words}", lang)
    assert (found.day.isoformat(), found.precision) == (day, precision)
    assert f"Rapport, {words}"[found.start : found.end] in words


@pytest.mark.parametrize(
    "words",
    [
        "03/04/2025",
        "31 février 2024",
        "en 2024",
        "le 12 mars",
        "12345-03-12",
        "IBAN 20240312",
        "décembre 20245",
        "2024-13-01",
    ],
)
def test_what_is_no_certain_day_is_not_read(words: str) -> None:
    assert days_in(words, "en") == []


def test_file_names_write_days_without_marks() -> None:
    assert [day.day for day in compact_days_in("D:20251027221315-04'00'"[:10])] == [date(2025, 10, 27)]


def published(
    body: bytes, media_type: str, url: str = "https://example.org/report", **more: object
) -> DateEvidence | None:
    return read_document(body, media_type, url, retrieved_on=TODAY, **more).published_evidence  # type: ignore[arg-type]


def page(head: str = "", body: str = "") -> bytes:
    return f"<html><head>{head}</head><body><article><h1>Titre du rapport</h1>{body}<p>{BODY}</p></article></body></html>".encode()


META = '<meta name="dcterms.issued" content="2024-05-06">'
TEXT = "<p>Publié le 12 mars 2024</p>"
URL = "https://example.org/2023/07/04/report"


def test_metadata_then_text_then_address() -> None:
    listing = DateEvidence("2025-01-02", "day", "stated", "date.original = 2025-01-02")
    found = [
        published(page(META, TEXT), "text/html", URL, stated_date=listing), published(page(META, TEXT), "text/html", URL),
        published(page("", TEXT), "text/html", URL), published(page(), "text/html", URL), published(page(), "text/html"),
    ]  # fmt: skip
    assert [one and (one.kind, one.day, one.words) for one in found] == [
        ("stated", "2025-01-02", "date.original = 2025-01-02"),
        ("metadata", "2024-05-06", "dcterms.issued = 2024-05-06"),
        ("text", "2024-03-12", "Publié le 12 mars 2024"),
        ("url", "2023-07-04", "/2023/07/04/report"),
        None,
    ]


def test_what_is_less_trusted_is_kept_beside() -> None:
    item = read_document(page(META, TEXT), "text/html", URL, retrieved_on=TODAY)
    assert [one.kind for one in item.date_candidates] == ["metadata", "text", "url"]


@pytest.mark.parametrize("day", ["2026-02-13", "2031-01-01", "1949-12-31", "0001-01-01"])
def test_a_day_to_come_or_of_another_age_is_refused(day: str) -> None:
    assert published(page(f'<meta name="dcterms.issued" content="{day}">'), "text/html") is None


@pytest.mark.parametrize(
    "field",
    [
        '<meta property="article:modified_time" content="2024-05-06">',
        '<meta name="last-modified" content="2024-05-06">',
        '<meta http-equiv="last-modified" content="2024-05-06">',
        '<script type="application/ld+json">{"dateModified": "2024-05-06"}</script>',
    ],
)
def test_a_change_is_no_publication(field: str) -> None:
    assert published(page(field), "text/html") is None


@pytest.mark.parametrize(
    "line",
    [
        "Dernière mise à jour : 12 mars 2024", "Consulté le 12 mars 2024", "dc.date.accessioned 2019-02-04T15:02:50Z",
        "Personnes déplacées depuis le 12 mars 2024", "People displaced since January 2025", "Deadline: 12 March 2024",
        "Le 12 mars 2024, les pharmacies du district ont signalé que leurs réserves d’insuline étaient vides et les commandes en retard.",
    ],
)  # fmt: skip
def test_a_date_of_something_else_is_not_taken(line: str) -> None:
    assert published(page("", f"<p>{line}</p>"), "text/html") is None


def test_a_list_of_documents_has_no_date_of_its_own() -> None:
    rows = "".join(
        f"<tr><td>Compte rendu {n}</td><td>Groupe santé</td><td>{n} mars 2024</td></tr>" for n in range(1, 9)
    )
    assert published(page("", f"<table>{rows}</table>"), "text/html") is None


def test_the_dateline_of_an_article_dates_it() -> None:
    found = published(page("", f"<p>(Nairobi, 14 mars 2019) – {BODY}</p>"), "text/html")
    assert found is not None
    assert (found.day, found.words) == ("2019-03-14", "(Nairobi, 14 mars 2019) –")


def test_a_report_on_a_period_comes_after_its_last_day_a_plan_after_its_first_month() -> None:
    report = published(page("", "<h2>Période : 1 décembre 2025 – 4 février 2026</h2>"), "text/html")
    plan = published(page("", "<h2>Plan d’action, janvier 2024 – décembre 2025</h2>"), "text/html")
    assert report is not None
    assert plan is not None
    assert (report.day, plan.day, plan.precision) == ("2026-02-04", "2024-01-01", "month")


def test_the_making_of_a_file_dates_the_file() -> None:
    body = pdf([column([BODY])], info={"CreationDate": "D:20251105120000Z", "ModDate": "D:20251201120000Z"})
    item = read_document(body, None, "https://example.org/report.pdf", retrieved_on=TODAY)
    assert item.published_on is None
    assert [(one.kind, one.day) for one in item.date_candidates] == [("file", "2025-11-05")]


def test_a_cover_dates_its_report() -> None:
    cover = [Say("Rapport de situation n° 4", 60, 80, 22), Say("29 novembre 2025", 60, 110, 12), *column([BODY], y=160)]
    found = published(pdf([cover]), "application/pdf", "https://example.org/sitrep-30Nov2025.pdf")
    assert found is not None
    assert (found.kind, found.day) == ("text", "2025-11-29")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("sitrep-29November2025.pdf", "2025-11-29"),
        ("2026-01-16WeeklyUpdate.pdf", "2026-01-16"),
        ("report_20251104_FR.pdf", "2025-11-04"),
    ],
)
def test_a_file_name_is_an_address_too(name: str, day: str) -> None:
    found = published(pdf([column([BODY])]), "application/pdf", f"https://example.org/files/{name}")
    assert found is not None
    assert (found.kind, found.day) == ("url", day)
