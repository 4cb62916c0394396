"""The timeline as tables: one per type, one row per passage, source by source."""

from collections.abc import Iterable, Mapping, Sequence

from kb.flag_words import FLAG_WORDS, POLARITIES, flag_words
from kb.lines import Line
from kb.reviews import Review
from kb.vocabulary.medicines_loader import load_medicines
from kb.wording import french_day
from scoring.timeline import Entry, SourceEntries, TypeEntries, begins
from ui import wording_fr as w
from ui.components import cells
from ui.components.html import head, small, tag, text
from ui.components.line_reviews import review_words
from ui.components.timeline_words import end_note, end_words, start_note, start_words

Told = Mapping[str, Sequence[Review]]
"""Line id → its reviews."""


def type_table(one: TypeEntries, scope: str, release: int, reviews: Told) -> str:
    """The passages of one type, under the name of the source that says them."""
    return tag(
        "table",
        tag("caption", text(w.signals_of(scope, one.label)), class_="rc-hidden"),
        tag("colgroup", *(tag("col", class_=f"rc-s{number}") for number in range(len(w.SIGNAL_COLUMNS)))),
        head(w.SIGNAL_COLUMNS),
        *(_of_source(source, release, reviews) for source in one.sources),
        class_="rc-lines rc-signals",
    )


def _of_source(source: SourceEntries, release: int, reviews: Told) -> str:
    name = tag("th", text(source.source), colspan=str(len(w.SIGNAL_COLUMNS)), scope="rowgroup", class_="rc-source")
    return tag("tbody", tag("tr", name), *(_row(entry, release, reviews) for entry in source.entries))


def _row(entry: Entry, release: int, reviews: Told) -> str:
    line = entry.line
    return tag(
        "tr",
        tag("th", polarity(line), scope="row"),
        tag("td", said(line), small(*review_words(reviews.get(line.id, ()), line))),
        tag("td", text(start_words(entry)), small(start_note(entry)), _stated(line), small(cells.age(line))),
        tag("td", text(end_words(entry)), small(end_note(entry))),
        tag("td", cells.published(line)),
        tag("td", cells.retrieved(line)),
        tag("td", cells.checked(line)),
        tag("td", cells.buttons(line, release), class_="rc-actions"),
    )


def polarity(line: Line) -> str:
    """Shape and word, in the ink of the text."""
    key = line.polarity or ""
    glyph = tag("span", text(w.SIGNAL_GLYPHS[key]), class_="rc-glyph", aria_hidden="true")
    return tag("span", glyph, " ", text(POLARITIES[key]), class_="rc-polarity")


def said(line: Line) -> str:
    """The passage, then what it names and where it stands; of a withdrawn one, that it was withdrawn."""
    if line.withdrawn_on:
        return text(w.withdrawn(french_day(line.withdrawn_on), line.withdrawn_because or ""))
    where = ", ".join(part for part in (line.title, f"p.\u00a0{line.page}" if line.page else None) if part)
    return cells.value(line) + small(*named(line)) + small(where)


def named(line: Line) -> list[str]:
    """Products, place, level, population and amounts that the sentence names, and the words that stay with the line."""
    medicines = load_medicines()
    products = [medicines[key].fr if key in medicines else key for key in line.products]
    level = w.LEVELS.get(line.level, line.level) if line.level else None
    # without a quotation the cell says so already
    flags = [flag for flag in flag_words(line) if line.quote or flag != FLAG_WORDS["texte_non_redistribue"]]
    return [part for part in (*products, line.place, level, line.population, *line.amounts, *flags) if part]


def _stated(line: Line) -> str:
    """The words that date the fact, as the source wrote them."""
    if not line.period_as_stated:
        return small(w.NO_PERIOD)
    return tag("span", tag("q", text(line.period_as_stated), lang=line.lang), class_="rc-small")


def folded(label: str, lines: Iterable[Line], inner: str, *, unfolded: bool) -> str:
    """A part that opens and closes; its years are said while it is closed."""
    told = sorted({begins(line)[:4] for line in lines} - {""})
    summary = tag("summary", tag("span", text(label), class_="rc-title"), " ", small(w.years(told)))
    opened: dict[str, str | None] = {"open": "" if unfolded else None}
    return tag("details", summary, inner, class_="rc-section", **opened)
