"""A line: one dated statement of one source, with everything a citation needs. Read-only."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from kb.provenance import Provenance
from kb.sources.definition import source
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.models import Indicator
from kb.vocabulary.standing import standing

OLD_AFTER_MONTHS = 24  # design §2.4: older than this is always flagged, good news and bad alike


class Line(msgspec.Struct, frozen=True):
    """One line of the base as a release shows it (keys of the command-line contract, design §6).

    `retrieved_at` and `last_checked_at` are ISO text, shortened to what is known (« 2018-10 ») when the answer was
    recorded before; None means that nobody recorded the date.
    """

    id: str
    kind: str
    label: str
    indicator: str | None
    type: str | None
    value_as_published: str | None
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    dimensions: dict[str, str]
    title: str | None
    """Title of the report, for what was read in one."""
    component: str | None
    """The component that the statement itself bears on; a figure's is told by its series."""
    area: str
    area_type: str
    place: str | None
    level: str | None
    population: str | None
    quote: str | None
    lang: str | None
    page: int | None
    polarity: str | None
    cue: str | None
    rule: str | None
    comments: str | None
    extractor: str
    products: list[str]
    families: list[str]
    amounts: list[str]
    period_start: str | None
    period_end: str | None
    period_as_stated: str | None
    published_on: str | None
    retrieved_at: str | None
    last_checked_at: str | None
    age_months: int | None
    """Whole months to the day of the release, from the end of the period; from the publication where no period is stated."""
    flags: list[str]
    self_reported: bool
    tier: str
    source: str
    publisher: str
    producer: str
    licence: str
    url: str
    sha256: str
    archived: bool
    withdrawn_on: str | None
    """Day on which the bytes and the text were withdrawn; the line then keeps its name, its dates and its hash only."""
    withdrawn_because: str | None

    @property
    def is_replay(self) -> bool:
        """The bytes were recorded before and played again: no date of ours is a date of theirs."""
        return "rejeu" in self.flags

    @property
    def is_starter(self) -> bool:
        """The line comes with the programme, not from a crawl of this installation."""
        return "figures_de_depart" in self.flags

    @property
    def has_value(self) -> bool:
        """False where the publisher says that nothing was reported, or where the line was withdrawn."""
        return "sans_valeur" not in self.flags and self.withdrawn_on is None

    @property
    def dated(self) -> str:
        """The day that orders lines: end of the period, else publication; empty where neither is known."""
        return self.period_end or self.published_on or ""

    @property
    def series(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What stays the same along a series: source, indicator, dimensions without the survey it came from."""
        kept = tuple(sorted(pair for pair in self.dimensions.items() if pair[0] != "DATASOURCE"))
        return self.source, self.indicator or self.type or "", kept


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`; negative when `start` lies ahead."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (1 if end.day < start.day else 0)


@lru_cache(maxsize=4096)
def age(period_end: str, day: str) -> tuple[int, bool]:
    """Whole months from the end of a period to a day, and whether that is old (ISO text)."""
    end, today = date.fromisoformat(period_end), date.fromisoformat(day)
    return months_between(end, today), is_old(end, today)


def is_old(period_end: date, day: date) -> bool:
    """More than 24 months before `day`, were it by one day."""
    return months_between(period_end, day - timedelta(days=1)) >= OLD_AFTER_MONTHS


def line_of_observation(row: Sequence[Any], origin: Provenance, day: str) -> Line:
    """A line from a row of kb.queries; its age counts to `day`, the day of the release in France (ISO text)."""
    (
        _, line_id, code, area_type, area, stated, start, end, published_on,
        dim1_type, dim1, dim2_type, dim2, dim3_type, dim3, data_source,
        value_as_published, value, low, high, comments, reported,
    ) = row  # fmt: skip
    told = _series(origin.definition.key, code, standing())
    # a row may still stand here because another answer holds it too: under a withdrawn one it says nothing
    if origin.withdrawn_on is not None:
        value_as_published = value = low = high = comments = None
    months, old = age(end, day)
    dimensions = {}
    if dim1_type:
        dimensions[dim1_type] = dim1
    if dim2_type:
        dimensions[dim2_type] = dim2
    if dim3_type:
        dimensions[dim3_type] = dim3
    if data_source:
        dimensions["DATASOURCE"] = data_source
    return Line(
        id=line_id,
        kind="observation",
        indicator=code,
        type=None,
        value_as_published=value_as_published,
        value=value,
        low=low,
        high=high,
        dimensions=dimensions,
        title=None,
        area=area,
        area_type=area_type,
        place=None,
        quote=value_as_published or "",  # a figure is its own quotation: the publisher's characters
        page=None,
        polarity=None,
        cue=None,
        rule=None,
        comments=comments,
        extractor=origin.extractor,
        products=[],
        amounts=[],
        period_start=start,
        period_end=end,
        period_as_stated=stated,
        published_on=published_on,
        retrieved_at=origin.retrieved_at,
        last_checked_at=origin.last_checked_at,
        age_months=months,
        flags=_flags(origin, old=old, reported=reported, general=told["families"] == EVERY_FAMILY),
        url=origin.url,
        sha256=origin.sha256,
        archived=origin.archived,
        withdrawn_on=origin.withdrawn_on,
        withdrawn_because=origin.withdrawn_because,
        **told,
    )


EVERY_FAMILY = ["all"]


@lru_cache(maxsize=4096)
def _series(source_key: str, code: str, vocabulary: Path) -> dict[str, Any]:
    """What every line of a series shares, whatever the answer it was read in."""
    definition = source(source_key)
    indicator = load_indicators(source_key, vocabulary).get(code)
    return {
        "label": indicator.label if indicator else code,
        "unit": indicator.unit if indicator else None,
        "component": indicator.component if indicator else None,
        "level": indicator.level if indicator else None,
        "population": indicator.population if indicator else None,
        "families": _families(indicator),
        "self_reported": bool(indicator and indicator.self_reported),
        "producer": (indicator.producer if indicator else None) or definition.producer,
        "lang": definition.covers.languages[0],
        "tier": definition.tier,
        "source": definition.key,
        "publisher": definition.publisher,
        "licence": definition.licence.name,
    }


def line_of_statement(origin: Provenance, day: str, dated: str | None, **told: Any) -> Line:
    """A line that is no figure: `told` over what every line of the answer shares. Its age counts from `dated` (ISO text)."""
    definition = origin.definition
    months, old = age(dated, day) if dated else (None, False)
    flags = _flags(origin, old=old, reported=True, general=False) + told.pop("flags", [])
    shared: dict[str, Any] = {
        "extractor": origin.extractor, "retrieved_at": origin.retrieved_at, "last_checked_at": origin.last_checked_at,
        "tier": definition.tier, "source": definition.key, "publisher": definition.publisher,
        "producer": definition.producer, "licence": definition.licence.name, "url": origin.url, "sha256": origin.sha256,
        "archived": origin.archived, "withdrawn_on": origin.withdrawn_on, "withdrawn_because": origin.withdrawn_because,
        "age_months": months, "flags": flags, "lang": definition.covers.languages[0],
    }  # fmt: skip
    return Line(**{**_NOTHING, **shared, **told})


# what a statement that is no figure does not say
_NOTHING: dict[str, Any] = {
    "indicator": None, "value_as_published": None, "value": None, "low": None, "high": None, "unit": None,
    "dimensions": {}, "title": None, "component": None, "area_type": "COUNTRY", "place": None, "level": None,
    "population": None, "quote": None, "page": None, "polarity": None, "cue": None, "rule": None, "comments": None,
    "products": [], "families": [], "amounts": [], "period_start": None, "period_end": None, "period_as_stated": None,
    "published_on": None, "self_reported": False,
}  # fmt: skip


def _families(indicator: Indicator | None) -> list[str]:
    if indicator is None:
        return []
    return EVERY_FAMILY if indicator.for_all_families else list(indicator.families or ())


def _flags(origin: Provenance, *, old: bool, reported: bool, general: bool) -> list[str]:
    stated = (
        ("plus_de_24_mois", old),
        ("sans_valeur", not reported),
        ("retire", origin.withdrawn_on is not None),
        ("n_est_plus_publie", origin.no_longer_published),
        ("systeme_de_sante", general),
        ("rejeu", origin.replayed),
        ("figures_de_depart", origin.starter),
    )
    return [flag for flag, holds in stated if holds]
