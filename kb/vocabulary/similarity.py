import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz

from kb.vocabulary.folding import fold

EXACT = 100.0
# below this, two words share letters by chance: "mali" and "malte" are at 67, "senegal" and "sngal" at 83
LOWEST = 70.0
# a typo is picked only this close, and this far ahead of the next entry ("nigera" is near two countries)
CLOSE, MARGIN = 86.0, 8.0
# a shorter text is one letter away from too many names
LONG_ENOUGH = 5
MOST = 8
# why a match was found, as the reader sees it
NAME, SYNONYM, ABBREVIATION, CODE, ICD10 = "nom", "synonyme", "abréviation", "code", "CIM-10"
_ARTICLE = re.compile(r"^(?:le|la|les|l|the|au|aux|en) (?=\w{3})")


@dataclass(frozen=True)
class Match:
    """One entry that a text may mean, and the word it was found by."""

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


def term(text: str, key: str, label: str, reason: str, reach: Reach = Reach.TYPO) -> Term:
    """Fold a name into a term; its article is not part of it (« La Réunion », « l’Algérie »)."""
    return Term(_bare(fold(text)), key, label, reason, reach)


def search(kind: str, text: str, terms: Sequence[Term], ambiguous: Mapping[str, tuple[str, ...]]) -> Found:
    """Rank the entries a text may mean, and pick one only when nothing else is near."""
    query = _bare(fold(text))
    if not query:
        return Found(None, ())
    best: dict[str, Match] = {}
    for one in terms:
        near = round(_nearness(query, one), 1)
        if near >= LOWEST and (one.key not in best or near > best[one.key].similarity):
            best[one.key] = Match(kind, one.key, one.label, one.reason, near)
    for key in ambiguous.get(query, ()):
        if key not in best or best[key].similarity < EXACT:
            label = next(one.label for one in terms if one.key == key)
            best[key] = Match(kind, key, label, SYNONYM, EXACT)
    ranked = tuple(sorted(best.values(), key=lambda match: (-match.similarity, match.label)))
    return Found(_pick(query, ranked), ranked[:MOST])


def _bare(folded: str) -> str:
    return _ARTICLE.sub("", folded)


def _nearness(query: str, one: Term) -> float:
    """From 0 to 100: the same, the beginning of it, its words in any order, a typo away."""
    name = one.folded
    if query == name:
        return EXACT
    if one.reach is Reach.WHOLE:
        return 0.0
    share = 9 * min(len(query), len(name)) / max(len(query), len(name))
    if name.startswith(query):
        return 90 + share
    if len(query) >= 3 and _words_within(query.split(), name.split()):
        return 76 + share
    if len(name) >= 4 and f" {name} " in f" {query} ":
        return 74 + share
    # one letter makes another abbreviation: RDC is not RPDC
    return fuzz.ratio(query, name) if one.reach is Reach.TYPO else 0.0


def _words_within(asked: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in asked)


def _pick(query: str, ranked: tuple[Match, ...]) -> str | None:
    if not ranked:
        return None
    first, second = ranked[0].similarity, ranked[1].similarity if len(ranked) > 1 else 0.0
    if first == EXACT:
        return ranked[0].key if second < EXACT else None
    clear = first >= CLOSE and first - second >= MARGIN
    return ranked[0].key if clear and len(query) >= LONG_ENOUGH else None
