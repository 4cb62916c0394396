"""Quantities as a text states them: « 3 mois », « 12 sites sur 40 », « 41 % », « 25 000 gourdes »."""

import re

from extraction.signals.model import Amount

_NUMBER = r"\d{1,3}(?:[   .,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_WORDS = {
    word: value
    for value, words in {
        1: "un une one uno una um uma", 2: "deux two dos dois duas", 3: "trois three tres três", 4: "quatre four cuatro quatro",
        5: "cinq five cinco", 6: "six seis", 7: "sept seven siete sete", 8: "huit eight ocho oito", 9: "neuf nine nueve nove",
        10: "dix ten diez dez", 11: "onze eleven once", 12: "douze twelve doce doze", 15: "quinze fifteen quince",
        20: "vingt twenty veinte vinte", 30: "trente thirty treinta trinta", 40: "quarante forty cuarenta quarenta",
        50: "cinquante fifty cincuenta cinquenta",
    }.items()
    for word in words.split()
}  # fmt: skip
_ANY = rf"(?:{_NUMBER}|\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b)"
_UNIT = r"[^\W\d_][\w’'-]*"
_OUT_OF = r"(?:sur|out of|of|of the|des|de los|de las|de cada|em cada|dos|das|entre)"
_PATTERNS = (
    re.compile(
        rf"(?P<value>{_ANY})[  ]+(?P<unit>{_UNIT})(?:[  ]+{_UNIT}){{0,3}}?[  ]+(?:sur|out of|de cada|em cada)[  ]+(?P<out>{_ANY})",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<value>{_ANY})[  ]+{_OUT_OF}[  ]+(?:the )?(?P<out>{_ANY})[  ]+(?P<unit>{_UNIT})", re.IGNORECASE),
    re.compile(
        rf"(?P<value>{_NUMBER})[   ]?(?P<unit>%|per cent|percent|pour cent|por ciento|por cento)", re.IGNORECASE
    ),
    re.compile(rf"(?P<unit>US\$|[$€])[  ]?(?P<value>{_NUMBER})"),
    re.compile(rf"(?P<value>{_ANY})[  ]+(?P<unit>{_UNIT})", re.IGNORECASE),
)
# A year is a date, « un » before a noun an article: neither is a quantity.
_ARTICLES = frozenset({"un", "une", "uno", "una", "um", "uma", "one"})
_YEAR = re.compile(r"(?:19|20)\d\d")


def amounts_in(text: str) -> tuple[Amount, ...]:
    """The quantities of a clause, in order; a part of a longer one is not told twice."""
    found: dict[int, tuple[int, Amount]] = {}
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            amount = _amount(match)
            if amount:
                taken.append(match.span())
                found[match.start()] = (match.end(), amount)
    return tuple(found[start][1] for start in sorted(found))


def _amount(match: re.Match[str]) -> Amount | None:
    groups = match.groupdict()
    stated = groups["value"]
    if groups.get("out") is None and (stated.lower() in _ARTICLES or _YEAR.fullmatch(stated)):
        return None
    out_of = groups.get("out")
    return Amount(match.group(), number_of(stated), groups.get("unit"), number_of(out_of) if out_of else None)


def number_of(stated: str) -> float:
    """The value of a number as written: « 25 000 », « 1,246 », « 2,5 », « douze »."""
    if stated.lower() in _WORDS:
        return float(_WORDS[stated.lower()])
    plain = re.sub(r"[   ]", "", stated)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        return float(re.sub(r"[.,]", "", plain))
    return float(plain.replace(",", "."))
