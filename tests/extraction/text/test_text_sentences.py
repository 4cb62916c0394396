from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.text.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "marked",
    [
        "Le stock est épuisé.| Il sera livré en mai.",
        "Selon le Dr. Diop, le n° 3 est vide.| M. Ba confirme.",
        "Stock-outs rose to 1.5 months.| U.S. funding ended.",
        "« Il n’y a plus rien. »| La pharmacie a fermé.",
        "“Nothing is left.”| The pharmacy closed.",
        "¿Hay insulina?| No hay.| El Sr. Pérez espera.",
        "J. K. Diallo, art. 3 et fig. 2, p. 14, l’écrit.| Fin.",
        "Les ruptures durent. [12]| Elles touchent\ntrois districts.",
        "Sans majuscule. il continue",
        "Que faire ?| Attendre !| Rien…| Puis tout.",
        "Les stocks :|\n• insuline : 0|\n• metformine : 12",
        "Premier paragraphe sans point|\n\nSecond paragraphe",
        "Une ligne\nqui continue",
    ],
)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    assert cut(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


@given(st.text(alphabet="aA.?! \n•-0", max_size=300))
def test_spans_are_ordered_and_lose_no_letter(text: str) -> None:
    spans = sentences(text)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
