import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.citations import CITED
from kb.errors import BadDefinition, UnknownKey
from kb.sources.definition import FOLDER, SourceDefinition, all_sources, load, source
from kb.vocabulary.loader import load_components, load_countries, load_families, load_indicators

EXAMPLES = Path(__file__).parents[1] / "examples"
WHOLE: dict[str, Any] = yaml.safe_load((FOLDER / "who_gho.yml").read_text(encoding="utf-8"))
every_source = pytest.mark.parametrize("definition", all_sources().values(), ids=lambda definition: definition.key)


def written(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "who_gho.yml"
    path.write_text(
        content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True), encoding="utf-8"
    )
    return path


@pytest.mark.parametrize(
    "key", [key for key in WHOLE if key not in {"indicators", "redistribution", "expect_replay", "republishes"}]
)
def test_a_missing_key_is_refused_and_named(key: str, tmp_path: Path) -> None:
    content = {name: value for name, value in WHOLE.items() if name != key}
    with pytest.raises(BadDefinition, match=f"who_gho.yml: {key}: Field required"):
        load(written(tmp_path, content))


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"licnece": "x"}, "licnece"),
        ({"tier": "blog"}, "tier"),
        ({"status": "actif"}, "status"),
        ({"cadence_days": 0}, "cadence_days"),
        ({"cadence_days": "monthly"}, "cadence_days"),
        ({"expect": {}}, "expect"),
        ({"expect": {"countries": {"min": 1}}}, "expect.countries.max"),
        ({"redistribution": "all"}, "redistribution"),
        ({"covers": {**WHOLE["covers"], "components": "none"}}, "covers.components"),
        ({"covers": {**WHOLE["covers"], "country": "CIV"}}, "covers.country"),
        ({"licence": {"name": "CC BY"}}, "licence.stated_at"),
        ({"retired": True}, "retired"),
        ({"retired": {"on": "2026-02-01"}}, "retired.reason"),
        ({"retired": {"reason": "le service a fermé"}}, "retired.on"),
        ({"retired": {"on": "en février", "reason": "le service a fermé"}}, "retired.on"),
        ({"retired": {"on": "2026-02-01", "reason": "fermé"}}, "retired.reason"),
        ({"retired": {"on": "2026-02-01", "reason": "le service a fermé", "by": "x"}}, "retired.by"),
    ],
)
def test_a_slip_of_the_keyboard_is_refused_and_named(changed: dict[str, Any], named: str, tmp_path: Path) -> None:
    with pytest.raises(BadDefinition, match=f"who_gho.yml: {named}: ") as refused:
        load(written(tmp_path, {**WHOLE, **changed}))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "content", ["", "- a\n- b\n", "title: 'open", "just words"], ids=["empty", "list", "cut", "text"]
)
def test_a_file_that_is_no_definition_is_refused(content: str, tmp_path: Path) -> None:
    with pytest.raises(BadDefinition, match=r"who_gho\.yml"):
        load(written(tmp_path, content))


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "who_gho.yml"
    path.write_bytes("title: Santé".encode("latin-1"))
    with pytest.raises(BadDefinition, match=r"who_gho\.yml"):
        load(path)


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    twice = yaml.safe_dump(WHOLE, allow_unicode=True) + "cadence_days: 365\n"
    with pytest.raises(BadDefinition, match="cadence_days"):
        load(written(tmp_path, twice))


def test_a_range_that_is_upside_down_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDefinition, match="countries"):
        load(written(tmp_path, {**WHOLE, "expect": {"countries": {"min": 250, "max": 190}}}))


def test_redistribution_is_by_default_the_narrowest(tmp_path: Path) -> None:
    content = {name: value for name, value in WHOLE.items() if name != "redistribution"}
    assert load(written(tmp_path, content)).redistribution == "reference"


def test_a_retired_source_is_kept_and_no_longer_crawled(tmp_path: Path) -> None:
    retired = {"on": "2026-02-01", "reason": "le service a fermé"}
    found = load(written(tmp_path, {**WHOLE, "retired": retired}))
    assert found.retired is not None
    assert (found.retired.on.isoformat(), found.retired.reason, found.is_kept_up) == (*retired.values(), False)
    assert load(written(tmp_path, WHOLE)).is_kept_up


def test_an_unknown_source_is_named_with_those_that_exist() -> None:
    with pytest.raises(UnknownKey, match=r"'oms'.*who_gho"):
        source("oms")


@every_source
def test_a_source_covers_only_what_the_vocabulary_names(definition: SourceDefinition) -> None:
    covers = definition.covers
    assert set(covers.components) <= load_components().keys()
    assert covers.families == "all" or set(covers.families) <= load_families().keys()
    assert covers.countries == "world" or set(covers.countries) <= load_countries().keys()
    if definition.indicators:
        spoken_of = {indicator.component for indicator in load_indicators(definition.indicators).values()} - {None}
        assert spoken_of <= set(covers.components)


def lacks(definition: SourceDefinition, examples: Path = EXAMPLES) -> list[str]:
    """What a definition that reads well still lacks to be a source: each with what to do."""
    key, missing = definition.key, []
    if not definition.expect:
        missing.append(f"{key}: say how many countries a healthy run brings")
    if not definition.licence.name.strip() or not definition.licence.stated_at.startswith("https://"):
        missing.append(f"{key}: name the licence, and the page that states it")
    if definition.status == "active" and not list((examples / key).glob("expected/*")):
        missing.append(f"{key}: write an answer in tests/examples/{key}/")
    cited = definition.cite_as.format(**{name: f"<{name}>" for name in CITED})
    if not {"<publisher>", "<label>", "<period>"} <= set(re.findall(r"<\w+>", cited)):
        missing.append(f"{key}: a citation names the publisher, the line and its period")
    return missing


@every_source
def test_a_source_is_whole(definition: SourceDefinition) -> None:
    assert lacks(definition) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"expect": {}}, "a healthy run"),
        ({"licence": WHOLE["licence"] | {"name": " "}}, "name the licence"),
        ({"licence": WHOLE["licence"] | {"stated_at": "sur demande"}}, "name the licence"),
        ({"cite_as": "OMS"}, "a citation names"),
        ({"cite_as": "{publisher}. {title}."}, "a citation names"),
        ({"key": "sans_exemple"}, "write an answer in tests/examples/sans_exemple/"),
    ],
    ids=["range", "licence", "terms", "no citation", "half a citation", "example"],
)
def test_a_source_that_lacks_something_is_refused(changed: dict[str, Any], told: str) -> None:
    whole = source("who_gho")
    assert lacks(whole) == []
    if isinstance(changed.get("licence"), dict):
        changed = {"licence": whole.licence.model_copy(update=changed["licence"])}
    (missing,) = lacks(whole.model_copy(update=changed))
    assert told in missing


def test_an_example_without_what_is_expected_of_it_is_none(tmp_path: Path) -> None:
    (tmp_path / "who_gho").mkdir()
    (tmp_path / "who_gho" / "Indicator.json").write_text("{}", encoding="utf-8")
    (missing,) = lacks(source("who_gho"), tmp_path)
    assert "write an answer" in missing
