"""Continuity signals of our own making, as lines: every statement in them is invented."""

from typing import Any

from kb.lines import Line

_BLANK: dict[str, Any] = {
    "kind": "signal", "label": "Rupture de médicaments ou de consommables", "indicator": None,
    "type": "stock_out_medicines", "value_as_published": None, "value": None, "low": None, "high": None, "unit": None,
    "dimensions": {}, "title": "Rapport annuel", "component": "medicament", "area": "CIV", "area_type": "COUNTRY",
    "place": None, "level": None, "population": None, "quote": "les stocks ont manqué", "lang": "fr", "page": 3,
    "polarity": "present", "cue": "ont manqué", "rule": "fr.test", "comments": None, "extractor": "test/1", "products": [],
    "families": ["vih"], "amounts": [], "period_start": None, "period_end": None, "period_as_stated": None,
    "published_on": None, "retrieved_at": "2026-03-12T09:00:00Z", "last_checked_at": "2026-03-12T09:00:00Z",
    "age_months": None, "flags": [], "self_reported": False, "tier": "ngo", "source": "reliefweb",
    "publisher": "ReliefWeb", "producer": "Association A", "licence": "", "url": "https://example.org/a",
    "sha256": "0" * 64, "archived": True, "withdrawn_on": None, "withdrawn_because": None,
}  # fmt: skip


def signal(
    name: str, polarity: str = "present", when: str = "", published: str | None = "2024-06-01", **said: Any
) -> Line:
    """A signal; `when` is « first..last », either end blank where the sentence states none."""
    first, _, last = when.partition("..")
    dated = {"period_start": first or None, "period_end": last or None, "published_on": published}
    return Line(**{**_BLANK, "id": name.ljust(16, "0"), "polarity": polarity, **dated, **said})
