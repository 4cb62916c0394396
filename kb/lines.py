"""A line: one dated statement of one source, with everything a citation needs. Read-only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import RowMapping

from kb.clock import paris_day
from kb.sources.definition import source
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.models import Indicator

OLD_AFTER_MONTHS = 24  # design §2.4: older than this is always flagged, good news and bad alike


@dataclass(frozen=True)
class Line:
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
    period_start: str
    period_end: str
    period_as_stated: str
    published_on: str | None
    retrieved_at: str | None
    last_checked_at: str | None
    age_months: int
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
    def series(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What stays the same along a series: source, indicator, dimensions without the survey it came from."""
        kept = tuple(sorted(pair for pair in self.dimensions.items() if pair[0] != "DATASOURCE"))
        return self.source, self.indicator or "", kept


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`; negative when `start` lies ahead."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (1 if end.day < start.day else 0)


def is_old(period_end: date, day: date) -> bool:
    """More than 24 months before `day`, were it by one day."""
    return months_between(period_end, day - timedelta(days=1)) >= OLD_AFTER_MONTHS


def line_from_row(row: RowMapping, frozen_at: datetime) -> Line:
    """Build a line from a row of kb.queries; ages count to `frozen_at`, the date of the release."""
    definition = source(row["source_key"])
    indicator = load_indicators(row["source_key"]).get(row["indicator"])
    day = paris_day(frozen_at)
    gone = row["withdrawn_at"] is not None
    # a row may still stand here because another answer holds it too: under a withdrawn one it says nothing
    said = {name: None if gone else row[name] for name in ("value_as_published", "value", "low", "high", "comments")}
    retrieved = row["captured_on"] or _moment(row["retrieved_at"])
    return Line(
        id=row["line_id"],
        kind="observation",
        label=indicator.label if indicator else row["indicator"],
        indicator=row["indicator"],
        type=None,
        value_as_published=said["value_as_published"],
        value=said["value"],
        low=said["low"],
        high=said["high"],
        unit=indicator.unit if indicator else None,
        dimensions=_dimensions(row),
        area=row["area"],
        area_type=row["area_type"],
        place=None,
        level=indicator.level if indicator else None,
        population=indicator.population if indicator else None,
        quote=said["value_as_published"] or "",  # a figure is its own quotation: the publisher's characters
        lang=definition.covers.languages[0],
        page=None,
        polarity=None,
        cue=None,
        rule=None,
        comments=said["comments"],
        extractor=row["extractor"],
        products=[],
        families=_families(indicator),
        amounts=[],
        period_start=row["period_start"].isoformat(),
        period_end=row["period_end"].isoformat(),
        period_as_stated=row["period_as_stated"],
        published_on=row["published_on"].isoformat() if row["published_on"] else None,
        retrieved_at=retrieved,
        # recorded bytes were last seen at their publisher's on the day of their capture, not when they were played again
        last_checked_at=_moment(row["checked_at"]) or retrieved,
        age_months=months_between(row["period_end"], day),
        flags=_flags(row, indicator, is_old(row["period_end"], day)),
        self_reported=bool(indicator and indicator.self_reported),
        tier=definition.tier,
        source=row["source_key"],
        publisher=definition.publisher,
        producer=(indicator.producer if indicator else None) or definition.producer,
        licence=definition.licence.name,
        url=row["url"],
        sha256=row["sha256"],
        archived=row["warc_file"] is not None and not gone,
        withdrawn_on=f"{row['withdrawn_at']:%Y-%m-%d}" if gone else None,
        withdrawn_because=row["withdrawn_because"],
    )


def _families(indicator: Indicator | None) -> list[str]:
    if indicator is None:
        return []
    return ["all"] if indicator.for_all_families else list(indicator.families or ())


def _moment(at: datetime | None) -> str | None:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else None


def _dimensions(row: RowMapping) -> dict[str, str]:
    named = {row[f"dim{n}_type"]: row[f"dim{n}"] for n in (1, 2, 3) if row[f"dim{n}_type"]}
    return named | ({"DATASOURCE": row["data_source"]} if row["data_source"] else {})


def _flags(row: RowMapping, indicator: Indicator | None, old: bool) -> list[str]:
    stated = {
        "plus_de_24_mois": old,
        "sans_valeur": not row["reported"],
        "retire": row["withdrawn_at"] is not None,
        "systeme_de_sante": bool(indicator and indicator.for_all_families),
        "rejeu": row["replay_kind"] is not None,
        "figures_de_depart": row["origin"] == "starter",
    }
    return [flag for flag, holds in stated.items() if holds]
