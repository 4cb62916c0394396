"""The pathology families that a sentence, a passage or its title names; none is « général ».

A medicine of one family only names that family; one of several families names none of them by itself.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from extraction.attributes.products import families_of_products, products_in
from extraction.attributes.scene import Scene
from extraction.attributes.words import PIECES, by_phrase, folded, is_shouted, read_yaml
from kb.vocabulary.aligned_folding import fold_aligned
from kb.vocabulary.folding import fold
from kb.vocabulary.loader import load_families
from kb.vocabulary.trie_pattern import trie_pattern

_SHORT = 4  # signs: a shorter word is an abbreviation, which counts in capitals only


def families_of(scene: Scene) -> tuple[str, ...]:
    """The families that the sentence names, else the passage, else the titles over it."""
    texts = (scene.sentence.text, scene.passage, scene.heading or "")
    return next((found for text in texts if (found := families_in(text))), ())


def families_in(text: str) -> tuple[str, ...]:
    """The families that a text names, in the order of the vocabulary."""
    aligned, pattern, names = fold_aligned(text), *_names()
    found: set[str] = set(families_of_products(products_in(text)))
    alone: set[str] = set()
    for match in pattern.finditer(aligned.folded):
        written = text[slice(*aligned.span(*match.span()))]
        phrase = by_phrase(match.group(), names)
        if len(phrase) > _SHORT or is_shouted(written):
            (alone if phrase in _only_alone() else found).update(names[phrase])
    found = found or alone
    return tuple(key for key in load_families() if key in found)


@cache
def _only_alone() -> frozenset[str]:
    """Words that name a pathology only where no other is named."""
    return frozenset(folded(word) for word in read_yaml("families.yml")["only_alone"]["words"])


@cache
def _names() -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    """Every name of a family in the four languages; a word of two families names both: the reader sees the quotation."""
    read = read_yaml("families.yml")
    general = {fold(word) for word in read["too_general"]["words"]}
    held: dict[str, set[str]] = {}
    for key, family in load_families().items():
        _add(held, key, (fold(name) for name in family.names if fold(name) not in general))
    for key, words in read["words"].items():
        _add(held, key, (folded(word) for word in words))
    names = {phrase: tuple(sorted(keys)) for phrase, keys in held.items()}
    return re.compile(trie_pattern(names, PIECES)), names


def _add(held: dict[str, set[str]], key: str, phrases: Iterable[str]) -> None:
    for phrase in phrases:
        held.setdefault(" ".join(phrase.split()), set()).add(key)
