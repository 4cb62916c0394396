"""What an entry of a published list names: a medicine of the vocabulary, or nothing that is recognised; never a guess.

Exact names only, after folding and without salts, strengths and dose forms. A combination leads to the entry of that
combination alone; where the vocabulary has none, its parts are named apart and no medicine is given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kb.vocabulary.files import FOLDER
from kb.vocabulary.folding import fold
from kb.vocabulary.medicine_lexicon import JOINING_MARKS, Kind
from kb.vocabulary.medicine_models import Medicines
from kb.vocabulary.medicine_reading import Piece, Reading, read_pieces
from kb.vocabulary.medicine_words import load_ambiguous_medicines, load_classes, load_listed_names
from kb.vocabulary.medicines_loader import load_medicines
from kb.vocabulary.strengths import Strength, read_strengths


@dataclass(frozen=True)
class ListEntry:
    """An entry as read. `medicine` is a key of the vocabulary, or None; `reason` says how, or why not, in French.

    `parts` are the substances of a combination, named apart even where the combination has no entry.
    """

    text: str
    medicine: str | None
    reason: str
    form: str | None = None
    strengths: tuple[Strength, ...] = ()
    combination: bool = False
    paediatric: bool = False
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """Each name of a list once: with its key, or with the reason why it has none."""

    resolved: Mapping[str, str]
    unresolved: Mapping[str, str]


def read_entry(text: str, folder: Path = FOLDER) -> ListEntry:
    """Read one entry: « Amoxicillin + clavulanic acid 500 mg/125 mg tablet »."""
    listed = load_listed_names(folder).get(fold(text))
    if listed is not None:
        return ListEntry(text, listed.medicine, f"libellé de liste déclaré : {listed.reason}")
    reading = read_pieces(text, folder)
    named = _name(reading, load_medicines(folder), folder)
    forms = {piece.phrase.key for piece in reading.of(Kind.FORM)}
    entry = replace(named, form=forms.pop() if len(forms) == 1 else None, strengths=reading.strengths)
    return _for_children(entry, reading, folder)


def read_columns(name: str, form: str = "", strength: str = "", folder: Path = FOLDER) -> ListEntry:
    """Read an entry that its list gives in columns; the name alone decides of the medicine."""
    entry = read_entry(name, folder)
    beside = read_pieces(form, folder)
    forms = {piece.phrase.key for piece in beside.of(Kind.FORM)}
    strengths = entry.strengths or read_strengths(strength) or beside.strengths
    entry = replace(entry, form=forms.pop() if len(forms) == 1 else entry.form, strengths=strengths)
    return entry if entry.paediatric else _for_children(entry, beside, folder)


def account_for(names: Iterable[str], folder: Path = FOLDER) -> Account:
    """Account for every name of a list: resolved to a key, or not and why."""
    entries = {name: read_entry(name, folder) for name in names}
    return Account(
        resolved={name: entry.medicine for name, entry in entries.items() if entry.medicine is not None},
        unresolved={name: entry.reason for name, entry in entries.items() if entry.medicine is None},
    )


def _name(reading: Reading, medicines: Medicines, folder: Path) -> ListEntry:
    keys, fault = _keys(reading, medicines)
    parts = tuple(dict.fromkeys(part for key in keys for part in (medicines[key].combination_of or (key,))))
    unnamed = ListEntry(reading.text, None, fault, combination=len(parts) > 1, parts=parts)
    if reading.unknown or not keys:
        return replace(unnamed, reason=_why_unknown(reading, folder))
    announced = reading.of(Kind.COMBINED)
    if announced and len(parts) < 2:
        fault = f"« {reading.said(announced[0])} » annonce une association, une seule substance est nommée"
    if fault:
        return replace(unnamed, reason=fault)
    said = " + ".join(f"« {reading.said(piece)} »" for piece in reading.of(Kind.NAME))
    key = keys[0] if len(set(keys)) == 1 else _combinations(folder).get(frozenset(parts))
    if key is None:
        return replace(unnamed, reason=f"association sans entrée au vocabulaire : {said}")
    return replace(unnamed, medicine=key, parts=parts if len(parts) > 1 else (), reason=f"nom reconnu : {said}")


def _keys(reading: Reading, medicines: Medicines) -> tuple[list[str], str]:
    """The medicines named, in order, and what forbids to read them together.

    A name in parentheses is another name of the one before them: it adds nothing, or it contradicts.
    """
    keys: list[str] = []
    fault = ""
    outer = before = None
    for piece in reading.of(Kind.NAME):
        if outer is not None and reading.depth(piece.start) > reading.depth(outer.start):
            fault = fault or _why_other(reading, piece, keys, medicines)
        else:
            fault = fault or (_why_apart(reading, before, piece) if before is not None else "")
            outer = piece
            keys.append(piece.phrase.key)
        before = piece
    for alias in reading.of(Kind.ALIAS):
        fault = fault or _why_other(reading, alias, keys, medicines)
    return keys, fault


def _why_other(reading: Reading, piece: Piece, keys: Sequence[str], medicines: Medicines) -> str:
    """Why a name in parentheses, or a brand, is not that of what is named; empty when it is."""
    inner = medicines[piece.phrase.key]
    outer = [medicines[key] for key in keys]
    within = {part for one in outer for part in (one.key, *one.any_of, *one.combination_of)}
    same = inner.key in within or any(one.key in inner.any_of for one in outer)
    if same or (inner.combination_of and within.issuperset(inner.combination_of)):
        return ""
    return f"« {reading.said(piece)} » n’est pas un autre nom de ce qui est nommé"


def _why_apart(reading: Reading, before: Piece, piece: Piece) -> str:
    """Why two names that follow each other make no combination; empty when they make one, or are the same."""
    if before.phrase.key == piece.phrase.key:
        return ""
    between = {other.phrase.kind for other in reading.pieces if before.end <= other.start < piece.start}
    both = f"« {reading.said(before)} » et « {reading.said(piece)} »"
    if Kind.ALTERNATIVE in between:
        return f"{both} sont au choix"
    if Kind.SAME in between:
        return f"{both} sont dits équivalents et ne sont pas le même médicament"
    measured = any(before.end <= amount.start < piece.start for amount in reading.amounts)
    joined = JOINING_MARKS & set(reading.soft[before.end : piece.start]) or between & {Kind.JOINING, Kind.FORM}
    return "" if joined or measured else f"{both} se suivent sans rien qui les joigne"


def _why_unknown(reading: Reading, folder: Path) -> str:
    """Say which words are not known; a class, or a word of several medicines, is said to be that."""
    aliases = [reading.said(piece) for piece in reading.of(Kind.ALIAS)]
    if not reading.unknown:
        return f"« {aliases[0]} » est une marque ou une abréviation, sans DCI" if aliases else "aucun nom de médicament"
    word = fold(" ".join(reading.unknown))
    alone = not reading.of(Kind.NAME)
    if alone and word in load_ambiguous_medicines(folder):
        return f"« {' '.join(reading.unknown)} » peut nommer plusieurs médicaments"
    if alone and word in _class_words(folder):
        return f"« {' '.join(reading.unknown)} » est une classe, pas un médicament"
    return "mots non reconnus : " + ", ".join(f"« {unknown} »" for unknown in reading.unknown)


def _for_children(entry: ListEntry, reading: Reading, folder: Path) -> ListEntry:
    """Mark an entry for children, and say whether the list says so or only the vocabulary."""
    if reading.of(Kind.PAEDIATRIC):
        return replace(entry, paediatric=True, reason=f"{entry.reason} ; pour l’enfant, dit la liste")
    if _made_for_children(entry, load_medicines(folder)):
        return replace(entry, paediatric=True, reason=f"{entry.reason} ; présentation de l’enfant, dit le vocabulaire")
    return entry


def _made_for_children(entry: ListEntry, medicines: Medicines) -> bool:
    """Whether the vocabulary holds this very presentation, and only as one for children."""
    if entry.medicine is None or entry.form is None or not entry.strengths:
        return False
    asked = sorted(map(str, (one.concentration for one in entry.strengths)))
    same = [
        usual.paediatric
        for usual in medicines[entry.medicine].forms
        if usual.form == entry.form and sorted(map(str, (one.concentration for one in usual.strengths))) == asked
    ]
    return bool(same) and all(same)


@cache
def _combinations(folder: Path) -> Mapping[frozenset[str], str]:
    return {
        frozenset(medicine.combination_of): key
        for key, medicine in load_medicines(folder).items()
        if medicine.combination_of
    }


@cache
def _class_words(folder: Path) -> frozenset[str]:
    return frozenset(fold(name) for one in load_classes(folder).values() for name in one.names)
