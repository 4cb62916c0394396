"""WHO's xMart on a publisher of the loopback: its catalogue is kept, its refusals are told, no field of it is read."""

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from local_server import redirect

from extraction.readers import NoReader, has_reader, reader_of
from kb.sources import definition

if TYPE_CHECKING:
    from conftest import Live

DEFINITION = yaml.safe_load((definition.FOLDER / "who_xmart.yml").read_text(encoding="utf-8"))
CATALOGUE = "/DATA_/IND_DIRECTORY_WIDE"


def crawl(live: "Live") -> dict[str, Any]:
    live.write("who_xmart", {**DEFINITION, "data_url": f"{live.site.root}/DATA_/"})
    told = live.crawl("who_xmart")
    assert "Traceback" not in told.stderr
    return told.run


def test_the_catalogue_is_asked_without_what_the_service_refuses_and_kept_unread(live: "Live") -> None:
    live.site.serve(CATALOGUE, '{"value": [{"IND_ID": 1}]}', "application/json")
    run = crawl(live)
    assert (run["snapshots_new"], run["observations_new"], run["documents_new"]) == (1, 0, 0)
    (asked,) = live.site.paths()
    assert not any(word in asked for word in ("$orderby", "$count", "$skip"))


def test_a_redirect_to_another_host_is_a_refusal(live: "Live") -> None:
    live.site.routes[CATALOGUE] = redirect("http://www.example.org/sorry/")
    run = crawl(live)
    assert (run["outcome"], run["snapshots_new"]) == ("blocked", 0)
    assert "www.example.org" in run["reason"]


def test_a_page_that_says_sorry_is_a_refusal(live: "Live") -> None:
    live.site.serve(CATALOGUE, "<html><title>Sorry</title><body>Sorry</body></html>")
    assert crawl(live)["outcome"] == "blocked"


def test_no_field_of_it_is_read() -> None:
    assert DEFINITION["status"] == "jamais vue en vrai"
    assert not has_reader("who_xmart")
    with pytest.raises(NoReader):
        reader_of("who_xmart")
