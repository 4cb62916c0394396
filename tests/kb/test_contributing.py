"""CONTRIBUTING.md walks through real sources: what it shows is what the repository holds, to the letter."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("named", BLOCKS)
def test_a_block_of_the_guide_is_the_file_it_names(named: str) -> None:
    assert BLOCKS[named] == (ROOT / named).read_text(encoding="utf-8")


def test_the_guide_shows_a_source_of_reports_whole_and_a_source_of_figures() -> None:
    assert {Path(named).name for named in BLOCKS} >= {"osar.yml", "listing.xml", "report.html", "kenya_ppb.py"}


def test_every_file_that_the_guide_links_to_exists() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", GUIDE) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_path_that_the_guide_names_exists() -> None:
    named = [
        path
        for path in re.findall(r"`([\w/.]+/[\w/.]*)`", GUIDE)
        if "<" not in path
        and path.split("/")[0] in {"kb", "crawlers", "extraction", "tests", "docs", "ui", "scoring", "cli"}
    ]
    assert [path for path in named if not (ROOT / path).exists() and path != "tests/artefacts/"] == []
