"""Every group of words says why it is there, finds a sentence because of its words, and spares another that holds one of them."""

from collections.abc import Iterator

import pytest
import yaml

from extraction.signals.lexicon import LANGUAGES, Group, IncompleteGroup, groups_of, read_groups

from .vocabulary import held_by, reading, small_reading, small_vocabularies

__all__ = ["small_vocabularies"]  # a fixture

# These words take a signal away: it is the sentence spared that speaks once they are taken out.
SET_ASIDE = frozenset(
    {
        "HYGIENE", "MEETING",
        "ABLE", "AIRSTRIKE", "CASHAID", "CLINICAL", "COSTEFF", "EPID", "FOODW", "HARM", "HEADING", "HUMANIT", "HUNGER", "IDIOM", "IMMUN",
        "INDEX", "LAW", "LOC", "MONTH", "NORMATIVE", "ORGAN", "OTHER", "RATIO", "STATEW", "SUPPORTV", "SURVIVOR",
        "TIRED", "VAST", "VIRUS", "WARNAME",
    }
)  # fmt: skip
# Taken out, these leave the reading of a plain sentence as it was, in the languages named: each of their words is also one of another
# group that does the same work (KM of DIST, GETS of HAVE, NEITHER of NOT), a construction may do without them (AT, GEN), or they only
# keep a word from being taken for a name (DESPITE).
SAID_TWICE = {
    "AGENCY": "fr",
    "AND": "fr",
    "ANYONE": "fr",
    "ARRIVE": "es pt",
    "ASKED": "fr pt",
    "AT": "fr en es pt",
    "AVAIL": "es pt",
    "BASEDON": "fr en",
    "BEFORE": "es",
    "BODY": "pt",
    "BUT": "fr en es pt",
    "CATA": "es",
    "COLDCHAIN": "en",
    "CONTAINER": "en pt",
    "DAMAGED": "es pt",
    "DAYWITHOUT": "fr en es pt",
    "DELAYED": "fr en es pt",
    "DELIVERED": "fr",
    "DESPITE": "fr en es pt",
    "DIRECTION": "pt",
    "EMPTY": "fr en",
    "ENDEDAFTER": "en",
    "ENOUGH": "fr es pt",
    "EXCEEDS": "fr en es pt",
    "FAILSV": "fr en",
    "FEARW": "fr en es pt",
    "FEW": "pt",
    "FULLSTAFF": "en es pt",
    "GEN": "fr en es pt",
    "GETS": "fr en es pt",
    "GOODSFLOW": "fr en es pt",
    "HARD": "es",
    "HELD": "en",
    "IN": "fr",
    "INSUFF": "en",
    "INSWORD": "fr en es pt",
    "KM": "fr en es pt",
    "LACKV": "es pt",
    "LACKVERB": "fr en es pt",
    "LACKV_VS": "en",
    "LASTS": "fr en es pt",
    "LEFT": "es pt",
    "NE": "en es pt",
    "NEITHER": "fr en es pt",
    "NOAMB": "es pt",
    "NOMONEY": "es",
    "NOONE": "es",
    "NUM": "es pt",
    "OUTAGE_V": "fr",
    "PORTW": "fr en",
    "POWER": "fr en",
    "PROBLEM": "en es pt",
    "RECEIVED": "pt",
    "REFILLED": "fr",
    "REJECT": "fr es pt",
    "RESIDENT": "fr en es",
    "RESTR": "es pt",
    "RESUMEV": "es",
    "REVEALS": "fr pt",
    "ROUTEW": "fr",
    "RUINED": "fr en es pt",
    "RUN": "pt",
    "SELL": "es pt",
    "SETTLE": "pt",
    "SHORTADJ": "es pt",
    "SHUNSCARE": "es pt",
    "SICK": "fr es pt",
    "SPEND": "en",
    "STATEW": "pt",
    "THERE": "es pt",
    "TRIPTIME": "fr en es pt",
    "TWODIS": "fr en es pt",
    "UNDERSTAFFED": "es",
    "VACANT": "en",
    "WHOLE": "es",
    "WITHOUT": "fr",
}


WHOLE = {"class": "LACKT", "reason": "Lacking.", "words": "out of", "finds": {"staff_shortage": "…"}, "spares": "…"}


def expected(group: Group) -> set[tuple[str, str]]:
    """Types and polarities that a group finds: « stock_out_medicines negated », present where no polarity is said."""
    told = (found.partition(" ") for found in group.finds)
    return {(type_, polarity or "present") for type_, _, polarity in told}


def sentences(group: Group) -> Iterator[str]:
    yield from group.finds.values()
    yield group.spares


def is_needed(group: Group, lang: str) -> bool:
    """Whether a sentence of the group reads otherwise without its words."""
    if group.class_ in SET_ASIDE:
        return bool(small_reading(group.spares, lang, group))
    return any(expected(group) - small_reading(sentence, lang, group) for sentence in group.finds.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_group_has_a_word_of_its_own_in_each_sentence(lang: str) -> None:
    for group in groups_of(lang):
        assert [one for one in sentences(group) if not held_by(one, group)] == [], group.class_


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_group_finds_its_sentence_and_spares_the_other(lang: str) -> None:
    for group in groups_of(lang):
        for sentence in group.finds.values():
            assert expected(group) <= reading(sentence, lang), (group.class_, sentence)
        assert not reading(group.spares, lang), (group.class_, group.spares)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("small_vocabularies")
def test_without_its_words_the_sentence_of_a_group_reads_otherwise(lang: str) -> None:
    idle = {group.class_ for group in groups_of(lang) if not is_needed(group, lang)}
    assert idle == {class_ for class_, langs in SAID_TWICE.items() if lang in langs.split()}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("small_vocabularies")
def test_the_words_that_a_sentence_can_hold_are_enough_to_read_it(lang: str) -> None:
    for group in groups_of(lang)[::6]:
        for sentence in group.finds.values():
            assert expected(group) <= small_reading(sentence, lang), sentence
        assert not small_reading(group.spares, lang), group.spares


@pytest.mark.parametrize("missing", ["reason", "words", "finds", "spares"])
@pytest.mark.parametrize("style", ["block", "flow"])
def test_a_group_that_lacks_a_part_is_refused_at_its_line(missing: str, style: str) -> None:
    partly = {part: value for part, value in WHOLE.items() if part != missing}
    written = "# A file.\n" + yaml.safe_dump([WHOLE, partly], default_flow_style=style == "flow", width=9999)
    line = (
        next(at for at, text in enumerate(written.splitlines(), 1) if at > 2 and "class: LACKT" in text)
        if style == "block"
        else 2
    )
    with pytest.raises(
        IncompleteGroup, match=rf"^patterns/en/staff\.yml, line {line}: the group LACKT has no {missing}\. "
    ):
        read_groups("patterns/en/staff.yml", written)


def test_a_whole_group_is_read() -> None:
    (group,) = read_groups("patterns/en/staff.yml", yaml.safe_dump([WHOLE]))
    assert (group.class_, group.entries()) == ("LACKT", [("out", "of")])
