"""Usual presentations, written as a doctor would: « comprimé dispersible 10 mg (enfant) »."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.files import FOLDER
from kb.vocabulary.folding import fold
from kb.vocabulary.medicine_words import load_forms
from kb.vocabulary.strengths import Amount, find_amounts

_CHILD = "(enfant)"


def read_usual_form(file: str, entry: str, text: object, folder: Path = FOLDER) -> dict[str, Any]:
    """Read one presentation of the vocabulary: a form, at least one strength, and nothing that is not understood."""
    said = str(text)
    bare = said.removesuffix(_CHILD).strip()
    amounts = find_amounts(bare)
    strengths = [strength for amount in amounts for strength in amount.strengths]
    form = _form_by_word(folder).get(fold(bare[: amounts[0].start])) if amounts else None
    if form is None or not strengths or _left_over(bare, amounts).strip(" /+"):
        raise VocabularyError(
            f'{file}: entry "{entry}": the presentation "{said}" is not read; write a form of forms.yml and its '
            f"strengths, as in « comprimé 50 mg » or « comprimé dispersible 10 mg {_CHILD} »."
        )
    return {"text": said, "form": form, "strengths": strengths, "paediatric": said.endswith(_CHILD)}


@cache
def _form_by_word(folder: Path) -> Mapping[str, str]:
    return {fold(word): key for key, form in load_forms(folder).items() for word in (*form.fr, *form.en)}


def _left_over(text: str, amounts: Sequence[Amount]) -> str:
    ends = [amount.end for amount in amounts]
    starts = [*(amount.start for amount in amounts[1:]), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
