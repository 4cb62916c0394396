"""Dates as publishers write them in listings: ISO 8601, e-mail style (RSS), or a stated format with month names."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from babel.dates import get_month_names

_DAY_ONLY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_SPACES = re.compile(r"\s+")


def read_date(text: str, date_format: str | None = None, language: str | None = None) -> date | None:
    """The day, or None for a text that is no date in the stated format."""
    moment = read_moment(text, date_format, language)
    return moment.date() if moment else None


def read_moment(text: str, date_format: str | None = None, language: str | None = None) -> datetime | None:
    """An aware moment as the publisher's clock says it; UTC where he names no zone."""
    plain = _SPACES.sub(" ", text).strip()
    if date_format:
        return _stated(plain, date_format, language)
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        try:
            found = parsedate_to_datetime(plain)
        except (ValueError, TypeError):
            return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def to_the_day(text: str) -> bool:
    """True where the publisher gives the day alone."""
    return bool(_DAY_ONLY.match(text.strip()))


def _stated(text: str, date_format: str, language: str | None) -> datetime | None:
    try:
        found = datetime.strptime(_months_in_english(text, language), date_format)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _months_in_english(text: str, language: str | None) -> str:
    """strptime reads the month names of one language; the longest names first, so that « juin » is not « jui… »."""
    if language in {None, "en"}:
        return text
    english = get_month_names("wide", locale="en")
    spelt = {
        name.rstrip("."): english[number]
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale=language).items()
    }
    for name in sorted(spelt, key=len, reverse=True):
        replaced, count = re.subn(rf"\b{re.escape(name)}\b\.?", spelt[name], text, flags=re.IGNORECASE)
        if count:
            return re.sub(r"\b1er\b", "1", replaced, flags=re.IGNORECASE)
    return text
