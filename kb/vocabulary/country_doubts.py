"""When a word of a text that looks like a country does not count, and why: the word itself, its letters, its company."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kb.vocabulary.cautions import Company, load_cautions
from kb.vocabulary.country_words import Meaning, accented, country_accents
from kb.vocabulary.similarity import ABBREVIATION, FORMER, NAME, SYNONYM

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
# on either side of an @; bounded, so that the time stays in proportion to the text
_ACCOUNT, _HOST = re.compile(r"[\w.+-]{1,64}$"), re.compile(r"@[\w.-]{1,255}")
_BEFORE, _AFTER = re.compile(r"([\w.’'-]+)[ \u00a0]$"), re.compile(r"[ \u00a0]([\w’'-]+)")
# an initial or a title before a name ends with a stop; a longer word with a stop ends a sentence
_ABBREVIATED = re.compile(r"(?:\w|Dr|Mr|Mrs|Ms|Mme|Pr|Prof|Sr|Sra)\.")
# how far a neighbouring word and a telltale word may stand, in signs
_NEXT, _NEAR = 40, 120
# a short word with an accent that no name has is another word: « Indé », « Türk »
_SHORT = 4
_LOWER_CASE, _BESIDE, _IN_ADDRESS = (
    "sigle écrit en minuscules",
    "à côté d’un nom propre",
    "dans une adresse électronique",
)
_OTHER_ACCENT = "accent qu’aucun nom du pays ne porte"


@dataclass(frozen=True)
class Hit:
    """A word of a text, its offsets, and what it means."""

    start: int
    end: int
    written: str
    meaning: Meaning

    @property
    def is_another_word(self) -> bool:
        """« eau » is not « EAU », « ira » is not « Irã »: so common a word is not even doubtful."""
        rules, word = load_cautions(), self.meaning.word
        if word in rules.exactly:
            return self.written not in rules.exactly[word].words
        common = word in rules.needs_full_name or word in rules.never_alone
        return common and self.meaning.reason == ABBREVIATION and not self.written.isupper()


class Reading:
    """One text and what it names: what a word counts for depends on its company."""

    def __init__(self, text: str, hits: list[Hit]) -> None:
        self.text = text
        self.starts, self.ends = {hit.start for hit in hits}, {hit.end for hit in hits}
        sure, ruled = {NAME, SYNONYM, FORMER}, load_cautions().words
        self.named = {hit.meaning.keys for hit in hits if hit.meaning.reason in sure and hit.meaning.word not in ruled}
        self.addresses = {place for span in _addresses(text) for place in range(*span)} if hits else set()

    def doubt(self, hit: Hit) -> str | None:
        """The first reason not to count this word as a country; None when it counts."""
        return hit.meaning.because or next((because for because in self._doubts(hit) if because), None)

    def _doubts(self, hit: Hit) -> Iterator[str | None]:
        word = hit.meaning.word
        yield load_cautions().never_alone.get(word)
        yield _IN_ADDRESS if hit.start in self.addresses else None
        yield from _doubts_of_letters(hit)
        if hit.meaning.keys not in self.named:
            yield load_cautions().needs_full_name.get(word)
        yield from self._doubts_of_company(hit)

    def _doubts_of_company(self, hit: Hit) -> Iterator[str | None]:
        rules, word = load_cautions(), hit.meaning.word
        if word in rules.not_with:
            yield _because_of(rules.not_with[word], self.text)
        if word in rules.not_near:
            yield _because_of(rules.not_near[word], self.text[max(0, hit.start - _NEAR) : hit.end + _NEAR])
        if word in rules.not_beside_a_name and self._is_beside_a_name(hit):
            yield f"{rules.not_beside_a_name[word]}, {_BESIDE}"

    def _is_beside_a_name(self, hit: Hit) -> bool:
        before = _BEFORE.search(self.text[max(0, hit.start - _NEXT) : hit.start])
        after = _AFTER.match(self.text[hit.end : hit.end + _NEXT])
        if before and hit.start - 1 not in self.ends and _looks_like_a_name(before[1], hit.written):
            return True
        return bool(after and hit.end + 1 not in self.starts and _looks_like_a_name(after[1], hit.written))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in _ADDRESS.finditer(text))
    for host in _HOST.finditer(text):
        account = _ACCOUNT.search(text[max(0, host.start() - 64) : host.start()])
        yield host.start() - len(account[0]) if account else host.start(), host.end()


def _doubts_of_letters(hit: Hit) -> Iterator[str | None]:
    rules, word, written = load_cautions(), hit.meaning.word, hit.written
    if hit.meaning.reason == ABBREVIATION and not written.isupper():
        yield _LOWER_CASE
    if not re.split(r"[\W_]+", written)[-1][:1].isupper():
        yield rules.needs_capital.get(word)
    if len(word) <= _SHORT and not accented(written) <= country_accents()[word]:
        yield _OTHER_ACCENT


def _looks_like_a_name(neighbour: str, written: str) -> bool:
    """A capitalised word that is no usual company of a country; in a heading all in capitals, capitals say nothing."""
    word = neighbour.removesuffix("’s").removesuffix("'s")
    if word.endswith(".") and not _ABBREVIATED.fullmatch(word):
        return False
    if not word[:1].isupper() or word.title() in load_cautions().not_a_name:
        return False
    return not (written.isupper() and len(word) > 1 and word.isupper())


def _because_of(company: Company, text: str) -> str | None:
    return company.because if _any_of(company.words).search(text) else None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
