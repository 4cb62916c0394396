"""Constructions: how classes of words follow one another in a statement, read from patterns/constructions/*.yml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Literal

import msgspec
import yaml

from extraction.signals.lexicon import Lexicon, everyday, load_lexicon

OBJECTS = ("MED", "REAG", "DEV", "AMB", "STAFF", "SITE", "SERV", "DONOR", "FUND", "POWER", "WATER", "OXY", "LOGI")
# The first members of an enumeration, so that « pénurie de lits, de gants et d’insuline » reaches its last member.
_LIST = "( {objects} ~1 COMMA|AND COMMA|AND? OF? -2 ){{0,4}} DEV|OXY|TREATN?"
# An apposition between a subject and its verb.
_APP = "( ~2 COMMA ~9 COMMA){0,1} ( COMMA|AND|NOT OF? {objects} ){0,3}"
_ITEM = re.compile(
    r"(?P<open>\()|(?P<close>\))(?P<times>\{\d,\d\}|\?)?|(?P<edge>\^)|(?P<gap>[~=+#_-])(?P<n>\d+)|(?P<cue><)?(?P<not>!)?(?P<union>[A-Z][A-Z_|]*)>?(?P<many>[?+*])?"
)


class Construction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of a constructions file."""

    id: str
    reason: str
    types: dict[str, str]
    patterns: list[str]
    polarity: str | None = None
    health: Literal["near", "sentence", "close"] = "near"
    unless: list[str] = []
    beside: list[str] = []
    compare: str | None = None
    langs: list[str] = []


@dataclass(frozen=True, eq=False)  # compared and hashed by identity: rules are made once
class Rule:
    """One pattern of one construction for one type, compiled for one language."""

    name: str
    type: str
    polarity: str | None
    health: str
    pattern: re.Pattern[str]
    needs: int
    rarest: int
    unless: str
    beside: str
    compare: str | None
    priority: int


@cache
def constructions() -> tuple[Construction, ...]:
    """Every construction, in the order of the files."""
    folder = files("extraction.signals") / "patterns" / "constructions"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yml"))
    read = [
        one for name in names for one in yaml.load((folder / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    ]
    return tuple(msgspec.convert(read, list[Construction]))


class UnknownClass(ValueError):
    """A construction names a class of words that no file of the language defines."""


class _Compiler:
    def __init__(self, classes: Mapping[str, str]) -> None:
        self.classes = classes
        self.objects = "|".join(OBJECTS)

    def charset(self, union: str) -> str:
        """The codes of a union of classes; a class this language has no word for is empty."""
        return "".join(sorted(set("".join(self.classes.get(name, "") for name in union.split("|")))))

    def gap(self, kind: str, limit: str) -> str:
        if kind == "+":
            objects, of = self.charset(self.objects), self.charset("OF|BY")
            other = f"[^{self.charset('STRONG|COMMA|PAREN|BUT|' + self.objects)}]"
            return f"(?:[{objects}](?![{objects}]))??(?:{other}|(?<=[{of}])[{objects}]){{0,{limit}}}?"
        if kind == "#":
            return f".{{0,{limit}}}?"
        stops = {
            "_": f"STRONG|BUT|{self.objects}",
            "~": "STRONG|COMMA|PAREN|BUT",
            "-": f"STRONG|COMMA|PAREN|BUT|STOCKOUT|RUPT|LACKN|STRIKE|CUTN|LOC|{self.objects}",
            "=": "STRONG",
        }[kind]
        return f"[^{self.charset(stops)}]{{0,{limit}}}?"

    def item(self, found: re.Match[str]) -> str:
        """One item of a pattern as a piece of regular expression."""
        if found["open"]:
            return "(?:"
        if found["close"]:
            return ")" + (found["times"] or "")
        if found["edge"]:
            return f"(?:^|(?<=[{self.charset('STRONG|COMMA|BUT|AND|PAREN')}]))"
        if found["gap"]:
            return self.gap(found["gap"], found["n"])
        codes = self.charset(found["union"])
        body = (f"[^{codes}]" if found["not"] else f"[{codes}]") if codes else "(?!)"
        body += found["many"] or ""
        return f"(?P<cue>{body})" if found["cue"] else body

    def compile(self, pattern: str) -> tuple[re.Pattern[str], list[str]]:
        """The regular expression over codes, and the unions of classes that a sentence must hold for it to match."""
        text = pattern.replace("LIST", _LIST.format(objects=self.objects)).replace(
            "APP", _APP.replace("{objects}", self.objects)
        )
        required, depth = [], 0
        for item in _ITEM.finditer(text):
            depth += bool(item["open"]) - bool(item["close"])
            if item["union"] and not item["not"] and item["many"] in (None, "+") and not depth:
                required.append(item["union"])
        return re.compile("".join(map(self.item, _ITEM.finditer(text)))), required


def _frequency(lang: str, union: str) -> tuple[bool, int]:
    """How often a word of the union stands in a text: a construction is looked for by its rarest words."""
    classes = union.split("|")
    everywhere = not everyday().everywhere.isdisjoint(classes)
    return everywhere, sum(everyday().frequency[lang].get(class_, 0) for class_ in classes)


class Needs:
    """A bit per union of classes: a sentence that lacks one of them cannot match."""

    def __init__(self, compiler: _Compiler) -> None:
        self.compiler = compiler
        self.bits: dict[str, int] = {}
        self.by_code: dict[str, int] = {}

    def mask(self, unions: list[str]) -> int:
        """The bits of some unions."""
        for union in unions:
            if union not in self.bits:
                bit = self.bits[union] = 1 << len(self.bits)
                for code in self.compiler.charset(union):
                    self.by_code[code] = self.by_code.get(code, 0) | bit
        return sum({self.bits[union] for union in unions})


@dataclass(frozen=True)
class Grammar:
    """The rules of a language, the bit of each union of classes that they require, and the bits that each code brings."""

    rules: tuple[Rule, ...]
    unions: Mapping[str, int]
    bits: Mapping[str, int]


@cache
def grammar_of(lang: str) -> Grammar:
    """The rules of a language, most specific construction first."""
    lexicon: Lexicon = load_lexicon(lang)
    compiler = _Compiler(lexicon.classes)
    needs = Needs(compiler)
    made: list[Rule] = []
    for construction in constructions():
        if construction.langs and lang not in construction.langs:
            continue
        unless, beside = (compiler.charset("|".join(names)) for names in (construction.unless, construction.beside))
        for type_, object_class in construction.types.items():
            for index, pattern in enumerate(construction.patterns):
                compiled, unions = compiler.compile(re.sub(r"\bX\b", object_class, pattern))
                if not all(map(compiler.charset, unions)):
                    continue  # this language has no word of a class that the pattern requires
                name = f"{construction.id}/{index + 1}"
                masks = needs.mask(unions), needs.mask([min(unions, key=partial(_frequency, lang))])
                flags = construction.polarity, construction.health
                made.append(
                    Rule(name, type_, *flags, compiled, *masks, unless, beside, construction.compare, len(made))
                )
    return Grammar(tuple(made), needs.bits, needs.by_code)
