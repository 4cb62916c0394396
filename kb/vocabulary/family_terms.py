from collections.abc import Iterator

from kb.vocabulary.entries_loader import load_ambiguous, load_families
from kb.vocabulary.icd10 import overlap, range_interval
from kb.vocabulary.models import Family
from kb.vocabulary.similarity import (
    ABBREVIATION,
    CODE,
    EXACT,
    ICD10,
    NAME,
    SYNONYM,
    Found,
    Match,
    Reach,
    Term,
    term,
)


def families_of_code(text: str) -> Found | None:
    """Read an ICD-10 code or range; None when the text is a word. Two families may hold one range: the reader chooses."""
    try:
        asked = range_interval(text)
    except ValueError:
        return None
    matches = tuple(
        Match("family", key, family.label, ICD10, EXACT)
        for key, family in load_families().items()
        if any(overlap(asked, range_interval(held)) for held in family.icd10)
    )
    return Found(matches[0].key if len(matches) == 1 else None, matches)


def family_terms() -> Iterator[Term]:
    """Every word that leads to a pathology family, and the words that several share."""
    families = load_families()
    for family in families.values():
        yield from _terms_of(family)
    for word, keys in load_ambiguous("families").items():
        yield from (term(word, key, families[key].label, SYNONYM) for key in keys)


def _terms_of(family: Family) -> Iterator[Term]:
    key, label, words = family.key, family.label, family.synonyms
    yield from (term(name, key, label, NAME) for name in (label, family.short, family.en))
    yield from (term(name, key, label, SYNONYM) for name in (*words.fr, *words.en))
    yield from (term(name, key, label, ABBREVIATION, Reach.BEGINNING) for name in words.abbreviations)
    yield term(key, key, label, CODE, Reach.WHOLE)
