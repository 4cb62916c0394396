"""The products that a text names, by the keys of the vocabulary: medicines and their classes, reagents, supplies, devices."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from extraction.attributes.scene import Scene
from extraction.attributes.words import PIECES, by_phrase, is_shouted, read_yaml
from kb.vocabulary.aligned_folding import fold_aligned
from kb.vocabulary.folding import fold
from kb.vocabulary.loader import load_medicines
from kb.vocabulary.medicine_lookup import medicines_of_class
from kb.vocabulary.medicine_words import load_classes
from kb.vocabulary.signal_products import load_signal_products
from kb.vocabulary.trie_pattern import trie_pattern

_LONG_ENOUGH = 5  # signs: shorter names of medicines are words of every day (« fer », « iron ») or abbreviations
_SHORTEST_ABBREVIATION = 3
# the types that speak of a product: elsewhere a product of the sentence, outside the quotation, is another matter
_OF_PRODUCTS = frozenset({"stock_out_medicines", "stock_out_reagents", "supply_chain", "equipment_maintenance"})


def products_of(scene: Scene, type_: str) -> tuple[str, ...]:
    """The products of the quotation; else, for a signal on products, those of its sentence."""
    quoted = products_in(scene.passage[scene.start : scene.end])
    return quoted or (products_in(scene.sentence.text) if type_ in _OF_PRODUCTS else ())


def products_in(text: str) -> tuple[str, ...]:
    """The products that a text names, in its order, once each; the longest name at each place."""
    aligned, pattern, names = fold_aligned(text), *_names()
    found: dict[str, None] = {}
    for match in pattern.finditer(aligned.folded):
        phrase = by_phrase(match.group(), names)
        if len(phrase) >= _LONG_ENOUGH or is_shouted(text[slice(*aligned.span(*match.span()))]):
            found[names[phrase]] = None
    return tuple(found)


@cache
def _names() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Phrase → key. Our own list comes first, then medicines, then classes."""
    names: dict[str, str] = {}
    silent = {fold(word) for word in read_yaml("products.yml")["not_in_texts"]["words"]}
    for phrase, key in _phrases():
        if phrase not in silent and len(phrase) >= _SHORTEST_ABBREVIATION:
            names.setdefault(phrase, key)
    return re.compile(trie_pattern(names, PIECES)), names


def _phrases() -> Iterator[tuple[str, str]]:
    for key, product in load_signal_products().items():
        yield from ((word, key) for word in product.words)
    for key, medicine in load_medicines().items():
        yield from ((fold(name), key) for name in medicine.names if len(fold(name)) >= _LONG_ENOUGH)
    for key, one in load_classes().items():
        yield from ((fold(name), key) for name in one.names)
    for word, key in read_yaml("products.yml")["also"].items():
        yield word, key


@cache
def _families_of(key: str) -> frozenset[str]:
    """The family of a medicine that has one only, or of a class whose medicines all have the same one."""
    medicine = load_medicines().get(key)
    held = [medicine] if medicine else list(medicines_of_class(key)) if key in load_classes() else []
    families = {family for one in held for family in one.families}
    return frozenset(families) if len(families) == 1 else frozenset()


def families_of_products(keys: Iterable[str]) -> frozenset[str]:
    """The families that products name by themselves."""
    return frozenset(family for key in keys for family in _families_of(key))
