"""Calendar days written in a text: French, English, Spanish, Portuguese, Russian, and figures."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from extraction.text.items import Precision

_MONTHS = (
    "janvier janv january jan enero ene janeiro января январь",
    "février fevrier févr fevr fév february febr feb febrero fevereiro fev февраля февраль",
    "mars march mar marzo março marco марта март",
    "avril avr april apr abril abr апреля апрель",
    "mai may mayo maio мая май",
    "juin june jun junio junho июня июнь",
    "juillet juil july jul julio julho июля июль",
    "août aout august aug agosto ago августа август",
    "septembre sept september sep septiembre setiembre setembro set сентября сентябрь",
    "octobre october oct octubre outubro out октября октябрь",
    "novembre november nov noviembre novembro ноября ноябрь",
    "décembre decembre déc dec december diciembre dic dezembro dez декабря декабрь",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_FORMS = (
    re.compile(rf"(?<!\d){_YEAR}(?P<mark>[-/.])(?P<number>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(
        rf"(?<!\d){_DAY}(?:er|st|nd|rd|th|º|ª)?\s?(?:de |of |-)?\s?{_MONTH}\s?,?\s?(?:de |del |-)?\s?{_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\w){_MONTH}\s?{_DAY}(?:st|nd|rd|th)?\s?,?\s{_YEAR}", re.IGNORECASE),
    # after a number, it is a day that does not exist
    re.compile(rf"(?<!\w)(?<!\d\s)(?<!\d\sde\s){_MONTH}\s?,?\s?(?:de |del )?{_YEAR}", re.IGNORECASE),
)
_FIGURES = re.compile(rf"(?<!\d)(?P<one>\d{{1,2}})(?P<mark>[/.-])(?P<two>\d{{1,2}})(?P=mark){_YEAR}")
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<number>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d{1,5}(?!\d))"
)
_DAY_FIRST = frozenset({"fr", "es", "pt", "ru", "ar", "it", "de"})


class Day(NamedTuple):
    """A day, or a month as its first day, and where it is written."""

    start: int
    end: int
    day: date
    precision: Precision


def days_in(text: str, lang: str | None = None) -> list[Day]:
    """Every date of the text, in order. « 03/04/2025 » is read only in a language that writes the day first."""
    taken: list[Day] = []
    for found in _found(text, lang):
        if all(found.end <= other.start or other.end <= found.start for other in taken):
            taken.append(found)
    return sorted(taken)


def compact_days_in(text: str) -> list[Day]:
    """« 20251027 », as file names and PDF metadata write it. In a text it may be any number."""
    return [
        day
        for match in _COMPACT.finditer(text)
        for day in _day(match, int(match["year"]), int(match["number"]), match["day"])
    ]


def _found(text: str, lang: str | None) -> Iterator[Day]:
    for form in _FORMS:
        for match in form.finditer(text):
            parts = match.groupdict()
            number = int(parts["number"]) if parts.get("number") else _MONTH_OF[parts["month"].lower()]
            yield from _day(match, int(parts["year"]), number, parts.get("day"))
    for match in _FIGURES.finditer(text):
        one, two = int(match["one"]), int(match["two"])
        if two > 12 or one > 12 or lang in _DAY_FIRST:
            day, number = (two, one) if two > 12 else (one, two)
            yield from _day(match, int(match["year"]), number, str(day))


def _day(match: re.Match[str], year: int, month: int, day: str | None) -> Iterator[Day]:
    try:
        found = date(year, month, int(day) if day else 1)
    except ValueError:
        return  # « 31 février » is nobody's date
    yield Day(match.start(), match.end(), found, "day" if day else "month")
