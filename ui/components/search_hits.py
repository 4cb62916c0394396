"""Results as one ordered list. Texts of publishers are cut and marked here, each piece escaped, and never shown otherwise."""

from collections.abc import Iterable, Sequence

from kb.kinds import DOCUMENT, LISTING, OBSERVATION
from kb.lines import Line
from kb.search.lines import Hit
from kb.search.marks import Span, around, within
from kb.vocabulary.loader import load_countries
from kb.wording import french_day, french_period
from scoring.evidence import NotConsulted, Search
from ui import wording_fr as w
from ui.components import cells
from ui.components.html import small, tag, text
from ui.components.search_filters import language

_OF_A_COUNTRY = frozenset({LISTING.name, OBSERVATION.name})
_CONTEXT = 220  # characters on each side of the words, on a page; « lire » shows the whole passage


def hits_list(hits: Sequence[Hit], release: int, first: int) -> str:
    """The results from number `first` on."""
    return tag("ol", *(tag("li", _hit(hit, release)) for hit in hits), class_="rc-hits", start=str(first))


def _hit(hit: Hit, release: int) -> str:
    line = hit.line
    actions = tag("p", cells.buttons(line, release), class_="rc-actions")
    return tag("h2", _heading(hit), class_="rc-h3") + _where(line) + _said(hit) + _dates(line) + actions


def _heading(hit: Hit) -> str:
    """The title of a report; the country before what is said of one country alone."""
    line = hit.line
    over = f"{text(_areas(line))} — " if line.kind in _OF_A_COUNTRY else ""
    if line.kind == LISTING.name and line.quote:
        return over + tag("q", marked(line.quote, hit.quote_marks), lang=line.lang)
    return over + marked(line.label, hit.label_marks)


def _where(line: Line) -> str:
    told = [
        line.label if line.kind == LISTING.name else w.HIT_KINDS[line.kind],
        _areas(line) if line.kind not in _OF_A_COUNTRY else None,
        w.page_of(line.page) if line.page else None,
        w.text_in(language(line.lang)) if line.lang and line.kind not in _OF_A_COUNTRY else None,
        cells.dimensions_text(line),
        *(cells.mentions(line) if line.kind in _OF_A_COUNTRY else ()),
    ]
    return small(*told)


def _areas(line: Line) -> str:
    """The country; a report may speak of several."""
    known = load_countries()
    return ", ".join(known[key].fr if key in known else key for key in line.area.split(", "))


def _said(hit: Hit) -> str:
    line = hit.line
    if line.withdrawn_on:
        return tag("p", text(w.hit_withdrawn(french_day(line.withdrawn_on), line.withdrawn_because or "")))
    if line.kind == OBSERVATION.name:
        return tag("p", cells.value(line))
    if line.kind == DOCUMENT.name:
        return small(f"{w.UNREAD_REPORT} {line.comments}") if line.comments else ""
    if line.kind == LISTING.name:
        return ""
    return _snippet(hit) if line.quote else _reference(line)


def _snippet(hit: Hit) -> str:
    quote = hit.line.quote or ""
    start, end = around(quote, hit.quote_marks, _CONTEXT)
    before, after = "… " if start else "", " …" if end < len(quote) else ""
    said = before + marked(quote[start:end], within(hit.quote_marks, start, end)) + after
    return tag("blockquote", said, class_="rc-snippet", lang=hit.line.lang)


def _reference(line: Line) -> str:
    why = w.NAMES_A_PERSON if "personne_privee" in line.flags else w.NOT_QUOTED
    return tag("p", text(why), small(line.url if line.url != line.label else None), class_="rc-none")


def _dates(line: Line) -> str:
    told = [
        *([text(french_period(line.period_as_stated))] if line.period_as_stated else []),
        text(w.PUBLISHED_ON) + cells.published(line),
        text(w.RETRIEVED_ON) + cells.retrieved(line),
        text(w.CHECKED_ON) + cells.checked(line),
        text(cells.age(line)),
    ]
    return tag("p", " · ".join(told), class_="rc-hit-dates") + tag(
        "p", text(w.MEASURED_BY), cells.who(line), class_="rc-hit-dates"
    )


def marked(said: str, marks: Iterable[Span]) -> str:
    """A text with the words that were looked for between <mark> and </mark>."""
    parts, at = [], 0
    for start, end in marks:
        parts += [text(said[at:start]), tag("mark", text(said[start:end]))]
        at = end
    return "".join([*parts, text(said[at:])])


def looked_at(searched: Sequence[Search], missed: Sequence[NotConsulted], *, opened: bool) -> str:
    """What a search went through, source by source; unfolded where nothing was found."""
    asked = tag("p", text(w.SEARCHED_SOURCES)) + _items(
        w.searched(one.title, french_day(one.last_complete_run), french_day(one.captured_on) if one.replay else None)
        for one in searched
    )
    not_asked = tag("p", text(w.MISSED_SOURCES)) + _items(f"{one.title}, {one.reason}" for one in missed)
    summary = tag("summary", text(w.sources_looked_at(len(searched), len(missed))))
    parts = (asked if searched else tag("p", text(w.NO_SOURCE_SEARCHED)), not_asked if missed else "")
    return tag("details", summary, *parts, class_="rc-section", open="" if opened else None)


def _items(said: Iterable[str]) -> str:
    return tag("ul", *(tag("li", text(one)) for one in said))
