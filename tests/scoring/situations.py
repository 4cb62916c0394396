"""The hand-made situations of tests/scoring/situations/*.yml: lines in, states, contradictions and silences out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kb.figures import Figure
from kb.lines import Line
from kb.signal_lines import is_general
from kb.sources.definition import source
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_components
from kb.vocabulary.signals_loader import load_signal_types
from scoring.comparing import compared
from scoring.contradictions import Contradiction, discordant
from scoring.crossing import Crossing, crossed
from scoring.evidence import ComponentEvidence, NotConsulted, Search, describe
from scoring.numeric import comparable_codes

FOLDER = Path(__file__).parent / "situations"
POLARITIES = {"signalé": "present", "absent": "negated", "passé": "historical", "craint": "hypothetical"}
CASE_KEYS = {"cas", "composante", "lignes", "interrogées", "non_consultées", "sans_objet", "attendu"}
FIGURE_KEYS = {"série", "année", "du", "au", "valeur", "bornes", "ventilation", "paru"}
SIGNAL_KEYS = {
    "signal",
    "dit",
    "produit",
    "du",
    "au",
    "paru",
    "par",
    "lieu",
    "niveau",
    "pathologie",
    "population",
    "rapport",
}
LIST_KEYS = {"liste", "produit", "année"}
EXPECTED_KEYS = {"état", "raison", "producteurs", "contradictions", "rapprochements"}


@dataclass(frozen=True)
class Situation:
    """One case of the table."""

    file: str
    told: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.file}: {self.told['cas']}"

    @property
    def expected(self) -> dict[str, Any]:
        wanted = self.told["attendu"]
        return {"contradictions": [], "rapprochements": [], **wanted}


def situations() -> list[Situation]:
    """Every case, in the order of the files."""
    return [
        Situation(path.stem, one)
        for path in sorted(FOLDER.glob("*.yml"))
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def misspelt(situation: Situation) -> Iterator[str]:
    """Keys that nobody reads: a slip of whoever corrected the table."""
    yield from set(situation.told) - CASE_KEYS
    yield from set(situation.told["attendu"]) - EXPECTED_KEYS
    for line in situation.told.get("lignes", {}).values():
        yield from set(line) - (SIGNAL_KEYS if "signal" in line else LIST_KEYS if "liste" in line else FIGURE_KEYS)


def blank(name: str, **told: Any) -> Line:
    """A line that says nothing but what is told."""
    nothing = dict.fromkeys(Line.__struct_fields__)
    usual = {
        "id": name, "dimensions": {}, "products": [], "families": [], "amounts": [], "flags": [], "self_reported": False,
        "area": "CIV", "area_type": "COUNTRY", "extractor": "situations/1", "archived": True, "tier": "multilateral",
        "publisher": "éditeur", "licence": "licence", "url": f"https://example.org/{name}", "sha256": "0" * 64,
    }  # fmt: skip
    return Line(**{**nothing, **usual, **told})


def line_of(name: str, told: Mapping[str, Any]) -> Line:
    """One line of a case."""
    if "signal" in told:
        return _signal(name, told)
    return _listed(name, told) if "liste" in told else _figure(name, told)


def _figure(name: str, told: Mapping[str, Any]) -> Line:
    key = next(key for key in ("who_gho", "unaids", "world_bank") if told["série"] in load_indicators(key))
    series, definition, value = load_indicators(key)[told["série"]], source(key), told["valeur"]
    start, end = _period(told)
    number = value if isinstance(value, int | float) else None
    low, high = told.get("bornes", (None, None))
    return blank(
        name, kind="observation", label=series.label, indicator=series.code, value_as_published=str(value), value=number,
        low=low, high=high, unit=series.unit, component=series.component, level=series.level, population=series.population,
        families=["all"] if series.for_all_families else list(series.families or ()), period_start=start, period_end=end,
        period_as_stated=str(told.get("année") or f"{start}..{end}"), published_on=told.get("paru"),
        dimensions=dict(enumerate(told.get("ventilation", ()))),
        self_reported=series.self_reported, producer=series.producer or definition.producer, source=key,
        flags=["systeme_de_sante"] if series.for_all_families else [],
    )  # fmt: skip


def _period(told: Mapping[str, Any]) -> tuple[str, str]:
    if "année" in told:
        return f"{told['année']}-01-01", f"{told['année']}-12-31"
    return str(told["du"]), str(told["au"])


def _signal(name: str, told: Mapping[str, Any]) -> Line:
    kind = load_signal_types()[told["signal"]]
    family = told.get("pathologie")
    dated = {
        field: str(told[key]) if key in told else None for field, key in (("period_start", "du"), ("period_end", "au"))
    }
    return blank(
        name, kind="signal", type=kind.key, label=kind.label, component=kind.component, polarity=POLARITIES[told["dit"]],
        quote="…", rule="situations", products=[told["produit"]] if "produit" in told else [], place=told.get("lieu"),
        level=told.get("niveau"), population=told.get("population"), families=[family] if family else [],
        published_on=str(told["paru"]) if "paru" in told else None, producer=told.get("par", "non indiqué"),
        source="reliefweb", url=told.get("rapport", f"https://example.org/{name}"),
        flags=[] if family else ["general"], **dated,
    )  # fmt: skip


def _listed(name: str, told: Mapping[str, Any]) -> Line:
    return blank(
        name, kind="listing", type="national_list", label="Figure sur la liste nationale", component="medicament",
        value_as_published=told["produit"], products=[told["produit"]], period_start=f"{told['année']}-01-01",
        period_end=f"{told['année']}-12-31", producer=source("essential_medicines").producer, source="essential_medicines",
    )  # fmt: skip


def figure_of(line: Line) -> Figure:
    """What a comparison reads of a line."""
    assert line.indicator is not None
    assert line.value is not None
    dates = line.period_start or "", line.period_end or ""
    codes = tuple(line.dimensions.values())
    return Figure(line.id, line.indicator, line.period_as_stated or "", *dates, codes, line.value, line.low, line.high)


def crossing_of(lines: list[Line]) -> Crossing:
    """What cross-referencing finds among lines, all their years being there."""
    codes = comparable_codes(lines)
    pairs = compared(figure_of(line) for line in lines if line.indicator in codes and line.value is not None)
    return crossed(lines, pairs, {line.id: line for line in lines}, list(load_components()))


def evidence_of(situation: Situation) -> tuple[ComponentEvidence, Crossing]:
    """The component of a case, and what cross-referencing found."""
    told = situation.told
    lines = [line_of(name, line) for name, line in told.get("lignes", {}).items()]
    crossing, key = crossing_of(lines), told["composante"]
    own = [line for line in lines if line.component == key and not is_general(line)]
    searched = [Search(one, source(one).title, "2026-11-22T09:00:00Z", False) for one in told.get("interrogées", ())]
    missed = [NotConsulted(one, source(one).title, "aucun relevé") for one in told.get("non_consultées", ())]
    held = discordant(crossing.contradictions, key)
    return describe(
        key, load_components()[key].label, own, searched, missed, told.get("sans_objet"),
        crossing.comparisons_of(key), len(held),
    ), crossing  # fmt: skip


def written(contradiction: Contradiction) -> str:
    """« textes : A, B | C »: the sides in their order."""
    return f"{contradiction.kind.value} : " + " | ".join(
        ", ".join(line.id for line in side.lines) for side in contradiction.sides
    )


def found_in(situation: Situation) -> dict[str, Any]:
    """What came out, in the words of the table."""
    evidence, crossing = evidence_of(situation)
    return {
        "état": evidence.state.value,
        "raison": evidence.reason.replace("\u00a0", " "),
        "producteurs": len(evidence.witnesses),
        "contradictions": sorted(written(one) for one in crossing.contradictions),
        "rapprochements": sorted(
            f"{one.relation.value} : {', '.join(sorted(line.id for line in one.lines))}" for one in crossing.comparisons
        ),
    }
