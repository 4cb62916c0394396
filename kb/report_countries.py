"""Which countries a passage speaks of: the same for its line and for the index of the search."""

import json


def countries_of(named: str | None, of_the_report: str | None) -> list[str]:
    """The countries that a passage names, or else those of its report (lists as JSON text)."""
    spoken: list[str] = json.loads(named or "[]") or json.loads(of_the_report or "[]")
    return spoken
