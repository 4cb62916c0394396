"""How old a line is, three times over: the fact, its publication, the last check of the source. Ages count to the release.

Bands are of time alone: nothing here looks at what a line says.
"""

import calendar
from collections.abc import Iterable
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
    paces: dict[str, int] = {}
    facts: dict[StrEnum, list[str]] = {kind: [] for kind in Band}
    published: dict[StrEnum, list[str]] = {kind: [] for kind in Band}
    checked: dict[StrEnum, list[str]] = {kind: [] for kind in Check}
    for line in lines:
        if line.source not in paces:
            paces[line.source] = cadence(line.source)
        facts[band(line.dated, day)].append(line.id)
        published[band(line.published_on, day)].append(line.id)
        checked[check(line.last_checked_at, paces[line.source], day)].append(line.id)
    held = {"fact": facts, "published": published, "checked": checked}
    return {name: {kind.value: ids for kind, ids in kinds.items() if ids} for name, kinds in held.items()}
