"""No sentence of ours gives a verdict: every string of the code, of the vocabulary and of what the commands print."""

import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from auditing import (
    coloured,
    fields_of_classes,
    literals,
    named_keys,
    opened_classes,
    our_modules,
    our_yaml,
    said_in_module,
    said_in_shown,
    said_in_yaml,
    shown_files,
    texts_of,
)

from scoring import guard
from scoring.evidence import ComponentEvidence
from scoring.fiche import Fiche
from scoring.guard import (
    ALLOWED_PHRASES,
    COMPONENT_FIELDS,
    COMPONENT_KEYS,
    FICHE_FIELDS,
    FICHE_KEYS,
    forbidden_keys,
    forbidden_words,
)
from scoring.states import State

if TYPE_CHECKING:
    from conftest import Base, FullBase

ROOT = Path(__file__).parents[2]


def test_a_component_describes_and_nothing_else() -> None:
    assert {field.name for field in fields(ComponentEvidence)} == COMPONENT_FIELDS


def test_a_fiche_has_no_place_for_a_verdict() -> None:
    assert {field.name for field in fields(Fiche)} == FICHE_FIELDS


def test_there_are_four_states_and_no_other() -> None:
    assert [state.value for state in State] == ["documenté", "discordant", "non documenté", "hors périmètre"]


@pytest.mark.parametrize(
    "text",
    [
        "Insuline disponible", "INDISPONIBLE", "disponibilité", "Soins inaccessibles.", "accessibilite", "approprié", "Inappropriées",
        "adéquat", "lits insuffisants", "avis favorable", "défavorables", "Conclusion :", "Verdict", "Score 3/5", "note globale",
        "classement", "recommandé", "nos recommandations", "Feu vert", "feux rouges", "Available in stock", "unavailable", "accessible",
        "appropriate", "inadequate", "sufficient", "recommended", "de\u0301favorable", "traitements appropriés ici", "on peut conclure",
    ],
)  # fmt: skip
def test_the_guard_sees_a_verdict(text: str) -> None:
    assert forbidden_words(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "Insuffisance rénale chronique", "documenté", "hors périmètre", "source non consultée", "carbone", "scorbut", "accès",
        "Rupture de stock", "scored_by", "adéquation_id", "recommandée_x", "non enregistrée", "underscore", "vertige", "rougeole",
    ],
)  # fmt: skip
def test_the_guard_leaves_other_words_alone(text: str) -> None:
    assert forbidden_words(text) == []


@pytest.mark.parametrize("phrase", ALLOWED_PHRASES)
def test_an_allowed_phrase_lets_in_nothing_but_itself(phrase: str) -> None:
    assert forbidden_words(f"« {phrase.upper()} »") == []
    assert forbidden_words(f"{phrase} : disponible") == ["disponible"]
    assert len(ALLOWED_PHRASES[phrase]) > 10, "an allowed phrase says why"


def test_the_guard_finds_keys_at_any_depth() -> None:
    assert forbidden_keys({"a": [{"Total_Score": 1}, {"b": {"available": True}}], "ranked": 2}) == [
        "Total_Score",
        "available",
        "ranked",
    ]
    assert forbidden_keys({"state": "documenté", "lines": [{"label": "score"}]}) == []


def test_the_walk_sees_what_is_said_and_skips_what_is_documented() -> None:
    source = 'def f(n):\n    """A score."""\n    x: str = "b"\n    """Its grade."""\n    return f"avis {n} favorable" + "c"\n'
    assert sorted(text for _, text in literals(source)) == ["avis … favorablec", "b"]


