"""The words that lead to a medicine: an INN, another name, a brand, a class.

Two INNs one letter apart are two medicines (pindolol and bopindolol, prednisone and prednisolone): a medicine is picked on
one of its exact names only, and what is merely near is proposed. A class proposes all of its medicines and picks none.
"""

from collections.abc import Iterator

from kb.vocabulary.medicine_lookup import medicines_of_class
from kb.vocabulary.medicine_models import Medicine
from kb.vocabulary.medicine_words import load_ambiguous_medicines, load_classes
from kb.vocabulary.medicines_loader import load_medicines
from kb.vocabulary.similarity import (
    ABBREVIATION,
    BRAND,
    EXACT,
    NAME,
    SYNONYM,
    Found,
    Match,
    Reach,
    Term,
    folded_name,
    term,
)

SALT, CLASS = "sel", "classe"


def medicine_terms() -> Iterator[Term]:
    """Every word that leads to one medicine, names before brands; then those of its classes, by their beginning."""
    medicines = load_medicines()
    for medicine in medicines.values():
        yield from _terms_of(medicine)
    for word, keys in load_ambiguous_medicines().items():
        yield from (term(word, key, medicines[key].fr, SYNONYM) for key in keys)
    for key, one in load_classes().items():
        for member in medicines_of_class(key):
            yield from (term(name, member.key, member.fr, CLASS, Reach.BEGINNING) for name in one.names)


def medicines_of_a_class(text: str) -> Found | None:
    """Every medicine of the class that a text names, by name; a search would show the first eight."""
    word = folded_name(text)
    named = [key for key, one in load_classes().items() if word and word in {folded_name(name) for name in one.names}]
    members = {medicine.key: medicine for key in named for medicine in medicines_of_class(key)}
    if not members:
        return None
    ranked = sorted(members.values(), key=lambda medicine: folded_name(medicine.fr))
    return Found(None, tuple(Match("medicine", medicine.key, medicine.fr, CLASS, EXACT) for medicine in ranked))


def _terms_of(medicine: Medicine) -> Iterator[Term]:
    key, label, words = medicine.key, medicine.fr, medicine.synonyms
    yield from (term(name, key, label, NAME) for name in (medicine.fr, medicine.en))
    yield from (term(name, key, label, SYNONYM) for name in (*words.fr, *words.en))
    yield from (term(name, key, label, SALT) for name in medicine.salts)
    yield from (term(name, key, label, ABBREVIATION, Reach.BEGINNING) for name in words.abbreviations)
    yield from (term(brand.name, key, label, BRAND) for brand in medicine.brands)
