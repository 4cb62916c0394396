"""Which ICD-10 codes two families hold on purpose, and which none of them holds, with the reason."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER, build_all, read_entries
from kb.vocabulary.icd10 import Interval, overlap, range_interval
from kb.vocabulary.located import Entries, place_of_text
from kb.vocabulary.models import Family, OutsideCodes, SharedCodes
from kb.vocabulary.standing import read_once

RANGES = "icd10_ranges.yml"


class IcdRanges(NamedTuple):
    """The two lists of icd10_ranges.yml: shared ranges by range, codes of no family by group."""

    shared: Mapping[str, SharedCodes]
    outside: Mapping[str, OutsideCodes]


@read_once
def load_icd_ranges(folder: Path = FOLDER) -> IcdRanges:
    """Read what the families share and what they leave out."""
    entries = read_entries(folder / RANGES)
    if set(entries) != {"shared", "outside"} or not all(isinstance(held, dict) for held in entries.values()):
        raise VocabularyError(f"{RANGES}: the file holds shared and outside, nothing else.")
    shared = build_all(SharedCodes, "codes", RANGES, entries.part("shared"))
    outside = build_all(OutsideCodes, "key", RANGES, entries.part("outside"))
    return IcdRanges(MappingProxyType(shared), MappingProxyType(outside))


def check_families(families: Mapping[str, Family], written: Mapping[str, object], file: str, folder: Path) -> None:
    """Refuse an overlap that nobody declared, and a declaration that no family keeps any more.

    `written` is what `file` holds, so that the line is told.
    """
    ranges, places = load_icd_ranges(folder), read_entries(folder / RANGES)
    _refuse_undeclared(families, ranges.shared, written, file)
    _refuse_idle(families, ranges, places)
    _refuse_outside(families, ranges, written, file)


def _refuse_undeclared(
    families: Mapping[str, Family], shared: Mapping[str, SharedCodes], written: Mapping[str, object], file: str
) -> None:
    declared = [(range_interval(one.codes), frozenset(one.families)) for one in shared.values()]
    for first, second in combinations(families.values(), 2):
        pair = {first.key, second.key}
        allowed = [interval for interval, keys in declared if pair <= keys]
        for code, common in _common(first, second):
            if not any(_inside(common, interval) for interval in allowed):
                place = place_of_text(written, file, second.key, code)
                raise VocabularyError(
                    f'{place}: entry "{second.key}": the ICD-10 codes "{code}" overlap those of "{first.key}"; '
                    f"declare the range that both hold in {RANGES}, or drop it."
                )


def _common(first: Family, second: Family) -> Iterator[tuple[str, Interval]]:
    """Each range of the second family that meets one of the first, and what both hold."""
    for code in second.icd10:
        mine = range_interval(code)
        for theirs in map(range_interval, first.icd10):
            if overlap(mine, theirs):
                yield code, (max(mine[0], theirs[0]), min(mine[1], theirs[1]))


def _refuse_idle(families: Mapping[str, Family], ranges: IcdRanges, places: Entries) -> None:
    for codes, one in ranges.shared.items():
        for key in one.families:
            place = places.place(RANGES, "shared", codes)
            if key not in families:
                raise VocabularyError(f'{place}: entry "{codes}": the family "{key}" is not known.')
            if not any(_inside(range_interval(codes), range_interval(held)) for held in families[key].icd10):
                raise VocabularyError(f'{place}: entry "{codes}": the family "{key}" does not hold these codes.')


def _refuse_outside(
    families: Mapping[str, Family], ranges: IcdRanges, written: Mapping[str, object], file: str
) -> None:
    left_out = [(group, range_interval(codes)) for group, one in ranges.outside.items() for codes in one.codes]
    for family in families.values():
        for code in family.icd10:
            group = next((group for group, interval in left_out if overlap(range_interval(code), interval)), None)
            if group:
                raise VocabularyError(
                    f'{place_of_text(written, file, family.key, code)}: entry "{family.key}": '
                    f'the codes "{code}" are set outside every family by "{group}" of {RANGES}.'
                )


def _inside(small: Interval, large: Interval) -> bool:
    return large[0] <= small[0] and small[1] <= large[1]


def why_outside(code: Interval) -> str | None:
    """The reason why no family holds a code, when the vocabulary gives one."""
    for one in load_icd_ranges().outside.values():
        if any(overlap(code, range_interval(codes)) for codes in one.codes):
            return one.reason
    return None
