"""Days as finely as a source tells them: « en 2021 » is a year, never its first of January."""

import calendar
from datetime import date

from kb.lines import Line

_YEAR, _MONTH, _DAY = 4, 7, 10
"""How many characters of an ISO day are kept."""


def told_start(line: Line) -> str | None:
    """The start of the stated period as ISO text, cut to what the source tells; None where it tells none."""
    return line.period_start and line.period_start[: _kept(line)]


def told_end(line: Line) -> str | None:
    """The last day of the stated period as ISO text, cut to what the source tells; None where it tells none."""
    return line.period_end and line.period_end[: _kept(line)]


def _kept(line: Line) -> int:
    start, end = line.period_start or "", line.period_end or ""
    # « jusqu’en 2016 » is kept as the first day of 2016
    alone = not start
    if _is(start, "-01-01") and _is(end, "-12-31", "-01-01" if alone else "-12-31"):
        return _YEAR
    if _is(start, "-01") and (not end or _is_last_of_month(end) or (alone and end.endswith("-01"))):
        return _MONTH
    return _DAY


def _is(day: str, *endings: str) -> bool:
    return not day or day.endswith(endings)


def _is_last_of_month(day: str) -> bool:
    told = date.fromisoformat(day)
    return told.day == calendar.monthrange(told.year, told.month)[1]
