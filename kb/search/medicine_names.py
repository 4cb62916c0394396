"""Other names of a medicine: a brand leads to its INN, an INN to its name in the other language.

Exact names only, as wherever a medicine is picked: two INNs one letter apart are two medicines. A combination never leads to
its parts, a class to none of its medicines, an INN to none of its brands: those are other facts.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from kb.search.expansions import SYNONYM, Expansion
from kb.vocabulary.folding import fold
from kb.vocabulary.medicine_models import Medicine
from kb.vocabulary.medicines_loader import load_medicines
from kb.vocabulary.similarity import ABBREVIATION, BRAND
from kb.vocabulary.standing import standing

LANGUAGE = "DCI, autre langue"
SHORTEST = 2  # letters: « AS » is artésunate, and many other things


def medicine_names(text: str) -> Sequence[Expansion]:
    """The INN, in French and in English, of what exactly names one medicine; nothing for anything else."""
    found = _by_name(standing()).get(fold(text))
    if found is None:
        return ()
    key, reason = found
    medicine = load_medicines()[key]
    names = dict.fromkeys(name for name in (medicine.fr, medicine.en) if fold(name) != fold(text))
    return tuple(Expansion(text, name, reason) for name in names)


@cache
def _by_name(folder: Path) -> dict[str, tuple[str, str]]:
    # the vocabulary refuses a name that two entries hold; the names of an entry come before its brands
    found: dict[str, tuple[str, str]] = {}
    for medicine in load_medicines(folder).values():
        for name, reason in _names(medicine):
            found.setdefault(fold(name), (medicine.key, reason))
    return found


def _names(medicine: Medicine) -> Iterator[tuple[str, str]]:
    words = medicine.synonyms
    yield from ((name, LANGUAGE) for name in (medicine.fr, medicine.en))
    yield from ((name, SYNONYM) for name in (*words.fr, *words.en, *medicine.salts))
    yield from ((name, ABBREVIATION) for name in words.abbreviations if len(name) > SHORTEST)
    yield from ((brand.name, BRAND) for brand in medicine.brands)
