"""Whose problem a sentence tells: the country it names, else the passage's, else the document's; never a neighbour's by default."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extraction.attributes.scene import Scene
from extraction.attributes.words import PIECES, pattern, words_of
from extraction.text.sentences import sentences
from kb.vocabulary.aligned_folding import fold_aligned
from kb.vocabulary.country_mentions import CountryMention, countries_in
from kb.vocabulary.similarity import ABBREVIATION, DEMONYM
from kb.vocabulary.trie_pattern import trie_pattern

_NEAR = 60  # signs before a name in which a comparison, an origin or a supplier may stand
_LONGEST_LIST = 8  # countries; a longer enumeration is a table or an annex, not a sentence about each

# « réfugiés venus du… », « importé de… », « évacués vers… »: words, and the word that ties them to the name
_ORIGINS = (("moved", "link"), ("supply", "link"), ("sent", "toward"))


class _Group(NamedTuple):
    """Countries named together (« au Mali, au Niger et au Burkina »), and where in the folded sentence."""

    countries: tuple[str, ...]
    start: int
    end: int


def countries_of(scene: Scene) -> tuple[str, ...]:
    """ISO alpha-3 keys of the countries that the signal is about; none where nothing says which."""
    named = _groups(scene.sentence.text, scene.lang)
    if named:
        return _nearest(scene, named).countries
    if _unnamed_neighbour(scene) or _of_a_wide_region(scene.sentence.text, scene.lang):
        return ()
    return _framed(scene) or _headed(scene.heading, scene.lang) or _of_document(scene)


def _groups(text: str, lang: str) -> list[_Group]:
    """The countries that a sentence speaks of, those named for comparison, origin or supply left out."""
    aligned = fold_aligned(text)
    found: list[_Group] = []
    for mention in countries_in(text):
        start, end = _folded_span(aligned.places, mention)
        if _set_aside(aligned.folded, mention, start, end, lang):
            continue
        if found and _joined(lang).fullmatch(aligned.folded, found[-1].end, start):
            last = found.pop()
            found.append(_Group(tuple(dict.fromkeys((*last.countries, mention.iso3))), last.start, end))
        else:
            found.append(_Group((mention.iso3,), start, end))
    return [one for one in found if len(one.countries) <= _LONGEST_LIST]


def _folded_span(places: Sequence[int], mention: CountryMention) -> tuple[int, int]:
    return bisect_left(places, mention.start), bisect_left(places, mention.end)


@cache
def _joined(lang: str) -> re.Pattern[str]:
    """What may stand between two countries of one enumeration."""
    return re.compile(rf"(?:[\s,'’]|{trie_pattern(words_of(lang).groups['joiner'].words, PIECES)}){{1,12}}")


def _set_aside(folded: str, mention: CountryMention, start: int, end: int, lang: str) -> bool:
    """True where the name says to whom one compares, where people or goods come from, or whose organisation it is."""
    before = re.split(r"[,;:(]", folded[max(0, start - _NEAR) : start])[-1]
    if any(True for _ in _ending(before, "contrast", lang)):
        return True
    if any(_linked(before, words, link, lang) for words, link in _ORIGINS):
        return True
    adjective = mention.reason in {DEMONYM, ABBREVIATION}
    after = folded[end : end + _NEAR].lstrip(" -\n'")
    beside = (_at_start(after, "actor", lang), _at_start(after, "moved", lang))
    touching = (_ends_with(before, "actor", lang), _ends_with(before, "moved", lang))
    return adjective and any((*beside, *touching))


def _ending(before: str, group: str, lang: str) -> Iterator[re.Match[str]]:
    """Words of a group after which only small words stand."""
    for found in pattern(lang, group).finditer(before):
        if len(before[found.end() :].split()) <= 2:
            yield found


def _linked(before: str, group: str, link_words: str, lang: str) -> bool:
    """« réfugiés venus du », « imported from »: a word of the group, at most two others, and a word of origin at the end."""
    before = _without_bordering(before, lang)
    links = pattern(lang, link_words).finditer(before)
    link = next((one for one in links if not before[one.end() :].strip(" '\n")), None)
    if link is None:
        return False
    left = before[: link.start()]
    return any(len(left[found.end() :].split()) <= 2 for found in pattern(lang, group).finditer(left))


def _without_bordering(before: str, lang: str) -> str:
    """« from neighbouring » → « from »."""
    for found in pattern(lang, "bordering").finditer(before):
        if not before[found.end() :].strip():
            return before[: found.start()]
    return before


def _ends_with(before: str, group: str, lang: str) -> bool:
    return any(not before[found.end() :].strip() for found in pattern(lang, group).finditer(before))


def _at_start(after: str, group: str, lang: str) -> bool:
    return pattern(lang, group).match(after) is not None


def _nearest(scene: Scene, named: Sequence[_Group]) -> _Group:
    """The group inside the quotation, else the last before it in the same clause, else the next, else the last named before."""
    low, high = scene.quote
    turns = [found.start() for found in pattern(scene.lang, "turn").finditer(scene.folded)]
    turns += [at for at, sign in enumerate(scene.folded) if sign == ";"]
    opens = max((turn for turn in turns if turn <= low), default=0)
    closes = min((turn for turn in turns if turn >= high), default=len(scene.folded))
    inside = [one for one in named if one.start < high and low < one.end]
    before = [one for one in named if opens <= one.start < low]
    after = [one for one in named if high <= one.end and one.start < closes]
    earlier = [one for one in named if one.start < opens]
    return (inside[:1] or before[-1:] or after[:1] or earlier[-1:] or list(named[:1]))[0]


def _unnamed_neighbour(scene: Scene) -> bool:
    """« dans les pays voisins » places the problem elsewhere, unless it is what one compares with."""
    for found in pattern(scene.lang, "neighbour").finditer(scene.folded):
        before = re.split(r"[,;:(]", scene.folded[max(0, found.start() - _NEAR) : found.start()])[-1]
        if not any(True for _ in _ending(before, "contrast", scene.lang)):
            return True
    return False


def _of_a_wide_region(text: str, lang: str) -> bool:
    """« Across the Caribbean, … » tells of several countries; not « among the lowest in Africa », said of the country itself."""
    aligned = fold_aligned(text)
    if pattern(lang, "ranked").search(aligned.folded):
        return False
    named = [_folded_span(aligned.places, mention) for mention in countries_in(text)]
    for found in pattern(lang, "wide_region").finditer(aligned.folded):
        before = re.split(r"[,;:(]", aligned.folded[max(0, found.start() - _NEAR) : found.start()])[-1]
        aside = any(True for _ in _ending(before, "contrast", lang)) or any(
            _linked(before, words, link, lang) for words, link in _ORIGINS
        )
        if not aside and not any(start < found.end() and found.start() < end for start, end in named):
            return True
    return False


def _framed(scene: Scene) -> tuple[str, ...]:
    """« Au Burundi voisin, la situation est pire. » places the sentences that follow, until another country is named."""
    for start, end in reversed(sentences(scene.before)):
        named = _groups(scene.before[start:end], scene.lang)
        if named:
            return named[0].countries if _opens(scene.before[start:end], named[0], scene.lang) else ()
    return ()


def _opens(sentence: str, group: _Group, lang: str) -> bool:
    head = fold_aligned(sentence).folded[: group.start].strip()
    return pattern(lang, "where").fullmatch(head) is not None


def _headed(heading: str | None, lang: str) -> tuple[str, ...]:
    """The one country that the nearest title over the passage names."""
    for title in reversed((heading or "").split(" › ")):
        named = _groups(title, lang)
        if named:
            return named[0].countries if len(named) == 1 and len(named[0].countries) == 1 else ()
    return ()


def _of_document(scene: Scene) -> tuple[str, ...]:
    """The document's country; where it has several, the only one of them that the passage names."""
    if len(scene.countries) <= 1:
        return scene.countries
    named = {country for one in _groups(scene.passage, scene.lang) for country in one.countries}
    return tuple(named) if len(named) == 1 and named <= set(scene.countries) else ()
