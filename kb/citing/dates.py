"""Dates of ISO text, whole or partial, in the forms of CSL, RIS and BibTeX. What is not known is left out, never filled in."""

import re
from datetime import datetime
from typing import Any

from kb.clock import PARIS

_PARTIAL = re.compile(r"\d{4}(-\d{2}){0,2}")


def date_parts(stated: str | None) -> dict[str, Any] | None:
    """`{"date-parts": [[2018, 10]]}`, with two dates for « 2022..2025 »; None where nobody recorded it."""
    if not stated:
        return None
    ends = stated.split("..")
    return {"date-parts": [_parts(end) for end in dict.fromkeys((ends[0], ends[-1]))]}


def _parts(stated: str) -> list[int]:
    if not _PARTIAL.fullmatch(stated):
        moment = datetime.fromisoformat(stated.replace("Z", "+00:00"))
        stated = (moment.astimezone(PARIS) if moment.tzinfo else moment).date().isoformat()
    return [int(part) for part in stated.split("-")]


def joined(date: dict[str, Any] | None, mark: str) -> str | None:
    """The first date of a CSL date: « 2018-10 » with the mark « - »."""
    if not date:
        return None
    return mark.join(f"{part:02d}" for part in date["date-parts"][0])


def interval(date: dict[str, Any] | None) -> str | None:
    """The whole of a CSL date in ISO form: « 2022/2025 »."""
    if not date:
        return None
    return "/".join("-".join(f"{part:02d}" for part in end) for end in date["date-parts"])
