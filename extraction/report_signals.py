"""The continuity signals of a report's passages, with their attributes and their exact place in the page's text."""

import json
from collections.abc import Iterator

from extraction.attributes.periods import published_day
from extraction.attributes.reading import VERSION, Attributes, attributes_of
from extraction.attributes.scene import Scene
from extraction.attributes.words import LANGUAGES
from extraction.items import SignalItem
from extraction.reports import ReportText
from extraction.signals import EXTRACTOR as SIGNALS
from extraction.signals import Signal, extract
from extraction.text.items import PassageItem

EXTRACTOR = f"{SIGNALS} {VERSION}"


def signals_of_report(text: ReportText) -> Iterator[SignalItem]:
    """The signals of each passage, one for each country it is about; none for a passage in a language that is not read.

    A signal of which nothing says whose country it is has no line: it stays in its passage, where the search finds it.
    """
    for passage in text.passages:
        lang = passage.lang or text.lang
        if lang in LANGUAGES:
            for signal in extract(passage.text, lang):
                yield from _items(text, passage, signal, lang)


def _items(text: ReportText, passage: PassageItem, signal: Signal, lang: str) -> Iterator[SignalItem]:
    scene = Scene(
        lang, passage.text, signal.start, signal.end, passage.heading, text.countries, published_day(text.published_on)
    )
    told = attributes_of(scene, signal.type)
    for country in told.countries:
        yield _item(text, passage, signal, lang, country, told)


def _item(
    text: ReportText, passage: PassageItem, signal: Signal, lang: str, country: str, told: Attributes
) -> SignalItem:
    period = told.period
    return SignalItem(
        document=text.document,
        area=country,
        type=signal.type,
        page=passage.page,
        start=passage.start + signal.start,
        end=passage.start + signal.end,
        polarity=signal.polarity,
        quote=signal.quote,
        cue=signal.cue,
        rule=signal.rule,
        lang=lang,
        component=told.component,
        families=json.dumps(told.families),
        products=json.dumps(told.products),
        amounts=json.dumps(told.amounts, ensure_ascii=False),
        place=told.place,
        level=told.level,
        population=told.population,
        period_as_stated=period.as_stated if period else None,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        published_on=text.published_on,
        private_person=passage.private_person,
    )
