"""The words of a language, read from patterns/<lang>/*.yml, and the classes each word belongs to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml

from extraction.signals.folding import fold

LANGUAGES = ("fr", "en", "es", "pt")
_FIRST_CODE = 0xE000  # one private character per set of classes: a sentence becomes a short string that rules read
_YEAR = re.compile(r"(?:19|20)\d\d")
_CACHE_LIMIT = 100_000  # words remembered per language (about 30 MB)
_CONTINUED_LIMIT = 2_000  # second words remembered per first word
_LONGEST_NAME = 60  # letters: no name of a medicine is longer


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    """Words of one class, why they are there, a sentence each must find and one that must stay silent."""

    class_: str
    reason: str = ""
    words: str = ""
    finds: dict[str, str] = {}  # « type » or « type polarity », present where no polarity is said, and the sentence
    spares: str = ""

    def entries(self) -> list[tuple[str, ...]]:
        """The words folded; each entry is one or several words, `*` ends a stem."""
        folded = (fold(entry) for entry in self.words.split(","))
        return [parts for parts in (tuple(re.findall(r"[^\W_]+\*?|[€$%]", entry)) for entry in folded) if parts]


@dataclass(frozen=True)
class Everyday:
    """What stands everywhere: articles carry nothing and would only widen every gap; some classes are no use to a search."""

    articles: Mapping[str, frozenset[str]]
    everywhere: frozenset[str]
    frequency: Mapping[str, Mapping[str, int]]


@cache
def everyday() -> Everyday:
    """patterns/everyday.yml, read once."""
    path = files("extraction.signals") / "patterns" / "everyday.yml"
    read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    articles = {lang: frozenset(words.split()) for lang, words in read["articles"].items()}
    return Everyday(articles, frozenset(read["everywhere"].split()), read["frequency"])


class IncompleteGroup(ValueError):
    """Raised by groups_of when a group lacks its reason, its words, the sentence that it finds or the one that it spares."""


def groups_of(lang: str) -> list[Group]:
    """Every group of a language, in the order of its files. Raises IncompleteGroup."""
    folder = files("extraction.signals") / "patterns" / lang
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yml"))
    written = ((f"patterns/{lang}/{name}", (folder / name).read_text(encoding="utf-8")) for name in names)
    return [group for name, text in written for group in read_groups(name, text)]


def read_groups(name: str, text: str) -> list[Group]:
    """The groups of one file, each whole. Raises IncompleteGroup."""
    groups = msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader), list[Group])
    for index, group in enumerate(groups):
        held = {"reason": group.reason.strip(), "words": group.words, "finds": group.finds, "spares": group.spares}
        if lacking := [part for part, value in held.items() if not value]:
            document: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
            line = document.value[index].start_mark.line + 1
            raise IncompleteGroup(
                f"{name}, line {line}: the group {group.class_} has no {' and no '.join(lacking)}. Say why it is there, "
                "its words, a sentence that it finds because of them and one that holds one of them and says nothing."
            )
    return groups


Expression = tuple[tuple[str, ...], str]  # the words after the first, and the code of the whole


@dataclass(slots=True)
class Word:
    """What is known of one word: its code, and the expressions that it may begin, the longest first."""

    code: str
    folded: str
    expressions: tuple[Expression, ...] = ()
    continued: dict[str, tuple[Expression, ...]] = field(default_factory=dict, repr=False)

    def continued_by(self, second: str) -> tuple[Expression, ...]:
        """The expressions that this word and a second one may begin, remembered."""
        if len(self.continued) >= _CONTINUED_LIMIT:
            self.continued.clear()
        found = self.continued[second] = tuple(one for one in self.expressions if begins(second, one[0][0]))
        return found


@dataclass
class Lexicon:
    """Words of one language as codes. `classes` says which codes belong to a class."""

    lang: str
    exact: dict[str, str]
    stems: dict[str, str]
    starts: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    stem_starts: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    classes: Mapping[str, str]
    plain: str
    medicine: str
    medicine_suffix: re.Pattern[str]
    skipped: frozenset[str]
    number: str
    year: str
    name: str
    longest_stem: int
    known: dict[str, Word] = field(default_factory=dict, repr=False)

    def word(self, written: str) -> Word:
        """The word's code and expressions, remembered in `known`."""
        if len(self.known) >= _CACHE_LIMIT:
            self.known.clear()
        found = self.known[written] = self._look_up(fold(written), written[0].isupper())
        return found

    def _look_up(self, word: str, capital: bool) -> Word:
        code = self.code_of(word, capital=capital)
        if word[0].isdigit():
            return Word(code, word)
        stems = (stem for stem in self._stems_of(word) if stem in self.stem_starts)
        begun = [*self.starts.get(word, ()), *(one for stem in stems for one in self.stem_starts[stem])]
        return Word(code, word, tuple(sorted(begun, key=lambda one: (-len(one[0]), one[0]))))

    def code_of(self, word: str, *, capital: bool) -> str:
        """The code of a folded word by itself, empty where reading skips it."""
        if word[0].isdigit():
            return self.year if _YEAR.fullmatch(word) else self.number
        code = self.exact.get(word) or next(filter(None, map(self.stems.get, self._stems_of(word))), None)
        if code is None and len(word) <= _LONGEST_NAME and self.medicine_suffix.search(word):
            code = self.medicine
        if code is None:
            code = "" if word in self.skipped else self.name if capital else self.plain
        return code

    def _stems_of(self, word: str) -> Iterator[str]:
        """What a stem of the lexicon may be of a word, the longest first."""
        return (word[:length] for length in range(min(len(word), self.longest_stem), 1, -1))

    def entries(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """The expressions of several words and their codes; `*` ends a stem."""
        for mark, begun in (("", self.starts), ("*", self.stem_starts)):
            for first, entries in begun.items():
                yield from (((first + mark, *rest), code) for rest, code in entries)


class _Codes:
    """One private character for each set of classes met."""

    def __init__(self) -> None:
        self.by_set: dict[frozenset[str], str] = {}

    def __getitem__(self, classes: Iterable[str]) -> str:
        key = frozenset(classes)
        return self.by_set.setdefault(key, chr(_FIRST_CODE + len(self.by_set)))


def begins(word: str, entry: str) -> bool:
    """Whether a word is the entry, or begins with its stem."""
    return word.startswith(entry[:-1]) if entry.endswith("*") else word == entry


# Classes of a word that an expression keeps: « dialysis patients » are still patients.
TRANSPARENT = frozenset({"PAT", "SPECIAL", "DIS", "ERA"})
CARER = "CARER"  # words that only say that a text speaks of care: they are looked for, and tag nothing
PUNCTUATION = {"COMMA": ",", "PAREN": "()[]", "STRONG": ";:|—•●▪.!?…", "PIPE": "|", "COLON": ":", "PCT": "%"}


def _completed(several: dict[tuple[str, ...], set[str]]) -> dict[tuple[str, ...], set[str]]:
    """Every expression with the classes of the expressions of the same length that also fit it (« en panne », « en panne* »)."""
    alike: dict[tuple[int, str], list[tuple[str, ...]]] = {}
    for parts in several:
        alike.setdefault((len(parts), parts[0][:2]), []).append(parts)
    return {
        parts: {
            class_
            for other in alike[len(parts), parts[0][:2]]
            if all(begins(word.rstrip("*"), entry) for word, entry in zip(parts, other, strict=True))
            for class_ in several[other]
        }
        for parts in several
    }


def _of_stems(word: str, stems: Mapping[str, set[str]]) -> set[str]:
    """The classes of every stem that the word begins with."""
    return {class_ for length in range(1, len(word) + 1) for class_ in stems.get(word[:length], ())}


@cache
def load_lexicon(lang: str) -> Lexicon:
    """The lexicon of a language, read once."""
    single: dict[str, set[str]] = {}
    several: dict[tuple[str, ...], set[str]] = {}
    for group in groups_of(lang):
        for parts in group.entries() if group.class_ != CARER else ():
            (single.setdefault(parts[0], set()) if len(parts) == 1 else several.setdefault(parts, set())).add(
                group.class_
            )
    # a whole word also belongs to the classes of the longest stem it begins with
    stems = {word[:-1]: classes for word, classes in single.items() if word.endswith("*")}
    codes = _Codes()
    plain, medicine, number, name = codes[["WORD"]], codes[["MED", "INN"]], codes[["NUM"]], codes[["NAME"]]
    year = codes[["NUM", "YEAR"]]
    exact = {
        word: codes[classes | _of_stems(word, stems)] for word, classes in single.items() if not word.endswith("*")
    }
    marks = {
        mark: codes[[name for name, all_marks in PUNCTUATION.items() if mark in all_marks]]
        for mark in "".join(PUNCTUATION.values())
    }
    links = {word for word, classes in single.items() if classes & {"OF", "BY"}}
    several = _completed(several)
    stem_codes = {stem: codes[_of_stems(stem, stems)] for stem in stems}
    starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    stem_starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for parts, classes in several.items():
        if "IDIOM" in classes:  # the other sense leaves nothing of the first
            classes = {"IDIOM"}
        if len(parts) == 2 and parts[1] in links and "IDIOM" not in classes:  # « pénurie de » is still a « pénurie »
            classes = classes | single.get(parts[0], set()) | _of_stems(parts[0], stems)
        if "NE" in single.get(parts[0], ()):  # « ne circule » still opens a negation
            classes = classes | {"NE"} | single.get(parts[1], set()) | _of_stems(parts[1].rstrip("*"), stems)
        if "HEALTH" in classes:  # « interventions programmées » are still « interventions »
            for part in (parts[0], parts[-1].rstrip("*")):
                classes = classes | single.get(part, set()) | _of_stems(part, stems)
        if "FACILITY" in classes:  # a place of care, surely: a place of care all the more
            classes = classes | {"SITE"}
        if "ONLYSITE" in classes:  # « seul scanner » is still a scanner
            classes = classes | single.get(parts[-1], set()) | _of_stems(parts[-1], stems)
        classes = classes | {
            class_
            for part in parts
            for class_ in single.get(part, set()) | _of_stems(part.rstrip("*"), stems)
            if class_ in TRANSPARENT
        }
        entry = (parts[1:], codes[classes])
        if parts[0].endswith("*"):
            stem_starts.setdefault(parts[0][:-1], []).append(entry)
        else:
            starts.setdefault(parts[0], []).append(entry)
    by_class: dict[str, str] = {}
    for classes_of_code, code in codes.by_set.items():
        for class_ in classes_of_code:
            by_class[class_] = by_class.get(class_, "") + code
    return Lexicon(
        lang=lang,
        exact={**exact, **marks},
        stems=stem_codes,
        starts={word: tuple(entries) for word, entries in starts.items()},
        stem_starts={word: tuple(entries) for word, entries in stem_starts.items()},
        classes=by_class,
        plain=plain,
        medicine=medicine,
        medicine_suffix=MEDICINE_SUFFIX,
        skipped=everyday().articles[lang],
        number=number,
        year=year,
        name=name,
        longest_stem=max(map(len, [*stem_codes, *stem_starts]), default=0),
    )


# Endings of international non-proprietary names (WHO's stem list, the common ones, with their French, Spanish and Portuguese forms).
MEDICINE_SUFFIX = re.compile(
    r"^[a-z]{2,}(?:[aeiou](?:vir)(?:e|ina)?|mabe?|[tl]inibe?|cillin[ea]?|cilina|m[yi]c[iy]n[ea]?|micina|conazole?|conazol|nidazole?|nidazol|prazole?|prazol"
    r"|[oa]lol|[a-z]dipin[eao]?|sartana?|statin[ae]?|floxacin[eao]?|cyclin[ea]?|ciclina|semide?|semida|thiazide?|tiazida|formin[ea]?|gliptin[ea]?|gliclazid[ea]?"
    r"|platin[eao]?|rubicin[ea]?|taxel|azepam|azepine|barbital|bital|peridol|apin[ea]|oxetin[ea]?|triptylin[ea]?|triptilina|setron[ae]?|parin[ea]?|asone|asona|solone|solona"
    r"|fovir|vudin[ea]?|citabin[ea]?|trexat[eo]?|poietin[ea]?|poetin[ea]?|profen[eo]?|quin[ea]|quina|lukast|pril|butamol|terol|rifampicin[ea]?|isoniazid[ea]?|glimepirid[ea]?|aquiline?|linezolid[ea]?)$"
)
