"""What becomes of a report in the base: its versions, its twins, one that is an image, one that names a private person."""

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from local_server import answer
from report_site import FEED, address, rss

if TYPE_CHECKING:
    from conftest import Live

ONE = (
    "<!doctype html><html lang='fr'><title>Côte d’Ivoire : un</title><p>Les réactifs sont arrivés en mars à Bouaké.</p>"
)
TWO = "<!doctype html><html lang='fr'><title>Côte d’Ivoire : deux</title><p>Les réactifs sont repartis en avril.</p>"
IMAGE = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>\nendobj\n"
    b"4 0 obj\n<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\n"
    b"stream\n\x00\nendstream\nendobj\n"
    b"5 0 obj\n<</Length 26>>\nstream\nq 90 0 0 90 5 5 cm /I Do Q\nendstream\nendobj\n"
    b"trailer\n<</Root 1 0 R/Size 6>>\n%%EOF\n"
)


def release(live: "Live") -> int:
    told = live.base("release", "create", "--format", "json")
    assert told.returncode == 0, told.stderr
    return int(told.json["number"])


def held(live: "Live", number: int, table: str = "document", columns: str = "document, title") -> list[Any]:
    """What a release holds, in the order of the documents."""
    with sqlite3.connect(live.base.file) as connection:
        return connection.execute(
            f"SELECT {columns} FROM {table} WHERE first_release <= ? AND (last_release IS NULL OR last_release >= ?) "
            "ORDER BY document",
            (number, number),
        ).fetchall()


def documents(live: "Live", number: int) -> list[str]:
    return [row[0].removeprefix(live.site.root) for row in held(live, number)]


def serve(live: "Live", **pages: str) -> None:
    """`r1=…` is report 1; the list names what is served."""
    for name, page in pages.items():
        live.site.serve(f"/rapports/{name[1:]}", page)
    live.site.serve("/list", rss([int(name[1:]) for name in pages]), "text/xml")


def crawl(live: "Live", day: str) -> dict[str, Any]:
    live.base = live.base.at(f"{day}T09:00:00+00:00")
    told = live.crawl("essai")
    assert told.run["outcome"] == "complete", told
    return told.run


@pytest.fixture
def reports(live: "Live") -> "Live":
    live.reports(
        listing=FEED, covers={"since": 2020, "countries": ["CIV"], "families": "all", "components": ["medicament"],
                              "languages": ["fr"]},
    )  # fmt: skip
    return live


def test_new_bytes_at_an_address_are_a_new_version_of_one_document(reports: "Live") -> None:
    serve(reports, r1=ONE)
    crawl(reports, "2026-03-01")
    first = release(reports)
    serve(reports, r1=TWO)
    assert crawl(reports, "2026-04-01")["snapshots_new"] == 1
    second = release(reports)
    assert documents(reports, first) == documents(reports, second) == [address(1)]
    (old,), (new,) = (held(reports, number, "passage", "text") for number in (first, second))
    assert "arrivés en mars" in old[0]
    assert "repartis en avril" in new[0]


def test_two_addresses_with_the_same_bytes_are_one_document_seen_twice(reports: "Live") -> None:
    serve(reports, r1=ONE, r3=ONE)
    run = crawl(reports, "2026-03-01")
    assert (run["snapshots_new"], run["documents_new"]) == (2, 2), "both were met, and both are kept"
    number = release(reports)
    assert documents(reports, number) == [address(1)]
    assert len(held(reports, number, "passage", "text")) == 1
    assert reports.base("release", "verify", number).returncode == 0


def test_the_address_met_first_goes_on_speaking_when_a_twin_appears(reports: "Live") -> None:
    serve(reports, r3=ONE)
    crawl(reports, "2026-03-01")
    first = release(reports)
    serve(reports, r1=ONE, r3=ONE)
    crawl(reports, "2026-04-01")
    second = release(reports)
    assert documents(reports, first) == documents(reports, second) == [address(3)]


def test_a_twin_that_is_alone_again_speaks_again(reports: "Live") -> None:
    serve(reports, r1=ONE, r3=ONE)
    crawl(reports, "2026-03-01")
    release(reports)
    serve(reports, r1=TWO, r3=ONE)
    crawl(reports, "2026-04-01")
    second = release(reports)
    assert documents(reports, second) == [address(1), address(3)], "the report did not leave the site"
    serve(reports, r1=ONE, r3=ONE)
    crawl(reports, "2026-05-01")
    third = release(reports)
    assert len(documents(reports, third)) == 1
    for number in (1, second, third):
        assert reports.base("release", "verify", number).returncode == 0


