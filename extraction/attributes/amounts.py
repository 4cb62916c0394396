"""The quantities of a quotation, as it states them: « 3 mois », « 12 sites sur 40 », « 41 % », « 25 000 francs »."""

import re
from functools import cache

from extraction.attributes.scene import Scene
from extraction.attributes.words import words_of
from kb.vocabulary.aligned_folding import fold_aligned

_DIGITS = r"\d{1,3}(?:[ .,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_NOUN = r"[^\W\d_][\w'-]*"
_MONEY = r"us\$|usd|eur|xof|xaf|fcfa|cfa|[$€£]"
_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE = 1  # « un hôpital », « a clinic »: an article, not a quantity


def amounts_of(scene: Scene) -> tuple[str, ...]:
    """In the order of the text, in its own characters; a part of a longer quantity is not told twice."""
    aligned = fold_aligned(scene.passage[scene.start : scene.end])
    taken: list[tuple[int, int]] = []
    for pattern in _patterns(scene.lang):
        for match in pattern.finditer(aligned.folded):
            start, end = match.span()
            apart = all(end <= low or high <= start for low, high in taken)
            if apart and not _is_no_quantity(match, scene.lang):
                taken.append((start, end))
    spans = (aligned.span(*one) for one in sorted(taken))
    return tuple(" ".join(aligned.text[start:end].split()) for start, end in spans)


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    """From the most telling to the least: a part of a whole, a share, a sum, a number of things."""
    words = words_of(lang).quantities
    number = rf"(?:{_DIGITS}|\b(?:{'|'.join(sorted(words_of(lang).dating.numbers, key=len, reverse=True))})\b)"
    value = rf"(?<![\w.,-])(?P<value>{number})"
    blank, of, share = r"[ \n]+", rf"(?:{'|'.join(words.out_of)})", rf"(?:%|(?:{'|'.join(words.percent)})\b)"
    scale = rf"(?:{blank}(?:{'|'.join(words.scales)}))?"
    adjectives = rf"(?:(?:{'|'.join(words.before_noun)}){blank}){{0,2}}"
    return tuple(
        re.compile(form)
        for form in (
            rf"{value}{blank}{_NOUN}(?:{blank}{_NOUN}){{0,3}}?{blank}{of}{blank}(?P<whole>{number})\b",
            rf"{value}{blank}{of}{blank}(?P<whole>{number}){blank}{_NOUN}",
            rf"{value}[ \n]?{share}",
            rf"(?:{_MONEY})[ \n]?(?P<value>{_DIGITS}){scale}",
            rf"{value}{scale}[ \n]?(?:(?:{_MONEY})(?!\w)|(?:{'|'.join(words.money)})\b)",
            rf"{value}{scale}{blank}{adjectives}(?!(?:{'|'.join(words.no_noun)})\b){_NOUN}",
        )
    )


def _is_no_quantity(match: re.Match[str], lang: str) -> bool:
    """A year is a date, « un » an article; « un hôpital sur trois » is a share all the same."""
    value, whole = match["value"], match.groupdict().get("whole")
    ones = {word for word, number in words_of(lang).dating.numbers.items() if number == _ONE}
    return bool(_YEAR.fullmatch(value)) or whole in ones or (whole is None and value in ones)
