"""A figure published with the bounds of its uncertainty, each as a text of its own."""

import re
from functools import lru_cache

# « Not reported » is a value with a name; the words the publisher used stay in the published text.
NOT_REPORTED = {"", "...", "…", "na", "n/a", "nan"}
_SPACES = re.compile(r"\s")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def number(text: str) -> float | None:
    """The number that a text is, thousands grouped or not; « <1 », « >95 » and « ... » are no numbers."""
    bare = _SPACES.sub("", text)
    return float(bare) if _NUMBER.fullmatch(bare) else None


def reported(text: str) -> bool:
    """False where the publisher says that there is no figure."""
    return text.strip().lower() not in NOT_REPORTED


def with_bounds(text: str, low: str, high: str) -> str:
    """« 41 [32–52] », « 93 [84–>95] »: the three published texts in one, each character theirs but the brackets and the dash."""
    if not reported(low) and not reported(high):
        return text
    return f"{text.strip()} [{low.strip()}–{high.strip()}]"


@lru_cache(maxsize=4096)
def year_bounds(stated: str) -> tuple[str, str] | None:
    """First and last day of a year; None for anything but four digits."""
    return (f"{stated}-01-01", f"{stated}-12-31") if re.fullmatch(r"\d{4}", stated) else None