def test_twins_come_out_the_same_when_the_base_is_made_again(reports: "Live") -> None:
    serve(reports, r1=ONE, r3=ONE)
    crawl(reports, "2026-03-01")
    release(reports)
    serve(reports, r1=TWO, r3=ONE)
    crawl(reports, "2026-04-01")
    release(reports)
    made = reports.base.folder / "made.db"
    told = reports.base("rebuild", "--archive", reports.base.archive, "--database", f"sqlite:///{made}")
    assert told.returncode == 0, told.stderr


def test_an_image_is_kept_and_told_where_it_was_looked_for(reports: "Live") -> None:
    serve(reports, r1=ONE)
    reports.site.routes[address(2)] = answer(IMAGE, "application/pdf")
    reports.site.serve("/list", rss([1, 2]), "text/xml")
    assert crawl(reports, "2026-03-01")["snapshots_new"] == 2
    number = release(reports)
    assert [row[0] for row in held(reports, number, columns="unread_reason, document")] == [None, "image, non lu"]
    (told,) = reports.base("sources", "--format", "json").json
    assert told["documents"] == {"held": 2, "unread": {"image, non lu": 1}}
    assert "documents in the last release: 2, 1 unread: image, non lu" in reports.base("sources").stdout
    (cell,) = reports.base("fiche", "CIV", "vih", "--component", "medicament", "--format", "json").json["components"]
    assert [one["source"] for one in cell["searched"]] == ["essai"]
    assert [(one["reason"], one["documents"]) for one in cell["not_consulted"]] == [
        ("1\u00a0document sur ce pays, non lu : image, non lu", 1)
    ]
    assert cell["reason"].endswith("1\u00a0document non lu")


def test_a_source_of_images_alone_was_not_asked(reports: "Live") -> None:
    reports.site.routes[address(2)] = answer(IMAGE, "application/pdf")
    reports.site.serve("/list", rss([2]), "text/xml")
    crawl(reports, "2026-03-01")
    release(reports)
    (cell,) = reports.base("fiche", "CIV", "vih", "--component", "medicament", "--format", "json").json["components"]
    assert cell["searched"] == []
    assert [(one["reason"], one["documents"]) for one in cell["not_consulted"]] == [
        ("aucun document lu sur 1 : image, non lu", None)
    ]


def test_a_passage_that_names_a_private_person_is_flagged_where_it_is_kept(reports: "Live") -> None:
    named = (
        "<p>« Je n’ai pas eu mes médicaments pendant deux mois », raconte Aminata Koné, 34 ans, mère de trois enfants.</p>"
        "<h2>Ailleurs</h2><p>Le ministère annonce une livraison de réactifs pour le mois de mai dans les districts.</p>"
    )
    serve(reports, r1=ONE.replace("<p>", named + "<p>", 1))
    crawl(reports, "2026-03-01")
    number = release(reports)
    rows = held(reports, number, "passage", "text, private_person, person_cue, countries")
    flagged = [(text, cue) for text, private, cue, _ in rows if private]
    assert len(flagged) == 1
    assert "Aminata" in flagged[0][0]
    assert flagged[0][1]
    assert [json.loads(countries) for *_, countries in rows]


STOCK_OUT = (
    "<!doctype html><html lang='fr'><title>Côte d’Ivoire : les antirétroviraux manquent</title><article>"
    "<p>À Bouaké, une rupture de stock d’antirétroviraux dure depuis mars 2026, selon le district sanitaire de la région.</p>"
    "<h2>Un récit</h2>"
    "<p>« La rupture de stock d’antirétroviraux dure depuis mars 2026 », raconte Aminata Koné, 34 ans, mère de trois enfants.</p>"
    "</article>"
)


def test_a_signal_about_a_private_person_is_a_reference_and_no_quotation(reports: "Live") -> None:
    content = yaml.safe_load((reports.sources / "essai.yml").read_text(encoding="utf-8"))
    reports.write("essai", content | {"redistribution": "quote"})
    serve(reports, r1=STOCK_OUT)
    crawl(reports, "2026-04-01")
    release(reports)
    signals = reports.base("fiche", "CIV", "vih", "--format", "json").json["signals"]
    shown = {"personne_privee" in one["flags"]: one for one in signals if one["type"] == "stock_out_medicines"}
    assert set(shown) == {True, False}
    assert "rupture de stock" in shown[False]["quote"]
    private = shown[True]
    assert (private["quote"], private["cue"]) == (None, None)
    assert "texte_non_redistribue" in private["flags"]
    assert private["url"].endswith(address(1))
    assert private["page"] == 1
    assert "Aminata" not in json.dumps(signals)
