"""How near a text is to the names of a vocabulary, and when one of them may be picked without asking."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from kb.vocabulary.folding import fold

EXACT = 100.0
# below this, two words share letters by chance: "mali" and "malte" are at 67, "senegal" and "sngal" at 83
LOWEST = 70.0
# a typo is picked only this close, and this far ahead of the next entry ("nigera" is near two countries)
CLOSE, MARGIN = 86.0, 8.0
# a shorter text is one letter away from too many names, and a shorter name is inside too many texts ("lagos", "laos")
LONG_ENOUGH = 5
MOST = 8
# why a match was found, as the reader sees it
NAME, SYNONYM, ABBREVIATION, CODE, ICD10 = "nom", "synonyme", "abréviation", "code", "CIM-10"
FORMER, DEMONYM, CITY, REGION, BRAND = "ancien nom", "gentilé", "ville", "région", "marque → DCI"
# whole and exact, these still yield to a name that begins alike: « beni » is a city of RDC and the start of Bénin
_YIELDING = frozenset({CITY, REGION, CODE})
_ARTICLE = re.compile(r"^(?:le|la|les|l|the|au|aux|en) (?=\w{3})")
# no slip of the finger: a figure, a letter that stands alone (hépatite B), the two opposite prefixes
_MARK = re.compile(r"\d+|\b[a-z]\b|\bhypo|\bhyper")


@dataclass(frozen=True)
class Match:
    """One entry that a text may mean, and why it was found."""

    kind: str
    key: str
    label: str
    reason: str
    similarity: float


@dataclass(frozen=True)
class Found:
    """What a text may mean, best first; `picked` only when no other reading is near."""

    picked: str | None
    matches: tuple[Match, ...]


class Reach(IntEnum):
    """How far a text may be from a term and still mean it."""

    WHOLE = 0
    BEGINNING = 1
    TYPO = 2


@dataclass(frozen=True)
class Term:
    """A folded word or phrase that leads to an entry."""

    folded: str
    key: str
    label: str
    reason: str
    reach: Reach


class Near(NamedTuple):
    """A term and how near a text is to it, from 0 to 100."""

    term: Term
    similarity: float


def term(text: str, key: str, label: str, reason: str, reach: Reach = Reach.TYPO) -> Term:
    """Fold a name into a term; its article is not part of it (« La Réunion », « l’Algérie »)."""
    return Term(folded_name(text), key, label, reason, reach)


def folded_name(text: str) -> str:
    """Fold a name without its article."""
    return _ARTICLE.sub("", fold(text))


def ranked(near: Iterable[Near]) -> list[Near]:
    """Keep the nearest term of each entry, nearest entry first."""
    best: dict[str, Near] = {}
    for one in near:
        held = best.get(one.term.key)
        if held is None or one.similarity > held.similarity:
            best[one.term.key] = one
    return sorted(best.values(), key=lambda one: (-one.similarity, one.term.label, one.term.key))


def pick(query: str, found: list[Near], exact_only: bool = False) -> str | None:
    """Pick the first entry when no other one is near; a folded query, entries nearest first."""
    if not found:
        return None
    first, others = found[0], found[1:]
    if first.similarity == EXACT:
        return None if any(_disputes(one, first) for one in others) else first.term.key
    if exact_only:
        return None
    clear = first.similarity >= CLOSE and (not others or first.similarity - others[0].similarity >= MARGIN)
    return first.term.key if clear and _may_be_a_slip(query, first.term.folded) else None


def _disputes(other: Near, exact: Near) -> bool:
    if other.similarity == EXACT:
        return True
    near = EXACT - other.similarity < MARGIN
    return near and exact.term.reason in _YIELDING and other.term.reason not in _YIELDING


def _may_be_a_slip(query: str, name: str) -> bool:
    if min(len(query), len(name)) < LONG_ENOUGH:
        return False
    return name.startswith(query) or _MARK.findall(query) == _MARK.findall(name)
