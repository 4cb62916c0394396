"""Continuity signals of our own making, as lines: every statement in them is invented."""

from typing import Any

import msgspec
from press import Press

from extraction.items import KIND_OF, Item, ReportItem, ReportPassageItem, SignalItem
from kb.engine import engine_for
from kb.kinds import Row
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


Said = dict[str, Any]
"""What a passage says of a problem: `quote`, and any column of a signal."""
CODES = {"cue": "test", "rule": "fr.test", "component": "medicament", "families": '["vih"]', "lang": "fr"}


def report(number: int, published_by: str, published_on: str, *said: Said) -> dict[str, list[Row]]:
    """One report of one page, each of its passages one signal; the quotation stands in it, to the letter."""
    document = f"https://example.org/report/{number}"
    items: list[Item] = [
        ReportItem(document=document, title=f"Rapport n° {number}", published_by=published_by, countries='["CIV"]', lang="fr",
                   media="html", pages=1, published_on=published_on)
    ]  # fmt: skip
    start = 0
    for ordinal, one in enumerate(said):
        before, after = "Au niveau national, ", ". Le suivi continue."
        text = f"{before}{one['quote']}{after}"
        quoted = start + len(before)
        items.append(
            ReportPassageItem(document=document, page=1, ordinal=ordinal, start=start, end=start + len(text), text=text,
                              lang="fr", countries='["CIV"]')
        )  # fmt: skip
        told = {
            "type": "stock_out_medicines",
            "polarity": "present",
            "area": "CIV",
            "published_on": published_on,
        } | CODES
        place = {"document": document, "page": 1, "start": quoted, "end": quoted + len(one["quote"])}
        items.append(SignalItem(**{**place, **told, **one}))
        start += len(text) + 1
    drawn: dict[str, list[Row]] = {}
    for item in items:
        drawn.setdefault(KIND_OF[type(item)], []).append(msgspec.structs.astuple(item))
    return drawn


def newsroom(base: Any, source: str = "reliefweb") -> Press:
    """A publisher of reports under the terms of a real definition."""
    return Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive), source=source)


REPORTS = (
    report(
        1, "Association A", "2022-06-15",
        {"quote": "les antirétroviraux manquent depuis mars 2022", "period_as_stated": "depuis mars 2022",
         "period_start": "2022-03-01", "products": '["dolutegravir"]'},
        {"quote": "les réactifs de charge virale ont manqué en 2021", "type": "stock_out_reagents", "component": "examen_biologie",
         "period_as_stated": "en 2021", "period_start": "2021-01-01", "period_end": "2021-12-31"},
    ),
    report(
        2, "Association A", "2023-04-20",
        {"quote": "la rupture de dolutégravir est résolue depuis février 2023", "polarity": "negated",
         "period_as_stated": "depuis février 2023", "period_start": "2023-02-01", "products": '["dolutegravir"]'},
    ),
    report(
        3, "Ministère B", "2022-07-01",
        {"quote": "aucune rupture de dolutégravir n’est constatée", "polarity": "negated", "products": '["dolutegravir"]'},
        {"quote": "une rupture pourrait survenir en 2024", "polarity": "hypothetical", "period_as_stated": "en 2024",
         "period_start": "2024-01-01", "period_end": "2024-12-31"},
    ),
    report(
        4, "Journal C", "2019-05-02",
        {"quote": "jusqu’en 2016, les ruptures étaient fréquentes", "polarity": "historical", "period_as_stated": "jusqu’en 2016",
         "period_end": "2016-01-01"},
        {"quote": "le scanner de Bouaké est en panne", "type": "equipment_maintenance", "component": "examen_imagerie",
         "families": "[]", "place": "Bouaké"},
    ),
)  # fmt: skip
"""Four reports of three publishers, all of it invented."""


def published(base: Any, source: str = "reliefweb") -> Press:
    """The four reports, crawled and frozen as release 1."""
    made = newsroom(base, source)
    made.run({f"https://example.org/api/{number}": one for number, one in enumerate(REPORTS)})
    made.freeze()
    return made
