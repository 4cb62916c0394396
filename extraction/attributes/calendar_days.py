"""What the ways of dating mean in days. Each meaning takes what was said and the day of publication; None is « not said »."""

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Span = tuple[date | None, date | None]
_NOTHING: Span = (None, None)


@dataclass(frozen=True)
class Said:
    """The numbers of a way of dating; None where the form has no such number."""

    day: int | None = None
    month: int | None = None
    month2: int | None = None
    year: int | None = None
    year2: int | None = None
    part: str | None = None
    count: int | None = None
    unit: str | None = None


Meaning = Callable[[Said, date | None], Span]


def _first(year: int, month: int) -> date:
    return date(year, month, 1)


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month(said: Said, published: date | None) -> Span:
    if said.year is None or said.month is None:
        return _NOTHING
    return _first(said.year, said.month), _last(said.year, said.month)


def _months(said: Said, published: date | None) -> Span:
    if said.year2 is None or said.month is None or said.month2 is None:
        return _NOTHING
    # « novembre à mars 2020 » begins the year before
    year = said.year or (said.year2 - 1 if said.month > said.month2 else said.year2)
    return _ordered(_first(year, said.month), _last(said.year2, said.month2))


def _years(said: Said, published: date | None) -> Span:
    if said.year is None or said.year2 is None:
        return _NOTHING
    return _ordered(date(said.year, 1, 1), date(said.year2, 12, 31))


def _ordered(start: date, end: date) -> Span:
    return (start, end) if start <= end else _NOTHING


def _part(said: Said, published: date | None) -> Span:
    if said.year is None or said.part is None:
        return _NOTHING
    length = 3 if said.part[0] == "Q" else 6
    last = length * int(said.part[1])
    return _first(said.year, last - length + 1), _last(said.year, last)


def _day(said: Said, published: date | None) -> Span:
    if said.year is None or said.month is None or said.day is None:
        return _NOTHING
    try:
        day = date(said.year, said.month, said.day)
    except ValueError:  # a day that no calendar has
        return _NOTHING
    return day, day


def _year(said: Said, published: date | None) -> Span:
    return (date(said.year, 1, 1), date(said.year, 12, 31)) if said.year else _NOTHING


def _since(meaning: Meaning) -> Meaning:
    return lambda said, published: (meaning(said, published)[0], None)


def _until(meaning: Meaning) -> Meaning:
    return lambda said, published: (None, meaning(said, published)[1])


def _before(meaning: Meaning) -> Meaning:
    def ends_the_day_before(said: Said, published: date | None) -> Span:
        start = meaning(said, published)[0]
        return None, start - timedelta(days=1) if start else None

    return ends_the_day_before


def _ago(said: Said, published: date) -> date | None:
    """The day that lies `count` units before the publication; years and months keep the day where the month has it."""
    if said.count is None or said.unit is None:
        return None
    if said.unit in {"day", "week"}:
        return published - timedelta(days=said.count * (7 if said.unit == "week" else 1))
    months = published.year * 12 + published.month - 1 - said.count * (12 if said.unit == "year" else 1)
    if months < 12:
        return None
    year, month = divmod(months, 12)
    return date(year, month + 1, min(published.day, calendar.monthrange(year, month + 1)[1]))


def _past(said: Said, published: date | None) -> Span:
    return (_ago(said, published), published) if published else _NOTHING


def _named_month(said: Said, published: date | None) -> Span:
    """« depuis mars » in a report of May is March of that year; in a report of January, of the year before."""
    if published is None or said.month is None:
        return _NOTHING
    return _first(published.year - (said.month > published.month), said.month), None


def _last_year(said: Said, published: date | None) -> Span:
    return (date(published.year - 1, 1, 1), date(published.year - 1, 12, 31)) if published else _NOTHING


def _this_year(said: Said, published: date | None) -> Span:
    return (date(published.year, 1, 1), published) if published else _NOTHING


def _last_month(said: Said, published: date | None) -> Span:
    if published is None:
        return _NOTHING
    end = published.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


def _past_one(unit: str) -> Meaning:
    return lambda said, published: _past(Said(count=1, unit=unit), published)


def _undated(said: Said, published: date | None) -> Span:
    """« pendant trois mois »: how long, not when."""
    return _NOTHING


MEANINGS: Mapping[str, Meaning] = {
    "day": _day, "month": _month, "months": _months, "part": _part, "year": _year, "years": _years,
    "since_day": _since(_day), "since_month": _since(_month), "since_year": _since(_year),
    "until_day": _until(_day), "until_month": _until(_month), "until_year": _until(_year),
    "before_month": _before(_month), "before_year": _before(_year),
    "past": _past, "past_year": _past_one("year"), "past_month": _past_one("month"), "since_ago": _since(_past),
    "since_named_month": _named_month, "last_year": _last_year, "since_last_year": _since(_last_year),
    "this_year": _this_year, "last_month": _last_month, "duration": _undated,
}  # fmt: skip
