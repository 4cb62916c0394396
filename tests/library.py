"""Reports and lists of our own making, to be searched: small, in four languages, with what a search may stumble on."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import pytest
from press import SOURCE, Press
from sqlalchemy import Engine

from extraction.items import KIND_OF, Item, ListingItem, ReportItem, ReportPassageItem, SignalItem
from kb.kinds import Row
from kb.releases import current_release, get_release
from kb.search.filters import Filters
from kb.search.finding import Results, search
from kb.search.query import parse
from kb.sources.definition import all_sources

PERIOD = {"period_as_stated": "2017", "period_start": "2017-01-01", "period_end": "2017-12-31"}
Drawn = dict[str, list[Row]]


def drawn(items: Iterable[Item]) -> Drawn:
    """Items as an answer draws them."""
    found: Drawn = {}
    for item in items:
        found.setdefault(KIND_OF[type(item)], []).append(msgspec.structs.astuple(item))
    return found


def report(
    name: str, *texts: str | None, title: str | None = None, lang: str | None = "fr", on: str | None = "2017-06-30",
    countries: str = '["CIV"]', signals: Sequence[dict[str, Any]] = (), heading: str | None = None, **passage: Any,
) -> Drawn:  # fmt: skip
    """A report of one passage a page."""
    document = f"https://example.org/{name}"
    told = {"lang": lang, "countries": countries}
    items: list[Item] = [ReportItem(document=document, title=title or name, published_on=on, **told)]
    for page, text in enumerate(texts, 1):
        place = {"document": document, "page": page, "start": 0, "end": len(text or "")}
        said = {"text": text, "heading": heading} | passage
        items.append(ReportPassageItem(**place, ordinal=0, **said, **told))
    for one in signals:
        place = {"page": 1, "start": 0, "end": 5} | one
        said = {
            "quote": (texts[0] or "")[place["start"] : place["end"]],
            "cue": "x",
            "rule": "x",
            "component": "medicament",
        }
        items.append(SignalItem(document=document, area="CIV", polarity="present", **said | place))
    return drawn(items)


def listed(*names: str, area: str = "CIV", **more: Any) -> Drawn:
    """A national list."""
    kept = {"list_kind": "national_list", "area": area} | PERIOD | more
    return drawn(ListingItem(name=name, **kept) for name in names)


def both(*parts: Drawn) -> Drawn:
    """Several things drawn from one answer."""
    return {kind: [row for part in parts for row in part.get(kind, ())] for kind in {k for part in parts for k in part}}


def publish(press: Press, **answers: Drawn) -> int:
    """Read the answers, each at an address of its own, and make a release. Returns its number."""
    press.run({address(name): rows for name, rows in answers.items()})
    return press.freeze().number


def address(name: str) -> str:
    return f"https://example.org/api/{name}"


def results(engine: Engine, text: str, release: int | None = None, expand: Any = None, **asked: Any) -> Results:
    filters = Filters(**{name: asked.pop(name) for name in list(asked) if name in Filters.__dataclass_fields__})
    chosen = current_release(engine) if release is None else get_release(engine, release)
    return search(engine, chosen, parse(text, expand), filters, **{"limit": 1000} | asked)


def found(engine: Engine, text: str, release: int | None = None, **asked: Any) -> list[str]:
    """What is found: quotations of passages and names of lists, labels of the rest, in the order of the results."""
    hits = results(engine, text, release, **asked).hits
    quoted = {"passage", "listing"}
    return [hit.line.quote if hit.line.kind in quoted and hit.line.quote else hit.line.label for hit in hits]


def lend(monkeypatch: pytest.MonkeyPatch, redistribution: str) -> None:
    """Change what the source of the publisher lets out."""
    changed = all_sources()[SOURCE].model_copy(update={"redistribution": redistribution})
    monkeypatch.setitem(all_sources(), SOURCE, changed)
