"""No sentence of ours gives a verdict: every string of the code, of the vocabulary and of what the commands print."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from scoring import guard
from scoring.evidence import ComponentEvidence
from scoring.fiche import Fiche
from scoring.guard import ALLOWED_PHRASES, COMPONENT_FIELDS, FICHE_FIELDS, forbidden_keys, forbidden_words
from scoring.states import State

if TYPE_CHECKING:
    from conftest import Base, FullBase

ROOT = Path(__file__).parents[2]
PACKAGES = ("ui", "scoring", "kb", "cli", "extraction", "crawlers")
# where the words are the object: the guard itself, and the cues that recognise publishers' sentences
NOT_OURS = ("scoring/guard.py", "extraction/signals/patterns/")
OFFICIAL = {"label_en", "label_who_fr", "en", "also"}  # titles and names that publishers give


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


def docstrings(tree: ast.AST) -> set[int]:
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    bare = [
        statement.value for node in ast.walk(tree) if isinstance(node, holders)
        for statement in node.body if isinstance(statement, ast.Expr)
    ]  # fmt: skip
    return {id(value) for value in bare if isinstance(value, ast.Constant)}


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Every string literal but the docstrings; an f-string is one text, with « … » where it is filled in."""
    tree = ast.parse(source)
    skipped = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values]
            skipped |= {id(part) for part in node.values}
            yield node.lineno, "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def test_the_walk_sees_what_is_said_and_skips_what_is_documented() -> None:
    source = 'def f(n):\n    """A score."""\n    x: str = "b"\n    """Its grade."""\n    return f"avis {n} favorable" + "c"\n'
    assert sorted(text for _, text in literals(source)) == ["avis … favorable", "b", "c"]


def our_modules() -> list[Path]:
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    found += [path for path in (ROOT / "app_streamlit.py",) if path.exists()]
    return [path for path in found if not any(part in path.as_posix() for part in NOT_OURS)]


@pytest.mark.parametrize("path", our_modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_in_the_code_gives_a_verdict(path: Path) -> None:
    said = [
        (line, words, text)
        for line, text in literals(path.read_text(encoding="utf-8"))
        if (words := forbidden_words(text))
    ]
    assert said == []


def texts_of(content: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        for name, held in content.items():
            if name not in OFFICIAL:
                yield from texts_of(held, f"{key}.{name}")
    elif isinstance(content, list):
        for held in content:
            yield from texts_of(held, key)
    elif isinstance(content, str):
        yield key, content


def our_yaml() -> list[Path]:
    return sorted(
        path for folder in ("kb/vocabulary", "kb/sources", "kb/legal") for path in (ROOT / folder).rglob("*.yml")
    )


def test_there_is_a_vocabulary_to_walk() -> None:
    assert len(our_yaml()) > 15
    assert sum(1 for path in our_yaml() for _ in texts_of(yaml.safe_load(path.read_text(encoding="utf-8")))) > 2000


@pytest.mark.parametrize("path", our_yaml(), ids=lambda path: path.stem)
def test_no_label_of_the_vocabulary_gives_a_verdict(path: Path) -> None:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert [(key, text) for key, text in texts_of(content) if forbidden_words(text)] == []


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


@pytest.mark.parametrize(
    "command", [["init", "--help"], ["crawl", "--help"], ["fiche", "--help"], ["cite", "--help"], ["--help"]]
)
def test_the_help_gives_no_verdict(released: "Base", command: list[str]) -> None:
    assert forbidden_words(released(*command).stdout) == []


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
