"""contradictions[] of a fiche, `recoupe contradictions`, and docs/contradictions.md, on bases of our own and on the recorded one."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from opposed import physicians, two_voices

from kb.lines_by_id import lines_by_id
from kb.releases import get_release
from scoring.guard import forbidden_keys, forbidden_words
from scoring.omitted_sides import contradictions_about, omission_notes, omitted

if TYPE_CHECKING:
    from conftest import Base, Recording, WholeBase

DOCUMENT = Path(__file__).parents[2] / "docs" / "contradictions.md"


def component(base: "Base", family: str, key: str) -> dict[str, Any]:
    answer = base("fiche", "CIV", family, "--format", "json").json
    (found,) = [one for one in answer["components"] if one["key"] == key]
    return dict(found)


def test_physicians_of_the_world_bank_are_those_of_who(base: "Base", recording: "Recording") -> None:
    physicians(base, recording, who={2008: 1.44, 2014: 2.3}, bank={2008: 0.144, 2014: 0.23})
    staff = component(base, "vih", "personnel")
    assert (staff["state"], len(staff["producers"])) == ("documenté", 1)
    assert {line["source"] for line in staff["lines"]} == {"who_gho", "world_bank"}
    (told,) = staff["comparisons"]
    assert (told["relation"], told["period"]) == ("même chiffre", "2014")
    assert sorted(line["source"] for line in told["lines"]) == ["who_gho", "world_bank"]


def test_an_older_edition_of_the_world_bank_is_a_vintage_and_never_a_discordance(
    base: "Base", recording: "Recording"
) -> None:
    physicians(base, recording, who={2014: 2.3, 2016: 2.5}, bank={2014: 0.144})
    staff = component(base, "vih", "personnel")
    assert staff["state"] == "documenté"
    assert staff["reason"].replace("\u00a0", " ") == "2 lignes, 1 producteur, système de santé"
    (told,) = staff["comparisons"]
    assert (told["relation"], told["period"]) == ("millésimes différents", "2014"), "the newest year that both hold"
    assert base("fiche", "CIV", "vih", "--format", "json").json["contradictions"] == []


def test_two_voices_are_shown_with_both_sides(base: "Base") -> None:
    two_voices(base)
    answer = base("fiche", "CIV", "diabete", "--format", "json").json
    (told,) = answer["contradictions"]
    assert (told["kind"], told["component"]) == ("textes", "medicament")
    assert [side["producers"] for side in told["sides"]] == [["Association A"], ["Ministère B"]]
    assert [[line["quote"] for line in side["lines"]] for side in told["sides"]] == [
        ["la metformine a manqué"],
        ["la metformine n’a pas manqué"],
    ]
    assert "metformine" in told["about"]
    assert component(base, "diabete", "medicament")["state"] == "discordant"
    assert forbidden_keys(answer) == []
    assert base("fiche", "CIV", "vih", "--format", "json").json["contradictions"] == []
    text = base("fiche", "CIV", "diabete").stdout
    assert "◐ Médicaments : discordant" in text
    assert "Sources discordantes (1)" in text
    assert "Ministère B" in text


def test_an_unticked_component_hides_its_contradictions(base: "Base") -> None:
    two_voices(base)
    shown = base("fiche", "CIV", "diabete", "--component", "personnel", "--format", "json").json
    assert shown["contradictions"] == []


def test_the_basket_is_told_of_the_side_it_leaves_out(base: "Base") -> None:
    room = two_voices(base)
    (told,) = base("fiche", "CIV", "diabete", "--format", "json").json["contradictions"]
    one, other = (side["lines"][0]["id"] for side in told["sides"])
    release = get_release(room.engine, 1)
    lines = lines_by_id(room.engine, release, [one, other])
    found = contradictions_about(room.engine, release, [lines[one]])
    (omission,) = omitted([lines[one]], found)
    assert [line.id for line in omission.missing] == [other]
    assert other in omission_notes([omission])[1]
    assert omitted(lines.values(), contradictions_about(room.engine, release, lines.values())) == ()


def test_the_command_lists_both_sides_and_ranks_no_country(base: "Base") -> None:
    two_voices(base)
    told = base("contradictions", "--all", "--format", "json").json
    (found,) = told["contradictions"]
    assert (found["country"], len(found["sides"]), told["left_out"]) == ("CIV", 2, [])
    assert forbidden_keys(told) == []
    text = base("contradictions", "CIV").stdout
    assert "## Contradictions (1)" in text
    assert text.index("Association A") < text.index("Ministère B")
    assert forbidden_words(text) == []


def test_a_reconstructed_answer_is_left_out_and_counted(base: "Base", recording: "Recording") -> None:
    physicians(base, recording, who={2014: 2.3}, bank={2014: 0.23}, kind="reconstructed")
    (row,) = [one for one in base("contradictions", "CIV", "--format", "json").json["compared"] if one["même chiffre"]]
    assert row["reconstructed"] == 1
    assert "Médecins" in row["about"]


def test_an_answer_kept_as_served_is_not_called_reconstructed(base: "Base", recording: "Recording") -> None:
    physicians(base, recording, who={2014: 2.3}, bank={2014: 0.23}, kind="as_captured")
    (row,) = [one for one in base("contradictions", "CIV", "--format", "json").json["compared"] if one["même chiffre"]]
    assert row["reconstructed"] == 0


def test_bad_input_is_one_sentence(released: "Base", tmp_path: Path) -> None:
    for asked in ([], ["CIV", "--all"], ["ZZZ"], ["CIV", "--out", tmp_path / "no" / "where.md"]):
        told = released("contradictions", *asked)
        assert told.returncode == 2, asked
        assert "Traceback" not in told.stderr
        assert len(told.stderr.strip().splitlines()) == 1


def test_an_empty_base_says_none(released: "Base", tmp_path: Path) -> None:
    path = tmp_path / "c.md"
    assert released("contradictions", "--all", "--out", path).returncode == 0
    text = path.read_text(encoding="utf-8")
    assert "## Contradictions (0)\n\nAucune." in text.replace("\u00a0", " ")


@pytest.mark.shared
@pytest.mark.slow
def test_who_and_unaids_are_one_producer_in_two_vintages(whole_base: "WholeBase") -> None:
    medicine = component(whole_base.base, "vih", "medicament")
    (told,) = [
        one
        for one in medicine["comparisons"]
        if one["about"].startswith("Traitement antirétroviral : part des personnes")
    ]
    assert (told["relation"], told["period"]) == ("millésimes différents", "2016")
    assert {line["source"]: line["value_as_published"] for line in told["lines"]} == {
        "who_gho": "41 [35-47]", "unaids": "41 [32–52]",
    }  # fmt: skip
    assert len({line["producer"] for line in told["lines"]}) == 1
    assert medicine["state"] == "documenté"


@pytest.mark.shared
@pytest.mark.slow
def test_the_document_says_what_the_recorded_base_holds(whole_base: "WholeBase") -> None:
    told = whole_base.base("contradictions", "--all", "--format", "json").json
    text = DOCUMENT.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert [one for one in told["contradictions"] if one["kind"] == "valeurs"] == []
    assert "\n## Laissées de côté (0)\n" in text
    assert told["left_out"] == []
    for row in told["compared"]:
        counts = [
            row[kind] for kind in ("même chiffre", "millésimes différents", "concordant", "discordant", "reconstructed")
        ]
        assert (f"| {row['about']} | {' | '.join(map(str, counts))} |" in text) == any(counts)
