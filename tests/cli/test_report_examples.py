"""Every source of reports through the programme, on answers written by us in the form of its publisher.

One crawl asks them all; what the base then holds of each is compared with tests/examples/<source>/expected/crawl.json.
"""

import json
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extraction.items import Payload
from extraction.readers import has_reader, reader_of
from kb.sources.definition import SourceDefinition, all_sources

if TYPE_CHECKING:
    from conftest import Base

EXAMPLES = Path(__file__).parents[1] / "examples"
TYPES = {".html": "text/html", ".xml": "application/xml", ".json": "application/json", ".pdf": "application/pdf"}
LISTED = {key: one for key, one in all_sources().items() if one.listing and one.status == "active"}
KEYS = sorted([*LISTED, "reliefweb", "global_fund"])
DOCUMENT = ("document", "title", "published_by", "authors", "countries", "lang", "published_on", "published_evidence", "media",
            "pages", "unread_reason")  # fmt: skip
PASSAGE = (
    "document",
    "page",
    "ordinal",
    "start",
    "end",
    "text",
    "heading",
    "lang",
    "private_person",
    "person_cue",
    "countries",
)


def address_of(path: Path, definition: SourceDefinition) -> str:
    """Where an example is served: the list at the first address of the definition, a document under its own name."""
    if path.name == "tchad-3.pdf":
        return "https://reliefweb.int/attachments/9000001/tchad-3.pdf"
    if path.stem in {"report", "article"}:
        found = re.search(r'(?:rel="canonical" href=|"url": )"([^"]+)"', path.read_text("utf-8"))
        assert found, f"{path} does not say its own address"
        return found[1]
    start = definition.listing.start if definition.listing else []
    return (start or [definition.data_url])[0]


def recorded() -> list[dict[str, Any]]:
    lines = []
    for key in KEYS:
        for path in sorted((EXAMPLES / key).iterdir()):
            if path.is_file():
                lines.append({
                    "source": key, "url": address_of(path, all_sources()[key]), "match": "path", "file": str(path),
                    "content_encoding": None, "status": 200, "media_type": TYPES[path.suffix], "captured_on": "2030-06",
                    "kind": "reconstructed", "note": "written by us",
                })  # fmt: skip
    return lines


@pytest.fixture(scope="module")
def crawled(empty_template: "Base", tmp_path_factory: pytest.TempPathFactory) -> "tuple[Base, dict[str, Any]]":
    base = empty_template.copy_to(tmp_path_factory.mktemp("reports")).at("2030-07-01T09:00:00+00:00")
    index = base.folder / "index.jsonl"
    index.write_text("".join(json.dumps(line) + "\n" for line in recorded()), encoding="utf-8")
    told = base("crawl", *KEYS, "--replay", index, "--format", "json")
    assert "Traceback" not in told.stderr
    return base, {run["source"]: run for run in told.json["runs"]}


def held(base: "Base", key: str, table: str, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    names = ", ".join(f't."{name}"' for name in columns)
    order = ", ".join(f't."{name}"' for name in ("document", "page", "ordinal") if name in columns)
    with sqlite3.connect(base.file) as connection:
        rows = connection.execute(
            f"SELECT {names} FROM {table} t JOIN address a ON a.id = t.address_id WHERE a.source_key = ? ORDER BY {order}",
            (key,),
        ).fetchall()
    return [dict(zip(columns, row, strict=True)) for row in rows]


def drawn(base: "Base", run: dict[str, Any]) -> dict[str, Any]:
    """What one source brought: the addresses asked in vain, what was set aside, the documents and their passages."""
    return {
        "findings": sorted(
            f"{one['what']} {one['where']}" for one in run["findings"] if one["what"] != "outside_range"
        ),
        "documents": held(base, run["source"], "document", DOCUMENT),
        "passages": held(base, run["source"], "passage", PASSAGE),
    }


@pytest.mark.parametrize("key", KEYS)
def test_what_is_read_of_a_source_is_what_was_expected(
    crawled: "tuple[Base, dict[str, Any]]", key: str, update_expected: bool
) -> None:
    base, runs = crawled
    got = drawn(base, runs[key])
    file = EXAMPLES / key / "expected" / "crawl.json"
    if update_expected:
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got["documents"], "an example without a document shows nothing"
    assert got == json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", KEYS)
def test_a_passage_stands_in_the_text_drawn_again_from_the_bytes(
    crawled: "tuple[Base, dict[str, Any]]", key: str
) -> None:
    base, _ = crawled
    reader = reader_of(key)
    assert reader.reports
    texts: dict[tuple[str, int], str | None] = {}
    with sqlite3.connect(base.file) as connection:
        rows = connection.execute(
            "SELECT a.url, s.media_type, s.told FROM snapshot s JOIN address a ON a.id = s.address_id WHERE a.source_key = ?",
            (key,),
        ).fetchall()
    bodies = {line["url"]: Path(line["file"]).read_bytes() for line in recorded()}
    for url, media_type, told in rows:
        body = bodies.get(url) or bodies[url.partition("?")[0]]
        for report in reader.reports(Payload(url, body, media_type=media_type, told=json.loads(told or "{}"))):
            texts |= {(report.document, page.number): page.text for page in report.reading.pages}
    for passage in held(base, key, "passage", PASSAGE):
        text = texts[passage["document"], passage["page"]]
        assert text is not None
        assert text[passage["start"] : passage["end"]] == passage["text"]


def test_each_listed_source_leaves_out_what_is_no_document(crawled: "tuple[Base, dict[str, Any]]") -> None:
    """Each list names the example, and at least one page that is nothing of the kind: it is not even asked for."""
    base, runs = crawled
    for key in LISTED:
        listing = next((EXAMPLES / key).glob("listing.*")).read_text(encoding="utf-8")
        named = len(set(re.findall(r"<loc>([^<]+)|<link>([^<]+/[^<]+)</link>|href=\"([^\"]+)\"", listing)))
        asked = len(held(base, key, "document", DOCUMENT)) + sum(
            one["what"] == "not_recorded" for one in runs[key]["findings"]
        )
        assert 0 < asked <= named, key
        assert "contact" not in json.dumps(runs[key]["findings"]), key


@pytest.mark.parametrize("key", sorted(LISTED))
def test_a_source_that_is_listed_needs_no_reader_of_its_own(key: str) -> None:
    assert has_reader(key)
    own = {"hrw": "hrw/1"}.get(key, "report/1")
    assert reader_of(key).extractor.startswith(f"{own} text.pdf/")
