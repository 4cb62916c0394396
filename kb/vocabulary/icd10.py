import re

_CODE = re.compile(r"([A-Z])(\d{2})(?:\.?(\d{1,2}))?")
_AFTER_ANY_DIGIT = "~"

# (lowest, highest): categories and subdivisions compare as text, "E11" < "E11.9" < "E11~"
Interval = tuple[str, str]


def code_interval(text: str) -> Interval | None:
    """Read one ICD-10 code, E11.9, e119 or I27; None when the text is not one."""
    found = _CODE.fullmatch(text.strip().upper().removesuffix("-").removesuffix("."))
    if found is None:
        return None
    code = found[1] + found[2] + (f".{found[3]}" if found[3] else "")
    return code, code + _AFTER_ANY_DIGIT


def range_interval(text: str) -> Interval:
    """Read "E10-E14" or "Z21" as a family declares it; raises ValueError on anything else."""
    first, dash, last = text.partition("-")
    low, high = code_interval(first), code_interval(last if dash else first)
    if low is None or high is None or low[0] > high[0]:
        raise ValueError(f'"{text}" is not an ICD-10 code or range, such as E10-E14 or Z21')
    return low[0], high[1]


def overlap(one: Interval, other: Interval) -> bool:
    """Say whether two intervals share a code: I27 (less precise) shares with I27.0."""
    return one[0] <= other[1] and other[0] <= one[1]
