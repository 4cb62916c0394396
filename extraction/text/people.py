"""Passages that name a private person: witnesses, patients, victims and their families. They are shown as reference only.

Conservative: a passage is flagged by the first cue that holds, and shows it. Those who speak for an office, and authors, are not
private persons. Names in Arabic, Cyrillic and other scripts have no cue here: this flag does not clear a passage.
"""

import re
from functools import lru_cache

from extraction.text.people_words import (
    ADVERBS,
    AGE_UNIT,
    HIDDEN,
    KIN,
    LIFE,
    NAME,
    NOT_A_NAME,
    NUMBER,
    OF_A_PEOPLE,
    OFFICIAL,
    ORGANISATION,
    PERSON,
    SAID,
)
from kb.vocabulary.loader import load_countries

_MOST_CUE = 120
_FOLD = str.maketrans({"'": "’", "\n": " ", "\t": " ", "\u00a0": " ", "\u202f": " "})
_HIDDEN = re.compile(HIDDEN, re.IGNORECASE)
# told of one life: whatever the office of the person, it is the person
_LIVES = tuple(
    re.compile(rule)
    for rule in (
        # « Awa, 34 ans », « Maria K. (76) », « Mary Redman, 76, »
        rf"(?P<name>{NAME})\s?[,(]\s?(?:âgée? de |aged? |de )?(?:1[01]\d|\d{{1,2}})\s?{AGE_UNIT}\b",
        rf"(?P<name>{NAME}), (?:1[01]\d|[1-9]\d?)\s?[,;](?!\s?\d)",
        rf"(?P<name>{NAME}(?<= [\w-]{{3}})[\w-]*) \((?:1[01]\d|[1-9]\d?)\)",
        # « 34-year-old Suad », « âgée de 34 ans, Awa », « de 34 años, Juana »
        rf"\b(?:\d{{1,3}}|{NUMBER})[- ]{{0,2}}(?:year-old|ans|años|anos),? (?:[a-z]+ )?(?P<name>{NAME})",
        # « Chuwaira is two years old », « Awa a 34 ans », « Juana tiene 40 años »
        rf"(?P<name>{NAME}) (?:is|was|a|avait|est âgée? de|tiene|tenía|tem) (?:\d{{1,3}}|{NUMBER}) {AGE_UNIT}\b",
        # « Maria K. », never « John F. Kennedy »
        r"(?P<name>(?<![\w.])[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,20}) [A-ZÀ-ÖØ-Þ]\.(?! ?[A-ZÀ-ÖØ-Þ])",
        # « Suad’s husband », « le mari de Fatou », « her husband, Ahmed »
        rf"(?P<name>{NAME})’s? (?:\w+ )?{KIN}\b",
        rf"\b{KIN} (?:de |d’|of )(?P<name>{NAME})",
        # « Véronique n’a toujours pas retrouvé son mari », « Juan Carlos y su familia »
        rf"(?P<name>{NAME}) [\w’, -]{{0,60}}?\b(?:her|his|son|sa|ses|su|sus|seu|sua) {KIN}\b",
        rf"\b(?:her|his|my|son|sa|ses|mon|ma|su|mi|seu|sua) {KIN},? (?P<name>{NAME})",
        rf"(?P<name>{NAME}) {LIFE}",
        # « une patiente nommée Awa »
        rf"\b{PERSON} (?:named|called|nommée?|prénommée?|appelée?|llamad[ao]|chamad[ao]) (?P<name>{NAME})",
    )
)
# speaking or named with a civil title: private unless an office is stated with the name, here or elsewhere in the document
_VOICES = tuple(
    re.compile(rule)
    for rule in (
        rf"\b(?:Mmes?|Mlle|Madame|Monsieur|Mr|Mrs|Ms|Miss|Sra?|Srta|Señora?|Don|Doña|Senhora?|M)\.? (?P<name>{NAME}|[A-Z]\.)",
        rf"\b{SAID},? (?P<name>{NAME})",
        rf"(?P<name>{NAME}),? {SAID}\b",
    )
)
_OFFICE = re.compile(OFFICIAL, re.IGNORECASE)
_OFFICE_AFTER = re.compile(rf"\s*(?:[,(–—-]|who is|qui est|quien es)\s*[\w’ /-]{{0,45}}?(?:{OFFICIAL})", re.IGNORECASE)
_OFFICE_BEFORE = re.compile(rf"(?:{OFFICIAL})[\w’, /()-]{{0,45}}$", re.IGNORECASE)
_NAMES = re.compile(rf"(?<![\w.]){NAME}")
_BEFORE = 70  # characters before a name in which its office may be stated


def person_cue(text: str, officials: frozenset[str] = frozenset()) -> str | None:
    """The words that show that the passage names a private person, as they stand in it; None where no cue holds.

    `officials` (`officials_of` the whole document): surnames that are given without their office further on.
    """
    folded = text.translate(_FOLD)
    hidden = _HIDDEN.search(folded)
    if hidden:
        return _cue(text, hidden)
    for rule in _LIVES:
        for match in rule.finditer(folded):
            if _is_person(folded, match):
                return _cue(text, match)
    for rule in _VOICES:
        for match in rule.finditer(folded):
            if _is_person(folded, match) and not _is_official(folded, match, officials):
                return _cue(text, match)
    return None


def officials_of(text: str) -> frozenset[str]:
    """Names given with an office, and the last word of each: the form in which a report names them again."""
    folded = text.translate(_FOLD)
    found = set()
    for match in _NAMES.finditer(folded):
        words = match.group().split()
        if len(words) > 1 and _states_office(folded, match.start(), match.end()):
            found |= {match.group(), words[-1]}
    return frozenset(found)


def _cue(text: str, match: re.Match[str]) -> str:
    return text[match.start() : min(match.end(), match.start() + _MOST_CUE)]


def _is_person(text: str, match: re.Match[str]) -> bool:
    name = match["name"].rstrip(".")
    words = name.split()
    first = words[0].lower() if words else ""
    if not first or first in NOT_A_NAME or first.endswith(ADVERBS) or (len(first) > 1 and words[0].isupper()):
        return False
    if any(word.lower() in ORGANISATION for word in words) or {name.lower(), first} & _places():
        return False
    after = text[match.end("name") : match.end("name") + 2]
    return not (words[-1].endswith(OF_A_PEOPLE) and after[:1] == " " and after[1:].islower())


def _is_official(text: str, match: re.Match[str], officials: frozenset[str]) -> bool:
    name = match["name"].rstrip(".")
    return (
        _OFFICE.search(name) is not None
        or name in officials
        or name.split()[-1] in officials
        or _states_office(text, match.start(), match.end("name"))
    )


def _states_office(text: str, start: int, end: int) -> bool:
    after = _OFFICE_AFTER.match(text, end, end + _BEFORE)
    return after is not None or _OFFICE_BEFORE.search(text, max(start - _BEFORE, 0), start) is not None


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """Names of countries: they say, lose and suffer too."""
    return frozenset(name.lower() for country in load_countries().values() for name in country.names)
