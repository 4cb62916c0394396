"""The long table of an AIDSinfo archive (Estimates, GAM, NCPI): one row per figure or bound → one observation per figure."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from sys import intern

import msgspec

from extraction.formats.archives import only_csv
from extraction.formats.csv_tables import read_csv
from extraction.formats.estimates import number, reported, with_bounds, year_bounds
from extraction.formats.observations import observation
from extraction.items import ObservationItem, Payload, UnreadablePayload
from kb.vocabulary.areas_loader import area_of

COLUMNS = (
    "Indicator_GId", "Area ID", "Area", "Time Period", "Source", "Subgroup", "Subgroup_Val_GId", "Data value", "Formatted",
    "Data_Denominator", "Footnote", "Indicator", "Unit",
)  # fmt: skip
# « All ages », « All ages estimate », « All ages lower estimate », « All ages upper estimate »: one figure and its bounds
_SUBGROUP = re.compile(
    r"(?P<who>.*?)\s*(?:\b(?P<bound>lower|upper)\s+)?(?P<estimate>\bestimate)?", re.IGNORECASE | re.DOTALL
)

Key = tuple[str, ...]
Cell = tuple[str, str, str, str, str]
"""Subgroup code, data value, formatted text, denominator, footnote."""
Series = dict[str, list[Cell]]
"""Role of the rows (plain, estimate, lower, upper) → the rows, in the order of the table: equal keys are all kept."""


def read_export(payload: Payload) -> Iterator[ObservationItem]:
    """Every figure of the archive. Raises UnreadablePayload on any shape not known here."""
    table = read_csv(payload.url, only_csv(payload.url, payload.body))
    grouped = _grouped(table.columns(COLUMNS))
    for key in list(grouped):
        yield from _observations(payload.url, key, grouped.pop(key))  # let go as they are read: 620 000 figures in 2025


def _grouped(rows: Iterable[tuple[str, ...]]) -> dict[Key, Series]:
    grouped: dict[Key, Series] = {}
    for gid, area_id, area, period, source, subgroup, subgroup_gid, *cell, _, _ in rows:
        who, role = _role(subgroup)
        key = (intern(gid), intern(area_id), intern(area), intern(period), intern(source), intern(who))
        series = grouped.setdefault(key, {})
        value, text, denominator, footnote = cell
        series.setdefault(role, []).append((intern(subgroup_gid), value, text, denominator, intern(footnote)))
    return grouped


@lru_cache(maxsize=4096)
def _role(subgroup: str) -> tuple[str, str]:
    """Who is counted, and whether the row is the figure itself or one of its bounds."""
    found = _SUBGROUP.fullmatch(subgroup.strip())
    if found is None:
        return subgroup, "plain"
    return found["who"], (found["bound"] or found["estimate"] or "plain").lower()


def _observations(url: str, key: Key, series: Series) -> Iterator[ObservationItem]:
    """Bounds go to the estimate where there is one, else to the plain figure; a bound without its figure stands alone."""
    bounded = "estimate" if "estimate" in series else "plain"
    if bounded != "plain":
        yield from (_observation(url, key, cell, None, None) for cell in series.get("plain", []))
    for cell, low, high in zip_longest(series.get(bounded, []), series.get("lower", []), series.get("upper", [])):
        if cell:
            yield _observation(url, key, cell, low, high)
            continue
        for bound, orphan in (("low", low), ("high", high)):
            if orphan:  # kept under its own subgroup, and never read as the figure
                alone = _observation(url, key, orphan, None, None)
                yield msgspec.structs.replace(alone, value=None, **{bound: alone.value})


def _observation(url: str, key: Key, cell: Cell, low: Cell | None, high: Cell | None) -> ObservationItem:
    gid, area_id, name, period, source, _ = key
    subgroup, value, text, denominator, footnote = cell
    days = year_bounds(period)
    if days is None:
        raise UnreadablePayload(f"{period!r} n’est pas une année dans {url} : rien n’en a été lu.")
    lowest, highest = low[2] if low else "", high[2] if high else ""
    return observation(
        gid,
        area_of("unaids", area_id, name),
        period,
        days,
        with_bounds(text, lowest, highest),
        value=_value(value, text),
        reported=reported(text),
        bounds=(number(lowest), number(highest)),
        dimension=("SUBGROUP", subgroup),
        data_source=source or None,
        comments=_comments(denominator, footnote),
    )


def _value(value: str, text: str) -> float | None:
    """The unrounded number, but only where the publisher shows a number: « >95 » and « <1 » stay texts."""
    shown, exact = number(text), number(value)
    return shown if shown is None or exact is None else exact


def _comments(denominator: str, footnote: str) -> str | None:
    told = [footnote.strip()] * bool(footnote.strip()) + [f"Data_Denominator: {denominator}"] * bool(
        denominator.strip()
    )
    return " · ".join(told) or None
