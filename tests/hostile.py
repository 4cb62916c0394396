"""What a publisher's text may hold at worst, put wherever a publisher's text is kept: figures, lists, reports, signals.

Every text is ours, and every host in it is of a domain that exists for nobody.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from press import ADDRESS, CODE, Press

from extraction.items import (
    KIND_OF,
    Item,
    ListingItem,
    ObservationItem,
    ReportItem,
    ReportPassageItem,
    SignalItem,
)
from kb.engine import engine_for
from kb.releases import ReleaseInfo

if TYPE_CHECKING:
    from conftest import Base

OUTSIDE = "evil.example"
MEDICINE = "insuline_nph"
RUNS = (
    "<script>window.ranHere=1</script>",
    f'<img src="http://{OUTSIDE}/a.png" onerror="window.ranHere=1">',
    '"><svg onload=window.ranHere=1>',
    "' onmouseover='window.ranHere=1' autofocus onfocus='window.ranHere=1",
    f'<iframe src="http://{OUTSIDE}/"></iframe><style>body{{display:none}}</style><base href="http://{OUTSIDE}/">',
    f'<meta http-equiv="refresh" content="0;url=http://{OUTSIDE}/"><link rel="stylesheet" href="http://{OUTSIDE}/a.css">',
    f"![image](http://{OUTSIDE}/markdown.png) [lien](javascript:window.ranHere=1) http://{OUTSIDE}/auto",
    "$$\\frac{1}{0}$$ $x^2$ :red[rouge] :material/home: :rainbow[arc] `code` **gras** # titre",
    "</details></table></div></main>",
    '<button data-act="citer:1:0000000000000000">citer</button>',
    "\u202etxet desrever\u202c \u2066isolé\u2069 \u200bca\u200dché\ufeff\u00ad \x1b[31m",
)
TEXT = " ".join(RUNS)
WORD = "M" * 1_000_000
REPORT = f"https://{OUTSIDE}/rapport?a=<script>window.ranHere=1</script>"
OTHER = f"javascript:window.ranHere=1//{OUTSIDE}"
PERIOD = {"period_start": "2024-01-01", "period_end": "2024-12-31"}


def figures(text: str) -> list[Item]:
    """A figure, a category, a 1 MB word and a code that nobody declared."""
    code = f"<script>window.ranHere=1</script>{CODE}"
    said: list[tuple[str, str, str | None, float | None]] = [
        (CODE, "2024", "36.0", 36.0),
        (CODE, "2023", "35.0 " + WORD, 35.0),
        (CODE, f"2022 {text}", "34.0", 34.0),
        ("NCD_CCS_Insulin", "2024", text, None),
        ("NCD_CCS_Metformin", "2024", WORD, None),
        (code, "2024", text, None),
    ]
    return [
        ObservationItem(
            one, "COUNTRY", "CIV", period, "SEX", text, "AGEGROUP", WORD[:100_000], None, None, text,
            "2024-01-01", "2024-12-31", published, number, None, None, text + WORD, None, True,
        )
        for one, period, published, number in said
    ]  # fmt: skip


def listing(text: str) -> list[Item]:
    """An entry of a national list."""
    more = {"form": text, "strengths": text, "brand": WORD, "holder": text, "comments": text, "reference": text}
    named = {"list_kind": "national_list", "area": "CIV", "name": text, "medicine": MEDICINE, "level": text}
    return [ListingItem(**named, **more, **PERIOD, period_as_stated=text)]


def report(text: str) -> list[Item]:
    """A report, its passages, a signal in it; and a report whose language and countries are no codes."""
    before, after = f"{text} ", f" {text} {WORD}"
    whole = before + text + after
    place: dict[str, Any] = {"document": REPORT, "page": 1}
    return [
        ReportItem(document=REPORT, title=text, published_by=text, authors=text, countries='["CIV"]', lang="en"),
        ReportPassageItem(**place, ordinal=0, start=0, end=len(whole), text=whole, heading=text, lang="en"),
        ReportItem(document=OTHER, title=f"{text} {WORD}", countries=json.dumps([text, WORD]), lang=text),
        ReportPassageItem(
            document=OTHER, page=1, ordinal=0, start=0, end=len(text), text=text, heading=text, lang=text,
            countries=json.dumps([text, WORD]),
        ),
        SignalItem(
            **place, **PERIOD, area="CIV", type="stock_out_medicines", start=len(before), end=len(before) + len(text),
            polarity="present", quote=text, cue=text, rule="test", component="medicament", lang="en",
            families=json.dumps(["diabete"]), products=json.dumps([MEDICINE]), amounts=json.dumps([text]),
            place=text, population=text, period_as_stated=text,
        ),
    ]  # fmt: skip


def publish(base: "Base", text: str = TEXT) -> ReleaseInfo:
    """Three publishers at their worst, taken in one release."""
    engine = engine_for(base.variables["RECOUPE_DATABASE_URL"])
    taken = {}
    for source, url, items in (
        ("who_gho", ADDRESS, figures(text)),
        ("essential_medicines", f"https://{OUTSIDE}/list", listing(text)),
        ("reliefweb", f"https://{OUTSIDE}/reports", report(text)),
    ):
        run = Press(engine, str(base.archive), source=source).run({url: _by_kind(items)})
        taken[run] = "every row changed, on purpose"
    return Press(engine, str(base.archive)).freeze(taken)


def _by_kind(items: list[Item]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for item in items:
        found.setdefault(KIND_OF[type(item)], []).append(msgspec.structs.astuple(item))
    return found


@contextmanager
def nothing_runs(page: Any) -> Iterator[None]:
    """Nothing of a publisher ran in the page: no window of its own, no variable, no element."""
    dialogs: list[str] = []
    page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    yield
    assert dialogs == []
