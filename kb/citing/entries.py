"""One cited line as an entry of the annexe, and the order of the lines: by component, the newest fact first."""

from collections.abc import Iterable

from kb.citations import area_name, breakdown, declared, retrieved
from kb.citing import wording as w
from kb.citing.blocks import Entry
from kb.flag_words import flag_words, polarity_words
from kb.lines import Line
from kb.saying import saying
from kb.vocabulary.loader import load_components
from kb.wording import french_age, french_day, french_period

OLD = "plus de 24 mois"


def in_order(lines: Iterable[Line]) -> list[Line]:
    """An order of the lines alone: two readers who cite the same lines hold the same annexe."""
    places = {key: place for place, key in enumerate(load_components())}
    by_identity = sorted(lines, key=lambda line: (line.area, line.label, line.series, line.id))
    newest_first = sorted(by_identity, key=lambda line: line.dated, reverse=True)
    return sorted(newest_first, key=lambda line: places.get(line.component or "", len(places)))


def component_label(line: Line) -> str:
    """The component that a line bears on."""
    held = load_components().get(line.component or "")
    return held.label if held else w.WITHOUT_COMPONENT


def entry(number: int, line: Line) -> Entry:
    """The entry of a line: its dates, what it says in its own language, what goes with it."""
    what = saying(line)
    return Entry(
        number=number,
        title=f"{area_name(line)} — {line.label}{breakdown(line)}",
        dates=_dates(line),
        said=what.rendered or "" if what.quote is not None else what.plain,
        quote=what.quote,
        lang=what.lang,
        details=tuple(_details(line)),
    )


def _dates(line: Line) -> tuple[tuple[str, str], ...]:
    age = french_age(line.age_months) + (f" ⚑ {OLD}" if "plus_de_24_mois" in line.flags else "")
    return (
        (w.PERIOD, french_period(line.period_as_stated)),
        (w.PUBLISHED, french_day(line.published_on)),
        (w.RETRIEVED, french_day(line.retrieved_at)),
        (w.CHECKED, french_day(line.last_checked_at)),
        (w.AGE, age),
    )


def _details(line: Line) -> Iterable[str]:
    if line.value_as_published and saying(line).quote is None:
        yield f"Valeur publiée : « {line.value_as_published} »."
    if line.page:
        yield f"Page {line.page}."
    if line.rule:
        yield f"Règle : {line.rule} ({line.extractor})."
    mentions = [*([polarity_words(line) or ""] if line.kind == "signal" else []), *flag_words(line)]
    if told := ", ".join(one for one in mentions if one):
        yield f"Mentions : {told}."
    seen = f" {retrieved(line)}." if line.is_replay or line.is_starter else ""
    yield f"Producteur : {line.producer}{declared(line)}. Éditeur : {line.publisher}.{seen}"