@pytest.mark.parametrize("path", our_modules(ROOT), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_in_the_code_gives_a_verdict(path: Path) -> None:
    assert said_in_module(path) == []


def test_there_is_a_vocabulary_to_walk() -> None:
    assert len(our_yaml(ROOT)) > 15
    assert sum(1 for path in our_yaml(ROOT) for _ in texts_of(yaml.safe_load(path.read_text(encoding="utf-8")))) > 2000


@pytest.mark.parametrize("path", our_yaml(ROOT), ids=lambda path: path.stem)
def test_no_label_of_the_vocabulary_gives_a_verdict(path: Path) -> None:
    assert said_in_yaml(path) == []


def printed(base: "Base", country: str, families: str) -> tuple[str, Any]:
    """A fiche as text without its published values, and as JSON."""
    as_json = base("fiche", country, families, "--format", "json").json
    text = base("fiche", country, families).stdout
    published = {line["value_as_published"] or "" for component in as_json["components"] for line in component["lines"]}
    for words in sorted(
        published, key=len, reverse=True
    ):  # only where they stand as a value, never inside our sentences
        text = text.replace(f"« {words} »", "« »").replace(f" : {words} ", " : ")
    return text, as_json


def every_command() -> list[list[str]]:
    """The programme itself, its commands and theirs."""
    from cli.app import programme

    app = programme()

    plain = [
        [str(one.name or (one.callback and one.callback.__name__.replace("_", "-")))] for one in app.registered_commands
    ]
    groups = [[str(one.name)] for one in app.registered_groups]
    inner = [
        [str(group.name), str(one.name)]
        for group in app.registered_groups
        if group.typer_instance
        for one in group.typer_instance.registered_commands
    ]
    return [[], *plain, *groups, *inner]


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_the_help_gives_no_verdict(released: "Base", command: list[str]) -> None:
    told = released(*command, "--help")
    assert told.returncode == 0, told.stderr
    assert forbidden_words(told.stdout) == []


@pytest.mark.parametrize("path", shown_files(ROOT), ids=lambda path: path.name)
def test_what_the_browser_reads_gives_no_verdict(path: Path) -> None:
    assert said_in_shown(path) == []


@pytest.mark.parametrize(
    "path",
    [path for path in [*our_modules(ROOT), *shown_files(ROOT)] if path.relative_to(ROOT).parts[0] == "ui"],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_colour_has_a_better_end(path: Path) -> None:
    assert coloured(path) == []


def test_the_colours_of_the_theme_are_one_accent_and_greys() -> None:
    assert coloured(ROOT / ".streamlit" / "config.toml") == []


def test_the_classes_of_scoring_hold_what_is_listed_and_no_more() -> None:
    assert opened_classes(ROOT) == []
    paths = (ROOT / "scoring").glob("*.py")
    declared = {f"{path.stem}.{name}" for path in paths for name in fields_of_classes(path)}
    assert set(guard.CLOSED) <= declared, "a class that was renamed is no longer closed"


@pytest.mark.parametrize("package", ["ui", "scoring", "cli"])
def test_no_key_that_we_write_names_a_verdict(package: str) -> None:
    paths = sorted((ROOT / package).rglob("*.py"))
    found = [named_keys(path) for path in paths if "guard.py" not in path.name]
    assert [one for one in found if one] == []


def test_the_json_of_a_fiche_is_closed(released: "Base") -> None:
    answer = released("fiche", "CIV", "vih", "--population", "enfant", "--format", "json").json
    assert set(answer) == FICHE_KEYS
    assert {frozenset(component) for component in answer["components"]} == {COMPONENT_KEYS}
    assert set(released("fiche", "CIV", "vih", "--format", "json").json) == FICHE_KEYS - {"population"}


def test_logs_and_exports_give_no_verdict(released: "Base", tmp_path: Path) -> None:
    made = released("export", tmp_path / "package")
    assert made.returncode == 0, made.stderr
    described = (tmp_path / "package" / "datapackage.json").read_text(encoding="utf-8")
    logs = [path.read_text(encoding="utf-8", errors="replace") for path in released.folder.rglob("*.log")]
    for text in (described, made.stdout, *logs):
        assert forbidden_words(text) == []


def test_what_the_commands_print_gives_no_verdict(released: "Base") -> None:
    text, as_json = printed(released, "CIV", "vih,diabete")
    ids = [line["id"] for component in as_json["components"] for line in component["lines"]]
    assert ids
    # « General availability of … »: the publishers' own titles and words stand between guillemets
    annexe = re.sub(r"«\s[^»]*»", "", released("cite", *ids).stdout)
    said = [text, annexe, released("sources").stdout, released("release", "list").stdout]
    assert [forbidden_words(one) for one in said] == [[], [], [], []]


def test_no_key_of_any_json_gives_a_verdict(released: "Base", small_index: Path) -> None:
    commands = (
        ["fiche", "CIV", "vih,diabete"], ["series", "CIV", "who_gho:NCD_CCS_Insulin"], ["sources"], ["release", "show", "1"],
        ["find", "vih"], ["crawl", "who_gho", "--replay", str(small_index)],
    )  # fmt: skip
    for command in commands:
        assert forbidden_keys(released(*command, "--format", "json").json) == [], command


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("family", ["vih", "insuffisance_renale", "diabete"])
@pytest.mark.parametrize("country", ["CIV", "DZA", "GEO"])
def test_a_real_fiche_gives_no_verdict(full_base: "FullBase", country: str, family: str) -> None:
    text, as_json = printed(full_base.base, country, family)
    assert forbidden_words(text) == []
    assert forbidden_keys(as_json) == []
    assert {component["state"] for component in as_json["components"]} <= {state.value for state in State}
    reasons = [component["reason"] for component in as_json["components"]]
    assert [reason for reason in reasons if forbidden_words(reason)] == []


def test_the_lists_of_the_guard_cannot_be_changed_from_outside() -> None:
    assert isinstance(guard.COMPONENT_FIELDS, frozenset)
    assert isinstance(guard.FICHE_FIELDS, frozenset)
