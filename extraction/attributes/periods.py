"""When the fact took place, as the text says it and as dates; a relative date counts from the day of publication.

What the words do not say stays missing: an end nobody stated is null, and « depuis six mois » in an undated report is kept as
stated, without dates.
"""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from extraction.attributes import calendar_days as days
from extraction.attributes.scene import Scene
from extraction.attributes.words import Dating, words_of

_YEAR = r"(?:19|20)\d\d"
_GAP = r"[\s,'.]*"  # between two words: blanks, a comma, an apostrophe, the stop of « sept. »


class Period(NamedTuple):
    """The words of the text, and the days they mean (ISO), each null where the words do not say."""

    as_stated: str
    start: str | None
    end: str | None


class _Found(NamedTuple):
    start: int
    end: int
    span: days.Span


@cache
def _patterns(lang: str) -> list[tuple[re.Pattern[str], str]]:
    dating = words_of(lang).dating
    return [(re.compile(_pattern(form.form, dating)), form.means) for form in dating.forms]


def _pattern(form: str, dating: Dating) -> str:
    month = "(?:" + "|".join(dating.months) + ")"
    pieces = {
        "{month}": f"(?P<month>{month})", "{month2}": f"(?P<month2>{month})", "{year}": f"(?P<year>{_YEAR})",
        "{year?}": f"(?P<year>{_YEAR})?", "{year2}": f"(?P<year2>{_YEAR}|\\d\\d)", "{day}": r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?",
        "{part}": "(?P<part>" + "|".join(dating.parts) + ")", "-": "[-/]", "{n}": "(?P<n>" + _numbers(dating) + ")",
        "{unit}": "(?P<unit>" + "|".join(word for words in dating.units.values() for word in words) + ")",
    }  # fmt: skip
    made = []
    for word in form.split():
        piece = pieces.get(word, re.escape(word.removesuffix("?")))
        optional = word == "{year?}" or (word.endswith("?") and word not in pieces)
        made.append(rf"(?:{piece}{_GAP})?" if optional else f"{piece}{_GAP}")
    made[-1] = made[-1].removesuffix(_GAP)
    return rf"(?<!\w){''.join(made)}(?!\w)"


def _numbers(dating: Dating) -> str:
    return r"\d{1,3}|" + "|".join(sorted(dating.numbers, key=len, reverse=True))


def period_of(scene: Scene) -> Period | None:
    """The period that the quotation states, else the nearest in the sentence, one before it first."""
    found = _all_in(scene)
    if not found:
        return None
    low, high = scene.quote
    chosen = min(found, key=lambda one: (_distance(one, low, high), one.start))
    start, end = chosen.span
    stated = scene.original(chosen.start, chosen.end)
    return Period(stated, start.isoformat() if start else None, end.isoformat() if end else None)


def _distance(one: _Found, low: int, high: int) -> tuple[int, int]:
    if one.start < high and low < one.end:
        return 0, 0
    return (1, low - one.end) if one.end <= low else (2, one.start - high)


def _all_in(scene: Scene) -> list[_Found]:
    """Every way of dating in the sentence; of two that overlap, the longer."""
    text = scene.folded.replace("\n", " ")
    read = [(match, means) for pattern, means in _patterns(scene.lang) for match in pattern.finditer(text)]
    kept: list[_Found] = []
    # the order of the file decides between two of one length: « 2018-19 » before « in 2018 »
    for match, means in sorted(read, key=lambda one: one[0].start() - one[0].end()):
        if all(match.end() <= one.start or one.end <= match.start() for one in kept):
            kept.append(_Found(*match.span(), _span(match, means, scene)))
    return kept


def _span(match: re.Match[str], means: str, scene: Scene) -> days.Span:
    dating, told = words_of(scene.lang).dating, {name: said for name, said in match.groupdict().items() if said}
    said = days.Said(
        day=int(told["day"]) if "day" in told else None,
        month=_month(dating, told.get("month")),
        month2=_month(dating, told.get("month2")),
        year=int(told["year"]) if "year" in told else None,
        year2=_second_year(told),
        part=dating.parts[" ".join(told["part"].split())] if "part" in told else None,
        count=_count(dating, told.get("n")),
        unit=next((unit for unit, words in dating.units.items() if told.get("unit") in words), None),
    )
    return days.MEANINGS[means](said, scene.published_on)


def _month(dating: Dating, said: str | None) -> int | None:
    return next((n for n, words in enumerate(dating.months, 1) if said in words.split("|")), None) if said else None


def _second_year(told: dict[str, str]) -> int | None:
    """« 2018-19 » ends in 2019."""
    stated = told.get("year2")
    if stated is None or len(stated) == 4:
        return int(stated) if stated else None
    return int(told["year"][:2] + stated) if "year" in told else None


def _count(dating: Dating, said: str | None) -> int | None:
    return None if said is None else int(said) if said.isdigit() else dating.numbers[said]


def published_day(stated: str | None) -> date | None:
    """The day of publication that relative dates count from."""
    return date.fromisoformat(stated) if stated else None
