"""`recoupe find`: one kind or all, each with its own pick, from what one would type."""

from typing import TYPE_CHECKING

import pytest

from kb.vocabulary.matching import KINDS

if TYPE_CHECKING:
    from conftest import Base


def test_one_kind_is_picked_with_its_reason(nowhere: "Base") -> None:
    found = nowhere("find", "cote d", "--kind", "country", "--format", "json").json
    assert found["picked"] == "CIV"
    assert found["matches"][0] == {
        "kind": "country",
        "key": "CIV",
        "label": "Côte d’Ivoire",
        "reason": "nom",
        "similarity": 94.2,
    }


def test_without_a_kind_each_is_searched_and_shown(nowhere: "Base") -> None:
    found = nowhere("find", "dialyse", "--format", "json").json
    assert found["picked"] is None, "a family and a component: the caller chooses"
    assert found["picked_by_kind"]["family"] == "insuffisance_renale"
    assert found["picked_by_kind"]["component"] == "soin_technique"
    assert {match["kind"] for match in found["matches"]} >= {"family", "component", "indicator"}
    similarities = [match["similarity"] for match in found["matches"]]
    assert similarities == sorted(similarities, reverse=True)


def test_the_text_shows_each_kind_s_pick(nowhere: "Base") -> None:
    lines = nowhere("find", "dialyse").stdout.splitlines()
    assert "→ family insuffisance_renale « Insuffisance rénale chronique, dialyse » (synonyme, 100)" in lines
    assert "→ component soin_technique « Soins techniques » (synonyme, 100)" in lines


def test_an_ambiguous_country_is_picked_by_nobody(nowhere: "Base") -> None:
    found = nowhere("find", "congo", "--kind", "country", "--format", "json").json
    assert found["picked"] is None
    assert {match["key"] for match in found["matches"][:2]} == {"COD", "COG"}
    assert "→" not in nowhere("find", "congo", "--kind", "country").stdout


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x1b[31m", "zzzzzz", "🩺", "\udcff"])
def test_what_names_nothing_says_so_and_repeats_nothing(nowhere: "Base", text: str) -> None:
    told = nowhere("find", text)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == "Nothing in the vocabulary looks like this text.\n"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_that_is_searched_is_a_kind_of_the_command(nowhere: "Base", kind: str) -> None:
    told = nowhere("find", "insuline glargine", "--kind", kind, "--format", "json")
    assert told.returncode == 0, told.stderr
    assert {match["kind"] for match in told.json["matches"]} <= {kind}


def test_an_unknown_kind_names_those_that_are(nowhere: "Base") -> None:
    told = nowhere("find", "mali", "--kind", "ville")
    assert told.returncode == 2
    assert all(kind in told.stderr for kind in KINDS)


def test_a_very_long_text_is_answered(nowhere: "Base") -> None:
    told = nowhere("find", "guinée équatoriale " * 500, "--kind", "country", "--format", "json")
    assert told.returncode == 0
    assert told.json["picked"] is None
    assert told.json["matches"][0]["key"] == "GNQ"
