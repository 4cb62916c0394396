"""When the fact took place, as the text says it, and as dates: a missing end stays missing, nothing is invented."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec
import yaml

Span = tuple[date | None, date | None]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"in_": "in", "for_": "for"}):
    months: list[str]
    since: str
    until: str
    from_to: list[str]
    also: list[str]
    in_: str
    quarters: dict[str, int]
    halves: dict[str, int]
    for_: str
    units: str


@dataclass(frozen=True)
class Period:
    """Start and end in the folded text, and the dates they mean."""

    start: int
    end: int
    first: date | None
    last: date | None


@cache
def _words(lang: str) -> _Words:
    path = files("extraction.signals") / "patterns" / "periods.yml"
    return msgspec.convert(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)[lang], _Words)


@cache
def _patterns(lang: str) -> list[tuple[re.Pattern[str], Callable[[re.Match[str], str], Span]]]:
    """From the most telling to the least: an interval, a quarter, a day, a month, a year; each with what it means."""
    words = _words(lang)
    month, year, day = "|".join(words.months), r"(?:19|20)\d\d", r"\d{1,2}(?:er|st|nd|rd|th)?"
    of = r"(?:\s+(?:de|of|du|do))?"
    pairs = [tuple(words.from_to), *zip(words.also[::2], words.also[1::2], strict=True)]
    made: list[tuple[re.Pattern[str], Callable[[re.Match[str], str], Span]]] = []
    for first, second in pairs:
        made.append(
            (
                re.compile(
                    rf"\b{first}\s+(?P<m1>{month})(?:{of}\s+(?P<y1>{year}))?\s+{second}\s+(?P<m2>{month}){of}\s+(?P<y2>{year})"
                ),
                _months,
            )
        )
        made.append((re.compile(rf"\b{first}\s+(?P<y1>{year})\s+{second}\s+(?P<y2>{year})\b"), _years))
    made.append((re.compile(rf"\b(?P<y1>{year})\s?[-—/]\s?(?P<y2>(?:19|20)?\d\d)\b"), _years))
    quarter = "|".join([*words.quarters, *words.halves])
    made.append((re.compile(rf"\b(?P<part>{quarter}){of}\s+(?:de\s+)?(?P<y1>{year})\b"), _part))
    side = rf"(?:(?P<since>{words.since})|(?P<until>{words.until})|(?:{words.in_}))"
    made.append(
        (
            re.compile(
                rf"\b(?:{side}\s+)?(?:le\s+|el\s+)?(?P<d>{day}){of}\s+(?P<m1>{month})(?:{of}\s+(?P<y1>{year}))?\b"
            ),
            _day,
        )
    )
    made.append((re.compile(rf"\b(?:{side}\s+)?(?P<m1>{month})\s+(?P<d>{day}),?\s+(?P<y1>{year})\b"), _day))
    made.append((re.compile(rf"\b(?:{side}\s+)?(?P<m1>{month}){of},?\s+(?P<y1>{year})\b"), _month))
    made.append((re.compile(rf"\b{side}\s+(?:l annee\s+)?(?P<y1>{year})\b(?!\s*[%a-z]*\s*(?:franc|dollar))"), _year))
    made.append((re.compile(rf"\b(?:{words.since})\s+(?:{month})\b"), _undated))
    made.append((re.compile(rf"\b(?:{words.for_})\s+(?:\w+\s+){{1,3}}?(?:{words.units})\b"), _undated))
    return made


def period_in(folded: str, start: int, end: int, lang: str) -> Period | None:
    """The first period of a passage of folded text, the most telling way of saying it first."""
    text = folded[start:end].replace("'", " ")
    for pattern, meaning in _patterns(lang):
        found = pattern.search(text)
        if found:
            first, last = meaning(found, lang)
            return Period(start + found.start(), start + found.end(), first, last)
    return None


def _limits(found: re.Match[str], first: date, last: date) -> Span:
    groups = found.groupdict()
    if groups.get("since"):
        return first, None
    return (None, first) if groups.get("until") else (first, last)


def _month_span(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _number(found: re.Match[str], group: str, lang: str) -> int:
    return _words(lang).months.index(found[group]) + 1


def _months(found: re.Match[str], lang: str) -> Span:
    last_year = int(found["y2"])
    first_year = int(found["y1"] or last_year)
    return _month_span(first_year, _number(found, "m1", lang))[0], _month_span(last_year, _number(found, "m2", lang))[1]


def _years(found: re.Match[str], lang: str) -> Span:
    first = int(found["y1"])
    last = int(found["y2"]) if len(found["y2"]) == 4 else first // 100 * 100 + int(found["y2"])
    return (date(first, 1, 1), date(last, 12, 31)) if last >= first else (None, None)


def _part(found: re.Match[str], lang: str) -> Span:
    words, year = _words(lang), int(found["y1"])
    if found["part"] in words.quarters:
        month = 3 * words.quarters[found["part"]]
        return date(year, month - 2, 1), _month_span(year, month)[1]
    month = 6 * words.halves[found["part"]]
    return date(year, month - 5, 1), _month_span(year, month)[1]


def _day(found: re.Match[str], lang: str) -> Span:
    if not found["y1"]:
        return None, None
    year, month = int(found["y1"]), _number(found, "m1", lang)
    number = int("".join(char for char in found["d"] if char.isdigit()))
    if not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None, None
    day = date(year, month, number)
    return _limits(found, day, day)


def _month(found: re.Match[str], lang: str) -> Span:
    return _limits(found, *_month_span(int(found["y1"]), _number(found, "m1", lang)))


def _year(found: re.Match[str], lang: str) -> Span:
    year = int(found["y1"])
    return _limits(found, date(year, 1, 1), date(year, 12, 31))


def _undated(found: re.Match[str], lang: str) -> Span:
    return None, None  # « depuis mars », « depuis six mois »: the date is the document's to say
