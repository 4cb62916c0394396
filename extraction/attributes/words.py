"""The words of words/<lang>.yml: groups of folded phrases, each group with its reason, as patterns for a folded text."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml

from kb.vocabulary.aligned_folding import fold_aligned
from kb.vocabulary.trie_pattern import trie_pattern

LANGUAGES = ("fr", "en", "es", "pt")
# between two words: blanks, a line's end, a hyphen, an apostrophe; `*` ends a stem
PIECES = {" ": r"[ \n'\-]{1,3}", "*": r"\w{0,20}"}


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that mean the same to a reader, and why they are here."""

    because: str
    words: list[str]


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way of dating, word for word, with {month}, {year}, {n}, {unit}… where they stand; `means` names its reading."""

    form: str
    means: str


class Dating(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the ways of dating of a language are made of."""

    because: str
    months: list[str]
    parts: dict[str, str]
    """« premier trimestre » → Q1; « second semestre » → H2."""
    units: dict[str, list[str]]
    numbers: dict[str, int]
    forms: list[Form]


class Quantities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of quantities of a language: « sur », « pour cent », « millions », « francs », and those that are no unit."""

    because: str
    out_of: list[str]
    percent: list[str]
    scales: list[str]
    money: list[str]
    no_noun: list[str]
    before_noun: list[str]
    """Adjectives that stand between a number and what is counted: « 4 health facilities »."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of words/."""

    groups: dict[str, Group]
    dating: Dating
    quantities: Quantities


def read_yaml(name: str) -> Any:
    """A file of words/, as plain values."""
    path = files("extraction.attributes") / "words" / name
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def words_of(lang: str) -> Words:
    """The words of one language, read strictly."""
    return msgspec.convert(read_yaml(f"{lang}.yml"), Words)


@cache
def pattern(lang: str, group: str) -> re.Pattern[str]:
    """The phrases of a group, the longest first."""
    return compiled(tuple(words_of(lang).groups[group].words))


@cache
def compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Folded phrases as one pattern of whole words."""
    return re.compile(trie_pattern(phrases, PIECES))


def folded(text: str) -> str:
    """Lower case, no accent, one apostrophe: what the patterns are searched in."""
    return fold_aligned(text).folded


def by_phrase(found: str, phrases: Mapping[str, Any]) -> str:
    """The phrase of a mapping that a match reads, whatever stands between its words; of several stems, the longest."""
    said = " ".join(re.findall(r"\w+", found))
    if said in phrases:
        return said
    return max((one for one in phrases if "*" in one and _stem(one).fullmatch(said)), key=len)


@cache
def _stem(phrase: str) -> re.Pattern[str]:
    return re.compile(re.escape(phrase).replace(r"\*", r"\w*"))


def is_shouted(written: str) -> bool:
    """« VIH », « ARVs »: in capitals, whatever makes it a plural."""
    return written.removesuffix("s").isupper()
