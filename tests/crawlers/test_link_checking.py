"""`recoupe cite --check`: what a cited address answers today, beside the bytes that were read there."""

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from local_server import Site, redirect, running, silent

from cli import citing_check
from crawlers import checking, link_checking
from crawlers.link_checking import Found, Link, LinkCheck, check_links

if TYPE_CHECKING:
    from conftest import Base

BYTES = b"%PDF-1.7 invented"
READ = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(checking, "LENT", frozenset({"127.0.0.1"}))
    monkeypatch.setattr(link_checking, "TIMEOUT", (1.0, 1.0))
    with running(Site()) as one:
        yield one


def found(url: str, sha256: str | None = READ) -> tuple[Found, str | None]:
    (check,) = check_links([Link(url, sha256)], pace=0.0)
    return check.found, check.why


def test_the_same_bytes_are_told_from_changed_ones(site: Site) -> None:
    site.serve("/same", BYTES)
    site.serve("/changed", BYTES + b" ")
    assert found(f"{site.root}/same") == (Found.SAME, None)
    assert found(f"{site.root}/changed") == (Found.CHANGED, None)
    assert found(f"{site.root}/same", None) == (Found.NOT_COMPARED, "le texte a été lu à une autre adresse")


def test_a_dead_address_says_what_it_answered(site: Site) -> None:
    site.serve("/gone", b"", status=410)
    site.routes["/silent"] = silent(3)
    assert found(f"{site.root}/gone") == (Found.NO_ANSWER, "HTTP 410")
    assert found(f"{site.root}/silent")[0] == Found.NO_ANSWER
    assert found("http://127.0.0.1:1/")[0] == Found.NO_ANSWER


def test_redirects_are_followed_as_far_as_public_addresses_go(site: Site) -> None:
    site.serve("/new", BYTES)
    site.routes["/old"] = redirect("/new")
    site.routes["/loop"] = redirect("/loop")
    site.routes["/inside"] = redirect("http://10.0.0.1/")
    site.routes["/file"] = redirect("file:///etc/passwd")
    assert found(f"{site.root}/old") == (Found.SAME, None)
    assert found(f"{site.root}/loop") == (Found.NO_ANSWER, "trop de redirections")
    assert found(f"{site.root}/inside") == (Found.NOT_ASKED, "10.0.0.1 n’est pas une adresse publique")
    assert found(f"{site.root}/file")[0] == Found.NOT_ASKED


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/x", "ftp://who.int/", "who"]
)
def test_only_public_web_addresses_are_asked(url: str) -> None:
    assert found(url)[0] == Found.NOT_ASKED


def test_an_endless_answer_is_not_read_to_its_end(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_checking, "LARGEST", 1_000)
    site.serve("/large", b"x" * 100_000)
    assert found(f"{site.root}/large") == (Found.NOT_COMPARED, "réponse trop longue")


def test_one_address_is_asked_once(site: Site) -> None:
    site.serve("/same", BYTES)
    link = Link(f"{site.root}/same", READ)
    assert len(check_links([link, link], pace=0.0)) == 1
    assert site.paths() == ["/same"]


def test_the_command_offers_the_archived_copy(released: "Base", monkeypatch: pytest.MonkeyPatch) -> None:
    # the publisher of the small base is a real one: nobody is asked from here
    gone = lambda links: [LinkCheck(link, Found.NO_ANSWER, "HTTP 410") for link in links]  # noqa: E731
    monkeypatch.setattr(citing_check, "check_links", gone)
    answer = released("fiche", "CIV", "vih", "--format", "json").json
    line = answer["components"][0]["lines"][0]
    told = released("cite", "--check", line["id"], "--format", "json")
    (row,) = json.loads(told.stdout)
    assert told.returncode == 1, "an address that is gone is told to whoever scripts the command"
    assert row["addresses"] == [{"url": line["url"], "found": "ne répond plus", "why": "HTTP 410"}]
    assert (released.archive / row["copy"]["file"]).exists()
    as_text = released("cite", "--check", line["id"]).stdout
    assert as_text.startswith("SECRET MÉDICAL")
    assert f"copie archivée ici : {row['copy']['file']}, position {row['copy']['offset']}" in as_text


def test_bad_input_asks_nobody(released: "Base") -> None:
    for arguments in (["--check"], ["--check", "0123456789abcdef"], ["--check", "0123456789abcdef", "--format", "pdf"]):
        told = released("cite", *arguments)
        assert (told.returncode, told.stdout) == (2, "")
        assert len(told.stderr.strip().splitlines()) == 1
