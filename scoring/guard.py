"""Keeps Recoupe modest: the closed lists of what a fiche holds, and the words that no sentence of ours may use (design §2.1).

It looks at our own strings only. Quotations, published values, official titles and identifiers belong to their publishers.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

# A field more is a question more: « is this one a verdict? ». Whoever adds one answers it here.
COMPONENT_FIELDS = frozenset({"key", "label", "state", "reason", "lines", "searched", "not_consulted", "comparisons"})
FICHE_FIELDS = frozenset({"country", "families", "release", "components", "context", "contradictions", "signals"})

CLOSED: Mapping[str, frozenset[str]] = {
    "contradictions.Contradiction": frozenset({"kind", "component", "about", "period", "reason", "sides"}),
    "contradictions.Side": frozenset({"says", "lines"}),
    "numeric.Comparison": frozenset({"relation", "component", "about", "period", "reason", "lines", "chain"}),
    "witnesses.Witness": frozenset(
        {"producer", "stated", "self_reported", "sources", "source_types", "interests", "lines"}
    ),
    "omitted_sides.Omission": frozenset({"contradiction", "cited", "missing"}),
    "coverage.Gap": frozenset({"country", "family", "silent", "thin"}),
    "evidence.ComponentEvidence": COMPONENT_FIELDS,
    "fiche.Fiche": FICHE_FIELDS,
}
"""Module and class of scoring/ → its fields, all of them."""

FICHE_KEYS = frozenset(
    {
        "country",
        "country_label",
        "families",
        "release",
        "components",
        "context",
        "contradictions",
        "signals",
        "population",
    }
)
COMPONENT_KEYS = COMPONENT_FIELDS | {"producers", "freshness"}
"""Keys of the JSON of a fiche and of one component; `population` is there under a filter only."""

# Beginnings and middles of JSON keys: `score`, `ranking`, `favourable`, `availability`, `accessible`…
FORBIDDEN_KEY_PARTS = (
    "score", "verdict", "grade", "rank", "favour", "favor", "avail", "access", "rating", "conclu", "recommend", "overall",
    "adequa", "sufficien", "confidence", "reliab",
)  # fmt: skip

# what a traffic light, a mark or a thumb says without a word
VERDICT_SIGNS = "🔴🟠🟡🟢🚦✅❎❌👍👎⭐★☆"

# phrase → why our own sentences may use it. Compared without case, accents or kind of apostrophe; nothing around it is let in.
ALLOWED_PHRASES: Mapping[str, str] = {
    "traitement approprié": "the words of the law (CESEDA L. 425-9), quoted to say what the médecins assess",
    "des informations disponibles sur les possibilités": "the words of CESEDA R. 425-11 on what the opinion rests on",
    "Recoupe ne conclut pas": "says that there is no conclusion",
    "le médecin conclut": "says who concludes",
    "le médecin qui conclut": "says who concludes",
    "it never concludes": "says that there is no conclusion",
    "ne tire aucune conclusion": "says that there is no conclusion",
}

_WORDS = re.compile(
    r"\b(?:"
    # French, without accents
    r"(?:in)?disponibles?|(?:in)?disponibilites?|(?:in)?accessibles?|(?:in)?accessibilites?"
    r"|(?:in)?appropriee?s?|(?:in)?adequate?s?|(?:in)?adequation|(?:in)?suffisante?s?|(?:in)?suffisamment"
    r"|(?:de)?favorables?|(?:de)?favorablement|(?:in)?satisfaisante?s?"
    r"|conclusions?|conclure|conclut|conclu|concluante?s?|verdicts?|scores?|notes? globales?|classements?"
    r"|recommande(?:r|e|es|s|nt)?|recommandations?"
    r"|feux? (?:verts?|rouges?|oranges?)|palmares|en resume|globalement"
    r"|fiabilites?|credibles?|credibilites?|(?:niveau|indice)x? de confiance"
    r"|soignables?|traitables?|(?:soins?|traitements?|prises? en charge) (?:im)?possibles?|peu(?:t|vent) (?:y )?etre (?:soigne|traite)e?s?"
    r"|note de \d+"
    # English
    r"|(?:un)?available|(?:un)?availability|(?:in)?accessibility|(?:in)?appropriate(?:ly|ness)?|(?:in)?adequately"
    r"|(?:in)?sufficient(?:ly)?|(?:un)?favou?rable|(?:un)?satisfactory"
    r"|concludes?|concluded|scoring|scored|rankings?|recommend(?:s|ed|ing)?|recommendations?"
    r"|(?:green|red|amber) lights?|confidence (?:level|index)|overall|in summary|ratings?|rated"
    r"|(?:un)?reliab(?:le|ly|ility)|(?:un)?trustworthy|credib(?:le|ility)|treatable|curable|guaranteed"
    r")\b"
    # a mark out of five, ten, twenty, a hundred; neither a part of a date, nor a page, nor a strength
    r"|(?<![\d/])(?<!page )(?<!pages )\d{1,3}(?:[.,]\d)? ?/ ?(?:5|10|20|100)(?![\d/]| ?(?:m|µ|u)?(?:g|l|ui)\b)"
    rf"|[{VERDICT_SIGNS}]"
)
# letters of other alphabets that look like ours
_LOOKALIKES = str.maketrans("аеорсухіѕјԁνοε", "aeopcyxisjdvoe")


def forbidden_words(text: str) -> list[str]:
    """The words of a verdict in a text of ours, as they are met, folded; allowed phrases are left out."""
    folded = _folded(text)
    for phrase in _ALLOWED:
        folded = folded.replace(phrase, " · ")
    return _WORDS.findall(folded)


def forbidden_keys(value: Any) -> list[str]:
    """The keys of a JSON value, at any depth, that name a verdict."""
    return sorted({key for key in _keys(value) if any(part in key.lower() for part in FORBIDDEN_KEY_PARTS)})


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, held in value.items():
            yield str(key)
            yield from _keys(held)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for held in value:
            yield from _keys(held)


def _folded(text: str) -> str:
    """Without case, accents, what cannot be seen, kinds of apostrophe and of space: none of them makes another word."""
    spread = unicodedata.normalize("NFKD", text.casefold()).translate(_LOOKALIKES)
    bare = "".join(char for char in spread if unicodedata.category(char) not in {"Mn", "Cf"})
    return " ".join(bare.replace("’", "'").split())


_ALLOWED = tuple(_folded(phrase) for phrase in sorted(ALLOWED_PHRASES, key=len, reverse=True))
