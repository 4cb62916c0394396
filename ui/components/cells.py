"""The cells of a line: what, value, period and age, the other dates, who. One wording for every table."""

from kb.citations import area_name
from kb.flag_words import flag_words, polarity_words
from kb.lines import Line
from kb.saying import saying, saying_of, unit_of
from kb.sources.definition import source
from kb.vocabulary.terms import dimension_label
from kb.wording import NOT_RECORDED, french_age, french_day, french_period, french_value
from ui import wording_fr as w
from ui.components import actions
from ui.components.html import button, clean, small, tag, text


def dimension(kind: str, code: str) -> str:
    """A dimension in French; the publisher's own code, with its kind, where we have no word for it."""
    label = dimension_label(code)
    return label if label != code else f"{kind} : {code}"


def broken_down(line: Line) -> dict[str, str]:
    """The dimensions that describe the population; the survey a figure comes from is not one."""
    return {kind: code for kind, code in line.dimensions.items() if kind != "DATASOURCE"}


def dimensions_text(line: Line) -> str:
    """« femmes, 18 ans et plus »."""
    return ", ".join(dimension(kind, code) for kind, code in broken_down(line).items())


def mentions(line: Line) -> list[str]:
    """The small words that stay with a line wherever it is shown."""
    return [
        *([w.LEVELS.get(line.level, line.level)] if line.level else []),
        *([line.population] if line.population else []),
        *([polarity] if (polarity := polarity_words(line)) else []),
        *flag_words(line),
        *([w.SELF_REPORTED] if line.self_reported else []),
    ]


def value(line: Line) -> str:
    """Value with bounds and unit. A text is quoted in its own language; nothing reported is said so."""
    return said(line.value_as_published, line.value, line)


def said(published: str | None, number: float | None, line: Line) -> str:
    """A statement, with the language and the unit of its line."""
    what = saying_of(published, number, line)
    if what.words is not None:
        return text(what.words) + (small(w.published_text(clean(what.published))) if what.published else "")
    if what.quote is not None:
        return tag("q", text(what.quote), lang=what.lang) + (small(what.rendered) if what.rendered else "")
    return tag("span", text(in_french(published)), class_="rc-value") + small(what.unit)


def figure(line: Line) -> str:
    """The figure in French form."""
    return in_french(line.value_as_published)


def in_french(published: str | None) -> str:
    """A published figure in French form; a whole space between thousands, as the narrow one is lost on a small screen."""
    return french_value(published).replace("\u202f", "\u00a0")


def unit(line: Line) -> str:
    """The unit; « nombre » says nothing that the figure does not say."""
    return unit_of(line)


def value_text(line: Line) -> str:
    """The value as plain text, for a sentence read aloud."""
    return saying(line).plain.replace("\u202f", "\u00a0")


def is_old(line: Line) -> bool:
    """Older than 24 months at the date of the release."""
    return "plus_de_24_mois" in line.flags


def age(line: Line) -> str:
    """The age, and the flag in words."""
    return french_age(line.age_months) + (f" {w.OLD}" if is_old(line) else "")


def period(line: Line) -> str:
    """The period of the fact, its age under it."""
    return text(french_period(line.period_as_stated)) + small(age(line))


def published(line: Line) -> str:
    """When the publisher dated the answer."""
    return _day(line.published_on)


def retrieved(line: Line) -> str:
    """When we took the bytes; a recorded answer is never dressed as a live one."""
    said = _day(line.retrieved_at)
    if line.is_replay:
        said = tag("span", text(w.replayed(french_day(line.retrieved_at))), class_="rc-said")
    if line.is_starter:
        said += small(w.FLAGS["figures_de_depart"] if line.kind == "observation" else w.STARTER_REFERENCE)
    return said


def checked(line: Line) -> str:
    """Last sighting of these bytes."""
    return _day(line.last_checked_at)


def _day(stated: str | None) -> str:
    day = french_day(stated)
    return tag("span", text(day), class_="rc-none" if day == NOT_RECORDED else None)


def who(line: Line) -> str:
    """Who measured, then who hosts."""
    return f"{text(line.producer)} {small(w.publisher(source(line.source).short))}"


def buttons(line: Line, release: int) -> str:
    """« lire » and « citer », named for a screen reader by what they act on."""
    named = f"{area_name(line)}, {line.label}, {french_period(line.period_as_stated)}"
    return button(w.READ, actions.code("lire", release, line.id), f"{w.READ} : {named}") + button(
        w.CITE, actions.code("citer", release, line.id), f"{w.CITE} : {named}"
    )
