"""Reports of our own making, as rows: one report, its passage, its signal."""

from typing import Any

import msgspec

from extraction.items import KIND_OF, Item, ReportItem, ReportPassageItem, SignalItem
from kb.kinds import Row

PAGES = [f"https://example.org/api/reports?page={number}" for number in (1, 2)]
REPORT = "https://example.org/report/7"


def report(title: str, text: str, *, document: str = REPORT, **signal: Any) -> dict[str, list[Row]]:
    """One report with one passage and one signal, as an answer draws them; the whole passage is the quotation."""
    said = {"quote": text, "cue": "rupture", "rule": "test", "component": "medicament", "polarity": "present"} | signal
    place = {"document": document, "page": 1, "start": 0, "end": len(text)}
    items: list[Item] = [
        ReportItem(document=document, title=title, countries='["CIV"]', lang="fr", media="html", pages=1),
        ReportPassageItem(**place, ordinal=0, text=text, lang="fr", countries='["CIV"]'),
        SignalItem(**place, area="CIV", type="stock_out_medicines", **said),
    ]
    return {KIND_OF[type(item)]: [msgspec.structs.astuple(item)] for item in items}
