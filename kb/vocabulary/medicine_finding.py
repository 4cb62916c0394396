"""What a reader means by the words typed for a medicine: an INN, another name, a brand, a class.

Two INNs one letter apart are two medicines (pindolol and bopindolol, prednisone and prednisolone). So a medicine is picked
on one of its exact names only, whatever the threshold of typing errors: what is merely near is proposed.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from kb.vocabulary.folding import fold
from kb.vocabulary.medicine_lookup import medicines_of_class
from kb.vocabulary.medicine_models import Medicine
from kb.vocabulary.medicine_words import load_ambiguous_medicines, load_classes
from kb.vocabulary.medicines_loader import load_medicines
from kb.vocabulary.similarity import ABBREVIATION, EXACT, NAME, SYNONYM, Found, Match, Reach, Term, search, term

MEDICINE = "medicine"
SALT, BRAND, CLASS = "sel", "marque → DCI", "classe"
# a shorter beginning is that of too many classes
_BEGINNING = 4


def find_medicine(text: str) -> Found:
    """Find the medicines a text may mean; a class proposes all of its medicines and never picks one."""
    members = _members_of(text)
    if members and members[0].similarity == EXACT:
        return Found(None, members)
    found = search(MEDICINE, text, medicine_terms(), load_ambiguous_medicines())
    named = {match.key for match in found.matches}
    exact = found.matches[:1] and found.matches[0].similarity == EXACT
    others = () if exact else tuple(match for match in members if match.key not in named)
    return Found(found.picked if exact else None, (*found.matches, *others))


@cache
def medicine_terms() -> Sequence[Term]:
    """Every word that leads to one medicine, names before brands; those of classes are `class_terms`."""
    return tuple(one for medicine in load_medicines().values() for one in _terms_of(medicine))


@cache
def class_terms() -> Sequence[Term]:
    """Every word that leads to a class; the key is that of the class."""
    return tuple(term(name, key, one.label, CLASS) for key, one in load_classes().items() for name in one.names)


def _terms_of(medicine: Medicine) -> Iterator[Term]:
    key, label, words = medicine.key, medicine.fr, medicine.synonyms
    yield from (term(name, key, label, NAME) for name in (medicine.fr, medicine.en))
    yield from (term(name, key, label, SYNONYM) for name in (*words.fr, *words.en))
    yield from (term(name, key, label, SALT) for name in medicine.salts)
    yield from (term(name, key, label, ABBREVIATION, Reach.BEGINNING) for name in words.abbreviations)
    yield from (term(brand.name, key, label, BRAND) for brand in medicine.brands)


def _members_of(text: str) -> tuple[Match, ...]:
    """Every medicine of the classes that a text names, or begins to name; a search would show the first eight."""
    word = fold(text)
    exact = [one.key for one in class_terms() if one.folded == word]
    begun = [one.key for one in class_terms() if len(word) >= _BEGINNING and one.folded.startswith(word)]
    similarity = EXACT if exact else 90.0
    members = {medicine.key: medicine for key in exact or begun for medicine in medicines_of_class(key)}
    ranked = sorted(members.values(), key=lambda medicine: fold(medicine.fr))
    return tuple(Match(MEDICINE, medicine.key, medicine.fr, CLASS, similarity) for medicine in ranked)
