"""How old a line is, three times over: the fact, its publication, the last check of the source. Ages count to the release.

Bands are of time alone: nothing here looks at what a line says.
"""

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from kb.lines import Line, age
from kb.sources.definition import source

LATE_AFTER = 2  # cadences of the source: one missed pass may be an accident, two are a silence


class Band(StrEnum):
    """Age of a fact or of a publication."""

    YEAR = "moins de 12 mois"
    TWO_YEARS = "de 12 à 24 mois"
    OLD = "plus de 24 mois"
    UNKNOWN = "date non enregistrée"


class Check(StrEnum):
    """Age of the last check, against the pace at which the source itself changes."""

    IN_PACE = "dans la cadence de la source"
    PAST_PACE = "cadence de la source dépassée"
    LATE = "plus de deux cadences de la source"
    UNKNOWN = "vérification non enregistrée"


@dataclass(frozen=True)
class Freshness:
    """The three ages of a line, as bands."""

    fact: Band
    published: Band
    checked: Check


def freshness(line: Line, day: str) -> Freshness:
    """The bands of a line at a day (ISO text), that of the release."""
    return Freshness(
        band(line.dated, day), band(line.published_on, day), check(line.last_checked_at, cadence(line.source), day)
    )


@lru_cache(maxsize=4096)
def band(dated: str | None, day: str) -> Band:
    """The band of a date; 24 months and one day are « plus de 24 mois », as the flag of a line says."""
    if not dated:
        return Band.UNKNOWN
    months, old = age(dated, day)
    if old:
        return Band.OLD
    return Band.YEAR if months < 12 else Band.TWO_YEARS


@lru_cache(maxsize=4096)
def check(checked: str | None, pace: int, day: str) -> Check:
    """`pace`: days between two changes of the source, as its definition says."""
    if not checked:
        return Check.UNKNOWN
    days = (date.fromisoformat(day) - last_day(checked)).days
    if days <= pace:
        return Check.IN_PACE
    return Check.PAST_PACE if days <= LATE_AFTER * pace else Check.LATE


def last_day(stated: str) -> date:
    """The latest day that a date known in part may be: « 2018-10 » gives the 31st, so that no age is overstated."""
    stated = stated.split("..")[-1][:10]
    parts = [int(part) for part in stated.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def cadence(source_key: str) -> int:
    """Days between two changes of a source, as its definition says."""
    return source(source_key).cadence_days


def bands_of(lines: Iterable[Line], day: str) -> dict[str, Any]:
    """JSON of the ages of one component: under each band, the ids of its lines, in their order."""
    held = [(line.id, freshness(line, day)) for line in lines]
    sorts: dict[str, tuple[type[StrEnum], Callable[[Freshness], StrEnum]]] = {
        "fact": (Band, lambda one: one.fact),
        "published": (Band, lambda one: one.published),
        "checked": (Check, lambda one: one.checked),
    }
    return {
        name: {
            kind.value: ids for kind in kinds if (ids := [line_id for line_id, one in held if of(one) is kind])
        }
        for name, (kinds, of) in sorts.items()
    }  # fmt: skip
