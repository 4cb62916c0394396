"""French numbers, dates and plurals, shared by the text exports and the reading room."""

import re
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from kb.clock import PARIS

NOT_RECORDED = "non enregistrée"
_FIGURES_ONLY = re.compile(r"[\d\s.<>=\[\]()–—%±-]+")
_FIGURE = re.compile(r"\d+(?:\s\d{3}(?!\d))*(?:\.\d+)?")  # publishers group thousands with a space, or not at all
MOST_DIGITS = 15  # what a float keeps without loss
_YEAR_OR_MONTH = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?")


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """« 1 ligne », « 3 lignes »; zero takes the singular, as French does."""
    return f"{number}\u00a0{singular if abs(number) < 2 else plural or singular + 's'}"


def french_number(value: float, decimals: int | None = None) -> str:
    """`1234.5` → « 1 234,5 ». `decimals` keeps the publisher's own precision."""
    pattern = "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale="fr_FR")


def french_value(published: str | None) -> str:
    """The publisher's text with its numbers in French form: « 41 [35-47] » stays, « 36.0 » reads « 36,0 ».

    A text (« Yes », « 10 to 50 ») is left as it was published.
    """
    if published is None or not published.strip():
        return "—"
    if not _FIGURES_ONLY.fullmatch(published):
        return published.strip()
    return _FIGURE.sub(_in_french, published.strip())


def _in_french(found: re.Match[str]) -> str:
    text = re.sub(r"\s", "", found.group())
    whole, _, decimals = text.partition(".")
    if len(text) > MOST_DIGITS or (len(whole) > 1 and whole[0] == "0"):
        return found.group().replace(".", ",")  # « 007 », or more digits than a float keeps: only the comma is French
    return french_number(float(text), len(decimals))


@lru_cache(maxsize=4096)  # a page names the same days hundreds of times, and Babel is slow
def french_day(stated: str | None) -> str:
    """ISO text, whole or partial, in words: « 21 novembre 2026 », « octobre 2018 », « entre 2022 et 2025 »."""
    if not stated:
        return NOT_RECORDED
    if ".." in stated:
        first, last = stated.split("..")[0], stated.split("..")[-1]
        return f"entre {french_day(first)} et {french_day(last)}"
    if partial := _YEAR_OR_MONTH.fullmatch(stated):
        year, month = int(partial["year"]), partial["month"]
        return format_date(date(year, int(month), 1), "MMMM y", locale="fr") if month else str(year)
    moment = datetime.fromisoformat(stated.replace("Z", "+00:00"))
    day = moment.astimezone(PARIS).date() if moment.tzinfo else moment.date()
    text = format_date(day, "d MMMM y", locale="fr")
    return text.replace("1 ", "1er ", 1) if day.day == 1 else text


def french_period(stated: str | None) -> str:
    """The period as its source states it; a report often states none."""
    return stated or "période non précisée"


def french_age(months: int | None) -> str:
    """« 8 mois », « 11 ans »; years from the third on, where months no longer speak."""
    if months is None:
        return "âge inconnu"
    if months < 0:
        return "période en cours"
    if months < 36:
        return counted(months, "mois", "mois")
    years, rest = divmod(months, 12)
    return counted(years, "an") + (f" {counted(rest, 'mois', 'mois')}" if rest else "")
