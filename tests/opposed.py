"""Sources that say the same thing, or not, in a base of our own making: every figure and every sentence is invented."""

from typing import Any

import msgspec
import press

from extraction.items import KIND_OF, ReportItem, ReportPassageItem, SignalItem
from kb.engine import engine_for
from kb.kinds import Row

WORLD_BANK = "https://api.worldbank.org/v2/country/all/indicator/"


def world_bank_answer(code: str, values: dict[int, float]) -> list[Any]:
    """An answer of the World Bank on one series of Côte d’Ivoire, in its layout."""
    rows = [
        {
            "indicator": {"id": code, "value": code}, "country": {"id": "CI", "value": "Cote d'Ivoire"},
            "countryiso3code": "CIV", "date": str(year), "value": value, "unit": "", "obs_status": "", "decimal": 1,
        }
        for year, value in sorted(values.items(), reverse=True)
    ]  # fmt: skip
    header = {
        "page": 1,
        "pages": 1,
        "per_page": "32500",
        "total": len(rows),
        "sourceid": "2",
        "lastupdated": "2026-07-13",
    }
    return [header, rows]


def who_answer(recording: Any, code: str, values: dict[int, float]) -> dict[str, Any]:
    """An answer of WHO on one series of Côte d’Ivoire, in the shape of a recorded one."""
    answer: dict[str, Any] = recording.answer("HIV_ARTCOVERAGE")
    row = next(one for one in answer["value"] if one["SpatialDim"] == "CIV" and one["Dim1"] is None)
    answer["value"] = [
        {
            **row, "Id": year, "IndicatorCode": code, "TimeDim": year, "TimeDimensionValue": str(year), "Value": str(value),
            "NumericValue": value, "Low": None, "High": None, "TimeDimensionBegin": f"{year}-01-01T00:00:00+01:00",
            "TimeDimensionEnd": f"{year}-12-31T00:00:00+01:00",
        }
        for year, value in values.items()
    ]  # fmt: skip
    return answer


def physicians(base: Any, recording: Any, who: dict[int, float], bank: dict[int, float], **stated: Any) -> None:
    """Releases 1 and 2: physicians per 10 000 by WHO, then also per 1 000 by the World Bank, each crawled for real."""
    recording.keep("HWF_0001", who_answer(recording, "HWF_0001", who), **stated)
    assert base.crawl(recording.index).returncode in {0, 1}
    base.release()
    code = "SH.MED.PHYS.ZS"
    recording.keep(code, world_bank_answer(code, bank), source="world_bank", url=f"{WORLD_BANK}{code}", **stated)
    told = base("crawl", "world_bank", "--replay", recording.index, "--format", "json")
    assert "Traceback" not in told.stderr
    (held,) = [one for one in base("sources", "--format", "json").json if one["key"] == "world_bank"]
    accepted = base("release", "create", "--accept", held["last_run"]["id"], "--reason", "a small replay")
    assert accepted.returncode == 0, accepted.stderr


def report(number: int, published_by: str, published_on: str, quote: str, **said: Any) -> dict[str, list[Row]]:
    """One report of one page on Côte d’Ivoire, its only sentence a signal."""
    document = f"https://example.org/report/{number}"
    text = f"{quote}."
    items: list[Any] = [
        ReportItem(document=document, title=f"Rapport n° {number}", published_by=published_by, countries='["CIV"]', lang="fr",
                   media="html", pages=1, published_on=published_on),
        ReportPassageItem(document=document, page=1, ordinal=0, start=0, end=len(text), text=text, lang="fr", countries='["CIV"]'),
        SignalItem(**{
            "document": document, "page": 1, "start": 0, "end": len(quote), "quote": quote, "type": "stock_out_medicines",
            "polarity": "present", "area": "CIV", "published_on": published_on, "cue": "test", "rule": "fr.test",
            "component": "medicament", "families": '["diabete"]', "products": '["metformine"]', "lang": "fr", **said,
        }),
    ]  # fmt: skip
    drawn: dict[str, list[Row]] = {}
    for item in items:
        drawn.setdefault(KIND_OF[type(item)], []).append(msgspec.structs.astuple(item))
    return drawn


def two_voices(base: Any) -> press.Press:
    """Release 1: an association signals a shortage of metformin, a ministry denies it in the same weeks."""
    room = press.Press(engine_for(base.variables["RECOUPE_DATABASE_URL"]), str(base.archive), source="reliefweb")
    room.run(
        {
            "https://example.org/api/1": report(1, "Association A", "2024-03-10", "la metformine a manqué"),
            "https://example.org/api/2": report(
                2, "Ministère B", "2024-03-20", "la metformine n’a pas manqué", polarity="negated"
            ),
        }
    )
    room.freeze()
    return room
