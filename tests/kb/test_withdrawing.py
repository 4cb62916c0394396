"""A withdrawal removes text and bytes, keeps the hash and the reason, and every old release still opens and says so."""

import gzip
import json
import struct
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Base, Told

ADDRESS = "https://ghoapi.azureedge.net/api/GHED_OOPSCHE_SHA2011"
VALUE, NUMBER = "37.2", "37.2098765"
IN_SQLITE = struct.pack(">d", float(NUMBER))  # how SQLite writes it on disk
REASON = "demande de l’éditeur du 3 mars 2027"


def line_of(base: "Base", release: int = 1) -> dict[str, Any]:
    fiche = base("fiche", "CIV", "vih", "--release", release, "--format", "json").json
    lines = [line for one in fiche["components"] for line in one["lines"]]
    return next(
        line for line in lines if line["indicator"] == "GHED_OOPSCHE_SHA2011" and line["period_as_stated"] == "2015"
    )


def withdraw(base: "Base", document: str) -> "Told":
    return base("withdraw", document, "--reason", REASON)


def stored(base: "Base") -> bytes:
    return b"".join(path.read_bytes() for path in base.file.parent.glob(f"{base.file.name}*"))


def archived_text(base: "Base") -> str:
    files = base.archive.rglob("*.warc.gz")
    return "\n".join(gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in files)


@pytest.mark.parametrize("name", ["hash", "address"])
def test_the_line_keeps_its_name_and_says_that_it_was_withdrawn(released: "Base", name: str) -> None:
    before = line_of(released)
    assert before["value_as_published"] == VALUE
    told = withdraw(released, before["sha256"][:12] if name == "hash" else ADDRESS)
    assert told.returncode == 0, told.stderr
    after = line_of(released)
    assert (after["id"], after["sha256"], after["period_end"]) == (before["id"], before["sha256"], before["period_end"])
    assert [after[key] for key in ("value_as_published", "value", "low", "high", "comments")] == [None] * 5
    assert after["quote"] == ""
    assert after["archived"] is False
    assert "retire" in after["flags"]
    assert after["withdrawn_because"] == REASON


def test_bytes_and_text_are_gone_from_the_archive_and_the_base(released: "Base") -> None:
    line = line_of(released)
    assert NUMBER in archived_text(released), "the answer itself, and what was drawn from it"
    assert IN_SQLITE in stored(released)
    assert withdraw(released, line["sha256"]).returncode == 0
    text = archived_text(released)
    assert NUMBER not in text
    assert line["sha256"] in text, "the tombstone keeps the hash"
    assert REASON in text
    assert IN_SQLITE not in stored(released), "freed room is zeroed, the journal is emptied"


def test_the_release_still_verifies_and_names_what_was_withdrawn(released: "Base") -> None:
    frozen = released("release", "show", 1, "--format", "json").json["sha256"]
    withdraw(released, ADDRESS)
    told = released("release", "verify", 1)
    assert told.returncode == 0, told.stderr
    assert "retiré le" in told.stdout
    assert REASON in told.stdout
    assert released("release", "show", 1, "--format", "json").json["sha256"] == frozen


def test_a_code_printed_before_opens_and_says_so(released: "Base") -> None:
    line = line_of(released)
    annexe = released("cite", line["id"]).stdout
    code = annexe.split("Code de réouverture\n")[1].splitlines()[0]
    withdraw(released, ADDRESS)
    opened = " ".join(released("cite", "--open", code).stdout.split())
    assert "retiré le" in opened
    assert VALUE.replace(".", ",") not in opened
    assert line["sha256"] in opened


def test_the_archive_makes_the_same_base_again_withdrawal_included(released: "Base") -> None:
    withdraw(released, ADDRESS)
    url = f"sqlite:///{released.folder / 'again.db'}"
    told = released("rebuild", "--archive", released.archive, "--database", url)
    assert told.returncode == 0, told.stderr
    again = released.having(RECOUPE_DATABASE_URL=url)
    question = ("fiche", "CIV", "vih,diabete", "--release", 1, "--format", "json")
    assert again(*question).stdout == released(*question).stdout
    assert again("release", "verify", 1).returncode == 0


def test_other_archive_tools_still_read_the_files(released: "Base") -> None:
    withdraw(released, ADDRESS)
    from warcio.archiveiterator import ArchiveIterator

    kinds = []
    for path in released.archive.rglob("*.warc.gz"):
        with path.open("rb") as stream:
            records = ArchiveIterator(stream, check_digests="raise")
            for record in records:
                body = record.content_stream().read()
                kinds.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body))
    tombs = [json.loads(body) for kind, url, body in kinds if kind == "metadata" and url == ADDRESS]
    assert [tomb["kind"] for tomb in tombs] == ["tombstone"]
    assert not [url for kind, url, _ in kinds if kind == "response" and url == ADDRESS]


@pytest.mark.parametrize(
    ("document", "reason", "words"),
    [
        ("deadbeefdeadbeef", REASON, "No archived answer is named"),
        ("https://example.org/none", REASON, "No archived answer is named"),
        (ADDRESS, "  ", "with its reason"),
    ],
)
def test_what_cannot_be_withdrawn_is_said_in_one_sentence(
    released: "Base", document: str, reason: str, words: str
) -> None:
    told = released("withdraw", document, "--reason", reason)
    assert told.returncode == 2
    assert words in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1


def test_a_document_is_withdrawn_once(released: "Base") -> None:
    assert withdraw(released, ADDRESS).returncode == 0
    assert withdraw(released, ADDRESS).returncode == 2


def test_a_withdrawal_never_covers_an_alteration(released: "Base") -> None:
    import sqlite3
    from contextlib import closing

    path = released.variables["RECOUPE_DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE observation SET value = 1 WHERE value IS NOT NULL")
        connection.commit()
    told = withdraw(released, ADDRESS)
    assert told.returncode == 2
    assert "nothing was withdrawn" in told.stderr
